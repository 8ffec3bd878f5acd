import { Store } from '../../tenant/store.ts';
import { storeOf } from '../../tenant/tenant.ts';
import type { IndicatorRecord } from './record.ts';

/** Most active indicators a tenant holds. https://learn.microsoft.com/defender-endpoint/api/post-ti-indicator */
export const mostIndicators = 15_000;

/** Indicators by id, and by the value and type that make a submission an update. */
class IndicatorStore extends Store<IndicatorRecord> {
  readonly #ids = new Map<string, string>();
  #lastId = 0;

  constructor() {
    super((a, b) => Number(b.id) - Number(a.id));
  }

  /** The indicator of that type and value, or undefined. */
  find(type: string, value: string): IndicatorRecord | undefined {
    const id = this.#ids.get(key(type, value));
    return id === undefined ? undefined : this.get(id);
  }

  /** An unused id: numeric text, as in the service. */
  nextId(): string {
    return String(this.#lastId + 1);
  }

  override put(item: IndicatorRecord): void {
    const former = this.get(item.id);
    if (former !== undefined) this.#ids.delete(key(former.indicatorType, former.indicatorValue));
    this.#ids.set(key(item.indicatorType, item.indicatorValue), item.id);
    this.#lastId = Math.max(this.#lastId, Number(item.id) || 0);
    super.put(item);
  }

  override delete(id: string): boolean {
    const former = this.get(id);
    if (former !== undefined) this.#ids.delete(key(former.indicatorType, former.indicatorValue));
    return super.delete(id);
  }

  override clear(): void {
    this.#ids.clear();
    this.#lastId = 0;
    super.clear();
  }

  /** Removes expired indicators: only active ones are listed, found or counted. `now` is in the wire form. */
  dropExpired(now: string): void {
    for (const item of this.values()) {
      if (typeof item.expirationTime === 'string' && item.expirationTime <= now) this.delete(item.id);
    }
  }
}

/** Values match in any letter case, except for the part of a URL after its host. */
const key = (type: string, value: string): string =>
  `${type} ${value.replace(/^(https?:\/\/)?[^/?#]*/i, (host) => host.toLowerCase())}`;

/** The indicators of a tenant. */
export const indicatorsOf = storeOf(() => new IndicatorStore());
