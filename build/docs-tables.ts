// Tables of the documents, in Markdown, and what their cells are made of.

import type { Entry } from '../src/catalogue/schema.ts';
import { type CodeEntry, type ErrorCode, failedBatchExit } from '../src/errors.ts';
import type { Manifest } from '../src/generated/types.ts';
import { variablesOf } from '../src/resource/fields.ts';
import { readJson } from './checkout.ts';
import type { Schema } from './schemas.ts';

type Field = Manifest['resource']['fields'][number];

/** Error codes with their meanings. */
export type ErrorCodes = Readonly<Record<ErrorCode, CodeEntry>>;

/** Escapes text so that no character has a meaning for Markdown. */
export const plain = (text = ''): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replaceAll('\\', '\\\\')
    .replace(/[|<>*_`]/g, '\\$&');

/** Formats code in a table cell, where the bar alone still has a meaning; text with backticks needs a longer fence. */
export function code(text: unknown): string {
  const escaped = String(text).replaceAll('|', '\\|');
  return escaped.includes('`') ? `\`\` ${escaped} \`\`` : `\`${escaped}\``;
}

/** Formats a value as a block of JSON. */
export const json = (value: unknown): string => ['```json', JSON.stringify(value, null, 2), '```'].join('\n');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Formats a table whose cells are Markdown. */
export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n');

const anchor = (heading: string): string => heading.toLowerCase().replaceAll(' ', '-');

/** Formats the permissions of an action as one cell; each entry is required. */
export const permissionsOf = ({ permissions }: Pick<Entry, 'permissions'>): string =>
  permissions
    .map((entry) => {
      if (typeof entry === 'string') return code(entry);
      if (Array.isArray(entry)) return entry.map(code).join(' or ');
      return `${code(entry.permission)} (only if ${plain(entry.when)})`;
    })
    .join('; ') || 'none of its own: any one that another action needs';

const TYPE_NAMES: Record<string, string> = { string: 'text', integer: 'whole number', boolean: 'true or false' };

/** Formats type and values of a property as one cell. */
export function typeOf(property: Schema): string {
  const { type, enum: values, items, minimum, maximum, exclusiveMinimum, maxLength } = property;
  if (values) return values.map(code).join(', ');
  const names = [type ?? 'any'].flat().map((name) => TYPE_NAMES[name] ?? name);
  if (type === 'array') return `list of ${items?.type === 'string' ? 'text' : 'objects'}`;
  const ranges = [
    minimum !== undefined && `from ${minimum}`,
    exclusiveMinimum !== undefined && `above ${exclusiveMinimum}`,
    maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER && `to ${maximum}`,
    maxLength !== undefined && `at most ${maxLength} characters`,
  ];
  return [names.join(' or '), ...ranges.filter(Boolean)].join(' ');
}

/** Formats the exit code of an error, in words if there are two. */
export const exitOf = (name: string, { exit }: CodeEntry): string =>
  name === 'cancelled' ? '143, or 130 after SIGINT' : String(exit);

/** Lists every error code, and the exit codes that belong to none. */
export const errorTable = (errorCodes: ErrorCodes): string =>
  table(
    ['Code', 'Exit code', 'May work later', 'Meaning'],
    [
      ['success', '0', '', 'stdout has the result.'],
      ...Object.entries(errorCodes).map(([name, entry]) => [
        code(name),
        exitOf(name, entry),
        entry.retryable ? 'yes' : 'no',
        plain(entry.meaning),
      ]),
      ['a batch', String(failedBatchExit), '', 'A line failed; each answer has its own code.'],
    ],
  );

/** Lists every field of the resource, with the variables that hold it. */
export const fieldsTable = ({ resource }: Manifest): string =>
  table(
    ['Field', 'Variable', 'Required', 'What to enter'],
    resource.fields.map(({ id, label, required, help, choices }) => {
      const { name, file, olderName } = variablesOf(id);
      const values = choices
        ? ` One of ${choices.map(code).join(', ')}${id === 'apiUrl' ? ", or another host of Microsoft's" : ''}.`
        : '';
      const path = file ? ` or a path in ${code(file)}` : '';
      const older = olderName ? ` (also read, if that is not set: ${code(olderName)})` : '';
      return [`${code(id)} ${plain(label)}`, code(name) + path + older, required ? 'yes' : 'no', plain(help) + values];
    }),
  );

/** Lists fields of the resource as the form of a platform shows them. */
export const formTable = (fields: readonly Field[]): string =>
  table(
    ['Field', 'Required', 'What to enter'],
    fields.map(({ label, required, help }) => [plain(label), required ? 'yes' : 'no', plain(help)]),
  );

/** Lists actions, linked to their sections in the pages of `folder` (with a final slash). */
export const actionsTable = (actions: readonly Entry[], folder = ''): string =>
  table(
    ['Action', 'Id', 'Group', 'Effect', 'What it does'],
    actions.map(({ id, name, group, collection, effect, description }) => [
      `[${plain(name)}](${folder}${collection}.md#${anchor(name)})`,
      code(id),
      group,
      effect,
      plain(description),
    ]),
  );

/** Lists the permissions of every action. */
export const permissionsTable = ({ actions }: Manifest): string =>
  table(
    ['Action', 'Application permissions'],
    actions.map((action) => [code(action.id), permissionsOf(action)]),
  );

interface Limit {
  perMinute?: number;
  perHour?: number;
}

/** Lists the published limits, which client and simulated tenant keep. */
export function limitsTable(): string {
  const limits = readJson<{ default: Limit; calls: (Limit & { method: string; path: string })[] }>(
    'schemas/limits.json',
  );
  const number = (value: number | undefined) => (value === undefined ? 'not published' : String(value));
  const cells = (name: string, { perMinute, perHour }: Limit) => [name, number(perMinute), number(perHour)];
  return table(
    ['Call', 'A minute', 'An hour'],
    [
      ...limits.calls.map((call) => cells(code(`${call.method} ${call.path}`), call)),
      cells('every other', limits.default),
    ],
  );
}
