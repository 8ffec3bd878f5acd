import { existsSync } from 'node:fs';
import { readManifest } from '../catalogue.ts';
import { ROOT, readText } from '../checkout.ts';
import { pascal, titled } from './names.ts';
import { type Files, TO_DECIDE, UsageError } from './stub.ts';

/** Keys of a manifest entry that a copy cannot answer. */
const ANSWERS: Record<string, string> = {
  description: "'To decide: what it does, in one sentence.'",
  details: "'To decide: what happens in Defender, and what it returns.'",
  docs: 'https://learn.microsoft.com/defender-endpoint/api/to-decide',
};

/** Keys whose copy has to be checked, and what they are. */
const QUESTIONS: Record<string, string> = {
  permissions: 'what its calls require',
  docs: "Microsoft's page of the call",
  table: 'the columns to show',
};

/** Replaces one name by another wherever it is not part of a longer one. */
const renamed = (text: string, from: string, to: string): string =>
  text.replace(new RegExp(`(?<![\\w-])${from}(?![\\w-])`, 'g'), to);

/** Matches a key of a manifest entry, with its lines. */
const lineOf = (key: string): RegExp => new RegExp(`^    ${key}:.*\\n(?: {6}.*\\n)*`, 'm');

/** Copies the manifest entry of one action to another, below it, with other values of some keys. */
export function withEntry(manifest: string, like: string, id: string, values: Record<string, string> = {}): string {
  const [entry = ''] = new RegExp(`^  - id: ${like}\\n(?: {4}.*\\n)+`, 'm').exec(manifest) ?? [];
  // Nothing reverts the copy, and it reverts nothing.
  let copy = entry.replace(/.*\n/, `  - id: ${id}\n`).replace(lineOf('undo'), '');
  const changed = { name: titled(id), ...ANSWERS, ...values };
  for (const [key, value] of Object.entries(changed)) copy = copy.replace(lineOf(key), `    ${key}: ${value}\n`);
  for (const [key, question] of Object.entries(QUESTIONS))
    copy = copy.replace(lineOf(key), (lines) => `    # ${TO_DECIDE} ${question}\n${lines}`);
  return manifest.replace(entry, `${entry}\n${copy}`);
}

/** Copies the schema of one action to another. */
function schemaOf(like: string, id: string): string {
  const names = new Map(readManifest().actions.map((action) => [action.id, action.name]));
  return renamed(readText(`schemas/actions/${like}.json`), like, id)
    .replace(`"title": "${names.get(like)}"`, `"title": "${titled(id)}"`)
    .replace(`"title": "${pascal(like)}Params"`, `"title": "${pascal(id)}Params"`)
    .replace(/("\$id": .*\n)/, `$1  "$comment": "${TO_DECIDE} params, result and examples, copied from ${like}",\n`);
}

/** Copies a source or a test of one action to another. */
function sourceOf(path: string, like: string, id: string, what: string): Files {
  const source = readText(path.replace('<id>', like));
  return { [path.replace('<id>', id)]: `// ${TO_DECIDE} ${what}, copied from ${like}\n${renamed(source, like, id)}` };
}

/**
 * Writes the stubs of an action as a copy of another one.
 * @throws {UsageError} if the id cannot be used or no action is like it
 */
export function newAction(id: string, like: string): Files {
  const ids = readManifest().actions.map((action) => action.id);
  if (!/^[a-z]+(-[a-z]+)+$/.test(id))
    throw new UsageError(`${id} is not the id of an action: use verb-noun, a-z and -`);
  if (ids.includes(id)) throw new UsageError(`the action ${id} exists`);
  if (!ids.includes(like)) throw new UsageError(`there is no action ${like}; --like takes one of ${ids.join(', ')}`);
  const hasRules = existsSync(`${ROOT}actions/${like}.rules.ts`);
  return {
    'integration.yaml': withEntry(readText('integration.yaml'), like, id),
    [`schemas/actions/${id}.json`]: schemaOf(like, id),
    ...sourceOf('actions/<id>.ts', like, id, 'what it does'),
    ...(hasRules && sourceOf('actions/<id>.rules.ts', like, id, 'what it refuses')),
    ...sourceOf('test/actions/<id>.test.ts', like, id, 'what it promises'),
  };
}
