import { existsSync } from 'node:fs';
import { readManifest } from '../catalogue.ts';
import { ROOT, readText } from '../checkout.ts';
import { withEntry } from './action.ts';
import { clientFiles } from './client-stubs.ts';
import { pascal, singular } from './names.ts';
import { simulatorFiles } from './simulator-stubs.ts';
import { type Collection, type Files, json, LIKE, TO_DECIDE, UsageError } from './stub.ts';

/** Adds a collection to those that an action can be of, in order. */
const withCollection = (schema: string, name: string): string =>
  schema.replace(/("collection": \{\s+"enum": )(\[[^\]]*\])/, (_, key: string, names: string) => {
    const all = [...(JSON.parse(names) as string[]), name].sort();
    return key + JSON.stringify(all);
  });

const entitySchema = ({ entity }: Collection, title: string): object => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: `defender/${entity}.json`,
  $comment: `${TO_DECIDE} its properties, each with a description and examples`,
  title,
  description: 'To decide: what it is, and its page. Open: Microsoft adds fields.',
  type: 'object',
  properties: { id: { type: 'string', description: 'Identifier.', examples: ['1'] } },
});

/**
 * Writes the stubs of a collection: client, simulated tenant, entity, and the action that lists it.
 * @throws {UsageError} if it cannot be used
 */
export function newCollection(given: Omit<Collection, 'entity'> & { entity: string | undefined }): Files {
  const collection = { ...given, entity: given.entity ?? singular(given.name) };
  const { name, entity, path, permission } = collection;
  for (const word of [name, entity])
    if (!/^[a-z]+(-[a-z]+)*$/.test(word)) throw new UsageError(`${word} is not a name: use a-z and -`);
  if (!/^\/api(\/[A-Za-z]+)+$/.test(path)) throw new UsageError(`--path ${path} is not a path such as /api/machines`);
  if (!/^[A-Za-z]+(\.[A-Za-z]+)+$/.test(permission))
    throw new UsageError(`--permission ${permission} is not a permission such as Machine.Read.All`);
  const list = `list-${name}`;
  if (readManifest().actions.some(({ id }) => id === list)) throw new UsageError(`the action ${list} exists`);
  const [folder] = [
    `src/defender/${name}`,
    `src/simulator/collections/${name}`,
    `schemas/defender/${entity}.json`,
  ].filter((each) => existsSync(ROOT + each));
  if (folder !== undefined) throw new UsageError(`${folder} exists`);
  const values = { collection: name, permissions: `[${permission}]`, table: '[{label: Id, path: "value[].id"}]' };
  return {
    'integration.yaml': withEntry(readText('integration.yaml'), LIKE, list, values),
    'schemas/manifest.json': withCollection(readText('schemas/manifest.json'), name),
    [`schemas/defender/${entity}.json`]: json(entitySchema(collection, pascal(entity))),
    ...clientFiles(collection),
    ...simulatorFiles(collection),
  };
}
