import { beforeEach, describe, expect, it } from 'vitest';
import createAlert from '../../actions/create-alert.ts';
import { useActionTenant } from '../support/action-tenant.ts';
import { runHere } from '../support/in-process.ts';

const tenant = useActionTenant();
const { clock } = tenant;
const eventTime = '2026-11-22T02:41:07.5518243Z';
let event: Record<string, unknown> = {};
beforeEach(async () => {
  const machineId = tenant.machineId('ws-001.contoso.example');
  await tenant.seed('DeviceEvents', [{ DeviceId: machineId, ReportId: 20776, Timestamp: eventTime }]);
  event = {
    ...{ machineId, reportId: '20776', eventTime, severity: 'Medium', category: 'Execution' },
    ...{ title: 'Beacon', description: 'Seen twice', recommendedAction: 'Isolate' },
  };
});
const run = (params: object = {}, env = {}) => tenant.run('create-alert', { ...event, ...params }, env);
const runLate = () => runHere(createAlert, { ...event, dryRun: false }, { env: tenant.env, clock });
const titled = () => [...tenant.held.alerts.values()].filter(({ title }) => title === 'Beacon');

describe('create-alert', () => {
  it('sends the event to the last digit', async () => {
    const { code, stderr, json } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { reportId: _report, eventTime: _time, recommendedAction: _action, ...shown } = event;
    expect(json).toMatchObject({ ...shown, status: 'New', id: expect.stringMatching(/^da\d+_\d+$/) });
    const [write, ...others] = await tenant.writes();
    expect(others).toEqual([]);
    expect(write).toMatchObject({ method: 'POST', path: '/api/alerts/CreateAlertByReference', body: event });
  });

  it('sends a report id that is a number as text', async () => {
    await run({ reportId: 20776 });
    expect((await tenant.writes())[0]?.body.reportId).toBe('20776');
  });

  it('is not_found if no event fits', async () => {
    const { code, json } = await run({ eventTime: eventTime.replace('243Z', '2Z') });
    expect({ code, error: json.error.code }).toEqual({ code: 4, error: 'not_found' });
    expect(json.error.message).toContain('20776');
    expect(json.error.hint).toContain('eventTime to its last digit');
  });

  it('is taken in by an open alert of the same title', async () => {
    const first = await run();
    const second = await run({ severity: 'High' });
    expect(second.json).toMatchObject({ id: first.json.id, severity: 'Medium' });
    expect(titled()).toHaveLength(1);
  });

  it('dryRun reads the machine, shows it and the request, and writes nothing', async () => {
    const { json } = await run({ dryRun: true });
    const url = `${tenant.env.DEFENDER_API_URL}/api/alerts/CreateAlertByReference`;
    const machine = { id: event.machineId, computerDnsName: 'ws-001.contoso.example' };
    expect(json).toMatchObject({
      dryRun: true,
      status: 'DryRun',
      request: { method: 'POST', url, body: event },
      machine,
    });
    expect(json).not.toHaveProperty('id');
    const unknown = await run({ dryRun: true, machineId: 'f'.repeat(40) });
    expect(unknown.json.error).toMatchObject({ code: 'not_found', message: expect.stringContaining('f'.repeat(40)) });
    expect(await tenant.writes()).toEqual([]);
  });

  it('needs no right to read machines but for a dryRun, which names it', async () => {
    const fresh = { DEFENDER_TOKEN_CACHE: 'off' };
    await tenant.control('grants', { roles: ['Alert.ReadWrite.All'] });
    const { code, json } = await run({ dryRun: true }, fresh);
    expect({ code, error: json.error.code }).toEqual({ code: 3, error: 'permission_denied' });
    expect(json.error.hint).toContain('If dryRun reads the machine, Machine.Read.All is required');
    expect((await run({}, fresh)).code).toBe(0);
    await tenant.control('grants', { roles: ['Alert.ReadWrite.All', 'Machine.ReadWrite.All'] });
    expect((await run({ dryRun: true }, fresh)).code).toBe(0);
    await tenant.fault('/api/machines/', { status: 403 });
    const { hint } = (await run({ dryRun: true }, fresh)).json.error;
    expect(hint).toContain('check tokenResource');
    expect(hint).not.toContain('Machine.Read.All');
  });
});

describe('whose answer is lost', () => {
  it.each([
    ['the connection is cut', { commitThenDrop: true }],
    ['a gateway answers', { commitThenDrop: true, status: 502 }],
    ['the answer has no id', { commitThenDrop: true, status: 200, body: {} }],
  ])('is found by machine and title, and sent once: %s', async (_what, fault) => {
    await tenant.seed('alerts', [{ title: 'Beacon', machineId: 'f'.repeat(40) }]);
    await tenant.control('settings', { lagSeconds: 3 });
    await tenant.fault('/CreateAlertByReference$', fault);
    const { code, json } = await runLate();
    expect(code).toBe(0);
    expect(json).toMatchObject({ title: 'Beacon', machineId: event.machineId });
    expect(await tenant.writes()).toHaveLength(1);
  });

  it('is the open alert that took it in', async () => {
    await tenant.seed('alerts', [
      { id: 'da1_1', title: 'Beacon', machineId: event.machineId, alertCreationTime: '2026-01-01T00:00:00Z' },
    ]);
    await tenant.fault('/CreateAlertByReference$', { commitThenDrop: true });
    expect((await runLate()).json.id).toBe('da1_1');
  });

  it.each(['New', 'Resolved'])('is not an alert that was changed shortly before: %s', async (status) => {
    const lastUpdateTime = new Date(clock.now() - 30_000).toISOString();
    const alert = { id: 'da1_1', title: 'Beacon', machineId: event.machineId, status, lastUpdateTime };
    await tenant.seed('alerts', [{ ...alert, alertCreationTime: '2026-01-01T00:00:00Z' }]);
    await tenant.fault('/CreateAlertByReference$', { reset: true });
    expect((await runLate()).json.error.code).toBe('outcome_unknown');
  });

  it('is outcome_unknown if nothing shows that it was accepted', async () => {
    await tenant.seed('alerts', [
      { id: 'da1_1', title: 'Beacon', machineId: event.machineId, alertCreationTime: '2026-01-01T00:00:00Z' },
    ]);
    await tenant.fault('/CreateAlertByReference$', { reset: true });
    const { code, json } = await runLate();
    expect({ code, error: json.error.code }).toEqual({ code: 6, error: 'outcome_unknown' });
    expect(json.error.hint).toContain('list-alerts');
    expect(await tenant.writes()).toHaveLength(1);
  });
});
