import { beforeEach, describe, expect, it } from 'vitest';
import collect from '../../actions/collect-investigation-package.ts';
import isolate from '../../actions/isolate-machine.ts';
import scan from '../../actions/run-antivirus-scan.ts';
import type { Action } from '../../src/catalogue/define-action.ts';
import { handClock } from '../support/clock.ts';
import { runHere, writeDefaults } from '../support/in-process.ts';
import { useTenant } from '../support/tenant.ts';

const clock = handClock(Date.now());
const tenant = useTenant({ speed: 1, now: clock.now });
const theirs = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
let machineId = '';
beforeEach(() => {
  machineId = tenant.machineId('ws-001.contoso.example');
});

// biome-ignore lint/suspicious/noExplicitAny: an action of any id
const run = (action: Action<any>, params: object) =>
  runHere(action, { ...writeDefaults, machineId, ...params }, { env: tenant.env, clock });
const act = (isolationType: string, comment = 'Ours') => run(isolate, { isolationType, comment });

/** Somebody else's isolation; without a status it runs its course from now on. */
const seed = (fields: object) =>
  tenant.seed('machineActions', [
    {
      id: theirs,
      type: 'Isolate',
      machineId,
      requestorComment: 'Theirs',
      creationDateTimeUtc: new Date(clock.now()).toISOString(),
      ...fields,
    },
  ]);
const untold = { status: 'Pending', scope: null };

describe('a running isolation without a scope', () => {
  it('is read again until it has one, and returned if it is the same', async () => {
    await seed({ scope: 'Selective' });
    const { code, json } = await act('Selective');
    expect(code).toBe(0);
    expect(json).toMatchObject({ id: theirs, status: 'InProgress', scope: 'Selective', alreadyActive: true });
    expect((await tenant.calls()).filter((call) => call.endsWith(theirs))).toHaveLength(2);
  });

  it('is a conflict if it turns out to be another', async () => {
    await seed({ scope: 'Selective' });
    const { code, json } = await act('Full');
    expect(code).toBe(4);
    expect(json.error).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`another Isolate Selective (machine action ${theirs})`),
      details: { machineActionId: theirs },
    });
  });

  it('counts as Full if it has none within ten seconds', async () => {
    await seed(untold);
    const before = clock.now();
    const { code, json } = await act('Full');
    expect(code).toBe(0);
    expect(json).toMatchObject({ id: theirs, status: 'Pending', scope: null, alreadyActive: true });
    expect(clock.now() - before).toBe(10_000);
    expect(await tenant.writes()).toHaveLength(1);
  });

  it.each(['Selective', 'UnManagedDevice'])('is a conflict with %s that names it', async (isolationType) => {
    if (isolationType === 'UnManagedDevice') machineId = tenant.machineId('kiosk-05.contoso.example');
    await seed(untold);
    const { code, json } = await act(isolationType);
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'conflict', details: { machineActionId: theirs } });
  });

  it('counts as the request with the same comment', async () => {
    await seed(untold);
    expect((await act('Selective', 'Theirs')).json).toMatchObject({ id: theirs, scope: null, alreadyActive: true });
  });

  it('is read again after a failed read', async () => {
    await seed({ scope: 'Full' });
    await tenant.fault(`/api/machineactions/${theirs}$`, { method: 'GET', status: 403, times: 1 });
    expect((await act('Full')).json).toMatchObject({ id: theirs, scope: 'Full', alreadyActive: true });
  });

  it('is a conflict if it is cancelled meanwhile', async () => {
    await seed(untold);
    const body = { id: theirs, type: 'Isolate', status: 'Cancelled', scope: null, machineId };
    await tenant.fault(`/api/machineactions/${theirs}$`, { method: 'GET', status: 200, body });
    expect((await act('Full')).json.error.code).toBe('conflict');
  });
});

it('a scan without a scope is a conflict with a quick one', async () => {
  await seed({ ...untold, type: 'RunAntiVirusScan' });
  expect((await run(scan, { scanType: 'Quick' })).json.error).toMatchObject({
    code: 'conflict',
    details: { machineActionId: theirs },
  });
});

describe('a 400 without a body', () => {
  it('to an isolation is its refusal, whatever is running', async () => {
    await seed({ status: 'InProgress', scope: 'Full' });
    await tenant.fault('/isolate$', { method: 'POST', status: 400 });
    const { code, json } = await act('Full');
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'rejected', status: 400 });
  });

  it('to a collection is its refusal if none is running', async () => {
    await tenant.fault('/collectInvestigationPackage$', { method: 'POST', status: 400 });
    const { json } = await run(collect, { maxAgeHours: 24 });
    expect(json.error).toMatchObject({ code: 'rejected', status: 400 });
    expect(await tenant.writes()).toHaveLength(1);
  });
});

it.each([{ machineId: null }, {}])('an accepted action may leave out its machine: %j', async (left) => {
  const body = { id: theirs, type: 'Isolate', status: 'Pending', externalId: 'INC-1', ...left };
  await tenant.fault('/isolate$', { method: 'POST', status: 201, body });
  const { code, json } = await act('Full');
  expect(code).toBe(0);
  expect(json).toMatchObject({ id: theirs, alreadyActive: false, externalId: 'INC-1', externalID: 'INC-1' });
});
