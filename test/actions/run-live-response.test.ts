import { beforeEach, describe, expect, it } from 'vitest';
import fetchUri from '../../actions/fetch-live-response-result-uri.ts';
import runLiveResponse from '../../actions/run-live-response.ts';
import { useActionTenant } from '../support/action-tenant.ts';
import { runHere, writeDefaults } from '../support/in-process.ts';
import { describeRepeat, describeWiring, type MachineWrite } from '../support/targets.ts';

const put = { type: 'PutFile', params: [{ key: 'FileName', value: 'tool.exe' }] };
const script = {
  type: 'RunScript',
  params: [
    { key: 'ScriptName', value: 'triage.ps1' },
    { key: 'Args', value: '-Days 7' },
  ],
};
const get = { type: 'GetFile', params: [{ key: 'Path', value: 'C:\\Temp\\triage.zip' }] };
const commands = [put, script, get];

const tenant = useActionTenant();
const write: MachineWrite = {
  id: 'run-live-response',
  verb: 'runliveresponse',
  type: 'LiveResponse',
  params: { commands },
  body: { Commands: commands },
};
const held = (...all: object[]) => ({ commands: all.map((command, index) => ({ index, command })) });

describeWiring(tenant, write);
describeRepeat(tenant, write, held(put, { ...script, params: script.params.toReversed() }, get), held(put, script));

const run = (params: object, env = {}) =>
  tenant.run(write.id, { computerDnsName: 'ws-001', comment: 'Triage', ...params }, env);

describe('the commands', () => {
  it('of the short form are one command of the long', async () => {
    const { code, stderr, json } = await run({ type: 'GetFile', key: 'Path', value: 'C:\\Temp\\triage.zip' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toMatchObject({ type: 'LiveResponse', status: 'Pending', alreadyActive: false });
    expect(json).not.toHaveProperty('scripts');
    expect((await tenant.writes()).map(({ body }) => body)).toEqual([{ Comment: 'Triage', Commands: [get] }]);
  });

  it('may hand a script nothing: an argument that a playbook left empty is sent as it is', async () => {
    const bare = { ...script, params: [script.params[0], { key: 'Args', value: '' }] };
    expect((await run({ commands: [bare] })).code).toBe(0);
    expect((await tenant.writes()).map(({ body }) => body.Commands)).toEqual([[bare]]);
  });

  it.each([
    [{ commands: [script, put] }, 'commands.1.type', 'must not come after RunScript'],
    [{ commands: [put, get, script] }, 'commands.2.type', 'must not come after GetFile'],
    [{ commands: [{ ...script, params: [script.params[1]] }] }, 'commands.0.params', 'must have the key ScriptName'],
    [{ commands: [{ ...get, params: [...get.params, ...put.params] }] }, 'commands.0.params', 'takes Path alone'],
    [{ commands: [{ ...get, params: [...get.params, ...get.params] }] }, 'commands.0.params', 'twice'],
    [{ commands: [{ type: 'Erase', params: get.params }] }, 'commands.0.type', 'must be one of'],
    [{ commands: [{ ...get, params: [{ key: 'Path', value: '' }] }] }, 'commands.0.params.0.value', 'blank'],
    [{ commands: [{ ...put, params: [{ key: 'FileName', value: ' ' }] }] }, 'commands.0.params.0.value', 'blank'],
    [{ commands: [null] }, 'commands.0', 'object'],
    [{ commands: 'all' }, 'commands', 'array'],
    [{ commands: [] }, 'commands', 'fewer than 1'],
    [{ commands: Array(11).fill(get) }, 'commands', 'more than 10'],
    [{ commands, type: 'GetFile', key: 'Path', value: 'x' }, 'commands', 'exactly one of commands and type'],
    [{}, 'commands', 'exactly one of commands and type'],
    [{ commands, key: 'Path' }, 'key', 'requires type'],
    [{ type: 'GetFile', key: 'FileName', value: 'x' }, 'key', 'must have the key Path'],
    [{ type: 'GetFile', key: 'Path' }, 'value', 'is missing'],
  ])('are refused before anything is sent: %j', async (params, path, message) => {
    const { code, json } = await run(params);
    expect(code).toBe(2);
    expect(json.error.details).toContainEqual({ path, message: expect.stringContaining(message) });
    expect(await tenant.journal()).toEqual([]);
  });

  it('are refused with what to do, if the library does not hold a script', async () => {
    const missing = { type: 'RunScript', params: [{ key: 'ScriptName', value: 'missing.ps1' }] };
    const { code, json, stderr } = await run({ commands: [put, missing, get] });
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'rejected', defenderCode: 'InvalidInput' });
    expect(json.error.hint).toMatch(/^Upload missing\.ps1 to the live response library/);
    expect(stderr).toContain("File 'missing.ps1' was not found in the live response library");
    expect((await tenant.writes()).map(({ status }) => status)).toEqual([400]);
  });

  it.each([
    [404, { code: 'ResourceNotFound', message: 'Script triage.ps1 does not exist.' }, /^Upload triage\.ps1 to/],
    [400, { code: 'BadRequest', message: 'No such file in library.' }, /^Upload tool\.exe, triage\.ps1/],
    [404, { code: 'ResourceNotFound', message: 'Machine was not found.' }, /^Check the id/],
  ])('explain a refusal of %i as the message of %j allows', async (status, error, hint) => {
    await tenant.fault('/runliveresponse$', { status, body: { error } });
    expect((await run({ commands })).json.error).toMatchObject({ status, hint: expect.stringMatching(hint) });
  });

  it('are not run on a protected machine', async () => {
    const { code, json } = await run(
      { computerDnsName: 'srv-db-01', commands },
      { DEFENDER_PROTECTED_MACHINES: 'tag:tier0' },
    );
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'protected_machine', details: { matched: 'tag:tier0' } });
    expect(await tenant.writes()).toEqual([]);
  });
});

describe('by a clock that jumps', () => {
  const timed = useActionTenant({ speed: 1 });
  const { clock } = timed;
  let machineId = '';
  beforeEach(() => {
    machineId = timed.machineId('ws-001.contoso.example');
  });
  const runNow = (params: object = {}) =>
    runHere(
      runLiveResponse,
      { ...writeDefaults, machineId, commands, waitSeconds: 600, ...params },
      { env: timed.env, clock },
    );
  const output = { index: 1, script_name: 'triage.ps1', exit_code: 0, script_output: 'triage.ps1 ran -Days 7\r\n' };

  it('keeps to ten calls a minute', async () => {
    const machines = Array.from({ length: 12 }, (_, index) => ({ id: index.toString(16).padStart(40, '0') }));
    await timed.seed('machines', machines);
    const lines = machines.map(({ id }) => JSON.stringify({ ...writeDefaults, machineId: id, commands }));
    const { code } = await runHere(runLiveResponse, lines.join('\n'), { env: timed.env, clock, argv: ['--batch'] });
    expect(code).toBe(0);
    const sent = await timed.writes();
    expect(sent.map(({ status }) => status)).toEqual(Array(12).fill(201));
    expect(Date.parse(sent[10]?.time ?? '') - Date.parse(sent[0]?.time ?? '')).toBe(60_000);
  });

  it('returns the status of each command, and what scripts printed', async () => {
    const { code, stderr, json } = await runNow();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json.status).toBe('Succeeded');
    expect(json.commands.map(({ commandStatus }: { commandStatus: string }) => commandStatus)).toEqual(
      Array(3).fill('Completed'),
    );
    expect(json.scripts).toEqual([{ ...output, script_errors: '' }]);
    // The link goes without the token that Defender's calls carry.
    const [download] = (await timed.journal()).filter(({ path }) => path.startsWith('/_packages/'));
    expect(download).toMatchObject({ status: 200, authorized: false });
    expect(await timed.writes()).toHaveLength(1);
  });

  it('that run out returns what has completed by then', async () => {
    const { json } = await runNow({ waitSeconds: 20, whenStillRunning: 'result' });
    expect(json).toMatchObject({ status: 'InProgress', scripts: [output] });
    expect((await runNow({ waitSeconds: 1 })).json.error.code).toBe('still_running');
  });

  it('names the command that failed', async () => {
    await timed.seed('machines', [{ id: machineId, computerDnsName: 'ws-001.contoso.example', actionsEnd: 'Failed' }]);
    const { code, json, stderr } = await runNow();
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'action_failed', details: { machineAction: { status: 'Failed' } } });
    expect(json.error.details.machineAction.commands[2].commandStatus).toBe('Failed');
    expect(stderr).toContain('The command could not be carried out.');
    // The script before it has run: the error has its output, and says that it would run again.
    expect(json.error.details.scripts).toEqual([{ ...output, script_errors: '' }]);
    expect(json.error.hint).toContain('would run again');
  });

  it('that fail because of the library say what to do', async () => {
    const errors = ['The script is not in the library.'];
    const failed = {
      type: 'LiveResponse',
      status: 'Failed',
      commands: [{ index: 0, commandStatus: 'Failed', errors }],
    };
    await timed.fault('/runliveresponse$', { status: 201, body: { id: 'x', machineId, ...failed } });
    const { json } = await runNow();
    expect(json.error).toMatchObject({ code: 'action_failed', hint: expect.stringMatching(/^Upload .* run again\.$/) });
  });

  it('finds a session again whose answer was lost', async () => {
    await timed.fault('/runliveresponse$', { commitThenDrop: true });
    expect((await runNow()).json).toMatchObject({ status: 'Succeeded', alreadyActive: false, scripts: [output] });
    expect(await timed.writes()).toHaveLength(1);
  });

  it('does not take a session of other commands for its own', async () => {
    await runNow({ commands: [get] });
    await timed.fault('/runliveresponse$', { reset: true });
    expect((await runNow()).json.error.code).toBe('outcome_unknown');
  });

  const document = { script_name: 'triage.ps1', exit_code: 3, script_output: 'half\0', script_errors: 'denied\0\0' };
  it.each([
    ['NUL characters behind the document', `\uFEFF${JSON.stringify(document)}\0\0`],
    ['NUL characters in it', JSON.stringify(document)],
  ])('drops %s', async (_what, body) => {
    await timed.fault('/_packages/', { body });
    const { json } = await runNow();
    expect(json.scripts).toEqual([
      { index: 1, script_name: 'triage.ps1', exit_code: 3, script_output: 'half', script_errors: 'denied' },
    ]);
  });

  it('asks again after a passing failure', async () => {
    await timed.fault('/_packages/', { status: 503, times: 2 });
    expect((await runNow()).json.scripts).toEqual([{ ...output, script_errors: '' }]);
  });

  it('follows a redirect', async () => {
    const { id } = (await runNow()).json;
    const { value: Location } = (await runHere(fetchUri, { machineActionId: id, index: 1 }, { env: timed.env, clock }))
      .json;
    await timed.fault('/_packages/', { status: 307, headers: { Location } });
    expect((await runNow()).json.scripts).toEqual([{ ...output, script_errors: '' }]);
    expect((await timed.journal()).at(-1)?.path).toBe(`/_packages/${id}/1`);
  });

  it.each([
    ['is refused', '/_packages/', { status: 403 }, 'rejected: the download of the output returned 403'],
    ['is not JSON', '/_packages/', { body: '<html>' }, 'something other than JSON'],
    ['is something else', '/_packages/', { body: {} }, 'JSON that is not the output of a script'],
    ['leads elsewhere', '/_packages/', { status: 302, headers: { Location: 'http://x.example/' } }, 'redirect'],
    ['is not there yet', 'DownloadLink', { status: 404, body: { error: { code: 'NotFound' } } }, 'not_ready'],
    ['is not told', 'DownloadLink', { status: 403 }, 'permission_denied'],
  ])('says in its place why an output is missing that %s: the commands were run', async (_what, path, fault, why) => {
    await timed.fault(path, { times: 9, ...fault });
    const { code, stdout, json } = await runNow();
    expect(code).toBe(0);
    expect(json).toMatchObject({ status: 'Succeeded', scripts: [{ index: 1, error: expect.stringContaining(why) }] });
    expect(stdout).not.toContain('sig=');
  });
});
