import { expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';

const tenant = useActionTenant();
const run = (params: object) => tenant.run('get-file-statistics', params);
const file = { sha1: 'a1'.repeat(20), sha256: 'b2'.repeat(32), globalPrevalence: 12 };

it.each(['sha1', 'sha256'] as const)('counts machines by %s, and always says how far to look back', async (kind) => {
  await tenant.seed('files', [file]);
  const DeviceId = tenant.machineId('ws-002.contoso.example');
  const Timestamp = new Date().toISOString();
  await tenant.seed('DeviceFileEvents', [{ DeviceId, Timestamp, SHA1: file.sha1, FileName: 'tool.exe' }]);
  const { code, stderr, json } = await run({ fileHash: file[kind] });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(json).toMatchObject({
    sha1: file.sha1,
    organizationPrevalence: 1,
    globallyPrevalence: 12,
    topFileNames: ['tool.exe'],
  });
  expect(await tenant.calls()).toEqual([`GET /api/files/${file[kind]}/stats?lookBackHours=24`]);
});

it('of a file that Defender does not know is not_found', async () => {
  const { code, json } = await run({ fileHash: 'c3'.repeat(20) });
  expect({ code, error: json.error.code }).toEqual({ code: 4, error: 'not_found' });
});

it('takes no other file for it', async () => {
  await tenant.fault('/stats', { body: { sha1: 'd4'.repeat(20) } });
  expect((await run({ fileHash: file.sha1 })).json.error.code).toBe('unexpected_response');
});

it.each(['e5'.repeat(16), 'a1'.repeat(19), 'None'])('refuses %j', async (fileHash) => {
  const { code, json } = await run({ fileHash });
  expect(code).toBe(2);
  expect(json.error.details).toEqual([{ path: 'fileHash', message: expect.stringContaining('SHA-1 (40) or SHA-256') }]);
});
