import { type Column, isBag, jsonOf, type Row, type Type, type Value } from '../../kql/values.ts';

// How Microsoft Graph writes a hunting result, which differs from the Endpoint API. As its users recorded it:
// https://learn.microsoft.com/graph/api/security-security-runhuntingquery shows some of it only.

/** Type names that differ from the Endpoint API's. */
export const graphTypes: Partial<Record<Type, string>> = { bool: 'SByte' };

const bagType = '"@odata.type":"#microsoft.graph.security.dynamicColumnValue"';

/** Annotations of values, for what JSON does not say. */
const annotations: Partial<Record<Type, string>> = { datetime: '#DateTimeOffset', long: '#Int64', bool: '#SByte' };

const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** Fractions of a second have no, three or seven digits. */
const shortTime = (time: string): string => time.replace('.0000000Z', 'Z').replace(/(\.\d{3})0000Z$/, '$1Z');

/** Structures in a list are JSON texts. */
function listText(items: readonly Value[]): string {
  const texts = items.map((item) => {
    const text = jsonOf(item, 'dynamic');
    return typeof item === 'object' && item !== null ? JSON.stringify(text) : text;
  });
  return `[${texts.join(',')}]`;
}

/** A bag is an object with its type among its members, or a JSON text. */
function bagText(bag: Value, asText: boolean): string {
  const text = jsonOf(bag, 'dynamic');
  if (asText) return JSON.stringify(text);
  return text === '{}' ? `{${bagType}}` : `{${bagType},${text.slice(1)}`;
}

function valueText(value: Value, type: Type, isOdd: boolean): string {
  if (value === null) return type === 'string' ? '""' : '{}';
  if (typeof value === 'boolean' && type === 'bool') return value ? '1' : '0';
  if (type === 'datetime') return JSON.stringify(shortTime(String(value)));
  if (Array.isArray(value)) return listText(value);
  return isBag(value) ? bagText(value, isOdd) : jsonOf(value, type);
}

/**
 * Makes the writer of rows. In one response all keys have the same case; Microsoft's samples show both, so that the caller
 * chooses. Columns whose names differ only in case keep them.
 */
export function graphRowWriter(columns: readonly Column[], camelCase: boolean): (row: Row, index: number) => string {
  const exact = columns.map(({ name }) => name);
  const folded = exact.map(camel);
  const names = camelCase && new Set(folded).size === folded.length ? folded : exact;
  return (row, index) => {
    const isOdd = index % 2 === 1;
    const members = columns.flatMap(({ type }, place) => {
      const name = names[place] ?? '';
      const value = row[place] ?? null;
      const annotation = Array.isArray(value) ? '#Collection(String)' : value !== null && annotations[type];
      const text = `${JSON.stringify(name)}:${valueText(value, type, isOdd)}`;
      return annotation ? [`${JSON.stringify(`${name}@odata.type`)}:"${annotation}"`, text] : [text];
    });
    return `{${members.join(',')}}`;
  };
}
