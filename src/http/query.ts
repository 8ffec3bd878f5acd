/** Query of a call by the names of its options, which are sent as they are; options without a value are left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** Encodes the values alone: `$filter` is sent with its `$`, as Microsoft's pages print it. */
export const serializeQuery = (query: Query): string =>
  Object.entries(query)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
    .join('&');
