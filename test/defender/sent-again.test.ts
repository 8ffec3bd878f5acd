import { beforeEach, describe, expect, it } from 'vitest';
import createAlert from '../../actions/create-alert.ts';
import deleteIndicator from '../../actions/delete-indicator.ts';
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
const here = () => ({ env: tenant.env, clock });
const run = () => runHere(isolate, { ...writeDefaults, isolationType: 'Full', machineId, comment: 'Ours' }, here());
const sent = async () => (await tenant.writes()).length;
const post = (path: string, fault: object) => tenant.fault(path, { method: 'POST', ...fault });
const lost = (fault: object) => post('/isolate$', fault);
const seed = (fields: object) =>
  tenant.seed('machineActions', [{ type: 'Isolate', scope: 'Full', status: 'Pending', machineId, ...fields }]);

describe('503 with Retry-After', () => {
  const busy = { status: 503, headers: { 'Retry-After': '20' } };

  it('waits, reads back once, and sends again', async () => {
    await lost(busy);
    const before = clock.now();
    const { code, json } = await run();
    expect(code).toBe(0);
    expect(json).toMatchObject({ status: 'Pending', alreadyActive: false });
    expect(clock.now() - before).toBeGreaterThanOrEqual(20_000);
    const order = (await tenant.calls()).map((call) => call.split(' ')[0]);
    expect(order).toEqual(['POST', 'GET', 'POST']);
  });

  it.each([403, 500])('is not sent again if the read-back is answered %i', async (status) => {
    await lost(busy);
    await tenant.fault('/api/machineactions$', { method: 'GET', status, times: 1000 });
    const { code, json } = await run();
    expect({ code, error: json.error.code }).toEqual({ code: 6, error: 'outcome_unknown' });
    expect(json.error.details.reason).toContain(String(status));
    expect(await sent()).toBe(1);
  });

  it.each([
    ['refused', { status: 403 }],
    ['refused as under way', { status: 400, body: { error: { code: 'ActiveRequestAlreadyExists' } } }],
    ['not heard', { status: 401, times: 2 }],
  ])('is found though the second attempt is %s before the first one shows', async (_what, second) => {
    await tenant.control('settings', { lagSeconds: 25 });
    await lost({ ...busy, commitThenDrop: true });
    await lost(second);
    const { code, json } = await run();
    expect(code).toBe(0);
    expect(json).toMatchObject({ requestorComment: 'Ours', alreadyActive: false });
  });

  it('is unknown if the second attempt is refused as running and the first cannot be read back', async () => {
    await lost(busy);
    await lost({ status: 400, body: { error: { code: 'ActiveRequestAlreadyExists' } } });
    await tenant.fault('/api/machineactions$', { method: 'GET', body: { value: [] } });
    await tenant.fault('/api/machineactions$', { method: 'GET', status: 403, times: 1000 });
    const { json } = await run();
    expect(json.error).toMatchObject({ code: 'outcome_unknown', status: 503 });
  });

  it('is not sent again if the read-back finds it', async () => {
    await lost(busy);
    await seed({ requestorComment: 'Ours' });
    expect((await run()).code).toBe(0);
    expect(await sent()).toBe(1);
  });
});

describe('503 with Retry-After to a write that Defender would accept twice', () => {
  const event = {
    ...{ reportId: '20776', eventTime: '2026-11-22T02:41:07.5518243Z', severity: 'Medium', category: 'Execution' },
    ...{ title: 'Beacon', description: 'Seen twice', recommendedAction: 'Isolate', dryRun: false },
  };
  const later = { status: 503, headers: { 'Retry-After': '1' }, commitThenDrop: true };

  it.each([
    ['an investigation', investigate, writeDefaults, '/startInvestigation$', '/api/investigations$'],
    ['an alert', createAlert, event, '/CreateAlertByReference$', '/api/alerts$'],
  ] as const)('%s that shows late is found before it is sent again', async (_what, action, params, path, list) => {
    await tenant.seed('DeviceEvents', [{ DeviceId: machineId, ReportId: 20776, Timestamp: event.eventTime }]);
    await post(path, later);
    await tenant.fault(list, { method: 'GET', times: 4, body: { value: [] } });
    const { code } = await runHere(action, { ...params, machineId }, here());
    expect({ code, writes: await sent() }).toEqual({ code: 0, writes: 1 });
  });

  it('is not sent again if the deadline leaves no time to read back first', async () => {
    await post('/startInvestigation$', { ...later, commitThenDrop: false });
    const env = { ...tenant.env, DEFENDER_TIMEOUT_SECONDS: '8' };
    const { json } = await runHere(investigate, { ...writeDefaults, machineId }, { env, clock });
    expect(json.error).toMatchObject({ code: 'outcome_unknown', status: 503 });
    expect(await sent()).toBe(1);
  });

  it.each(['-5', '+3', '2, 5', '1.5'])('is not sent again if Retry-After is %j', async (asked) => {
    await post('/startInvestigation$', { ...later, headers: { 'Retry-After': asked } });
    await tenant.fault('/api/investigations$', { method: 'GET', times: 4, body: { value: [] } });
    const { code } = await runHere(investigate, { ...writeDefaults, machineId }, here());
    expect({ code, writes: await sent() }).toEqual({ code: 0, writes: 1 });
  });
});

describe('503 again and again', () => {
  it('is retried a few times only, even without Retry-After', async () => {
    await post('/isolate$', { status: 503, headers: { 'Retry-After': '0' }, times: 1000 });
    const { json } = await run();
    expect(json.error).toMatchObject({ code: 'outcome_unknown', status: 503 });
    expect(await sent()).toBe(4);
  });

  it('does not make a deletion unknown that becomes visible late', async () => {
    const listed = { value: [{ id: '991' }] };
    await tenant.fault('/api/indicators/991$', { method: 'DELETE', status: 503, headers: { 'Retry-After': '1' } });
    await tenant.fault('/api/indicators$', { method: 'GET', body: listed });
    await tenant.fault('/api/indicators/991$', {
      method: 'DELETE',
      status: 404,
      body: { error: { code: 'NotFound' } },
    });
    const { json } = await runHere(deleteIndicator, { indicatorId: '991', dryRun: false }, here());
    expect(json).toEqual({ indicatorId: '991', deleted: true });
  });
});
