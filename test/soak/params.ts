import fc from 'fast-check';
import { indicatorsOf } from '../../src/simulator/collections/indicators/store.ts';
import { machineActionsOf } from '../../src/simulator/collections/machine-actions/store.ts';
import { machinesOf } from '../../src/simulator/collections/machines/store.ts';
import type { Tenant } from '../../src/simulator/tenant/tenant.ts';

/** Params of one intent; `downloadTo` is `here` for a fresh folder of the run. */
export type PlannedParams = Record<string, unknown>;

/** Id of the collected package that every plan's tenant holds. */
export const packageId = 'c0ffee00-1111-4222-8333-444444444444';

/** Ids of a machine action that goes on, and of one that ends by itself soon after a run has begun. */
export const goingOnId = 'c0ffee01-1111-4222-8333-444444444444';
export const endingId = 'c0ffee02-1111-4222-8333-444444444444';

/** Id of a live response that has run its two commands. */
export const sessionId = 'c0ffee03-1111-4222-8333-444444444444';

const script = { type: 'RunScript', params: [{ key: 'ScriptName', value: 'triage.ps1' }] };
const getFile = { type: 'GetFile', params: [{ key: 'Path', value: 'C:\\Temp\\triage.zip' }] };

/** Commands of that session. */
export const commands = [script, getFile];

/** Hashes of a file that every plan's tenant knows. */
export const file = { sha1: 'a1'.repeat(20), sha256: 'b2'.repeat(32), md5: 'c3'.repeat(16) };

/** Machines by what a run could get wrong about them. */
const targets = (tenant: Tenant): fc.Arbitrary<PlannedParams> => {
  const ids = machinesOf(tenant)
    .list()
    .filter(({ computerDnsName }) => /^(ws-00|ws-1|srv|lnx|mac|kiosk)/.test(computerDnsName));
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...ids.map(({ id }) => ({ machineId: id }))) },
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        ...['WS-001.contoso.example', 'ws-001', 'ws-002', 'ws-1', 'ws-10.contoso.example', 'srv-db-01', 'ws-003'].map(
          (computerDnsName) => ({ computerDnsName }),
        ),
        { computerDnsName: 'nobody.contoso.example' },
      ),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        ...['10.0.4.17', '10.0.4.18', '10.0.4.50', '203.0.113.10'].map((ipAddress) => ({ ipAddress })),
      ),
    },
  );
};

/** True in so many of a hundred runs. */
export const rarely = (percent: number): fc.Arbitrary<boolean> =>
  fc.integer({ min: 1, max: 100 }).map((n) => n <= percent);

const writeParams = fc
  .record({
    comment: fc.constantFrom('Beacon seen', "Analyst's check; 100 %", 'Überprüfung läuft'),
    correlationId: fc.option(fc.constantFrom('INC-4711', 'INC-4712'), { nil: undefined }),
    waitSeconds: fc.constantFrom(0, 0, 5, 120),
    whenStillRunning: fc.constantFrom('fail', 'result'),
    dryRun: rarely(8),
  })
  .map(({ correlationId, ...rest }) => ({ ...rest, ...(correlationId && { correlationId }) }));

export const joined = (...parts: fc.Arbitrary<PlannedParams>[]): fc.Arbitrary<PlannedParams> =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all) as PlannedParams);

export const listParams = fc
  .record({
    top: fc.option(fc.constantFrom(1, 3, 100), { nil: undefined }),
    skip: fc.option(fc.constantFrom(0, 2), { nil: undefined }),
    includeCount: fc.boolean(),
  })
  .map(({ top, skip, includeCount }) => ({
    includeCount,
    ...(top !== undefined && { top }),
    ...(skip !== undefined && { skip }),
  }));

/** Draws params and paths of the actions on machines, machine actions, investigations, indicators and packages. */
export function drawingMachines(tenant: Tenant) {
  const target = targets(tenant);
  const hashes = [...Object.values(file), 'd4'.repeat(32)];
  const indicators = [...indicatorsOf(tenant).values()];
  const machineIds = machinesOf(tenant)
    .list()
    .map((machine) => machine.id);
  const actionIds = [...machineActionsOf(tenant).values()].map(({ id }) => id);
  const machineReads = ['/api/machines$', '/api/machines/[0-9a-f]+$', '/findbyip'];
  const write = (verb: string, ...more: string[]) => [
    `/${verb}$`,
    `/${verb}$`,
    '/api/machineactions',
    ...machineReads,
    ...more,
  ];
  const id = fc.constantFrom(packageId, packageId, ...actionIds, 'ffffffff-1111-4222-8333-444444444444');
  return {
    'isolate-machine': {
      params: joined(target, writeParams, fc.constantFrom({ isolationType: 'Full' }, { isolationType: 'Selective' })),
      paths: write('isolate'),
    },
    'release-machine-from-isolation': { params: joined(target, writeParams), paths: write('unisolate') },
    'run-antivirus-scan': {
      params: joined(target, writeParams, fc.constantFrom({ scanType: 'Quick' }, { scanType: 'Full' })),
      paths: write('runAntiVirusScan'),
    },
    'stop-and-quarantine-file': {
      params: joined(target, writeParams, fc.constantFrom(...hashes.map((fileHash) => ({ fileHash })))),
      paths: write('StopAndQuarantineFile', '/api/files', '/api/advancedqueries'),
    },
    'restrict-app-execution': { params: joined(target, writeParams), paths: write('restrictCodeExecution') },
    'remove-app-execution-restriction': {
      params: joined(target, writeParams),
      paths: write('unrestrictCodeExecution'),
    },
    'run-live-response': {
      params: joined(
        target,
        writeParams,
        fc.constantFrom<PlannedParams>(
          { commands },
          { commands: [script] },
          { type: 'RunScript', key: 'ScriptName', value: 'triage.ps1' },
          { commands: [{ type: 'PutFile', params: [{ key: 'FileName', value: 'tool.exe' }] }, script, script] },
        ),
      ),
      paths: write('runliveresponse', 'GetLiveResponseResultDownloadLink', '/_packages/'),
    },
    'start-automated-investigation': {
      params: joined(target, writeParams),
      paths: ['/startInvestigation$', '/startInvestigation$', '/api/investigations', ...machineReads],
    },
    'initiate-investigation': {
      params: joined(target, writeParams),
      paths: ['/startInvestigation$', '/startInvestigation$', '/api/investigations', ...machineReads],
    },
    'collect-investigation-package': {
      params: joined(
        target,
        writeParams,
        fc.constantFrom({}, { downloadTo: 'here' }),
        fc.constantFrom({ maxAgeHours: 24 }, { maxAgeHours: 1 }),
      ),
      paths: write('collectInvestigationPackage', '/getPackageUri$', '/_packages/', '/_packages/'),
    },
    'cancel-machine-action': {
      params: joined(
        fc.oneof({ weight: 3, arbitrary: fc.constantFrom(goingOnId, endingId) }, id).map((machineActionId) => ({
          machineActionId,
        })),
        fc.constantFrom({ comment: 'False alarm' }, { comment: 'Übung' }),
        rarely(8).map((dryRun) => ({ dryRun })),
      ),
      paths: ['/cancel$', '/cancel$', '/api/machineactions/'],
    },
    'tag-machine': {
      params: joined(
        fc.oneof(
          { weight: 2, arbitrary: target },
          fc.constantFrom(...machineIds.map((_, at) => ({ machineIds: machineIds.slice(at, at + 3) }))),
        ),
        fc.constantFrom({ value: 'tier0' }, { value: 'Übung 1' }),
        fc.constantFrom({ action: 'Add' }, { action: 'Remove' }),
        rarely(8).map((dryRun) => ({ dryRun })),
      ),
      paths: ['/tags$', '/tags$', 'AddOrRemoveTagForMultipleMachines$', ...machineReads],
    },
    'submit-indicator': {
      params: joined(
        fc.constantFrom(
          { indicatorValue: '198.51.100.7', indicatorType: 'IpAddress' },
          { indicatorValue: 'beacon.example', indicatorType: 'DomainName' },
          { indicatorValue: '203.0.113.66', indicatorType: 'IpAddress' },
        ),
        fc.constantFrom({ action: 'Block' }, { action: 'Warn' }, { action: 'Audit' }),
        fc.constantFrom({ title: 'Beacon', description: 'Seen twice' }, { title: 'Exfil', description: '"quoted", ü' }),
        fc.constantFrom({}, { severity: 'High' }, { severity: 'Low', recommendedActions: 'Look' }),
        fc.constantFrom({}, {}, { onExisting: 'update' }, { onExisting: 'keep' }, { onExisting: 'fail' }),
        rarely(8).map((dryRun) => ({ dryRun })),
      ),
      paths: ['/api/indicators$'],
      bulkPath: '/api/indicators/import$',
    },
    'delete-indicator': {
      params: joined(
        fc.constantFrom(
          ...indicators.map(({ id: indicatorId }) => ({ indicatorId })),
          ...indicators.map(({ indicatorValue }) => ({ indicatorValue })),
          { indicatorId: '4242' },
          { indicatorValue: 'unknown.example' },
        ),
        rarely(8).map((dryRun) => ({ dryRun })),
      ),
      paths: ['/api/indicators/\\d+$', '/api/indicators/\\d+$', '/api/indicators$'],
      bulkPath: '/api/indicators/BatchDelete$',
    },
    'list-indicators': { params: listParams, paths: ['/api/indicators'] },
    'list-machines': {
      params: joined(
        listParams,
        fc.constantFrom({}, { healthStatus: 'Active' }, { computerDnsName: 'nobody.example' }),
      ),
      paths: ['/api/machines'],
    },
    'list-machine-actions': {
      params: joined(listParams, fc.oneof(fc.constant({}), target)),
      paths: ['/api/machineactions', ...machineReads],
    },
    'list-investigations': {
      params: joined(listParams, fc.constantFrom({}, { state: 'Benign' }, { startedSince: 'P1D' })),
      paths: ['/api/investigations'],
    },
    'get-investigation': {
      params: fc.constantFrom('62990', 'da637139127150012465_1011995739', '1').map((investigationId) => ({
        investigationId,
      })),
      paths: ['/api/investigations/'],
    },
    'get-machine': { params: target, paths: machineReads },
    'get-machine-action-details': {
      params: id.map((machineActionId) => ({ machineActionId })),
      paths: ['/api/machineactions'],
    },
    'fetch-investigation-package-uri': {
      params: id.map((machineActionId) => ({ machineActionId })),
      paths: ['/api/machineactions', '/getPackageUri$'],
    },
    'fetch-live-response-result-uri': {
      params: joined(
        fc.oneof(fc.constant(sessionId), id).map((machineActionId) => ({ machineActionId })),
        fc.constantFrom({ index: 0 }, { index: 1 }, { index: 2 }),
      ),
      paths: ['/api/machineactions', 'GetLiveResponseResultDownloadLink'],
    },
    'run-advanced-hunting-query': {
      params: fc.record({
        query: fc.constantFrom('DeviceInfo | take 5', 'DeviceFileEvents | take 3', 'NoSuchTable | take 1'),
        maxRows: fc.constantFrom(2, 1000),
      }),
      paths: ['/api/advancedqueries'],
    },
    'test-connection': { params: fc.constant({}), paths: ['/api/', '/oauth2/'] },
  };
}
