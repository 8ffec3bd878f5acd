import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, runner, start, temporaryFolder } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();
const isolation = { computerDnsName: 'ws-001.contoso.example', comment: 'x' };

/** Runs a script in a shell command, in which `"$@"` calls the script. */
const within = (shell: string, script: string, args: string[] = [], stdin: unknown = {}) =>
  start('/bin/sh', ['-c', shell, 'sh', process.execPath, script, ...args], { stdin, env: tenant.env }).ended;

it('a result that is redirected to a file is complete', async () => {
  const file = join(temporaryFolder(), 'machines.json');
  const { code, stderr } = await within(`exec "$@" >'${file}'`, runner('list-machines'));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const text = readFileSync(file, 'utf8');
  expect(text.endsWith('}\n')).toBe(true);
  const { value, count } = JSON.parse(text);
  expect([value.length, count]).toEqual([25, 25]);
});

describe('a result that cannot be written', () => {
  it('fails the run, and stderr names the machine action that was started', async () => {
    const { code, stderr } = await within('exec "$@" >/dev/full', runner('isolate-machine'), [], isolation);
    const [action] = tenant.held.machineActions.list();
    expect(action?.fields).toMatchObject({ type: 'Isolate', requestorComment: 'x' });
    expect(code).toBe(1);
    expect(stderr).toBe(
      `internal: the output could not be written to stdout (ENOSPC) - Defender accepted the write: look with get-machine-action-details, or in the portal. (machine action ${action?.id})\n`,
    );
  });

  it('fails the run if only a part of the result was written', async () => {
    const file = join(temporaryFolder(), 'machines.json');
    // One block of 512 bytes: a longer write stores a part, and only the next one fails.
    const shell = `ulimit -f 1; exec "$@" >'${file}'`;
    const { code, stderr } = await within(shell, runner('get-machine'), [], { computerDnsName: 'ws-001' });
    expect(statSync(file).size).toBe(512);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^internal: the output could not be written to stdout \(EFBIG\) [^\n]+\n$/);
  });

  it.runIf(process.platform === 'linux')('fails the run if stdout accepts no bytes', async () => {
    const { code, stderr } = await within('exec "$@" >>/proc/self/mem', runner('get-machine'), [], {
      computerDnsName: 'ws-001',
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^internal: the output could not be written to stdout \(it takes no more bytes\) [^\n]+\n$/);
  });

  it('fails the run with the exit code of its error if the error document is lost', async () => {
    const { code, stderr } = await within('exec "$@" >/dev/full', runner('isolate-machine'), [], { comment: 'x' });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^invalid_params: [^\n]+\n$/);
  });

  it('fails the run even if stderr cannot be written either', async () => {
    const { code, stderr } = await within('exec "$@" >/dev/full 2>&1', runner('list-machines'));
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  it('fails a batch', async () => {
    const { code, stderr } = await within('exec "$@" >/dev/full', runner('list-machines'), ['--batch']);
    expect({ code, stderr }).toEqual({ code: 7, stderr: '' });
  });
});

it.each([
  ['--version of an action', runner('list-machines'), ['--version']],
  ['--describe', runner('list-machines'), ['--describe']],
  ['--help', cli, ['--help']],
  ['list', cli, ['list']],
  ['export', cli, ['export', 'oif', '--out', 'OUT']],
  ['simulate', cli, ['simulate']],
  ['demo --help', cli, ['demo', '--help']],
])('%s fails with one line on stderr if its output cannot be written', async (_what, script, args) => {
  const out = temporaryFolder();
  const given = args.map((arg) => (arg === 'OUT' ? out : arg));
  const { code, stderr } = await within('exec "$@" >/dev/full', script, given);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^internal: the output could not be written to stdout \(ENOSPC\) [^\n]+\n$/);
});
