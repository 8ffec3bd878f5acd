import { beforeEach, describe, expect, it } from 'vitest';
import collect from '../../actions/collect-investigation-package.ts';
import { useActionTenant } from '../support/action-tenant.ts';
import { runHere, writeDefaults } from '../support/in-process.ts';
import { describeWiring, type MachineWrite } from '../support/targets.ts';

const write: MachineWrite = { id: 'collect-investigation-package', verb: 'collectInvestigationPackage' };

describe('as a process', () => {
  const tenant = useActionTenant();
  describeWiring(tenant, write);

  it('starts the collection, then reports it, then returns the link', async () => {
    const params = { computerDnsName: 'ws-001', comment: 'Evidence', correlationId: 'INC-4711' };
    const first = await tenant.run(write.id, params);
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: '' });
    expect(first.json).toMatchObject({ type: 'CollectInvestigationPackage', status: 'Pending', alreadyActive: false });
    expect(first.json).not.toHaveProperty('package');
    const second = await tenant.run(write.id, { ...params, waitSeconds: 60 });
    expect(second.json).toMatchObject({ id: first.json.id, status: 'Succeeded', alreadyActive: true });
    expect(second.json.package).toEqual({ uri: expect.stringMatching(/^https:\/\/[^"]+$/) });
    expect(await tenant.writes()).toHaveLength(1);
  });

  it('overlapping runs start one collection', async () => {
    const params = { computerDnsName: 'ws-001', comment: 'Evidence' };
    const ended = await Promise.all([tenant.run(write.id, params), tenant.run(write.id, params)]);
    expect(ended.map(({ code }) => code)).toEqual([0, 0]);
    expect(new Set(ended.map(({ json }) => json.id)).size).toBe(1);
    expect((await tenant.writes()).filter(({ status }) => status === 201)).toHaveLength(1);
  });

  it.each(['packages', './packages', '~/packages'])('refuses the folder %s', async (downloadTo) => {
    const { code, json } = await tenant.run(write.id, { computerDnsName: 'ws-001', comment: 'x', downloadTo });
    expect(code).toBe(2);
    expect(json.error.details).toEqual([{ path: 'downloadTo', message: expect.stringContaining('absolute') }]);
    expect(await tenant.journal()).toEqual([]);
  });
});

describe('on its schedule', () => {
  const tenant = useActionTenant({ speed: 1 });
  const { clock } = tenant;
  const minute = 60_000;
  let machineId = '';
  beforeEach(() => {
    machineId = tenant.machineId('ws-001.contoso.example');
  });
  const run = (params: object = {}) =>
    runHere(
      collect,
      { ...writeDefaults, maxAgeHours: 24, computerDnsName: 'ws-001', comment: 'Evidence', ...params },
      { env: tenant.env, clock },
    );
  const starts = async () => (await tenant.writes()).filter(({ status }) => status === 201).length;
  const seed = (fields: object) =>
    tenant.seed('machineActions', [{ type: 'CollectInvestigationPackage', machineId, ...fields }]);

  it('every status exits 0, with nothing on stderr', async () => {
    for (const expected of ['Pending', 'InProgress', 'Succeeded']) {
      const { code, stderr, json } = await run();
      expect({ code, stderr, status: json.status }).toEqual({ code: 0, stderr: '', status: expected });
      clock.advance(25_000);
    }
    expect(await starts()).toBe(1);
  });

  it.each(['Failed', 'TimeOut', 'Cancelled'])('%s is reported with a hint and not restarted', async (status) => {
    await seed({ id: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee', status, requestorComment: 'Evidence' });
    const { code, stderr, json } = await run({ waitSeconds: 60 });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toMatchObject({ status, alreadyActive: true, hint: expect.stringContaining('correlationId') });
    expect(json).not.toHaveProperty('package');
    expect(await starts()).toBe(0);
  });

  it('another comment, or one that is too old, is another collection', async () => {
    const creationDateTimeUtc = new Date(clock.now() - 25 * 60 * minute).toISOString();
    await seed({ status: 'Succeeded', requestorComment: 'Evidence', creationDateTimeUtc });
    await seed({ status: 'Succeeded', requestorComment: 'Evidence [INC-1]' });
    expect((await run()).json.alreadyActive).toBe(false);
    expect(await starts()).toBe(1);
    expect((await run({ correlationId: 'INC-1' })).json).toMatchObject({ status: 'Succeeded', alreadyActive: true });
    expect((await run({ maxAgeHours: 26 })).json.alreadyActive).toBe(true);
    expect(await starts()).toBe(1);
  });

  it("reports another caller's until it ends, then starts ours", async () => {
    await seed({ status: 'InProgress', requestorComment: 'Theirs', id: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee' });
    const theirs = await run();
    expect(theirs.code).toBe(0);
    expect(theirs.json).toMatchObject({ requestorComment: 'Theirs', status: 'InProgress', alreadyActive: true });
    expect(await starts()).toBe(0);
    await seed({ status: 'Succeeded', requestorComment: 'Theirs', id: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee' });
    const ours = await run();
    expect(ours.json).toMatchObject({ requestorComment: 'Evidence', status: 'Pending', alreadyActive: false });
    expect(await starts()).toBe(1);
  });

  it('waits for its end within waitSeconds and takes the package along', async () => {
    const { code, json } = await run({ waitSeconds: 600 });
    expect(code).toBe(0);
    expect(json).toMatchObject({ status: 'Succeeded', package: { uri: expect.any(String) } });
  });

  it.each(['fail', 'result'])(
    'still running when time is up is data, whenStillRunning %s or not',
    async (whenStillRunning) => {
      const { code, json } = await run({ waitSeconds: 10, whenStillRunning });
      expect(code).toBe(0);
      expect(json.status).toBe('InProgress');
    },
  );

  it('Succeeded without a link yet continues, after a minute within the limit of two calls', async () => {
    await seed({ status: 'Succeeded', requestorComment: 'Evidence' });
    const body = { error: { code: 'ResourceNotFound', message: 'not yet', target: 't' } };
    await tenant.fault('/getPackageUri$', { status: 404, body, times: 100 });
    const before = clock.now();
    const { code, json } = await run();
    expect(code).toBe(0);
    expect(json).toMatchObject({ status: 'InProgress', packagePending: true });
    expect(json).not.toHaveProperty('package');
    const asked = (await tenant.calls()).filter((call) => call.includes('getPackageUri')).length;
    const minutes = (clock.now() - before) / minute;
    expect(minutes).toBeLessThanOrEqual(1.1);
    expect(asked).toBeGreaterThan(1);
    expect(asked).toBeLessThanOrEqual(3);
  });

  it('names the collection if its link is not available', async () => {
    await tenant.fault('/getPackageUri$', { status: 403, times: 9 });
    const { json, stderr } = await run({ waitSeconds: 600 });
    const { machineActionId } = json.error.details;
    expect(json.error.code).toBe('permission_denied');
    expect(tenant.held.machineActions.get(machineActionId)?.fields.requestorComment).toBe('Evidence');
    expect(stderr).toContain(machineActionId);
  });

  it('a link that comes within the minute is taken', async () => {
    await seed({ status: 'Succeeded', requestorComment: 'Evidence' });
    const body = { error: { code: 'ResourceNotFound', message: 'not yet', target: 't' } };
    await tenant.fault('/getPackageUri$', { status: 404, body });
    const { json } = await run();
    expect(json).toMatchObject({ status: 'Succeeded', package: { uri: expect.any(String) } });
  });
});
