import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { makeClientCertificate } from '../support/client-certificate.ts';
import { useFakeServers } from '../support/fake-server.ts';
import { cli, type Ended, type Launch, launch, temporaryFolder } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();
const fake = useFakeServers();
let folder: string;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, 'defender.yaml');
});

const variable = (name: string): string => `${tenant.env[name]}`;
const secret = () => variable('DEFENDER_CLIENT_SECRET');

/** Options that name the tenant, but for the credential. */
const tenantOptions = () => [
  ...['--api-url', variable('DEFENDER_API_URL'), '--authority', variable('DEFENDER_AUTHORITY')],
  ...['--tenant-id', variable('DEFENDER_TENANT_ID'), '--client-id', variable('DEFENDER_CLIENT_ID')],
  ...['--ca-certificates-file', variable('NODE_EXTRA_CA_CERTS')],
];

/** Runs init without a terminal. */
const init = (args: readonly string[], launched: Launch = {}): Promise<Ended> =>
  launch(cli, ['init', '--file', file, ...args], { ...launched, env: { HOME: folder, ...launched.env } }).ended;

const initWithSecret = (...more: string[]) =>
  init([...tenantOptions(), '--client-secret-file', '-', ...more], { stdin: `${secret()}\n` });

const modeOf = (path: string): number => statSync(path).mode & 0o777;

/** Files in the folder, but for caches. */
const files = () => readdirSync(folder).filter((name) => name !== '.cache');

const signIns = async () => (await tenant.journal()).filter(({ path }) => path.endsWith('/oauth2/v2.0/token'));

describe('init without a terminal', () => {
  it('tests the connection and writes a private resource file that an action can use', async () => {
    const { code, stdout, stderr } = await initWithSecret('--protected-machines', 'dc-*, tag:tier0', '--label', 'SOC');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(files()).toEqual(['defender.secret', 'defender.yaml']);
    expect([modeOf(file), modeOf(join(folder, 'defender.secret'))]).toEqual([0o600, 0o600]);
    expect(parse(readFileSync(file, 'utf8'))).toEqual({
      label: 'SOC',
      apiUrl: variable('DEFENDER_API_URL'),
      tenantId: variable('DEFENDER_TENANT_ID'),
      clientId: variable('DEFENDER_CLIENT_ID'),
      clientSecretFile: 'defender.secret',
      authority: variable('DEFENDER_AUTHORITY'),
      caCertificatesFile: variable('NODE_EXTRA_CA_CERTS'),
      protectedMachines: ['dc-*', 'tag:tier0'],
    });
    expect(readFileSync(join(folder, 'defender.secret'), 'utf8')).toBe(`${secret()}\n`);
    expect(stdout).toContain(`Connected: ${variable('DEFENDER_API_URL')} responded`);
    expect(stdout).toContain('Missing: nothing.');
    expect(stdout).toContain(`Next: defender-soar run list-machines --resource ${file} --top 5\n`);
    expect(stdout).not.toContain(secret());
    const listed = await launch(cli, ['run', 'list-machines', '--resource', file, '--top', '1']).ended;
    expect(listed).toMatchObject({ code: 0, stderr: '' });
  });

  it('signs in to Defender and Graph, reads once, and changes nothing', async () => {
    await initWithSecret();
    expect(await signIns()).toHaveLength(2);
    expect(await tenant.calls()).toEqual(['GET /api/machines?$top=1']);
    expect(await tenant.writes()).toEqual([]);
  });

  it('refers to files that it is given instead of copying them', async () => {
    const path = join(folder, 'app.pem');
    writeFileSync(path, (await makeClientCertificate()).pem, { mode: 0o600 });
    const { code } = await init([...tenantOptions(), '--client-certificate-file', path]);
    expect(code).toBe(0);
    expect((await signIns())[0]?.body).toMatchObject({ client_assertion_type: expect.any(String) });
    expect(files()).toEqual(['app.pem', 'defender.yaml']);
    expect(parse(readFileSync(file, 'utf8'))).toMatchObject({ clientCertificateFile: 'app.pem' });
  });

  it('takes variables as answers, but not those of the network', async () => {
    const { code, stdout } = await init([], {
      env: {
        ...tenant.env,
        HOME: folder,
        DEFENDER_TIMEOUT_SECONDS: '60',
        DEFENDER_CA_CERTIFICATES_FILE: variable('NODE_EXTRA_CA_CERTS'),
      },
    });
    expect(code).toBe(0);
    expect(stdout).toContain('Taken from the environment: DEFENDER_API_URL, DEFENDER_TENANT_ID, DEFENDER_CLIENT_ID,');
    expect(stdout).not.toContain(secret());
    expect(parse(readFileSync(file, 'utf8'))).toMatchObject({
      clientSecretFile: 'defender.secret',
      timeoutSeconds: 60,
    });
    expect(readFileSync(file, 'utf8')).not.toContain('caCertificates');
  });

  it('writes without a test if it is asked to, and nothing is sent', async () => {
    const { code, stdout } = await init(
      [
        '--cloud',
        'gcc-high',
        '--tenant-id',
        'contoso.example',
        '--client-id',
        variable('DEFENDER_CLIENT_ID'),
        '--no-test',
      ],
      { env: { DEFENDER_CLIENT_SECRET: 'the value of a secret' } },
    );
    expect(code).toBe(0);
    expect(stdout).toBe(
      `Wrote ${file} and ${join(folder, 'defender.secret')}, readable only by you.\nTaken from the environment: DEFENDER_CLIENT_SECRET\nNext: defender-soar run test-connection --resource ${file} < /dev/null\n`,
    );
    expect(parse(readFileSync(file, 'utf8'))).toMatchObject({ apiUrl: 'api-gov.securitycenter.microsoft.us' });
    expect(await tenant.journal()).toEqual([]);
  });

  it('warns about the file of a secret that others can read', async () => {
    const path = join(folder, 'secret.txt');
    writeFileSync(path, secret());
    chmodSync(path, 0o644);
    const { stdout } = await init([...tenantOptions(), '--client-secret-file', path]);
    expect(stdout).toContain(`Warning: ${path} is readable by others: chmod 600 ${path}`);
  });

  it('refuses a folder as the file before it writes the secret', async () => {
    mkdirSync(file);
    const { code, stderr } = await initWithSecret('--force');
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('exists and is not a file') });
    expect(files()).toEqual(['defender.yaml']);
  });
});

describe('init shows what is missing', () => {
  it('by API, with the actions that need it and the steps of consent', async () => {
    await tenant.control('grants', { roles: ['Machine.Read.All', 'Ti.ReadWrite.All', 'Alert.ReadWrite.All'] });
    const { code, stdout } = await initWithSecret();
    expect(code).toBe(0);
    expect(stdout).toContain('Granted: Alert.ReadWrite.All, Machine.Read.All, Ti.ReadWrite.All\n');
    expect(stdout).toMatch(/^ {2}WindowsDefenderATP$/m);
    expect(stdout).toMatch(/^ {4}Machine\.Isolate +isolate-machine, release-machine-from-isolation$/m);
    expect(stdout).toMatch(/^ {2}Microsoft Graph\n {4}ThreatHunting\.Read\.All +run-advanced-hunting-query$/m);
    expect(stdout).toMatch(/^ {2}1\. Open https:\/\/entra\.microsoft\.com > Entra ID > App registrations/m);
    expect(stdout).toMatch(/^ {2}2\. Add a permission > APIs my organization uses > WindowsDefenderATP/m);
    expect(stdout).toMatch(/^ {2}3\. Add a permission > Microsoft Graph > Application permissions/m);
    expect(stdout).toMatch(/^ {2}4\. As a Privileged Role Administrator, select "Grant admin consent"\.$/m);
    expect(existsSync(file)).toBe(true);
  });

  it('and keeps the file if nothing is granted yet, with the status of test-connection', async () => {
    await tenant.control('grants', { roles: [] });
    const { code, stdout, stderr } = await initWithSecret();
    expect(code).toBe(3);
    expect(stderr).toMatch(/^permission_denied: [^\n]+\n$/);
    expect(stdout).toContain('Granted: nothing\n');
    expect(stdout).toMatch(/Machine\.Isolate +isolate-machine/);
    expect(stdout).toContain(`Next: defender-soar run test-connection --resource ${file} < /dev/null\n`);
    expect(existsSync(file)).toBe(true);
  });
});

describe('init refuses, in one line and without writing,', () => {
  const line = /^[^\n]+\n$/;

  it('what is missing', async () => {
    const { code, stderr } = await init(['--tenant-id', 'contoso.example']);
    expect(code).toBe(2);
    expect(stderr).toMatch(line);
    expect(stderr).toContain('apiUrl is missing; clientId is missing; clientSecret is missing');
    expect(stderr).toContain('Give --cloud or --api-url, --client-id, --client-secret-file');
    expect(files()).toEqual([]);
  });

  it.each([
    ['an invalid value', ['--tenant-id', 'x y'], 'tenantId must be a GUID or a verified domain of the tenant'],
    ['an unknown cloud', ['--cloud', 'gcchigh'], 'did you mean gcc-high?'],
    ['a cloud and an API host', ['--cloud', 'gcc', '--api-url', 'api.security.microsoft.com'], 'not both'],
    ['a file that does not exist', ['--client-secret-file', '/nowhere/secret'], 'cannot be read (ENOENT)'],
    ['two credentials', ['--client-secret-file', 'a', '--client-certificate-file', 'b'], 'not both'],
    ['two readers of stdin', ['--client-secret-file', '-', '--ca-certificates-file', '-'], 'only one option can read'],
    ['an empty value', ['--label', ''], '--label is empty'],
    ['a secret as an option', ['--client-secret', 'value'], "unknown option '--client-secret'"],
  ])('%s', async (_what, args, message) => {
    const { code, stderr } = await init(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(line);
    expect(stderr).toContain(message);
    expect(files()).toEqual([]);
    expect(await tenant.journal()).toEqual([]);
  });

  it('a folder that does not exist', async () => {
    file = join(folder, 'missing', 'defender.yaml');
    const { code, stderr } = await initWithSecret();
    expect({ code, files: files() }).toEqual({ code: 2, files: [] });
    expect(stderr).toContain('does not exist');
  });

  it('a wrong secret, which no error repeats', async () => {
    const { code, stdout, stderr } = await init([...tenantOptions(), '--client-secret-file', '-'], {
      stdin: 'wrong8Q~0000000000',
    });
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^authentication_failed: [^\n]+Nothing was written; --no-test writes without a test\.[^\n]*\n$/,
    );
    expect(stdout + stderr).not.toContain('wrong8Q~');
    expect(files()).toEqual([]);
  });

  it('to replace a file, without --force', async () => {
    writeFileSync(file, 'apiUrl: mine\n');
    chmodSync(file, 0o644);
    const refused = await initWithSecret();
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`${file} exists; give another --file, or --force to replace`);
    expect(readFileSync(file, 'utf8')).toBe('apiUrl: mine\n');
    expect(await tenant.journal()).toEqual([]);
    const forced = await initWithSecret('--force');
    expect({ code: forced.code, mode: modeOf(file), files: files() }).toEqual({
      code: 0,
      mode: 0o600,
      files: ['defender.secret', 'defender.yaml'],
    });
  });

  it('to replace the file of a secret, without --force', async () => {
    writeFileSync(join(folder, 'defender.secret'), 'mine');
    const { code, stderr } = await initWithSecret();
    expect(code).toBe(2);
    expect(stderr).toContain('defender.secret exists');
    expect(files()).toEqual(['defender.secret']);
    expect(await tenant.journal()).toEqual([]);
  });
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('init that %s ends during the test writes nothing and exits %i', async (name, status) => {
  let asked: () => void = () => {};
  const signingIn = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const server = await fake({ token: () => () => asked() });
  const run = launch(cli, ['init', '--file', file], { env: { ...server.env, HOME: folder } });
  await signingIn;
  run.child.kill(name);
  expect(await run.ended).toMatchObject({ code: status, stdout: '', stderr: 'Cancelled: nothing was written.\n' });
  expect(files()).toEqual([]);
});
