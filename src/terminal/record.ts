import { printable } from './printable.ts';
import { inkOf, type Style } from './style.ts';

/** A field to show: its name, and its lines. */
type Field = [name: string, lines: string[]];

/** Text that may have several lines, such as the output of a script. */
const linesOf = (text: string): string[] =>
  text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => printable(line));

/** Lists the fields of an object with their dotted names; those without a value are left out. */
function fieldsOf(object: object, prefix = ''): Field[] {
  return Object.entries(object).flatMap(([key, value]): Field[] => {
    const name = `${prefix}${printable(key)}`;
    if (value === null || value === undefined || value === '') return [];
    if (Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null))
      return value.length === 0 ? [] : [[name, value.map((item) => printable(String(item)))]];
    if (Array.isArray(value)) return value.flatMap((item, index) => fieldsOf({ [`${name}[${index}]`]: item }));
    return typeof value === 'object' ? fieldsOf(value, `${name}.`) : [[name, linesOf(String(value))]];
  });
}

/**
 * Formats an object as lines of name and value. Fields without a value are left out.
 *
 * @param readable rewrites a value for people
 */
export function recordLines(object: object, style: Style, readable: (text: string) => string): string[] {
  const fields = fieldsOf(object);
  const width = Math.max(0, ...fields.map(([name]) => name.length)) + 2;
  return fields.flatMap(([name, lines]) =>
    lines.map((line, index) => {
      const value = readable(line);
      const ink = inkOf(value);
      const head = (index === 0 ? name : '').padEnd(width);
      return `${style('dim', head)}${ink === undefined ? value : style(ink, value)}`;
    }),
  );
}
