import { type Column, isBag, jsonOf, type Row, type Type, type Value } from '../../kql/values.ts';

// How Microsoft Graph writes a hunting result, which is not how the Endpoint API does. Recorded by those who use it:
// https://learn.microsoft.com/graph/api/security-security-runhuntingquery shows some of it only.

/** Type names that differ from the Endpoint API's. */
export const graphTypes: Partial<Record<Type, string>> = { bool: 'SByte' };

const bagType = '"@odata.type":"#microsoft.graph.security.dynamicColumnValue"';

/** Notes beside a value what JSON does not say of it. */
const annotations: Partial<Record<Type, string>> = { datetime: '#DateTimeOffset', long: '#Int64', bool: '#SByte' };

const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** Fractions of a second come with no, three or seven digits. */
const shortTime = (time: string): string => time.replace('.0000000Z', 'Z').replace(/(\.\d{3})0000Z$/, '$1Z');

/** Structures inside a list are texts of themselves. */
function listText(items: readonly Value[]): string {
  const texts = items.map((item) => {
    const text = jsonOf(item, 'dynamic');
    return typeof item === 'object' && item !== null ? JSON.stringify(text) : text;
  });
  return `[${texts.join(',')}]`;
}

/** A bag is one with its type among its members, or the text of one. */
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
 * Writes the rows. Within one answer all keys have the same case; Microsoft's samples show both, so the
 * caller chooses. Two columns whose names differ only in case keep them.
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
