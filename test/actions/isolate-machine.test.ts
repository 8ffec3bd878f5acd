import { describe, expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';
import { temporaryFolder } from '../support/process.ts';
import { describeRepeat, describeTarget, describeWrite, type MachineWrite } from '../support/targets.ts';

const tenant = useActionTenant();
const write: MachineWrite = {
  id: 'isolate-machine',
  verb: 'isolate',
  type: 'Isolate',
  body: { IsolationType: 'Full' },
};

describeTarget(tenant, write);
describeWrite(tenant, write);
describeRepeat(tenant, write, { scope: 'Full' }, { scope: 'Selective' });

describe('isolate-machine', () => {
  it('is a conflict if Defender says that one is running and none is', async () => {
    const error = { code: 'BadRequest', message: 'Action is already in progress' };
    await tenant.fault('/api/machines/', { method: 'POST', status: 400, body: { error } });
    const { code, json } = await tenant.run('isolate-machine', { computerDnsName: 'ws-001', comment: 'Ours' });
    expect([code, json.error.code]).toEqual([4, 'conflict']);
  });

  it('returns the accepted machine action', async () => {
    const { code, stderr, json } = await tenant.run('isolate-machine', {
      computerDnsName: 'ws-001',
      comment: 'Beacon',
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toMatchObject({
      type: 'Isolate',
      scope: null,
      status: 'Pending',
      requestorComment: 'Beacon',
      computerDnsName: 'ws-001.contoso.example',
      alreadyActive: false,
    });
    expect(tenant.held.machineActions.get(json.id)?.fields.requestorComment).toBe('Beacon');
  });

  it.each(['Selective', 'UnManagedDevice'])('sends IsolationType %s', async (isolationType) => {
    const name = isolationType === 'UnManagedDevice' ? 'kiosk-05' : 'ws-001';
    const { code } = await tenant.run('isolate-machine', { computerDnsName: name, comment: 'x', isolationType });
    expect(code).toBe(0);
    expect((await tenant.writes())[0]?.body).toEqual({ Comment: 'x', IsolationType: isolationType });
  });

  it('keeps what Defender says about an operating system it does not support', async () => {
    const { code, json } = await tenant.run('isolate-machine', { computerDnsName: 'mac-014', comment: 'x' });
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'rejected', status: 400, defenderCode: 'OsPlatformNotSupported' });
    expect(json.error.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('403 DisabledFeature is not a missing permission', async () => {
    const body = { error: { code: 'DisabledFeature', message: 'Isolation is switched off', target: 't' } };
    await tenant.fault('/isolate$', { status: 403, body, times: 5 });
    const { code, json } = await tenant.run('isolate-machine', { computerDnsName: 'ws-001', comment: 'x' });
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'rejected', status: 403, defenderCode: 'DisabledFeature' });
  });

  it('waits for the end', async () => {
    const params = { computerDnsName: 'ws-001', comment: 'x', waitSeconds: 60 };
    const { code, stderr, json } = await tenant.run('isolate-machine', params);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toMatchObject({ status: 'Succeeded', alreadyActive: false });
    expect(await tenant.writes()).toHaveLength(1);
  });
});

describe('dryRun', () => {
  const params = { computerDnsName: 'ws-001', comment: 'x', dryRun: true };

  it('lists the actions that are running on the machine', async () => {
    const machineId = tenant.machineId('ws-001.contoso.example');
    const common = { machineId, requestorComment: 'Theirs' };
    await tenant.seed('machineActions', [
      { ...common, type: 'RunAntiVirusScan', status: 'InProgress', externalId: 'INC-1' },
      { ...common, type: 'Isolate', status: 'Pending' },
      { ...common, type: 'Isolate', status: 'Failed' },
      { ...common, type: 'Isolate', status: 'Pending', machineId: tenant.machineId('ws-1.contoso.example') },
    ]);
    const { json } = await tenant.run('isolate-machine', params);
    expect(json.activeActions).toHaveLength(2);
    expect(json.activeActions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'RunAntiVirusScan', status: 'InProgress', externalID: 'INC-1' }),
        expect.objectContaining({ type: 'Isolate', status: 'Pending', machineId }),
      ]),
    );
    expect(await tenant.writes()).toEqual([]);
  });

  it('accepts a grant that is newer than the cached token', async () => {
    const HOME = temporaryFolder();
    await tenant.control('grants', { roles: ['Machine.Read.All'] });
    expect((await tenant.runProcess('isolate-machine', params, { HOME })).json.error).toMatchObject({
      code: 'permission_denied',
      message: 'the token lacks Machine.Isolate: Defender would refuse the request',
    });
    await tenant.control('grants', { roles: ['Machine.Read.All', 'Machine.Isolate'] });
    for (let run = 0; run < 2; run += 1) {
      expect((await tenant.runProcess('isolate-machine', params, { HOME })).code).toBe(0);
    }
    const signIns = (await tenant.journal()).filter(({ path }) => path.endsWith('/token'));
    expect(signIns).toHaveLength(2);
  });
});

describe('protected machines', () => {
  const act = (computerDnsName: string, list: string, more = {}) =>
    tenant.run('isolate-machine', { computerDnsName, comment: 'x', ...more }, { DEFENDER_PROTECTED_MACHINES: list });

  it.each([
    ['by name', 'SRV-DB-01.contoso.example'],
    ['by pattern', 'srv-*'],
    ['by tag', 'tag:TIER0'],
  ])('%s are refused, before anything is sent', async (_what, list) => {
    const { code, json } = await act('srv-db-01', list);
    expect(code).toBe(4);
    const machineId = tenant.machineId('srv-db-01.contoso.example');
    expect(json.error).toMatchObject({
      code: 'protected_machine',
      message: `srv-db-01.contoso.example is protected by "${list}"`,
      details: { machineId, computerDnsName: 'srv-db-01.contoso.example', matched: list },
    });
    expect(await tenant.writes()).toEqual([]);
  });

  it('are refused in a dry run and by machine id too, for which the machine is read', async () => {
    const machineId = tenant.machineId('srv-db-01.contoso.example');
    for (const dryRun of [true, false]) {
      const { code, json } = await tenant.run(
        'isolate-machine',
        { machineId, comment: 'x', dryRun },
        { DEFENDER_PROTECTED_MACHINES: machineId.toUpperCase() },
      );
      expect(code).toBe(4);
      expect(json.error.code).toBe('protected_machine');
    }
    expect(await tenant.calls()).toEqual([`GET /api/machines/${machineId}`, `GET /api/machines/${machineId}`]);
  });

  it('leave others alone', async () => {
    expect((await act('ws-001', 'srv-*, tag:tier0, ws-00')).code).toBe(0);
    expect(await tenant.writes()).toHaveLength(1);
  });
});

describe('a write that was not accepted', () => {
  const target = () => ({ machineId: tenant.machineId('ws-001.contoso.example'), comment: 'x' });

  it.each([
    ['401', { status: 401 }],
    ['429', { status: 429, headers: { 'Retry-After': '0' } }],
  ])('is sent again: %s', async (_what, fault) => {
    await tenant.fault('/isolate$', { method: 'POST', ...fault });
    const { code, json } = await tenant.run('isolate-machine', target());
    expect(code).toBe(0);
    expect(json).toMatchObject({ type: 'Isolate', alreadyActive: false });
    expect((await tenant.writes()).map(({ status }) => status)).toEqual([fault.status, 201]);
  });
});
