import type { Tenant } from '../../tenant/tenant.ts';
import { dayMs, wireTime } from '../../tenant/time.ts';
import { makeRemediation } from './record.ts';
import { remediationActivitiesOf } from './store.ts';

/** Fills a tenant with two remediation activities, one of them completed. */
export function seedRemediations(tenant: Tenant): void {
  const now = tenant.now();
  const done = {
    ...{ status: 'Completed', completionMethod: 'Automatic', title: 'Turn on real-time protection', scid: 'scid-2012' },
    ...{ category: 'Security configuration', type: 'ConfigurationChange', priority: 'High' },
  };
  const all = [
    {
      id: '097d9735-5479-4899-b1b7-77398899df92',
      createdOn: wireTime(now - 2 * dayMs),
      dueOn: wireTime(now + 5 * dayMs),
    },
    { id: '5a6e1c0f-2b1d-4c58-8d2e-6f0b7a9c3d41', createdOn: wireTime(now - 20 * dayMs), ...done },
  ];
  for (const given of all) remediationActivitiesOf(tenant).put(makeRemediation(tenant, given));
}
