import { describe, expect, it } from 'vitest';
import updateAlert from '../../actions/update-alert.ts';
import { useActionTenant } from '../support/action-tenant.ts';
import { runHere } from '../support/in-process.ts';

const tenant = useActionTenant();
const { clock } = tenant;
const alertIds = ['da637139127150012465_1011995739', 'da637139127150012466_1011995739'];
const [alertId = ''] = alertIds;
const run = (params: object) => tenant.run('update-alert', params);
const runLate = (params: object) => runHere(updateAlert, { dryRun: false, ...params }, { env: tenant.env, clock });
const held = (id = alertId) => tenant.held.alerts.get(id);
const verdict = { status: 'Resolved', assignedTo: 'a@contoso.example', classification: 'TruePositive' };
const changes = { ...verdict, determination: 'Malware', comment: 'Removed' };

describe('one alert', () => {
  it('sends what is given, as Defender spells it', async () => {
    const { code, stderr, json } = await run({ alertId, ...changes });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toMatchObject({ id: alertId, ...verdict, comments: [{ comment: 'Removed' }] });
    const writes = await tenant.writes();
    expect(writes.map(({ method, path, body }) => ({ call: `${method} ${path}`, body }))).toEqual([
      { call: `PATCH /api/alerts/${alertId}`, body: changes },
    ]);
    expect(held()).toMatchObject({ ...verdict, resolvedTime: expect.any(String) });
  });

  it.each([
    ['classification', 'Unknown'],
    ['determination', 'NotAvailable'],
    ['determination', 'ConfirmedUserActivity'],
    ['determination', 'NotMalicious'],
  ])('passes on %s %s', async (name, value) => {
    expect((await run({ alertId, [name]: value })).json[name]).toBe(value);
  });

  it.each([
    ['classification', 'Informational, expected activity'],
    ['determination', 'Apt'],
    ['determination', 'SecurityPersonnel'],
  ])("keeps Defender's refusal of %s %s", async (name, value) => {
    const { code, json } = await run({ alertId, [name]: value });
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'rejected', defenderCode: 'InvalidInput', status: 400 });
    expect((await tenant.writes())[0]?.body).toEqual({ [name]: value });
  });

  it('refuses to do nothing, naming what may be given', async () => {
    const { code, json } = await run({ alertId });
    expect(code).toBe(2);
    expect(json.error.details).toEqual([
      { path: 'status', message: expect.stringContaining('at least one of status') },
    ]);
    expect(await tenant.journal()).toEqual([]);
  });

  it('dryRun reads the alert, shows the request and writes nothing', async () => {
    const { json } = await run({ alertId, status: 'Resolved', dryRun: true });
    const url = `${tenant.env.DEFENDER_API_URL}/api/alerts/${alertId}`;
    expect(json).toEqual({
      dryRun: true,
      status: 'DryRun',
      request: { method: 'PATCH', url, body: { status: 'Resolved' } },
    });
    expect((await run({ alertId: 'da9_9', status: 'Resolved', dryRun: true })).json.error.code).toBe('not_found');
    expect(await tenant.writes()).toEqual([]);
  });
});

describe('several alerts', () => {
  it('are updated in one call', async () => {
    const { code, json } = await run({ alertIds, ...changes });
    expect({ code, json }).toEqual({ code: 0, json: { updated: alertIds } });
    const writes = await tenant.writes();
    expect(writes.map(({ method, path, body }) => ({ call: `${method} ${path}`, body }))).toEqual([
      { call: 'POST /api/alerts/batchUpdate', body: { alertIds, ...changes } },
    ]);
    for (const id of alertIds) expect(held(id)).toMatchObject(verdict);
  });

  it('are each named once, whatever their letter case', async () => {
    const { json } = await run({ alertIds: [...alertIds, alertId.toUpperCase()], status: 'Resolved', dryRun: true });
    expect(json.request.body.alertIds).toEqual(alertIds);
  });

  it('are left as they are if one is unknown', async () => {
    const { code, json } = await run({ alertIds: [...alertIds, 'da9_9'], status: 'Resolved' });
    expect({ code, error: json.error.code }).toEqual({ code: 4, error: 'not_found' });
    expect(held()?.status).toBe('New');
    const rehearsed = await run({ alertIds: [...alertIds, 'da9_9'], status: 'Resolved', dryRun: true });
    expect(rehearsed.json.error).toMatchObject({ code: 'not_found', message: expect.stringContaining('da9_9') });
  });
});

describe('whose answer is lost', () => {
  const lost = (fault: object) => tenant.fault('/api/alerts/', { times: 1, ...fault });

  it.each([{ alertId }, { alertIds }])('is read back and sent once: %j', async (which) => {
    await lost({ commitThenDrop: true });
    const { code, json } = await runLate({ ...which, ...changes });
    expect(code).toBe(0);
    expect(json).toMatchObject('alertId' in which ? { id: alertId, ...verdict } : { updated: alertIds });
    expect(await tenant.writes()).toHaveLength(1);
  });

  it('does not count as done if the alert shows something else', async () => {
    await lost({ method: 'PATCH', reset: true });
    const { code, json } = await runLate({ alertId, status: 'Resolved' });
    expect({ code, error: json.error.code }).toEqual({ code: 6, error: 'outcome_unknown' });
    expect(await tenant.writes()).toHaveLength(1);
  });

  it.each([30, 20_000_000])('does not count as done by a comment from %i seconds ago', async (seconds) => {
    const createdTime = new Date(clock.now() - seconds * 1000).toISOString();
    const old = { comment: 'Removed', createdBy: 'x', createdTime };
    await tenant.seed('alerts', [{ id: alertId, comments: [old] }]);
    await lost({ method: 'PATCH', reset: true });
    expect((await runLate({ alertId, comment: 'Removed' })).json.error.code).toBe('outcome_unknown');
  });

  it('does not count as done by a success status other than the documented one', async () => {
    await lost({ method: 'POST', status: 201, body: '' });
    const { code, json } = await runLate({ alertIds, status: 'Resolved' });
    expect({ code, error: json.error.code }).toEqual({ code: 6, error: 'outcome_unknown' });
  });

  it('says which of several show the change', async () => {
    await tenant.seed('alerts', [{ id: alertId, status: 'Resolved' }]);
    await lost({ method: 'POST', reset: true });
    const { json } = await runLate({ alertIds, status: 'Resolved' });
    expect(json.error).toMatchObject({ code: 'outcome_unknown', details: { outcome: 'unknown', updated: [alertId] } });
  });
});
