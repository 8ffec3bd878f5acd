import { readListOptions, refuseOptions } from '../../odata/options.ts';
import { contextOf, pageReply, selectRows } from '../../odata/page.ts';
import { properties } from '../../odata/properties.ts';
import type { IndicatorRecord, Tenant } from '../../tenant/tenant.ts';
import { wireTime } from '../../tenant/time.ts';
import { isObject, parseBody, readBody } from '../../wire/body.ts';
import { ServiceError } from '../../wire/errors.ts';
import { json, noContent, type Reply } from '../../wire/exchange.ts';
import { type Call, type Caller, param, type Route, undocumented } from '../../wire/route.ts';
import { checkSubmission } from './rules.ts';
import { MOST_INDICATORS } from './store.ts';

/** Either is enough; with the narrower one an app sees and changes only what it made itself. */
const ROLES = ['Ti.ReadWrite', 'Ti.ReadWrite.All'];
/** Most items of an import or a batch delete. */
const MOST_ITEMS = 500;

const PROPERTIES = properties(
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

/** Custom indicators: list, submit or update, import, delete. */
export const indicatorRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/indicators', roles: ROLES, handle: listIndicators },
  { method: 'POST', path: '/api/indicators', roles: ROLES, handle: submitIndicator },
  { method: 'POST', path: '/api/indicators/import', roles: ROLES, handle: importIndicators },
  { method: 'POST', path: '/api/indicators/BatchDelete', roles: ROLES, handle: batchDelete },
  undocumented('GET', '/api/indicators/{id}'),
  { method: 'DELETE', path: '/api/indicators/{id}', roles: ROLES, handle: deleteIndicator },
];

/** Active ones only. https://learn.microsoft.com/defender-endpoint/api/get-ti-indicators-collection */
function listIndicators({ exchange, tenant, caller }: Call): Reply {
  tenant.indicators.dropExpired(wireTime(tenant.now()));
  const rows = tenant.indicators.list().filter((indicator) => isExposed(caller, indicator));
  const options = readListOptions(exchange.query, PROPERTIES);
  const listing = { set: 'Indicators', rows, options, madeAt: 'creationTimeDateTimeUtc' };
  return pageReply(listing, selectRows(listing, tenant), exchange, tenant.settings);
}

/** 200 for a new and for an updated one. https://learn.microsoft.com/defender-endpoint/api/post-ti-indicator */
function submitIndicator({ exchange, tenant, caller }: Call): Reply {
  refuseOptions(exchange.query);
  const body = parseBody(exchange);
  tenant.indicators.dropExpired(wireTime(tenant.now()));
  const indicator = upsert(body, tenant, caller);
  return json(200, { '@odata.context': contextOf(exchange, 'Indicators/$entity'), ...indicator });
}

/** Failures are told item by item inside a 200. https://learn.microsoft.com/defender-endpoint/api/import-ti-indicators */
function importIndicators({ exchange, tenant, caller }: Call): Reply {
  const items = batch(readBody(exchange, { required: { Indicators: 'array' } }).Indicators);
  tenant.indicators.dropExpired(wireTime(tenant.now()));
  const value = items.map((item) => {
    const indicator = isObject(item) && typeof item.indicatorValue === 'string' ? item.indicatorValue : null;
    try {
      if (!isObject(item)) throw new ServiceError('InvalidInput', 'Invalid indicator: not an object.');
      return { id: upsert(item, tenant, caller).id, indicator, isFailed: false, failureReason: null };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return { id: null, indicator, isFailed: true, failureReason: error.message };
    }
  });
  return json(200, { value });
}

/** https://learn.microsoft.com/defender-endpoint/api/delete-ti-indicator-by-id */
function deleteIndicator(call: Call): Reply {
  call.tenant.indicators.dropExpired(wireTime(call.tenant.now()));
  const indicator = exposedById(call, param(call, 'id'));
  call.tenant.indicators.delete(indicator.id);
  return noContent();
}

/** All or none: an unknown id leaves the others. https://learn.microsoft.com/defender-endpoint/api/batch-delete-ti-indicators */
function batchDelete(call: Call): Reply {
  const ids = batch(readBody(call.exchange, { required: { IndicatorIds: 'array' } }).IndicatorIds);
  call.tenant.indicators.dropExpired(wireTime(call.tenant.now()));
  const texts = ids.map((id) => {
    if (typeof id === 'string' && /^\d+$/.test(id)) return id;
    throw new ServiceError('InvalidInput', `'${String(id)}' is not an indicator id.`);
  });
  const found = texts.map((id) => exposedById(call, id));
  for (const indicator of found) call.tenant.indicators.delete(indicator.id);
  return noContent();
}

function batch(items: unknown): unknown[] {
  const list = Array.isArray(items) ? items : [];
  if (list.length === 0) throw new ServiceError('InvalidInput', 'The list is empty.');
  if (list.length <= MOST_ITEMS) return list;
  const message = `The batch size is ${list.length} and the maximum allowed is ${MOST_ITEMS}.`;
  throw new ServiceError('MaximumBatchSizeExceeded', message);
}

/** `application` is taken from the first submission only, as the page says. */
function upsert(body: Record<string, unknown>, tenant: Tenant, caller: Caller): IndicatorRecord {
  const now = wireTime(tenant.now());
  const submission = checkSubmission(body, now);
  const former = tenant.indicators.find(submission.indicatorType, submission.indicatorValue);
  if (former !== undefined && !isExposed(caller, former)) {
    throw new ServiceError('Forbidden', `Indicator ${former.id} was created by another application.`);
  }
  if (former === undefined && tenant.indicators.size >= MOST_INDICATORS) {
    throw new ServiceError('BadRequest', `The tenant holds ${MOST_INDICATORS} active indicators, which is the limit.`);
  }
  const created = {
    id: tenant.indicators.nextId(),
    application: submission.application,
    externalId: null,
    sourceType: 'AadApp',
    source: tenant.appName,
    createdBySource: 'PublicApi',
    createdByDisplayName: tenant.appName,
    createdBy: caller.appId,
    creationTimeDateTimeUtc: now,
  };
  const { application: _application, ...updated } = submission;
  const indicator: IndicatorRecord = {
    ...(former ?? created),
    ...updated,
    rbacGroupIds: submission.rbacGroupNames.map((name) => tenant.groupId(name)),
    lastUpdatedBy: former === undefined ? null : caller.appId,
    lastUpdateTime: now,
  };
  tenant.indicators.put(indicator);
  return indicator;
}

function isExposed(caller: Caller, indicator: IndicatorRecord): boolean {
  return caller.roles.has('Ti.ReadWrite.All') || indicator.createdBy === caller.appId;
}

function exposedById(call: Call, id: string): IndicatorRecord {
  const indicator = call.tenant.indicators.get(id);
  if (indicator === undefined) throw new ServiceError('ResourceNotFound', `Indicator ${id} was not found.`);
  if (isExposed(call.caller, indicator)) return indicator;
  throw new ServiceError('Forbidden', `Indicator ${id} was created by another application.`);
}
