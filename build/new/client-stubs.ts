import { readJson } from '../checkout.ts';
import type { Schema } from '../schemas.ts';
import { camel, pascal, spaced, titled } from './names.ts';
import { type Collection, type Files, json, LIKE, TO_DECIDE } from './stub.ts';

/** Params that every list has. */
const COMMON = ['filter', 'orderBy', 'select', 'top', 'skip', 'includeCount'];

/** Takes the params and the form of the result that every list has from a present one. */
function listSchema({ name, entity }: Collection): string {
  const { definitions, ...head } = readJson<Schema>(`schemas/actions/${LIKE}.json`);
  const { params = {}, result = {} } = definitions ?? {};
  const examples: Record<string, string> = { filter: "id eq '1'", orderBy: 'id asc' };
  const properties = COMMON.map((param) => {
    const property = { ...params.properties?.[param] };
    return [param, examples[param] ? { ...property, examples: [examples[param]] } : property];
  });
  const value = { type: 'array', description: `${titled(name)}.`, items: { $ref: `../defender/${entity}.json` } };
  return json({
    ...head,
    $id: `actions/list-${name}.json`,
    $comment: `${TO_DECIDE} further params, such as the properties to filter by`,
    title: `List ${titled(name)}`,
    definitions: {
      params: {
        title: `List${pascal(name)}Params`,
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(properties),
        examples: [{}, { top: 10 }],
      },
      result: { ...result, title: `${pascal(entity)}List`, properties: { ...result.properties, value } },
    },
  });
}

const readSource = ({ name, path, entity }: Collection): string => `
import type { List${pascal(name)}Params } from '../../generated/types.ts';
import type { RowStream } from '../../result.ts';
import { type Collection, listOf } from '../api/list.ts';
import type { DefenderContext } from '../context.ts';

// ${TO_DECIDE} Microsoft's page of the call
/** GET ${path} */
const ${camel(name)}: Collection = { path: '${path}', entity: '${spaced(entity)}' };

/** Lists ${spaced(name)}. */
export const list${pascal(name)} = (context: DefenderContext, params: List${pascal(name)}Params): RowStream =>
  listOf(context, ${camel(name)}, params, []);
`;

const actionSource = ({ name }: Collection): string => `
import { defineAction } from '../src/catalogue/define-action.ts';
import { list${pascal(name)} } from '../src/defender/${name}/read.ts';

export default defineAction('list-${name}', ({ params, defender }) => list${pascal(name)}(defender, params));
`;

const testSource = ({ name, path }: Collection): string => `
import { expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';

const tenant = useActionTenant();

// ${TO_DECIDE} what it filters by, and what else it promises
it('list-${name} lists them all', async () => {
  await tenant.seed('${camel(name)}', [{ id: '1' }]);
  const { code, stderr, json } = await tenant.run('list-${name}', {});
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(json.value).toContainEqual(expect.objectContaining({ id: '1' }));
  expect(await tenant.calls()).toEqual(['GET ${path}?$top=10000']);
});
`;

/** Writes the client of a collection, and the action that lists it. */
export const clientFiles = (collection: Collection): Files => ({
  [`schemas/actions/list-${collection.name}.json`]: listSchema(collection),
  [`src/defender/${collection.name}/read.ts`]: readSource(collection),
  [`actions/list-${collection.name}.ts`]: actionSource(collection),
  [`test/actions/list-${collection.name}.test.ts`]: testSource(collection),
});
