import type { Query } from '../../http/query.ts';

/** A value in an OData condition: https://learn.microsoft.com/defender-endpoint/api/exposed-apis-odata-samples */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Conditions joined by `and`; the caller's own filter is kept whole by parentheses. */
export function allOf(filter: string | undefined, conditions: readonly (string | undefined)[]): string | undefined {
  const given = conditions.filter((condition) => condition !== undefined);
  if (filter !== undefined) given.push(given.length > 0 ? `(${filter})` : filter);
  return given.length > 0 ? given.join(' and ') : undefined;
}

/** Conditions joined by `or`, as one condition without repetitions. */
export function anyOf(conditions: readonly string[]): string {
  const different = [...new Set(conditions)];
  return different.length > 1 ? `(${different.join(' or ')})` : different.join('');
}

/** A property that has one of several values. */
export const oneOf = (property: string, values: readonly string[]): string =>
  anyOf(values.map((value) => `${property} eq ${literal(value)}`));

/** A property that begins with one of several texts. */
export const startsWith = (property: string, texts: readonly string[]): string =>
  anyOf(texts.map((text) => `startswith(${property},${literal(text)})`));

/** `property eq 'value'` for each value that is given. */
export const equalities = (values: Record<string, string | undefined>): string[] =>
  Object.entries(values).flatMap(([property, value]) =>
    value === undefined ? [] : [`${property} eq ${literal(value)}`],
  );

/** Query options of a list. */
export interface QueryOptions {
  filter?: string | undefined;
  orderBy?: string | undefined;
  select?: string | undefined;
  expand?: string | undefined;
  top?: number | undefined;
  skip?: number | undefined;
  count?: boolean | undefined;
}

/** Names the options as OData does; a `skip` of 0 and a `count` of false are left out. */
export const queryOf = ({ filter, orderBy, select, expand, top, skip, count }: QueryOptions): Query => ({
  $filter: filter,
  $orderby: orderBy,
  $select: select,
  $expand: expand,
  $top: top,
  $skip: skip || undefined,
  $count: count || undefined,
});
