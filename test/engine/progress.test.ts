import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ProgressReport } from '../../src/progress.ts';
import { useActionTenant } from '../support/action-tenant.ts';
import { temporaryFolder } from '../support/process.ts';
import { sessionOf } from '../support/session.ts';

const tenant = useActionTenant({ speed: 1 });

/** Leaves out what repeats the value before it. */
function onceEach<T>(values: T[]): T[] {
  return values.filter((value, index) => index === 0 || JSON.stringify(value) !== JSON.stringify(values[index - 1]));
}

const machineId = () => tenant.machineId('ws-001.contoso.example');

/** Runs an action and returns its reports. */
async function reportsOf(id: 'isolate-machine' | 'start-automated-investigation', params: { waitSeconds: number }) {
  const session = await sessionOf(tenant.env, tenant.clock);
  const reports: ProgressReport[] = [];
  const outcome = await session.run(
    id,
    { machineId: machineId(), comment: 'Test', ...params },
    { onProgress: (report) => reports.push(report) },
  );
  session.close();
  return { outcome, reports };
}

it.each([
  ['isolate-machine', 'machine action', 'Pending'],
  ['start-automated-investigation', 'investigation', 'Queued'],
] as const)('a wait of %s reports its status after each look, since when and until when', async (id, what, first) => {
  const began = tenant.clock.now();
  const { outcome, reports } = await reportsOf(id, { waitSeconds: 600 });
  const waits = reports.map(({ waiting }) => waiting);
  const seen = waits.filter((waiting) => waiting !== undefined);
  expect(seen.every((one) => one.for === what && one.until - one.since === 600_000 && one.since >= began)).toBe(true);
  expect(new Set(seen.map((one) => one.id))).toEqual(
    new Set(['result' in outcome && 'id' in outcome.result && outcome.result.id]),
  );
  expect(seen[0]?.status).toBe(first);
  expect(onceEach(seen.map(({ status }) => status)).length).toBeGreaterThan(1);
  expect(waits.at(-1)).toBeUndefined();
});

it('a pause that Defender asks for hides the wait that it is a part of', async () => {
  await tenant.fault('/api/machineactions/', { status: 429, headers: { 'Retry-After': '20' }, times: 1 });
  const { reports } = await reportsOf('isolate-machine', { waitSeconds: 600 });
  const reasons = onceEach(reports.map(({ waiting }) => waiting?.for));
  expect(reasons).toEqual([undefined, 'machine action', 'rate limit', 'machine action', undefined]);
  const pause = reports.find(({ waiting }) => waiting?.for === 'rate limit')?.waiting;
  expect((pause?.until ?? 0) - (pause?.since ?? 0)).toBeGreaterThanOrEqual(20_000);
});

it('a pause before a retry and the pauses before a read-back are reported, as is what became of the write', async () => {
  await tenant.fault('/isolate', { method: 'POST', commitThenDrop: true });
  await tenant.fault('/api/machineactions', { method: 'GET', status: 503, times: 1 });
  const { reports } = await reportsOf('isolate-machine', { waitSeconds: 0 });
  const steps = onceEach(reports.map(({ waiting, outcome }) => `${outcome} ${waiting?.for}`));
  expect(steps).toEqual([
    'unknown undefined',
    'unknown read-back',
    'unknown undefined',
    'unknown retry',
    'unknown undefined',
    'accepted undefined',
  ]);
});

it('a download reports its bytes, and how many there will be', async () => {
  await tenant.control('settings', { packageBytes: 20_000_000 });
  const id = '5382f7ea-7557-4ab7-9782-d50480024a4e';
  const type = 'CollectInvestigationPackage';
  const action = { id, type, status: 'Succeeded', requestorComment: 'Evidence', machineId: machineId() };
  await tenant.seed('machineActions', [action]);
  const session = await sessionOf(tenant.env, tenant.clock);
  const reports: ProgressReport['downloaded'][] = [];
  const params = { machineId: machineId(), comment: 'Evidence', downloadTo: join(temporaryFolder(), 'packages') };
  const outcome = await session.run('collect-investigation-package', params, {
    onProgress: ({ downloaded }) => reports.push(downloaded),
  });
  session.close();
  expect(outcome).toMatchObject({ result: { status: 'Succeeded' } });
  const seen = reports.filter((report) => report !== undefined);
  const total = seen[0]?.total ?? 0;
  expect(total).toBeGreaterThan(20_000_000);
  expect(seen.length).toBeGreaterThan(2);
  expect(seen.map(({ bytes }) => bytes)).toEqual(seen.map(({ bytes }) => bytes).sort((a, b) => a - b));
  expect(seen.at(-1)).toEqual({ bytes: total, total });
  expect(reports.at(-1)).toBeUndefined();
});

it('an item of many reports what it waits for', async () => {
  await tenant.fault('/api/machines/', { status: 429, headers: { 'Retry-After': '20' }, times: 1 });
  const session = await sessionOf(tenant.env, tenant.clock);
  const reasons: unknown[] = [];
  const items = [{ machineId: machineId() }];
  const onProgress = ({ waiting }: ProgressReport) => reasons.push(waiting?.for);
  for await (const outcome of session.runMany('get-machine', items, { onProgress }))
    expect(outcome).toMatchObject({ result: { id: machineId() } });
  session.close();
  expect(onceEach(reasons)).toEqual(['rate limit', undefined]);
});
