import { beforeEach, describe, expect, it } from 'vitest';
import isolate from '../../actions/isolate-machine.ts';
import investigate from '../../actions/start-automated-investigation.ts';
import { handClock } from '../support/clock.ts';
import { runHere, writeDefaults } from '../support/in-process.ts';
import { useTenant } from '../support/tenant.ts';

const clock = handClock(Date.now());
const tenant = useTenant({ speed: 1, now: clock.now });
let machineId = '';
beforeEach(() => {
  machineId = tenant.machineId('ws-001.contoso.example');
});

const run = (params: object, env = {}) =>
  runHere(
    isolate,
    { ...writeDefaults, isolationType: 'Full', machineId, ...params },
    { env: { ...tenant.env, ...env }, clock },
  );
const investigateHere = (params: object) =>
  runHere(investigate, { ...writeDefaults, machineId, ...params }, { env: tenant.env, clock });

describe('waiting for a machine action', () => {
  it('not at all returns the accepted action', async () => {
    const before = clock.now();
    expect((await run({})).json.status).toBe('Pending');
    expect(clock.now()).toBe(before);
  });

  it('returns the action as soon as it has Succeeded', async () => {
    const before = clock.now();
    const { code, json } = await run({ waitSeconds: 600 });
    expect(code).toBe(0);
    expect(json).toMatchObject({ status: 'Succeeded', alreadyActive: false });
    expect(clock.now() - before).toBeLessThan(60_000);
    expect(await tenant.writes()).toHaveLength(1);
  });

  it.each(['Failed', 'TimeOut', 'Cancelled'])('that ends %s is action_failed', async (actionsEnd) => {
    const [kept] = tenant.held.machines.list().filter(({ id }) => id === machineId);
    await tenant.seed('machines', [{ id: machineId, computerDnsName: kept?.computerDnsName, actionsEnd }]);
    const { code, json, stderr } = await run({ waitSeconds: 600 });
    expect(code).toBe(4);
    expect(json.error).toMatchObject({
      code: 'action_failed',
      retryable: false,
      details: { machineAction: { status: actionsEnd } },
    });
    expect(stderr).toContain(json.error.details.machineAction.id);
  });

  it('that still runs when time is up is still_running', async () => {
    const before = clock.now();
    const sleeps = clock.slept.length;
    const { code, json, stderr } = await run({ waitSeconds: 10 });
    expect(clock.slept.slice(sleeps)).toEqual([1000, 1500, 2250, 3375, 1875]);
    expect(code).toBe(5);
    expect(json.error).toMatchObject({
      code: 'still_running',
      retryable: true,
      details: { machineAction: { status: 'InProgress' } },
    });
    expect(stderr).toContain(json.error.details.machineAction.id);
    expect(clock.now() - before).toBe(10_000);
  });

  it('looks less and less often, and at least every fifteen seconds', async () => {
    await tenant.fault('/api/machineactions/', { body: { status: 'InProgress' }, times: 99 });
    const sleeps = clock.slept.length;
    await run({ waitSeconds: 75 });
    expect(clock.slept.slice(sleeps + 6).map(Math.floor)).toEqual([11_390, 15_000, 15_000, 12_828]);
  });

  it('that still runs is a result with whenStillRunning: result', async () => {
    const { code, stderr, json } = await run({ waitSeconds: 10, whenStillRunning: 'result' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toMatchObject({ status: 'InProgress', alreadyActive: false });
  });

  it("is bounded by waitSeconds alone, not by the resource's deadline", async () => {
    const { code, json } = await run({ waitSeconds: 600 }, { DEFENDER_TIMEOUT_SECONDS: '5' });
    expect(code).toBe(0);
    expect(json.status).toBe('Succeeded');
  });

  it('survives looks that fail for a passing reason', async () => {
    await tenant.fault('/api/machineactions/', { status: 503, times: 3, headers: { 'Retry-After': '1' } });
    await tenant.fault('/api/machineactions/', { reset: true });
    expect((await run({ waitSeconds: 600 })).json.status).toBe('Succeeded');
  });

  it('ends on a look that fails for good, and names the action', async () => {
    await tenant.fault('/api/machineactions/', { status: 403, times: 10 });
    const { json, stderr } = await run({ waitSeconds: 600 });
    expect(json.error.code).toBe('permission_denied');
    expect(json.error.details.machineAction.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(stderr).toContain(json.error.details.machineAction.id);
  });

  it('that was under way already waits for that one', async () => {
    const started = await run({});
    const { json } = await run({ comment: 'Later', waitSeconds: 600 });
    expect(json).toMatchObject({ id: started.json.id, status: 'Succeeded', alreadyActive: true });
  });
});

describe('waiting for an investigation', () => {
  const inState = (state: string, statusDetails: string | null = null) =>
    tenant.fault('/api/investigations/', { body: { state, machineId, statusDetails } });

  it.each([
    'SuccessfullyRemediated',
    'Benign',
    'PartiallyRemediated',
    'PartiallyInvestigated',
    'PreexistingAlert',
    'SuppressedAlert',
  ])('%s is a result', async (state) => {
    await inState(state);
    const { code, json } = await investigateHere({ waitSeconds: 60 });
    expect(code).toBe(0);
    expect(json).toMatchObject({ state, alreadyActive: false });
  });

  it.each([
    'Failed',
    'InnerFailure',
    'Terminated',
    'TerminatedByUser',
    'TerminatedBySystem',
    'UnsupportedOs',
    'UnsupportedAlertType',
  ])('%s is action_failed', async (state) => {
    await inState(state, 'why it ended');
    const { code, json, stderr } = await investigateHere({ waitSeconds: 60 });
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'action_failed', details: { investigation: { state } } });
    expect(stderr).toContain(`investigation ${json.error.details.investigation.id}`);
  });

  it.each(['Queued', 'Running', 'PendingApproval', 'PendingResource', 'Unknown'])('%s continues', async (state) => {
    await inState(state);
    const { code, json } = await investigateHere({ waitSeconds: 1 });
    expect(code).toBe(5);
    expect(json.error).toMatchObject({ code: 'still_running', details: { investigation: { state } } });
  });

  it("another investigation's end does not count as ours", async () => {
    await tenant.fault('/api/investigations/', { body: { id: '1', state: 'Benign', machineId }, times: 99 });
    const { json } = await investigateHere({ waitSeconds: 60 });
    expect(json.error.code).toBe('still_running');
  });
});
