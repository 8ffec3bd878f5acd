import { refuseOptions } from '../../odata/options.ts';
import { contextOf } from '../../odata/page.ts';
import { isObject } from '../../tenant/is-object.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { wireTime } from '../../tenant/time.ts';
import { parseBody, readBody } from '../../wire/body.ts';
import { ServiceError } from '../../wire/errors.ts';
import { json, noContent, type Reply } from '../../wire/exchange.ts';
import { type Call, type Caller, param, type Route } from '../../wire/route.ts';
import { groupId } from '../machines/groups.ts';
import { indicatorRoles, isExposed } from './access.ts';
import { type IndicatorRecord, makeIndicator } from './record.ts';
import { checkSubmission } from './rules.ts';
import { indicatorsOf, mostIndicators } from './store.ts';

/** Most items of an import or a batch delete. */
const mostItems = 500;

/** Writes of custom indicators: submit or update, import, delete. */
export const indicatorWriteRoutes: readonly Route[] = [
  { method: 'POST', path: '/api/indicators', roles: indicatorRoles, handle: submitIndicator },
  { method: 'POST', path: '/api/indicators/import', roles: indicatorRoles, handle: importIndicators },
  { method: 'POST', path: '/api/indicators/BatchDelete', roles: indicatorRoles, handle: batchDelete },
  { method: 'DELETE', path: '/api/indicators/{id}', roles: indicatorRoles, handle: deleteIndicator },
];

/** 200 for a new and for an updated one. https://learn.microsoft.com/defender-endpoint/api/post-ti-indicator */
function submitIndicator({ exchange, tenant, caller }: Call): Reply {
  refuseOptions(exchange.query);
  const body = parseBody(exchange);
  indicatorsOf(tenant).dropExpired(wireTime(tenant.now()));
  const indicator = upsert(body, tenant, caller);
  return json(200, { '@odata.context': contextOf(exchange, 'Indicators/$entity'), ...indicator });
}

/** 200, with the failures per item. https://learn.microsoft.com/defender-endpoint/api/import-ti-indicators */
function importIndicators({ exchange, tenant, caller }: Call): Reply {
  const items = batch(readBody(exchange, { required: { Indicators: 'array' } }).Indicators);
  indicatorsOf(tenant).dropExpired(wireTime(tenant.now()));
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
  indicatorsOf(call.tenant).dropExpired(wireTime(call.tenant.now()));
  const indicator = exposedById(call, param(call, 'id'));
  indicatorsOf(call.tenant).delete(indicator.id);
  return noContent();
}

/** All or none: an unknown id refuses the whole call. https://learn.microsoft.com/defender-endpoint/api/batch-delete-ti-indicators */
function batchDelete(call: Call): Reply {
  const ids = batch(readBody(call.exchange, { required: { IndicatorIds: 'array' } }).IndicatorIds);
  indicatorsOf(call.tenant).dropExpired(wireTime(call.tenant.now()));
  const texts = ids.map((id) => {
    if (typeof id === 'string' && /^\d+$/.test(id)) return id;
    throw new ServiceError('InvalidInput', `'${String(id)}' is not an indicator id.`);
  });
  const found = texts.map((id) => exposedById(call, id));
  for (const indicator of found) indicatorsOf(call.tenant).delete(indicator.id);
  return noContent();
}

function batch(items: unknown): unknown[] {
  const list = Array.isArray(items) ? items : [];
  if (list.length === 0) throw new ServiceError('InvalidInput', 'The list is empty.');
  if (list.length <= mostItems) return list;
  const message = `The batch size is ${list.length} and the maximum allowed is ${mostItems}.`;
  throw new ServiceError('MaximumBatchSizeExceeded', message);
}

/** `application` is taken from the first submission only, as the page says. */
function upsert(body: Record<string, unknown>, tenant: Tenant, caller: Caller): IndicatorRecord {
  const now = wireTime(tenant.now());
  const indicators = indicatorsOf(tenant);
  const submission = checkSubmission(body, now);
  const former = indicators.find(submission.indicatorType, submission.indicatorValue);
  if (former !== undefined && !isExposed(caller, former)) {
    throw new ServiceError('Forbidden', `Indicator ${former.id} was created by another application.`);
  }
  if (former === undefined && indicators.size >= mostIndicators) {
    throw new ServiceError('BadRequest', `The tenant holds ${mostIndicators} active indicators, which is the limit.`);
  }
  const { application, ...updated } = submission;
  const rbacGroupIds = submission.rbacGroupNames.map((name) => String(groupId(name)));
  const indicator =
    former === undefined
      ? makeIndicator(tenant, {
          id: indicators.nextId(),
          ...updated,
          application,
          rbacGroupIds,
          createdBy: caller.appId,
        })
      : { ...former, ...updated, rbacGroupIds, lastUpdatedBy: caller.appId, lastUpdateTime: now };
  indicators.put(indicator);
  return indicator;
}

function exposedById(call: Call, id: string): IndicatorRecord {
  const indicator = indicatorsOf(call.tenant).get(id);
  if (indicator === undefined) throw new ServiceError('ResourceNotFound', `Indicator ${id} was not found.`);
  if (isExposed(call.caller, indicator)) return indicator;
  throw new ServiceError('Forbidden', `Indicator ${id} was created by another application.`);
}
