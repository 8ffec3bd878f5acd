import { readText } from '../checkout.ts';
import { camel, pascal, spaced } from './names.ts';
import { type Collection, type Files, TO_DECIDE } from './stub.ts';

const LIST = 'src/simulator/collections/all.ts';

/** Adds a collection to the list of all. */
const withCollection = (source: string, name: string): string =>
  `import { ${camel(name)} } from './${name}/collection.ts';\n${source.replace(/\n\];/, `\n  ${camel(name)},\n];`)}`;

const collectionSource = ({ name, entity }: Collection): string => `
import schema from '../../../../schemas/defender/${entity}.json' with { type: 'json' };
import type { Collection } from '../collection.ts';
import { entities } from '../seedable.ts';
import { make${pascal(entity)} } from './record.ts';
import { ${camel(entity)}Routes } from './routes.ts';
import { seed${pascal(name)} } from './seed.ts';
import { ${camel(name)}Of } from './store.ts';

/** Lists of ${spaced(name)}. */
export const ${camel(name)}: Collection = {
  routes: ${camel(entity)}Routes,
  seed: seed${pascal(name)},
  seedable: [entities({ name: '${camel(name)}', schema, store: ${camel(name)}Of, make: make${pascal(entity)} })],
};
`;

const recordSource = ({ entity }: Collection): string => `
import type { ${pascal(entity)} } from '../../../generated/types.ts';
import type { Tenant } from '../../tenant/tenant.ts';

/** The ${spaced(entity)} as the tenant holds it. */
export type ${pascal(entity)}Record = ${pascal(entity)} & { id: string };

/** Makes an ordinary ${spaced(entity)}, except for the fields given. */
export function make${pascal(entity)}(tenant: Tenant, given: ${pascal(entity)}): ${pascal(entity)}Record {
  // ${TO_DECIDE} ordinary values of its properties
  return { ...given, id: given.id ?? tenant.random.guid() };
}
`;

const storeSource = ({ name, entity }: Collection): string => `
import { latestFirst, Store } from '../../tenant/store.ts';
import { storeOf } from '../../tenant/tenant.ts';
import type { ${pascal(entity)}Record } from './record.ts';

/** The ${spaced(name)} of a tenant. */
export const ${camel(name)}Of = storeOf(
  // ${TO_DECIDE} Defender's default order
  () => new Store<${pascal(entity)}Record>(latestFirst(({ id }) => id)),
);
`;

const seedSource = ({ name, entity }: Collection): string => `
import type { Tenant } from '../../tenant/tenant.ts';
import { make${pascal(entity)} } from './record.ts';
import { ${camel(name)}Of } from './store.ts';

/** Fills a tenant with ${spaced(name)}. */
export function seed${pascal(name)}(tenant: Tenant): void {
  // ${TO_DECIDE} what every tenant begins with
  ${camel(name)}Of(tenant).put(make${pascal(entity)}(tenant, { id: '1' }));
}
`;

const routesSource = ({ name, entity, path, permission }: Collection): string => `
import { readListOptions } from '../../odata/options.ts';
import { pageReply, selectRows } from '../../odata/page.ts';
import { propertyTable } from '../../odata/properties.ts';
import type { Reply } from '../../wire/exchange.ts';
import type { Call, Route } from '../../wire/route.ts';
import { ${camel(name)}Of } from './store.ts';

const roles = ['${permission}'];

// ${TO_DECIDE} its properties, and those that its page lists for $filter
const properties = propertyTable({ id: 'text' }, ['id']);

/** Reads of ${spaced(name)}. */
export const ${camel(entity)}Routes: readonly Route[] = [{ method: 'GET', path: '${path}', roles, handle: list${pascal(name)} }];

// ${TO_DECIDE} Microsoft's page of the call, the name of the set, and the property that says when an entity was made
function list${pascal(name)}({ exchange, tenant }: Call): Reply {
  const options = readListOptions(exchange.query, properties);
  const listing = { set: '${path.split('/').at(-1)}', rows: ${camel(name)}Of(tenant).list(), options };
  return pageReply(listing, selectRows(listing, tenant), exchange, tenant.settings);
}
`;

/** Writes a collection of the simulated tenant. */
export function simulatorFiles(collection: Collection): Files {
  const folder = `src/simulator/collections/${collection.name}`;
  return {
    [LIST]: withCollection(readText(LIST), collection.name),
    [`${folder}/collection.ts`]: collectionSource(collection),
    [`${folder}/record.ts`]: recordSource(collection),
    [`${folder}/routes.ts`]: routesSource(collection),
    [`${folder}/seed.ts`]: seedSource(collection),
    [`${folder}/store.ts`]: storeSource(collection),
  };
}
