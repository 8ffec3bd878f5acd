import type { Tenant } from '../../tenant/tenant.ts';
import { wireTime } from '../../tenant/time.ts';
import { makeRemediation, type RemediationRecord } from './record.ts';

const DAY_MS = 86_400_000;

/** Two remediation activities, one of them done. */
export function makeRemediations(tenant: Tenant): RemediationRecord[] {
  const now = tenant.now();
  const done = {
    ...{ status: 'Completed', completionMethod: 'Automatic', title: 'Turn on real-time protection', scid: 'scid-2012' },
    ...{ category: 'Security configuration', type: 'ConfigurationChange', priority: 'High' },
  };
  return [
    {
      id: '097d9735-5479-4899-b1b7-77398899df92',
      createdOn: wireTime(now - 2 * DAY_MS),
      dueOn: wireTime(now + 5 * DAY_MS),
    },
    { id: '5a6e1c0f-2b1d-4c58-8d2e-6f0b7a9c3d41', createdOn: wireTime(now - 20 * DAY_MS), ...done },
  ].map((given) => makeRemediation(tenant, given));
}
