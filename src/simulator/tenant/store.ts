/** Entities by id, listed in the service's default order. Ids match in any letter case. */
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

  /** Adds an entity, or replaces the one with the same id. */
  put(item: T): void {
    this.#items.set(item.id.toLowerCase(), item);
    this.#listed = undefined;
  }

  /** Deletes an entity; false if there was none. */
  delete(id: string): boolean {
    this.#listed = undefined;
    return this.#items.delete(id.toLowerCase());
  }

  clear(): void {
    this.#items.clear();
    this.#listed = undefined;
  }

  /** Every entity in default order. Sorted once per change, so that reading the pages of a large tenant stays fast. */
  list(): readonly T[] {
    this.#listed ??= [...this.#items.values()].sort(this.#order);
    return this.#listed;
  }

  /** Every entity in the order in which they were first put in, without the cost of sorting. */
  values(): IterableIterator<T> {
    return this.#items.values();
  }
}

/** Compares by a property, the largest value first, and by id if the values are equal. */
export const latestFirst =
  <T extends { id: string }>(of: (item: T) => string) =>
  (a: T, b: T): number => {
    const [left, right] = [of(a), of(b)];
    if (left !== right) return left < right ? 1 : -1;
    return a.id < b.id ? -1 : 1;
  };
