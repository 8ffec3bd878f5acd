import { describe, expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';
import { describeRepeat, describeWiring, type MachineWrite } from '../support/targets.ts';

const tenant = useActionTenant();
const sha1 = '4388963aaa83afe2042a46a3c017ad50bdcdafb3';
const write: MachineWrite = {
  id: 'stop-and-quarantine-file',
  verb: 'StopAndQuarantineFile',
  type: 'StopAndQuarantineFile',
  params: { fileHash: sha1 },
  body: { Sha1: sha1 },
};
const other = 'b'.repeat(40);

describeWiring(tenant, write);
describeRepeat(
  tenant,
  write,
  { relatedFileInfo: { fileIdentifier: sha1.toUpperCase(), fileIdentifierType: 'Sha1' } },
  { relatedFileInfo: { fileIdentifier: other, fileIdentifierType: 'Sha1' } },
);

describe('the hash', () => {
  const act = (fileHash: string, env = {}) =>
    tenant.run(write.id, { machineId: tenant.machineId('ws-001.contoso.example'), comment: 'Dropper', fileHash }, env);
  const sent = async () => (await tenant.writes()).map(({ body }) => body.Sha1);
  const file = { sha1: other, sha256: 'a1'.repeat(32), md5: 'a2'.repeat(16) };

  it('SHA-1 is sent as it is, without a look-up', async () => {
    const { code, stderr, json } = await act(sha1);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toMatchObject({
      type: 'StopAndQuarantineFile',
      status: 'Pending',
      relatedFileInfo: { fileIdentifier: sha1, fileIdentifierType: 'Sha1' },
    });
    expect(await tenant.calls()).toHaveLength(1);
  });

  it('SHA-256 is looked up in the file profile', async () => {
    await tenant.seed('files', [file]);
    expect((await act(file.sha256.toUpperCase())).code).toBe(0);
    expect(await sent()).toEqual([other]);
  });

  it('MD5 is looked up in the file profile', async () => {
    await tenant.seed('files', [file]);
    expect((await act(file.md5)).code).toBe(0);
    expect(await sent()).toEqual([other]);
    expect((await tenant.calls()).some((call) => call.includes('advancedqueries'))).toBe(false);
  });

  it('MD5 that the profile does not know is hunted for', async () => {
    const md5 = 'c'.repeat(32);
    await tenant.seed('DeviceFileEvents', [{ MD5: md5, SHA1: other, Timestamp: new Date().toISOString() }]);
    const { code, json } = await act(md5.toUpperCase());
    expect(json.error).toBeUndefined();
    expect(code).toBe(0);
    expect(await sent()).toEqual([other]);
  });

  it('MD5 of several files is refused with the candidates', async () => {
    const md5 = 'd'.repeat(32);
    const Timestamp = new Date().toISOString();
    await tenant.seed('DeviceFileEvents', [
      { MD5: md5, SHA1: sha1, Timestamp },
      { MD5: md5, SHA1: other, Timestamp },
    ]);
    const { code, json } = await act(md5);
    expect(code).toBe(4);
    expect(json.error.code).toBe('conflict');
    expect([...json.error.details.candidates].sort()).toEqual([sha1, other].sort());
    expect(await sent()).toEqual([]);
  });

  it.each([
    ['SHA-256', 'e'.repeat(64)],
    ['MD5', 'e'.repeat(32)],
  ])('an unknown %s is not found, and nothing is sent', async (_what, hash) => {
    const { code, json } = await act(hash);
    expect(code).toBe(4);
    expect(json.error.code).toBe('not_found');
    expect(await tenant.writes()).toEqual([]);
  });

  it('look-up that fails stops the action', async () => {
    await tenant.fault('/api/files/', { status: 503, times: 1000 });
    const { code, json } = await act('e'.repeat(64), { DEFENDER_TIMEOUT_SECONDS: '1' });
    expect(code).toBe(5);
    expect(json.error.code).toBe('unavailable');
    expect(await tenant.writes()).toEqual([]);
  });

  it('look-up without its permission names that', async () => {
    await tenant.control('grants', { roles: ['Machine.StopAndQuarantine', 'Machine.Read.All'] });
    const { code, json } = await act('e'.repeat(64), { DEFENDER_TOKEN_CACHE: 'off' });
    expect(code).toBe(3);
    expect(json.error.hint).toContain('File.Read.All');
    expect(await tenant.writes()).toEqual([]);
  });
});

it('a protected machine is left alone', async () => {
  const params = { computerDnsName: 'ws-001', comment: 'x', fileHash: sha1 };
  const { code, json } = await tenant.run(write.id, params, { DEFENDER_PROTECTED_MACHINES: 'ws-*' });
  expect(code).toBe(4);
  expect(json.error.code).toBe('protected_machine');
  expect(await tenant.writes()).toEqual([]);
});
