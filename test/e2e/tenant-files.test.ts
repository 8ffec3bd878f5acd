import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, type Ended, launch, runAction, runner, start, temporaryFolder } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';

const another = useTenant();

/** Starts `simulate` and waits until it has printed the environment. */
async function startTenant(args: string[], env = {}) {
  const tenant = launch(cli, ['simulate', '--machines', '3', ...args], { env });
  await once(tenant.child.stdout, 'data');
  return tenant;
}

/** Both files in a folder, and the options that name them. */
function filesIn(folder = temporaryFolder()) {
  const [environmentFile, resourceFile] = [join(folder, 'tenant.env'), join(folder, 'tenant.yaml')];
  const options = ['--environment-file', environmentFile, '--resource-file', resourceFile];
  return { folder, environmentFile, resourceFile, options };
}

/** The exit code and the fault of a refused command line. */
const refusalOf = ({ code, json }: Ended) => [code, ...json.error.details];

describe('the files of simulate', () => {
  it('are private, are read by Node, a shell and --resource, and are removed when the tenant ends', async () => {
    // Without quotes, a shell would read another path.
    const { folder, environmentFile, resourceFile, options } = filesIn(join(temporaryFolder(), 'a $HOME `b` "c" #d'));
    mkdirSync(folder);
    const tenant = await startTenant(options, { TMPDIR: folder });
    for (const file of [environmentFile, resourceFile]) expect(statSync(file).mode & 0o777).toBe(0o600);
    const connected = { code: 0, stderr: '', json: { ok: true, warnings: [] } };

    const action = runner('test-connection');
    const nodeOptions = [`--env-file=${environmentFile}`];
    expect(await launch(action, [], { nodeOptions }).ended).toMatchObject(connected);
    // A machine whose network inspects TLS has the variable already, and Node keeps it.
    const env = { NODE_EXTRA_CA_CERTS: another.env.NODE_EXTRA_CA_CERTS };
    expect(await launch(action, [], { nodeOptions, env }).ended).toMatchObject(connected);
    const script = ['-c', '. "$1"; exec "$2" "$3"', 'sh', environmentFile, process.execPath, action];
    expect(await start('sh', script).ended).toMatchObject(connected);
    const byFile = await runAction('test-connection', {}, {}, ['--resource', resourceFile]);
    expect(byFile).toMatchObject({ ...connected, json: { ...connected.json, label: 'simulated tenant' } });

    tenant.child.kill('SIGTERM');
    const { code, stdout, stderr } = await tenant.ended;
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: expect.stringMatching(/^\{.*\}\n$/), stderr: '' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are replaced if a tenant that was killed left them, and are kept if another tenant wrote them since', async () => {
    const { folder, environmentFile, resourceFile, options } = filesIn();
    const killed = await startTenant(options, { TMPDIR: temporaryFolder() });
    killed.child.kill('SIGKILL');
    await killed.ended;
    const left = readFileSync(environmentFile, 'utf8');
    const first = await startTenant(options);
    expect(readFileSync(environmentFile, 'utf8')).not.toBe(left);
    const second = await startTenant(['--resource-file', resourceFile]);
    first.child.kill('SIGINT');
    expect((await first.ended).code).toBe(0);
    expect(readdirSync(folder)).toEqual(['tenant.yaml']);
    second.child.kill('SIGHUP');
    expect((await second.ended).code).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each<[string, (path: string) => void]>([
    ['a file of the user', (path) => writeFileSync(path, 'clientId: mine\n')],
    ['an empty file', (path) => writeFileSync(path, '')],
    ['a link', (path) => symlinkSync('/dev/null', path)],
    ['a folder', (path) => mkdirSync(path)],
  ])('do not replace %s: exit code 2, and nothing is started', async (_what, make) => {
    for (const option of ['--environment-file', '--resource-file']) {
      const { environmentFile: path } = filesIn();
      make(path);
      const before = statSync(path);
      expect(refusalOf(await launch(cli, ['simulate', option, path]).ended)).toEqual([
        2,
        { path: option, message: `${path} exists, and simulate did not write it` },
      ]);
      expect(statSync(path)).toMatchObject({ ino: before.ino, size: before.size });
    }
  });

  it('are refused in a folder that does not exist, and under one name', async () => {
    const { folder, environmentFile } = filesIn();
    const missing = join(folder, 'none', 'tenant.yaml');
    const lost = await launch(cli, ['simulate', '--resource-file', missing]).ended;
    expect(refusalOf(lost)).toEqual([2, { path: '--resource-file', message: `${missing} cannot be written (ENOENT)` }]);
    const args = ['simulate', '--environment-file', environmentFile, '--resource-file', environmentFile];
    const same = await launch(cli, args).ended;
    expect(refusalOf(same)).toEqual([
      2,
      { path: '--resource-file', message: '--environment-file and --resource-file name the same file' },
    ]);
    expect(existsSync(environmentFile)).toBe(false);
  });

  it('are refused if they cannot hold the path of the certificate', async () => {
    const { folder, options } = filesIn(join(temporaryFolder(), "O'Brien"));
    mkdirSync(folder);
    const message = expect.stringMatching(/^NODE_EXTRA_CA_CERTS has a quote/);
    const refused = await launch(cli, ['simulate', ...options], { env: { TMPDIR: folder } }).ended;
    expect(refusalOf(refused)).toEqual([2, { path: '--environment-file', message }]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('simulate on a terminal', () => {
  it.each([
    [[], /simulate --resource-file sim\.yaml\r\n.* run list-machines --top 5 --resource sim\.yaml\r\n/],
    [['--environment-file', 'a b'], /node '--env-file=a b' .* run list-machines .*\r\n.* run isolate-machine .*\r\n/],
    [['--resource-file', 'a'], / run list-machines .* --resource a\r\n.* run isolate-machine .* --resource a\r\n/],
  ])('says what to try next, with %j', async (options, next) => {
    const words = [process.execPath, cli, 'simulate', ...options].map((word) => `'${word}'`).join(' ');
    const { child, ended } = start('script', ['-qec', `cd '${temporaryFolder()}'; ${words}`, '/dev/null'], {
      stdin: 'open',
    });
    let shown = '';
    child.stdout.on('data', (text) => {
      shown += text;
      // Ctrl-C, once both commands are on the screen.
      if (next.test(shown)) child.stdin.end('\u0003');
    });
    expect(await ended).toMatchObject({ stdout: expect.stringMatching(/^\{.*\}\r\nready: https:.* Ctrl-C ends it\./) });
    expect(shown).toMatch(next);
  });
});
