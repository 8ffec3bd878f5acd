// Tables of the documents, in Markdown, and what their cells are made of.
import { readJson } from './catalogue.mjs';

/** Text in which no character has a meaning for Markdown. */
export const plain = (text) =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replaceAll('\\', '\\\\')
    .replace(/[|<>*_`]/g, '\\$&');

/** Code in a table cell: the bar alone still has a meaning there; text with backticks wants a longer fence. */
export function code(text) {
  const [open, close] = text.includes('`') ? ['`` ', ' ``'] : ['`', '`'];
  return `${open}${text.replaceAll('|', '\\|')}${close}`;
}

/** A value as a block. */
export const json = (value) => ['```json', JSON.stringify(value, null, 2), '```'].join('\n');

const row = (cells) => `| ${cells.join(' | ')} |`;
/** A table of cells that are Markdown already. */
export const table = (heads, rows) => [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n');

const anchor = (heading) => heading.toLowerCase().replaceAll(' ', '-');

/** Permissions as one cell: each entry is needed. */
export const permissionsOf = ({ permissions }) =>
  permissions
    .map((entry) => {
      if (typeof entry === 'string') return code(entry);
      if (Array.isArray(entry)) return entry.map(code).join(' or ');
      return `${code(entry.permission)} (only if ${plain(entry.when)})`;
    })
    .join('; ') || 'none of its own: any one that another action needs';

const typeNames = { string: 'text', integer: 'whole number', boolean: 'true or false' };

/** Type and values of a property, as one cell. */
export function typeOf({ type, enum: values, items, minimum, maximum, exclusiveMinimum, maxLength }) {
  if (values) return values.map(code).join(', ');
  const names = [type ?? 'any'].flat().map((name) => typeNames[name] ?? name);
  if (type === 'array') return `list of ${items?.type === 'string' ? 'text' : 'objects'}`;
  const ranges = [
    minimum !== undefined && `from ${minimum}`,
    exclusiveMinimum !== undefined && `above ${exclusiveMinimum}`,
    maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER && `to ${maximum}`,
    maxLength !== undefined && `at most ${maxLength} characters`,
  ];
  return [names.join(' or '), ...ranges.filter(Boolean)].join(' ');
}

/** Exit code of an error, in words where there are two. */
export const exitOf = (name, { exit }) => (name === 'cancelled' ? '143, or 130 after SIGINT' : String(exit));

/** Every error code. */
export const errorTable = (errorCodes) =>
  table(
    ['Code', 'Exit code', 'May work later', 'Meaning'],
    Object.entries(errorCodes).map(([name, entry]) => [
      code(name),
      exitOf(name, entry),
      entry.retryable ? 'yes' : 'no',
      plain(entry.meaning),
    ]),
  );

/** Every field of the resource, with the variables that hold it. */
export const fieldsTable = ({ resource }, variables) =>
  table(
    ['Field', 'Variable', 'Required', 'What to enter'],
    resource.fields.map(({ id, label, required, help, choices }) => {
      const { name, file } = variables.find((variable) => variable.id === id);
      const values = choices
        ? ` One of ${choices.map(code).join(', ')}${id === 'apiUrl' ? ", or another host of Microsoft's" : ''}.`
        : '';
      const named = [code(name), file && `or a path in ${code(file)}`].filter(Boolean).join(' ');
      return [`${code(id)} ${plain(label)}`, named, required ? 'yes' : 'no', plain(help) + values];
    }),
  );

/** Fields of the resource as the form of a platform shows them. */
export const formTable = (fields) =>
  table(
    ['Field', 'Required', 'What to enter'],
    fields.map(({ label, required, help }) => [plain(label), required ? 'yes' : 'no', plain(help)]),
  );

/** Actions, linked to their sections in the pages of `folder` (with a final slash). */
export const actionsTable = (actions, folder = '') =>
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

/** What every action needs. */
export const permissionsTable = ({ actions }) =>
  table(
    ['Action', 'Application permissions'],
    actions.map((action) => [code(action.id), permissionsOf(action)]),
  );

/** The published limits, which both client and simulated tenant keep to. */
export function limitsTable() {
  const { default: others, calls } = readJson('schemas/limits.json');
  const number = (value) => (value === undefined ? 'not published' : String(value));
  return table(
    ['Call', 'A minute', 'An hour'],
    [
      ...calls.map((call) => ({ name: code(`${call.method} ${call.path}`), ...call })),
      { name: 'every other', ...others },
    ].map(({ name, perMinute, perHour }) => [name, number(perMinute), number(perHour)]),
  );
}
