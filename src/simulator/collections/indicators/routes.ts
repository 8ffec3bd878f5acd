import { readListOptions } from '../../odata/options.ts';
import { pageReply, selectRows } from '../../odata/page.ts';
import { propertyTable } from '../../odata/properties.ts';
import { wireTime } from '../../tenant/time.ts';
import type { Reply } from '../../wire/exchange.ts';
import { type Call, type Route, undocumented } from '../../wire/route.ts';
import { indicatorRoles, isExposed } from './access.ts';
import { indicatorsOf } from './store.ts';

const properties = propertyTable(
  {
    id: 'text',
    indicatorValue: 'text',
    indicatorType: 'enum',
    action: 'enum',
    severity: 'enum',
    title: 'text',
    description: 'text',
    recommendedActions: 'text',
    application: 'text',
    externalId: 'text',
    sourceType: 'enum',
    source: 'text',
    createdBySource: 'text',
    createdByDisplayName: 'text',
    createdBy: 'text',
    lastUpdatedBy: 'text',
    creationTimeDateTimeUtc: 'time',
    lastUpdateTime: 'time',
    expirationTime: 'time',
    rbacGroupNames: 'texts',
    rbacGroupIds: 'texts',
    generateAlert: 'boolean',
  },
  [
    'application',
    'createdByDisplayName',
    'expirationTime',
    'generateAlert',
    'title',
    'rbacGroupNames',
    'rbacGroupIds',
    'indicatorValue',
    'indicatorType',
    'creationTimeDateTimeUtc',
    'createdBy',
    'action',
    'severity',
  ],
);

/** Reads of custom indicators. */
export const indicatorRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/indicators', roles: indicatorRoles, handle: listIndicators },
  undocumented('GET', '/api/indicators/{id}'),
];

/** Active ones only. https://learn.microsoft.com/defender-endpoint/api/get-ti-indicators-collection */
function listIndicators({ exchange, tenant, caller }: Call): Reply {
  indicatorsOf(tenant).dropExpired(wireTime(tenant.now()));
  const rows = indicatorsOf(tenant)
    .list()
    .filter((indicator) => isExposed(caller, indicator));
  const options = readListOptions(exchange.query, properties);
  const listing = { set: 'Indicators', rows, options, madeAt: 'creationTimeDateTimeUtc' };
  return pageReply(listing, selectRows(listing, tenant), exchange, tenant.settings);
}
