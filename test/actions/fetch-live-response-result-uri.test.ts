import { describe, expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';

const tenant = useActionTenant();
const machineActionId = '5382f7ea-7557-4ab7-9782-d50480024a4e';
const run = (index?: number) =>
  tenant.run('fetch-live-response-result-uri', { machineActionId, ...(index !== undefined && { index }) });
const command = (type: string, commandStatus: string, errors: string[] = []) => ({
  commandStatus,
  errors,
  command: { type, params: [{ key: 'ScriptName', value: 'a.ps1' }] },
});
const seed = (status: string, ...commands: object[]) =>
  tenant.seed('machineActions', [
    { id: machineActionId, type: 'LiveResponse', status, commands: commands.map((one, index) => ({ index, ...one })) },
  ]);
const linkCalls = async () => (await tenant.calls()).filter((call) => call.includes('DownloadLink'));

it('returns the link of the first command, or of another', async () => {
  await seed('Succeeded', command('RunScript', 'Completed'), command('GetFile', 'Completed'));
  const { code, stderr, json } = await run();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(json).toEqual({ value: expect.stringMatching(/^https:\/\/\S+\/0\?\S+$/) });
  expect((await run(1)).json.value).toContain('/1?');
  expect(await tenant.calls()).toEqual(
    [0, 1].flatMap((index) => [
      `GET /api/machineactions/${machineActionId}`,
      `GET /api/machineactions/${machineActionId}/GetLiveResponseResultDownloadLink(index=${index})`,
    ]),
  );
});

it('returns the link of what has completed while the session continues', async () => {
  await seed('InProgress', command('RunScript', 'Completed'), command('GetFile', 'Created'));
  expect((await run(0)).code).toBe(0);
  const { code, json } = await run(1);
  expect(code).toBe(5);
  expect(json.error).toMatchObject({ code: 'not_ready', retryable: true });
});

it('asks for the link if Defender lists no commands', async () => {
  await seed('Succeeded');
  await tenant.fault('DownloadLink', { body: { value: '"https://storage.example/r.json?sig=abc"' } });
  expect((await run(4)).json).toEqual({ value: 'https://storage.example/r.json?sig=abc' });
});

describe('without a result', () => {
  it('a command that failed is action_failed, with its reason', async () => {
    await seed('Failed', command('RunScript', 'Failed', ['no such script']), command('GetFile', 'Created'));
    const { code, json, stderr } = await run();
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'action_failed', details: { machineAction: { id: machineActionId } } });
    expect(stderr).toContain('no such script');
    expect((await run(1)).json.error.code).toBe('action_failed');
    expect(await linkCalls()).toEqual([]);
  });

  it.each(['TimeOut', 'Cancelled'])('a session that ended %s is action_failed', async (status) => {
    await seed(status, command('RunScript', 'Created'));
    expect((await run()).json.error.code).toBe('action_failed');
  });

  it('a command that is not there is not_found', async () => {
    await seed('Succeeded', command('RunScript', 'Completed'));
    const { code, json } = await run(1);
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'not_found', message: expect.stringContaining('it has 1') });
  });

  it('a file that was put there is rejected', async () => {
    await seed('Succeeded', command('PutFile', 'Completed'));
    expect((await run()).json.error.code).toBe('rejected');
    expect(await linkCalls()).toEqual([]);
  });

  it('an action of another type is rejected, an unknown one not_found', async () => {
    expect((await run()).json.error.code).toBe('not_found');
    await tenant.seed('machineActions', [{ id: machineActionId, type: 'Isolate', status: 'Succeeded' }]);
    expect((await run()).json.error.code).toBe('rejected');
  });

  it('a link that is not there yet is not_ready, and one that is not an https link is refused', async () => {
    await seed('Succeeded', command('RunScript', 'Completed'));
    await tenant.fault('DownloadLink', { status: 404, body: { error: { code: 'ResourceNotFound', message: 'x' } } });
    expect((await run()).json.error.code).toBe('not_ready');
    await tenant.fault('DownloadLink', { body: { value: 'http://storage.example/r?sig=abc' } });
    const { code, json, stdout } = await run();
    expect(code).toBe(1);
    expect(json.error.code).toBe('unexpected_response');
    expect(stdout).not.toContain('sig=abc');
  });
});
