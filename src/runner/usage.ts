import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Entry, JsonSchema } from '../catalogue/schema.ts';
import { type ParamOption, paramOptions, readsFile, unitPattern } from './param-options.ts';

/** Columns of a terminal that the page fits. */
const width = 100;

/** Text in lines of at most `most` characters, each after the first behind `indent`. */
const wrapped = (text: string, most: number, indent: string): string =>
  text
    .replace(new RegExp(`(.{1,${most}})(?: +|$)`, 'g'), '$1\n')
    .trimEnd()
    .replaceAll('\n', `\n${indent}`);

/** Returns the first sentence; a dot in a name or a number ends none. */
export const firstSentence = (text: string): string => /^.*?[.](?= [A-Z"`]|$)/s.exec(text)?.[0] ?? text;

/** Formats pairs as two columns; a long name has a line of its own. */
function columns(pairs: readonly (readonly [name: string, text: string])[]): string {
  const indent = ' '.repeat(30);
  return pairs
    .map(([name, text]) => {
      const head = `  ${name}`;
      const body = wrapped(text, width - indent.length, indent);
      return head.length > indent.length - 2 ? `${head}\n${indent}${body}` : `${head.padEnd(indent.length)}${body}`;
    })
    .join('\n');
}

const written = ({ name, value, schema }: ParamOption): string =>
  value === undefined ? `--[no-]${name}`.replace(schema.default === false ? '[no-]' : '', '') : `--${name} ${value}`;

/** Shows how people write a duration for a param, by the end of its name or its kind. */
function durationExample({ param, schema }: ParamOption): string | undefined {
  // Some times are sent as they are, and may not be durations.
  if (schema.pattern !== undefined && !new RegExp(schema.pattern).test('PT24H') && schema.type === 'string')
    return undefined;
  const [, unit = schema['x-kind']] = unitPattern.exec(param) ?? [];
  return { Seconds: '10m', Minutes: '30m', Hours: '7d', moment: '24h or 7d', period: '24h or 7d' }[`${unit}`];
}

function notes(option: ParamOption, required: readonly string[]): string {
  const { param, plain, value, schema } = option;
  const example = durationExample(option);
  const facts = [
    required.includes(param) && 'required',
    value === 'VALUE' && `one of ${(schema.enum ?? schema.items?.enum ?? []).join(', ')}`,
    plain !== undefined && param,
    example !== undefined && `such as ${example}`,
    schema.default !== undefined && `default ${schema.default}`,
    schema.type === 'array' &&
      (readsFile(schema) ? 'an object or a list; repeat it for several' : 'several: repeat it, or separate by commas'),
    readsFile(schema) && '@FILE reads it from a file',
  ].filter((fact) => typeof fact === 'string');
  return facts.length === 0 ? '' : ` (${facts.join('; ')})`;
}

function paramsSection(params: JsonSchema & { allOf?: JsonSchema[] }): string {
  const options = paramOptions(params);
  if (options.length === 0) return 'Params: none.';
  const rules = (params.allOf ?? []).map(
    ({ description }) => `\n  Rule: ${wrapped(`${description}.`, width - 2, '  ')}`,
  );
  const pairs = options.map((option) => {
    const text = firstSentence(option.schema.description ?? '');
    return [written(option), `${text}${notes(option, params.required ?? [])}`] as const;
  });
  return `Params\n${columns(pairs)}${rules.join('')}`;
}

const runnerOptions = `Options
${columns([
  ['--resource FILE', 'connection settings, JSON or YAML; else DEFENDER_* variables'],
  ['--params FILE', 'params as JSON; - reads stdin; options are added to them'],
  ['-o, --output FORMAT', 'json, table, csv or ndjson; on a terminal table, else json'],
  ['--batch', 'stdin has one params object a line, stdout gets one answer a line'],
  ['--concurrency N', 'lines that run at a time in a batch (8)'],
  ['--from-env', 'params and settings from environment variables'],
  ['--exported-from VERSION', 'version that the calling files were exported from'],
  ['--describe', 'print params and result as JSON Schema'],
  ['--version', 'print the version'],
  ['-h, --help', 'print this'],
])}`;

/** Quotes a word for a shell, if it needs quotes. */
export const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** Writes one value of an example as an option. */
function exampleOption({ name, plain, value, schema }: ParamOption, given: unknown): string {
  if (value === undefined) return given === true ? `--${name}` : `--no-${name}`;
  const isPlain = plain !== undefined && typeof given === 'number';
  const texts = Array.isArray(given) && schema.items?.type !== 'object' ? given : [given];
  return texts
    .map((text) => (typeof text === 'object' ? JSON.stringify(text) : String(text)))
    .map((text) => `--${isPlain ? plain : name} ${quoted(text)}`)
    .join(' ');
}

/** Writes the command line that runs an action with params. */
export function commandLine(id: string, params: JsonSchema, given: Readonly<Record<string, unknown>>): string {
  const options = paramOptions(params).filter(({ param }) => param in given);
  const words = options.map((option) => exampleOption(option, given[option.param]));
  return `${[`defender-soar run ${id}`, ...words].join(' \\\n  ')}${words.length === 0 ? ' < /dev/null' : ''}`;
}

function exampleSection(id: string, params: JsonSchema & { examples?: Record<string, unknown>[] }): string {
  const [example = {}] = params.examples ?? [];
  return `Example
  ${commandLine(id, params, example).replaceAll('\n', '\n  ')}
  echo '${JSON.stringify(example)}' | defender-soar run ${id}`;
}

const permissionsSection = (permissions: Entry['permissions']): string =>
  `Application permissions
${permissions.length === 0 ? '  none of its own' : permissions.map((one) => `  ${permissionText(one)}`).join('\n')}`;

function permissionText(permission: Entry['permissions'][number]): string {
  if (typeof permission === 'string') return permission;
  return Array.isArray(permission) ? permission.join(' or ') : `${permission.permission} (only if ${permission.when})`;
}

/** Marks a heading of the page, in bold on a terminal. */
type Heading = (text: string) => string;

/**
 * Computes the text of an action's `--help`: its params as options, its options, an example and its permissions.
 *
 * @param heading formats a heading; it is printed as it is if left out
 */
export async function usage(catalogue: Catalogue, id: string, heading: Heading = (text) => text): Promise<string> {
  const { params } = await catalogue.describe(id);
  const { entry } = await catalogue.load(id);
  const page = `${entry.name}: ${entry.description}

${wrapped(entry.details, width, '')}

usage: defender-soar run ${id} [params] [options]
       defender-soar run ${id} [options] < params.json

${paramsSection(params)}

${runnerOptions}

${exampleSection(id, params)}

${permissionsSection(entry.permissions)}

Microsoft's page: ${entry.docs}
`;
  return page.replaceAll(/^(usage:|Params|Options|Example|Application permissions|Microsoft's page:)/gm, heading);
}
