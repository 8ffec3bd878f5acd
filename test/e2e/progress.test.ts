import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, launch, runner, temporaryFolder } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';
import { atTerminal, type Session } from '../support/terminal.ts';

const tenant = useTenant({ speed: 10 });
const erasure = '\r\u001b[2K';

/** What a terminal shows in the end, and what progress it showed before. */
function read(text: string): { left: string; shown: string } {
  const lines = text.split('\n');
  return { left: lines.map((line) => line.split(erasure).at(-1)).join('\n'), shown: text.split(erasure).join('\n') };
}

/** Runs a program at a terminal against the tenant. */
async function at(script: string, args: readonly string[], { env, ...session }: Session = {}) {
  const { code, stdout } = await atTerminal(script, args, {
    env: { ...tenant.env, NO_COLOR: '1', ...env },
    ...session,
  });
  return { code, ...read(stdout) };
}

/** Lets the next request of a path take more than a second. */
const slow = (path: string, times = 1) => tenant.fault(path, { delayMs: 1700, times });

/** A file in a new folder, and its path for a shell. */
function fileOf(text: string): string {
  const path = join(temporaryFolder(), 'file');
  writeFileSync(path, text);
  return path;
}

const isolate = ['--computer-dns-name', 'ws-001.contoso.example', '--comment', 'Test', '--wait', '10m'];

describe('at a terminal', () => {
  it('a wait shows the status, and how long it takes', async () => {
    const { code, left, shown } = await at(cli, ['run', 'isolate-machine', ...isolate]);
    expect(code).toBe(0);
    expect(shown).toMatch(/^isolate-machine: (Pending|InProgress), \d s of 10 min$/m);
    expect(left).toMatch(/^id {2,}/);
    expect(left).not.toContain('of 10 min');
  });

  it('a list shows its rows and pages', async () => {
    await tenant.control('settings', { pageSize: 10 });
    await slow('skip=20');
    const { code, left, shown } = await at(cli, ['run', 'list-machines', '-o', 'json'], {
      redirected: '>/dev/null </dev/null',
    });
    expect({ code, left }).toEqual({ code: 0, left: '' });
    expect(shown).toMatch(/^list-machines: 20 rows, 2 pages, \d s$/m);
  });

  it('a batch shows what is done and what failed', async () => {
    const lines = ['ws-001.contoso.example', 'unknown.contoso.example', 'ws-002.contoso.example'];
    const input = fileOf(lines.map((name) => `${JSON.stringify({ computerDnsName: name })}\n`).join(''));
    await slow('ws-002');
    const { code, left, shown } = await at(runner('get-machine'), ['--batch'], { redirected: `<${input}` });
    expect(code).toBe(7);
    expect(shown).toMatch(/^get-machine: done 1, failed 1, \d+\/(s|min), about \d s left$/m);
    expect(
      left
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).line),
    ).toEqual([1, 2, 3]);
  });

  it('a download shows its bytes', async () => {
    await tenant.control('settings', { packageBytes: 1_000_000 });
    const machineId = tenant.machineId('ws-001.contoso.example');
    const made = { type: 'CollectInvestigationPackage', status: 'Succeeded', requestorComment: 'Test', machineId };
    await tenant.seed('machineActions', [made]);
    await tenant.fault('/_packages/', { truncate: 900_000 });
    await slow('/_packages/', 2);
    const to = join(temporaryFolder(), 'packages');
    const { code, left, shown } = await at(cli, [
      'run',
      'collect-investigation-package',
      ...isolate,
      '--download-to',
      to,
    ]);
    expect(code).toBe(0);
    expect(shown).toMatch(/^collect-investigation-package: 0.9 of 1.0 MB, \d s$/m);
    expect(left).not.toContain(' MB');
  });

  it('a pause is explained, and an error replaces it', async () => {
    await tenant.fault('/api/machines', { status: 429, headers: { 'Retry-After': '2' }, times: 9 });
    const env = { DEFENDER_TIMEOUT_SECONDS: '4' };
    const { code, left, shown } = await at(cli, ['run', 'list-machines', '--top', '1'], { env });
    expect(code).toBe(5);
    expect(shown).toMatch(/^list-machines: waiting for the rate limit, 1 s of 2 s$/m);
    expect(left).toMatch(/^rate_limited: [^\n]+\n$/);
  });

  it.each([
    ['does not erase a line', { TERM: 'dumb' }],
    ['shows the log', { DEFENDER_LOG: 'warn' }],
  ])('that %s, nothing is shown', async (_what, env) => {
    await slow('/api/machines');
    const { code, left, shown } = await at(runner('list-machines'), [], { env, redirected: '>/dev/null </dev/null' });
    expect({ code, left, shown }).toEqual({ code: 0, left: '', shown: '' });
  });
});

describe('on stderr that is not a terminal', () => {
  it('nothing is written, even if stdout is one', async () => {
    await slow('/api/machines');
    const err = fileOf('');
    const { code, left, shown } = await at(cli, ['run', 'list-machines', '-o', 'json'], {
      redirected: `</dev/null 2>${err}`,
    });
    expect(code).toBe(0);
    expect(shown).toBe(left);
    expect(readFileSync(err, 'utf8')).toBe('');
  });

  it('nothing is written by a runner or by the command line, in pipes', async () => {
    await slow('/api/machines', 2);
    const env = { ...tenant.env, TERM: 'xterm' };
    for (const run of [
      launch(runner('list-machines'), [], { env }),
      launch(cli, ['run', 'list-machines', '--top', '9'], { env }),
    ]) {
      expect(await run.ended).toMatchObject({ code: 0, stderr: '' });
    }
  });
});
