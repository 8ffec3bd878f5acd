/** The values at a dotted path of a result, as the manifest writes it: `[]` stands for each item of a list. */
export function valuesAt(result: unknown, path: string): unknown[] {
  let values: unknown[] = [result];
  for (const part of path.split('.')) {
    const each = part.endsWith('[]');
    const name = each ? part.slice(0, -2) : part;
    values = values.map((value) => (value as Record<string, unknown> | null | undefined)?.[name]);
    if (each) values = values.flatMap((value) => (Array.isArray(value) ? value : []));
  }
  return values;
}

/** A column of the manifest's table. */
interface Column {
  label: string;
  path: string;
}

/** A result as the rows of its table, each `label: value` joined; what Defender left out is left out. */
export function rowsOf(result: unknown, columns: readonly Column[]): string[] {
  const cells = columns.map(({ path }) => valuesAt(result, path));
  const height = Math.max(0, ...cells.map((column) => column.length));
  return Array.from({ length: height }, (_, row) =>
    columns
      .map(({ label }, column) => ({ label, value: cells[column]?.[row] ?? '' }))
      .filter(({ value }) => value !== '')
      .map(({ label, value }) => `${label}: ${typeof value === 'object' ? JSON.stringify(value) : value}`)
      .join(' | '),
  );
}
