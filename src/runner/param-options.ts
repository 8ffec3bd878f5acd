import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { JsonSchema } from '../catalogue/schema.ts';
import type { Kind } from '../generated/types.ts';
import { decodeText, Unreadable } from '../text-file.ts';
import { isoDuration, readDuration } from './durations.ts';
import type { Input } from './input.ts';
import { misfit, readText, readValues } from './text-values.ts';

/** A param as an option of the command line. */
export interface ParamOption {
  param: string;
  /** Name of the option, without dashes. */
  name: string;
  /** The same option under the name of the param, if it has a unit that `name` has not; its value is a number. */
  plain: string | undefined;
  /** What to write for its value; undefined for a switch. */
  value: string | undefined;
  schema: JsonSchema;
}

const units = { Seconds: 's', Minutes: 'm', Hours: 'h' } as const;

/** Unit at the end of the name of a param, which its option does without. */
export const unitPattern = /(Seconds|Minutes|Hours)$/;

/** Characters of choices that stand in the option itself. */
const longestChoice = 40;

/** Kinds whose values people also write as `24h` or `7d`. */
const times = new Set<Kind | undefined>(['moment', 'period']);

const byKind: Partial<Record<Kind, string>> = {
  id: 'ID',
  machineId: 'ID',
  machineName: 'NAME',
  ipAddress: 'ADDRESS',
  moment: 'TIME',
  period: 'PERIOD',
  query: 'QUERY',
  folder: 'FOLDER',
  hash: 'HASH',
  url: 'URL',
};

const isObjects = ({ type, items }: JsonSchema): boolean => type === 'object' || items?.type === 'object';

/** Whether `@FILE` names a file that has the value: a query or JSON is hard to type on a command line. */
export const readsFile = (schema: JsonSchema): boolean => schema['x-kind'] === 'query' || isObjects(schema);

function placeholderOf(name: string, schema: JsonSchema): string | undefined {
  const choices = schema.enum ?? schema.items?.enum;
  if (schema.type === 'boolean') return undefined;
  if (choices !== undefined) return choices.join('|').length <= longestChoice ? choices.join('|') : 'VALUE';
  if (unitPattern.test(name)) return 'DURATION';
  if (isObjects(schema)) return 'JSON';
  const kind = schema['x-kind'];
  return (kind && byKind[kind]) ?? (schema.type === 'integer' || schema.type === 'number' ? 'N' : 'TEXT');
}

/** Rewrites the name of a param as that of an option: `computerDnsName` as `computer-dns-name`. */
export const kebab = (name: string): string => name.replace(/[A-Z]+/g, (letters) => `-${letters.toLowerCase()}`);

/** Lists the params of an action as options, in the order of the schema. */
export const paramOptions = ({ properties = {} }: JsonSchema): ParamOption[] =>
  Object.entries(properties).map(([param, schema]) => ({
    param,
    name: kebab(param.replace(unitPattern, '')),
    plain: unitPattern.test(param) ? kebab(param) : undefined,
    value: placeholderOf(param, schema),
    schema,
  }));

/** Reads the file of `@FILE`. */
function contentOf(file: string): string {
  try {
    return decodeText(readFileSync(file));
  } catch (error) {
    if (error instanceof Unreadable) return misfit(`in ${file} ${error.message}`);
    return misfit(`cannot be read from ${file} (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** Reads a query, or JSON, in which one object stands for a list of it. */
const readLong = (text: string, schema: JsonSchema): unknown =>
  schema.type === 'array' && text.trim().startsWith('{') ? readText(`[${text}]`, schema) : readText(text, schema);

function valueFrom(text: string, { param, schema }: ParamOption): unknown {
  if (text.trim() === '') misfit('is empty: leave the option out, or give it a value');
  const unit = unitPattern.exec(param)?.[1] as keyof typeof units | undefined;
  if (unit !== undefined) return readDuration(text, units[unit]);
  if (schema['x-kind'] === 'folder') return resolve(text);
  if (readsFile(schema)) return readLong(text.startsWith('@') ? contentOf(text.slice(1)) : text, schema);
  return readText(times.has(schema['x-kind']) ? isoDuration(text) : text, schema);
}

function readGiven(given: boolean | string[], option: ParamOption): unknown {
  if (typeof given === 'boolean') return given;
  const isList = option.schema.type === 'array';
  if (given.length > 1 && !isList) misfit('is given more than once');
  const values = given.map((text) => valueFrom(text, option));
  const [value] = isList ? [values.flat()] : values;
  return value;
}

function readPlain(given: boolean | string[], { schema }: ParamOption): unknown {
  const [text = '', ...more] = Array.isArray(given) ? given : [];
  return more.length > 0 ? misfit('is given more than once') : readText(text, schema);
}

/** Reads the values that options were given, by the name of the option: texts, or the state of a switch. */
export function paramsFromOptions(
  options: readonly ParamOption[],
  given: Readonly<Record<string, boolean | string[]>>,
): Input {
  const pairs = options.flatMap((option) => {
    const value = given[option.name];
    const plain = option.plain === undefined ? undefined : given[option.plain];
    if (value !== undefined && plain !== undefined)
      return [[option.param, () => misfit(`is given by --${option.name} and by --${option.plain}`)] as const];
    return [
      ...(value === undefined ? [] : [[option.param, () => readGiven(value, option)] as const]),
      ...(plain === undefined ? [] : [[option.param, () => readPlain(plain, option)] as const]),
    ];
  });
  return readValues(pairs, (read) => read());
}
