import { type Relation, type Row, readValue, type Value } from '../../kql/values.ts';
import { storeOf } from '../../tenant/tenant.ts';
import { tableColumns } from './columns.ts';

/** The hunting tables. Rows are made when a table is first read, because most runs never hunt. */
class HuntingTables {
  readonly #rows = new Map<string, Row[]>();
  #makeRows: (table: string) => Row[] = () => [];

  /** Table names. */
  names(): string[] {
    return [...tableColumns.keys()];
  }

  /** The table of that name, in exact case. */
  find(name: string): Relation | undefined {
    const columns = tableColumns.get(name);
    return columns && { columns, rows: () => this.#held(name) };
  }

  /** Sets how a table's rows are made when it is first read, and removes the present ones. */
  derive(makeRows: (table: string) => Row[]): void {
    this.#rows.clear();
    this.#makeRows = makeRows;
  }

  clear(): void {
    this.derive(() => []);
  }

  /**
   * Adds rows given as objects; columns that an item leaves out are missing.
   *
   * @param replace whether to remove the present rows first
   * @throws Error that names a column that is unknown or has another type
   */
  add(name: string, items: readonly Record<string, unknown>[], replace: boolean): void {
    const columns = tableColumns.get(name) ?? [];
    const rows = items.map((item, index): Row => {
      const unknown = Object.keys(item).find((key) => !columns.some((column) => column.name === key));
      if (unknown !== undefined) throw new Error(`items[${index}]: ${name} has no column '${unknown}'`);
      return columns.map((column): Value => {
        const value = readValue(column.type, item[column.name] ?? null);
        if (value !== undefined) return value;
        throw new Error(`items[${index}]: '${column.name}' is not a ${column.type}`);
      });
    });
    this.#rows.set(name, replace ? rows : [...this.#held(name), ...rows]);
  }

  #held(name: string): Row[] {
    const held = this.#rows.get(name) ?? this.#makeRows(name);
    this.#rows.set(name, held);
    return held;
  }
}

/** The hunting tables of a tenant. */
export const huntingOf = storeOf(() => new HuntingTables());
