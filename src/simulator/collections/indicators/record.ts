import type { Indicator } from '../../../generated/types.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { wireTime } from '../../tenant/time.ts';

/** The fields that every indicator of the tenant has. */
interface Identity {
  id: string;
  indicatorValue: string;
  indicatorType: string;
}

/** An indicator as the tenant holds it. */
export type IndicatorRecord = Indicator & Identity;

/** A new indicator: one of the app itself with ordinary values, except for the fields given. */
export function makeIndicator(tenant: Tenant, given: Indicator & Identity): IndicatorRecord {
  const time = given.creationTimeDateTimeUtc ?? wireTime(tenant.now());
  const { id, indicatorValue, indicatorType, ...others } = given;
  return {
    id,
    indicatorValue,
    indicatorType,
    action: 'Audit',
    severity: 'Informational',
    title: 'Seeded',
    description: 'Seeded',
    recommendedActions: null,
    application: null,
    externalId: null,
    sourceType: 'AadApp',
    source: tenant.appName,
    createdBySource: 'PublicApi',
    createdByDisplayName: tenant.appName,
    createdBy: tenant.clientId,
    lastUpdatedBy: null,
    creationTimeDateTimeUtc: time,
    lastUpdateTime: time,
    expirationTime: null,
    rbacGroupNames: [],
    rbacGroupIds: [],
    generateAlert: true,
    ...others,
  };
}
