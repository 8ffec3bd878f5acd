import { beforeEach, describe, expect, it } from 'vitest';
import deleteIndicator from '../../actions/delete-indicator.ts';
import isolate from '../../actions/isolate-machine.ts';
import investigate from '../../actions/start-automated-investigation.ts';
import submitIndicator from '../../actions/submit-indicator.ts';
import { handClock } from '../support/clock.ts';
import { runHere, writeDefaults } from '../support/in-process.ts';
import { useTenant } from '../support/tenant.ts';

const clock = handClock(Date.now());
const tenant = useTenant({ speed: 1, now: clock.now });
let machineId = '';
beforeEach(() => {
  machineId = tenant.machineId('ws-001.contoso.example');
});
const run = (params: object = {}, env = {}) =>
  runHere(
    isolate,
    { ...writeDefaults, isolationType: 'Full', machineId, comment: 'Ours', ...params },
    { env: { ...tenant.env, ...env }, clock },
  );
const sent = async () => (await tenant.writes()).length;
const lost = (fault: object) => tenant.fault('/isolate$', { method: 'POST', ...fault });
const seed = (fields: object) =>
  tenant.seed('machineActions', [{ type: 'Isolate', scope: 'Full', status: 'Pending', machineId, ...fields }]);

describe('a write whose answer is lost after it was accepted', () => {
  it.each([
    ['the connection is cut', { commitThenDrop: true }],
    ['the answer is cut', { truncate: 30 }],
  ])('is found again: %s', async (_what, fault) => {
    await lost(fault);
    const { code, stderr, json } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [made] = tenant.held.machineActions
      .ofMachine(machineId)
      .filter(({ fields }) => fields.requestorComment === 'Ours');
    expect(json).toMatchObject({ id: made?.id, type: 'Isolate', status: 'Pending', alreadyActive: false });
    expect(await sent()).toBe(1);
  });

  it('is found although it shows up late in the list', async () => {
    await lost({ commitThenDrop: true });
    await tenant.fault('/api/machineactions$', { method: 'GET', times: 3, body: { value: [] } });
    const { code, json } = await run();
    expect(code).toBe(0);
    expect(json.requestorComment).toBe('Ours');
    expect(await sent()).toBe(1);
  });

  describe('next to an action of the same comment from half a minute ago', () => {
    const earlier = (status: string) =>
      seed({ requestorComment: 'Ours', status, creationDateTimeUtc: new Date(clock.now() - 30_000).toISOString() });

    it('is the new one, although it shows up late', async () => {
      await earlier('Succeeded');
      await tenant.control('settings', { lagSeconds: 5 });
      await lost({ commitThenDrop: true });
      const { json } = await run();
      expect(json).toMatchObject({ status: 'InProgress', alreadyActive: false });
    });

    it('is that one if no other shows up', async () => {
      await earlier('Pending');
      await lost({ reset: true });
      expect((await run()).json).toMatchObject({ status: 'Pending', alreadyActive: true });
      expect(await sent()).toBe(1);
    });

    it('is the new one, although one that has failed is hardly older', async () => {
      await seed({
        requestorComment: 'Ours',
        status: 'Cancelled',
        creationDateTimeUtc: new Date(clock.now()).toISOString(),
      });
      await tenant.control('settings', { lagSeconds: 1 });
      clock.advance(1500);
      await lost({ commitThenDrop: true });
      expect((await run()).json).toMatchObject({ status: 'Pending', alreadyActive: false });
      expect(await sent()).toBe(1);
    });

    it('is unknown if that one has failed', async () => {
      await earlier('Failed');
      await lost({ reset: true });
      expect((await run()).json.error.code).toBe('outcome_unknown');
    });
  });

  it('is found beyond the deadline', async () => {
    await lost({ commitThenDrop: true });
    await tenant.fault('/api/machineactions$', { method: 'GET', times: 3, body: { value: [] } });
    const { code } = await run({}, { DEFENDER_TIMEOUT_SECONDS: '2' });
    expect(code).toBe(0);
  });

  it('is waited for like any other', async () => {
    await lost({ commitThenDrop: true });
    expect((await run({ waitSeconds: 600 })).json).toMatchObject({ status: 'Succeeded', alreadyActive: false });
    expect(await sent()).toBe(1);
  });
});

describe('a write of which no trace is found', () => {
  it.each([
    ['500', { status: 500 }],
    ['502 of a gateway', { status: 502, body: '<html>' }],
    ['503 without Retry-After', { status: 503 }],
    ['408', { status: 408 }],
    ['a 201 without id', { status: 201, body: { type: 'Isolate' } }],
    ['a 200 that is not JSON', { status: 200, body: '<html>' }],
  ])('is outcome_unknown, never sent again: %s', async (_what, fault) => {
    await lost(fault);
    const before = clock.now();
    const { code, json, stderr } = await run();
    expect(code).toBe(6);
    expect(json.error).toMatchObject({
      code: 'outcome_unknown',
      retryable: false,
      details: { outcome: 'unknown', reason: expect.any(String) },
    });
    expect(json.error.hint).toContain('list-machine-actions');
    expect(stderr).toMatch(/^outcome_unknown: [^\n]+\n$/);
    expect(await sent()).toBe(1);
    const looks = (await tenant.calls()).filter((call) => call.startsWith('GET /api/machineactions')).length;
    expect(looks).toBeGreaterThan(2);
    expect(clock.now() - before).toBeGreaterThanOrEqual(10_000);
  });

  it('because reading back failed says so', async () => {
    await lost({ status: 500 });
    await tenant.fault('/api/machineactions$', { method: 'GET', status: 403, times: 1000 });
    const { code, json } = await run();
    expect(code).toBe(6);
    expect(json.error.details.reason).toContain('403');
    expect(await sent()).toBe(1);
  });

  it('comes at most fifteen seconds after the write, however the read-backs fail', async () => {
    await lost({ status: 500 });
    await tenant.fault('/api/machineactions$', { method: 'GET', status: 500, times: 1000 });
    const before = clock.now();
    const { json } = await run({}, { DEFENDER_TIMEOUT_SECONDS: '8' });
    expect(json.error.code).toBe('outcome_unknown');
    expect(clock.now() - before).toBeLessThanOrEqual(15_000);
  });

  it.each([
    ["somebody else's comment", { requestorComment: 'Theirs' }],
    ['an earlier incident', { requestorComment: 'Ours [INC-1]' }],
    ['another type', { requestorComment: 'Ours', type: 'Unisolate' }],
  ])('does not take over an action of %s', async (_what, fields) => {
    await seed(fields);
    await lost({ status: 500 });
    expect((await run()).json.error.code).toBe('outcome_unknown');
  });

  it('does not take over one that is older than the attempt', async () => {
    const creationDateTimeUtc = new Date(clock.now() - 10 * 60_000).toISOString();
    await seed({ requestorComment: 'Ours', status: 'Succeeded', creationDateTimeUtc });
    await lost({ status: 500 });
    expect((await run()).json.error.code).toBe('outcome_unknown');
  });
});

describe('other writes are read back by what they create', () => {
  const env = () => ({ env: tenant.env, clock });

  it('an investigation', async () => {
    await tenant.fault('/startInvestigation$', { method: 'POST', commitThenDrop: true });
    const { code, json } = await runHere(investigate, { ...writeDefaults, machineId }, env());
    expect(code).toBe(0);
    expect(json).toMatchObject({ state: 'Queued', machineId, alreadyActive: false });
    expect(await sent()).toBe(1);
  });

  const indicator = { indicatorValue: 'a.example', action: 'Block', title: 't', description: 'd', dryRun: false };

  it('an indicator', async () => {
    await tenant.fault('/api/indicators$', { method: 'POST', commitThenDrop: true });
    const { code, json } = await runHere(submitIndicator, { ...indicator, expirationTime: 'P30D' }, env());
    expect(code).toBe(0);
    expect(json).toMatchObject({ indicatorValue: 'a.example', title: 't', id: expect.any(String) });
    expect(await sent()).toBe(1);
  });

  it('an indicator whose answer has no id is not believed, and one with a number has it as text', async () => {
    await tenant.fault('/api/indicators$', { method: 'POST', status: 200, body: { indicatorValue: 'a.example' } });
    expect((await runHere(submitIndicator, indicator, env())).json.error.code).toBe('outcome_unknown');
    await tenant.fault('/api/indicators$', { method: 'POST', status: 200, body: { ...indicator, id: 991 } });
    expect((await runHere(submitIndicator, indicator, env())).json.id).toBe('991');
  });

  it('an indicator that holds other fields is not what was sent', async () => {
    await tenant.seed('indicators', [{ indicatorValue: 'a.example', indicatorType: 'DomainName', action: 'Allowed' }]);
    await tenant.fault('/api/indicators$', { method: 'POST', status: 500 });
    const { code, json } = await runHere(submitIndicator, indicator, env());
    expect(code).toBe(6);
    expect(json.error.code).toBe('outcome_unknown');
  });

  it('a deleted indicator, which is gone', async () => {
    await tenant.fault('/api/indicators/', { method: 'DELETE', commitThenDrop: true });
    const { json } = await runHere(deleteIndicator, { indicatorId: '991', dryRun: false }, env());
    expect(json).toEqual({ indicatorId: '991', deleted: true });
    await tenant.fault('/api/indicators/', { method: 'DELETE', status: 500 });
    const kept = await runHere(deleteIndicator, { indicatorId: '992', dryRun: false }, env());
    expect(kept.json.error.code).toBe('outcome_unknown');
  });
});
