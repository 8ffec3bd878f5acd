import { ServiceError } from '../wire/errors.ts';
import { pairs } from '../wire/exchange.ts';
import { plain } from './compare.ts';
import { parseFilter, type Test } from './filter.ts';
import { findProperty, type Properties } from './properties.ts';

/** Largest `$top`, and the size of a page without one. */
export const maxTop = 10_000;

/** The parsed query options of a list call. */
export interface ListOptions {
  filter?: Test;
  orderBy?: (a: Record<string, unknown>, b: Record<string, unknown>) => number;
  /** Properties to return; undefined means all. */
  select?: string[] | undefined;
  top?: number;
  skip: number;
  count: boolean;
  /** Whether to expand the one property that can be expanded. */
  expand: boolean;
}

/**
 * Reads `$filter`, `$orderby`, `$select`, `$top`, `$skip` and `$count`, and `$expand` if a property can be expanded.
 *
 * https://learn.microsoft.com/defender-endpoint/api/exposed-apis-odata-samples
 *
 * @throws ServiceError ODataError for any other option, an option that is repeated, and an invalid value
 */
export function readListOptions(query: string, properties: Properties, expandable?: string): ListOptions {
  const options: ListOptions = { skip: 0, count: false, expand: false };
  const seen = new Set<string>();
  for (const [name, value] of pairs(query)) {
    const option = name.toLowerCase();
    if (seen.has(option)) throw new ServiceError('ODataError', `The query option '${name}' was given twice.`);
    seen.add(option);
    if (option === '$expand' && value === expandable) {
      options.expand = true;
      continue;
    }
    switch (option) {
      case '$filter':
        options.filter = parseFilter(value, properties);
        break;
      case '$orderby':
        options.orderBy = parseOrderBy(value, properties);
        break;
      case '$select':
        options.select = parseSelect(value, properties);
        break;
      case '$top':
        options.top = wholeNumber(name, value, maxTop);
        break;
      case '$skip':
        options.skip = wholeNumber(name, value, Number.MAX_SAFE_INTEGER);
        break;
      case '$count':
        options.count = trueOrFalse(name, value);
        break;
      default:
        throw new ServiceError('ODataError', `The query option '${name}' is not supported.`);
    }
  }
  return options;
}

/**
 * Refuses every query option, for operations that document none.
 *
 * @throws ServiceError ODataError with the first one
 */
export function refuseOptions(query: string): void {
  const first = pairs(query)[0];
  if (first !== undefined)
    throw new ServiceError('ODataError', `The query option '${first[0]}' is not supported here.`);
}

function parseOrderBy(text: string, properties: Properties): NonNullable<ListOptions['orderBy']> {
  const keys = text.split(',').map((part) => {
    const [name = '', direction = 'asc', ...rest] = part.trim().split(/\s+/);
    const property = findProperty(properties, name);
    const sign = { asc: 1, desc: -1 }[direction.toLowerCase()];
    if (sign === undefined || rest.length > 0 || property.kind === 'texts' || property.kind === 'object') {
      throw new ServiceError('ODataError', `The query option '$orderby' could not be read at '${part.trim()}'.`);
    }
    return { property, sign };
  });
  return (a, b) => {
    for (const { property, sign } of keys) {
      const order = compareValues(plain(property.kind, a[property.name]), plain(property.kind, b[property.name]));
      if (order !== 0) return order * sign;
    }
    return 0;
  };
}

/** Null is before everything. */
function compareValues(a: string | number | boolean | null, b: string | number | boolean | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

function parseSelect(text: string, properties: Properties): string[] | undefined {
  if (text.trim() === '*') return undefined;
  return text.split(',').map((name) => findProperty(properties, name.trim()).name);
}

function wholeNumber(name: string, value: string, most: number): number {
  const number = /^\d{1,15}$/.test(value.trim()) ? Number(value) : Number.NaN;
  if (Number.isSafeInteger(number) && number <= most) return number;
  throw new ServiceError(
    'ODataError',
    `The query option '${name}' is '${value}'; it must be a whole number up to ${most}.`,
  );
}

function trueOrFalse(name: string, value: string): boolean {
  if (/^true$/i.test(value)) return true;
  if (/^false$/i.test(value)) return false;
  throw new ServiceError('ODataError', `The query option '${name}' is '${value}'; it must be true or false.`);
}
