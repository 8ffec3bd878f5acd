import type { Tenant } from '../../tenant/tenant.ts';
import { dayMs, wireTime } from '../../tenant/time.ts';
import type { Item } from '../seedable.ts';
import { type IndicatorRecord, makeIndicator } from './record.ts';
import { indicatorsOf } from './store.ts';

/** Fills a tenant with indicators that an analyst entered. Addresses and names are reserved for documentation. */
export function seedIndicators(tenant: Tenant): void {
  const { random } = tenant;
  const now = tenant.now();
  const parts = [
    ['IpAddress', '203.0.113.66', 'Block', 'High', 'Command and control'],
    ['DomainName', 'malware.example', 'Block', 'Medium', 'Delivery domain'],
    ['Url', 'https://phish.example/login', 'Warn', 'Low', 'Phishing page'],
    ['FileSha1', random.hex(40), 'BlockAndRemediate', 'High', 'Loader'],
    ['FileSha256', random.hex(64), 'Allowed', 'Informational', 'In-house tool'],
  ] as const;
  for (const [index, [indicatorType, indicatorValue, action, severity, title]] of parts.entries()) {
    const indicator = makeIndicator(tenant, {
      id: String(index + 991),
      indicatorValue,
      indicatorType,
      action,
      severity,
      title,
      description: `${title} seen in an earlier incident`,
      sourceType: 'User',
      source: tenant.analyst,
      createdBySource: 'Portal',
      createdByDisplayName: tenant.analyst,
      createdBy: tenant.analyst,
      creationTimeDateTimeUtc: wireTime(now - (index + 1) * dayMs),
      expirationTime: index === 1 ? wireTime(now + 30 * dayMs) : null,
      generateAlert: action === 'Block' || action === 'BlockAndRemediate',
    });
    indicatorsOf(tenant).put(indicator);
  }
}

/** An indicator from an item of the control path. */
export function seededIndicator(tenant: Tenant, item: Item): IndicatorRecord {
  const { indicatorValue, indicatorType } = item;
  if (typeof indicatorValue !== 'string') throw new Error('an indicator requires indicatorValue');
  if (typeof indicatorType !== 'string') throw new Error('an indicator requires indicatorType');
  return makeIndicator(tenant, { id: indicatorsOf(tenant).nextId(), ...item, indicatorValue, indicatorType });
}
