/** Entities by id, listed in the service's default order. Ids are found in any letter case. */
export class Store<T extends { id: string }> {
  readonly #items = new Map<string, T>();
  readonly #order: (a: T, b: T) => number;
  #listed: readonly T[] | undefined;

  /** @param order default order of the collection, as a comparison */
  constructor(order: (a: T, b: T) => number) {
    this.#order = order;
  }

  get size(): number {
    return this.#items.size;
  }

  get(id: string): T | undefined {
    return this.#items.get(id.toLowerCase());
  }

  /** Adds an entity, or replaces the one of the same id. */
  put(item: T): void {
    this.#items.set(item.id.toLowerCase(), item);
    this.#listed = undefined;
  }

  /** Whether there was one to delete. */
  delete(id: string): boolean {
    this.#listed = undefined;
    return this.#items.delete(id.toLowerCase());
  }

  clear(): void {
    this.#items.clear();
    this.#listed = undefined;
  }

  /** Every entity in default order. Sorted once per change, so that reading pages of a large tenant stays cheap. */
  list(): readonly T[] {
    this.#listed ??= [...this.#items.values()].sort(this.#order);
    return this.#listed;
  }

  /** Every entity in no particular order, without the price of sorting. */
  values(): IterableIterator<T> {
    return this.#items.values();
  }
}
