import fc from 'fast-check';
import { alertsOf } from '../../src/simulator/collections/alerts/store.ts';
import { machinesOf } from '../../src/simulator/collections/machines/store.ts';
import { remediationActivitiesOf } from '../../src/simulator/collections/remediation-activities/store.ts';
import type { Tenant } from '../../src/simulator/tenant/tenant.ts';
import { file, joined, listParams, rarely } from './params.ts';

/** An event that every plan's tenant has on every machine. */
export const event = { ReportId: 4711, Timestamp: '2026-11-22T02:41:07.5518243Z' };

const eventParams = {
  eventTime: event.Timestamp,
  severity: 'High',
  category: 'Execution',
  description: 'Seen twice',
  recommendedAction: 'Isolate',
};

const polling = fc.constantFrom(
  { lookBackMinutes: 60, limit: 1000 },
  { lookBackMinutes: 43_200, limit: 1000 },
  { lookBackMinutes: 43_200, limit: 2 },
);

const hours = fc.constantFrom({ lookBackHours: 24 }, { lookBackHours: 720 });

/** Params and paths, as `drawing` has them, of the actions on alerts, statistics and remediation activities. */
export function drawingEntities(tenant: Tenant) {
  const machineIds = machinesOf(tenant)
    .list()
    .slice(0, 2)
    .map((machine) => machine.id);
  const alertIds = [...alertsOf(tenant).values()].map((alert) => alert.id);
  const remediation = fc
    .constantFrom(...[...remediationActivitiesOf(tenant).values()].map((one) => one.id), '4711')
    .map((remediationActivityId) => ({ remediationActivityId }));
  return {
    'create-alert': {
      params: joined(
        fc.constantFrom(...machineIds.map((machineId) => ({ machineId }))),
        fc.constantFrom({ reportId: event.ReportId }, { reportId: String(event.ReportId) }, { reportId: 1 }),
        fc.constantFrom({ title: 'Beacon' }, { title: '"quoted", ü' }),
        rarely(8).map((dryRun) => ({ ...eventParams, dryRun })),
      ),
      paths: ['/CreateAlertByReference$', '/CreateAlertByReference$', '/api/alerts$'],
    },
    'update-alert': {
      params: joined(
        fc.oneof(
          fc.constantFrom(...alertIds, 'da9_9').map((alertId) => ({ alertId })),
          fc.subarray([...alertIds, 'da9_9'], { minLength: 1 }).map((some) => ({ alertIds: some })),
        ),
        fc.constantFrom(
          { status: 'Resolved' },
          { comment: 'Seen' },
          { assignedTo: 'a@contoso.example', status: 'New' },
        ),
        rarely(8).map((dryRun) => ({ dryRun })),
      ),
      paths: ['/api/alerts/da\\w+$', '/api/alerts/batchUpdate$', '/api/alerts$'],
    },
    'list-alerts': {
      params: joined(listParams, fc.constantFrom({ expandEvidence: false }, { expandEvidence: true, status: 'New' })),
      paths: ['/api/alerts'],
    },
    'get-alert': {
      params: fc.constantFrom(...alertIds, 'da9_9').map((alertId) => ({ alertId })),
      paths: ['/api/alerts/'],
    },
    'get-domain-statistics': {
      params: joined(hours, fc.constantFrom({ domain: 'malware.example' }, { domain: 'nobody.example' })),
      paths: ['/api/domains/'],
    },
    'get-file-statistics': {
      params: joined(hours, fc.constantFrom({ fileHash: file.sha1 }, { fileHash: 'd4'.repeat(32) })),
      paths: ['/api/files/'],
    },
    'get-ip-statistics': {
      params: joined(hours, fc.constantFrom({ ipAddress: '203.0.113.66' }, { ipAddress: '2001:db8::1' })),
      paths: ['/api/ips/'],
    },
    'list-remediation-activities': {
      params: joined(listParams, fc.constantFrom({}, { status: 'Active' })),
      paths: ['/api/remediationTasks'],
    },
    'get-remediation-activity': { params: remediation, paths: ['/api/remediationTasks/'] },
    'list-remediation-activity-machines': { params: remediation, paths: ['/machineReferences$'] },
    'poll-new-alerts': {
      params: joined(polling, fc.constantFrom({ expandEvidence: false }, { expandEvidence: false, status: 'New' })),
      paths: ['/api/alerts'],
    },
    'poll-new-remediation-activities': { params: polling, paths: ['/api/remediationTasks'] },
  };
}
