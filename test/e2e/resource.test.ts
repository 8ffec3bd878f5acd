import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { launch, runAction, runner, temporaryFolder } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();

/** Writes a resource file that only its owner can read. */
function resourceFile(text: string | Buffer, mode = 0o600): string {
  const path = join(temporaryFolder(), 'resource');
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

/** Fields of the tenant, for a resource file. */
const fields = () => ({
  apiUrl: tenant.env.DEFENDER_API_URL,
  authority: tenant.env.DEFENDER_AUTHORITY,
  tenantId: tenant.env.DEFENDER_TENANT_ID,
  clientId: tenant.env.DEFENDER_CLIENT_ID,
  clientSecret: tenant.env.DEFENDER_CLIENT_SECRET,
});

/** Runs test-connection with only a resource file and the trusted authority. */
const withFile = (text: string, mode?: number) =>
  runAction('test-connection', {}, { NODE_EXTRA_CA_CERTS: tenant.env.NODE_EXTRA_CA_CERTS, HOME: tenant.env.HOME }, [
    '--resource',
    resourceFile(text, mode),
  ]);

describe('a --resource file', () => {
  it('in JSON is read', async () => {
    const { code, stderr, json } = await withFile(JSON.stringify({ ...fields(), label: 'SOC', timeoutSeconds: 60 }));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toMatchObject({ ok: true, label: 'SOC', warnings: [] });
  });

  it('in YAML is read with all scalars as text', async () => {
    const lines = Object.entries(fields()).map(([id, value]) => `${id}: ${value}`);
    for (const label of ['no', '0755', 'null', '1.0']) {
      const { code, json } = await withFile(`${[...lines, `label: ${label}`, 'timeoutSeconds: 60'].join('\n')}\n`);
      expect(code).toBe(0);
      expect(json.label).toBe(label);
    }
  });

  it('may list the protected machines', async () => {
    const lines = Object.entries(fields()).map(([id, value]) => `${id}: ${value}`);
    const { code, json } = await withFile([...lines, 'protectedMachines:', '  - srv-*', '  - tag:tier0'].join('\n'));
    expect(code).toBe(0);
    expect(json.protectedMachines).toEqual(['srv-*', 'tag:tier0']);
    const other = await withFile(JSON.stringify({ ...fields(), label: ['a'], protectedMachines: [['srv-*']] }));
    expect(other.json.error.details.map(({ path }: { path: string }) => path)).toEqual([
      'resource.label',
      'resource.protectedMachines',
    ]);
  });

  it('with an empty field causes a warning of test-connection', async () => {
    const lines = Object.entries(fields()).map(([id, value]) => `${id}: ${value}`);
    const { code, json } = await withFile([...lines, "label: ''", 'protectedMachines: # ws-001'].join('\n'));
    expect(code).toBe(0);
    expect(json.warnings).toEqual(['The resource file gives no value for label, protectedMachines.']);
    const inJson = await withFile(JSON.stringify({ ...fields(), label: null, protectedMachines: [] }));
    expect(inJson.json.warnings).toEqual(json.warnings);
  });

  it('stands alone: fields of another tenant in the environment are not used', async () => {
    const path = resourceFile(JSON.stringify({ apiUrl: 'api.security.microsoft.com', tenantId: 'a.example' }));
    const { code, json } = await tenant.run('test-connection', {}, {}, ['--resource', path]);
    expect(code).toBe(2);
    const paths = json.error.details.map((fault: { path: string }) => fault.path);
    expect(paths).toEqual(['resource.clientId', 'resource.clientSecret']);
    expect(await tenant.journal()).toEqual([]);
  });

  it('causes a warning about variables that have no effect', async () => {
    const path = resourceFile(JSON.stringify(fields()));
    const more = { DEFENDER_LABEL: 'not used', DEFENDER_PROTECTED_MACHINES: 'ws-*' };
    const { json } = await tenant.run('test-connection', {}, more, ['--resource', path]);
    expect(json.label).toBe('default');
    expect(json.warnings).toEqual([
      'The resource file stands alone: DEFENDER_LABEL, DEFENDER_API_URL, DEFENDER_TENANT_ID, DEFENDER_CLIENT_ID, DEFENDER_CLIENT_SECRET, DEFENDER_AUTHORITY, DEFENDER_PROTECTED_MACHINES had no effect.',
    ]);
  });

  it('leaves proxy and authorities to the environment, and can name files for secrets', async () => {
    const secret = resourceFile(`\u{FEFF}${tenant.env.DEFENDER_CLIENT_SECRET}\r\n`);
    const { clientSecret: _, ...others } = fields();
    const rest = { ...others, clientSecretFile: basename(secret), timeoutSeconds: 4 };
    const path = join(dirname(secret), 'resource.yaml');
    writeFileSync(path, JSON.stringify(rest), { mode: 0o600 });
    const trust = { HOME: tenant.env.HOME, DEFENDER_CA_CERTIFICATES_FILE: tenant.env.NODE_EXTRA_CA_CERTS };
    const run = (env: object) => runAction('test-connection', {}, { ...trust, ...env }, ['--resource', path]);
    expect((await run({})).json).toMatchObject({ ok: true, warnings: [] });
    const { code, json } = await run({ DEFENDER_PROXY_URL: 'http://127.0.0.1:9' });
    expect(code).toBe(5);
    expect(json.error.message).toContain('the proxy 127.0.0.1:9');
  });

  it('with a field inside a certificate is refused', async () => {
    const authority = readFileSync(String(tenant.env.NODE_EXTRA_CA_CERTS), 'utf8').trimEnd();
    const block = `caCertificates: |\n  ${authority.replaceAll('\n', '\n  ')}`;
    const lines = Object.entries(fields()).map(([id, value]) => `${id}: ${value}`);
    for (const appended of ['protectedMachines: ws-*', '\n  protectedMachines: ws-*']) {
      const { code, json } = await withFile(`${[...lines, block].join('\n')}${appended}\n`);
      expect(code).toBe(2);
      expect(json.error.details).toEqual([{ path: 'resource.caCertificates', message: expect.any(String) }]);
    }
    const { code, json } = await withFile(`${[...lines, block, 'protectedMachines: ws-*'].join('\n')}\n`);
    expect(code).toBe(0);
    expect(json.protectedMachines).toEqual(['ws-*']);
  });

  it('that other users can read causes a warning of test-connection', async () => {
    const { code, json } = await withFile(JSON.stringify(fields()), 0o644);
    expect(code).toBe(0);
    expect(json.warnings).toHaveLength(1);
    expect(json.warnings[0]).toMatch(/Other users/);
  });

  it.each([
    ['a number instead of text', JSON.stringify({ label: 5 }), 'resource.label'],
    ['an unknown field', 'colour: blue', 'resource.colour'],
    ['a list', '[]', 'resource'],
    ['neither JSON nor YAML', '{"a": [', 'resource'],
  ])('with %s is refused', async (_what, text, path) => {
    const { code, json } = await tenant.run('test-connection', {}, {}, ['--resource', resourceFile(text)]);
    expect(code).toBe(2);
    expect(json.error.code).toBe('invalid_resource');
    expect(json.error.details.map((fault: { path: string }) => fault.path)).toContain(path);
  });

  it('in UTF-16 is refused as not UTF-8', async () => {
    const path = resourceFile(Buffer.from('label: x', 'utf16le'));
    const { code, json } = await tenant.run('test-connection', {}, {}, ['--resource', path]);
    expect(code).toBe(2);
    expect(json.error.details[0]).toEqual({ path: 'resource', message: expect.stringContaining('not UTF-8') });
  });

  it('that is missing is the only fault', async () => {
    const { code, json } = await tenant.run('test-connection', {}, {}, ['--resource', '/nonexistent/resource.json']);
    expect(code).toBe(2);
    expect(json.error.code).toBe('invalid_resource');
    expect(json.error.details).toEqual([{ path: 'resource', message: 'the file cannot be read (ENOENT)' }]);
  });
});

describe('the environment', () => {
  it('is refused with every fault at once, before anything is sent', async () => {
    const secret = 'secret-in-the-proxy-url';
    const { code, json, stdout, stderr } = await tenant.run(
      'list-machines',
      {},
      {
        DEFENDER_API_URL: 'http://api.security.microsoft.com/api',
        DEFENDER_AUTHORITY: 'login.evil.example',
        DEFENDER_TENANT_ID: 'my tenant',
        DEFENDER_CLIENT_ID: 'my-client',
        DEFENDER_CLIENT_CERTIFICATE: 'no pem',
        DEFENDER_TOKEN_RESOURCE: 'ftp://x',
        DEFENDER_PROXY_URL: `socks5://user:${secret}@proxy:1080`,
        DEFENDER_CA_CERTIFICATES: 'no pem',
        DEFENDER_TIMEOUT_SECONDS: 'soon',
        DEFENDER_PROTECTED_MACHINES: 'ws-001, 10.0.0.0/8',
        DEFENDER_HUNTING_API: 'sql',
        NODE_EXTRA_CA_CERTS: '/nonexistent/ca.pem',
      },
    );
    expect(code).toBe(2);
    expect(json.error.code).toBe('invalid_resource');
    const paths = new Set(json.error.details.map(({ path }: { path: string }) => path));
    expect([...paths].sort()).toEqual([
      'resource.apiUrl',
      'resource.authority',
      'resource.caCertificates',
      'resource.clientCertificate',
      'resource.clientId',
      'resource.huntingApi',
      'resource.protectedMachines',
      'resource.proxyUrl',
      'resource.tenantId',
      'resource.timeoutSeconds',
      'resource.tokenResource',
    ]);
    expect(stdout + stderr).not.toContain(secret);
    expect(await tenant.journal()).toEqual([]);
  });

  it('may name a file for the secret, whose final line break is removed', async () => {
    const path = resourceFile(`${tenant.env.DEFENDER_CLIENT_SECRET}\n`);
    const { code } = await tenant.run(
      'test-connection',
      {},
      {
        DEFENDER_CLIENT_SECRET: undefined,
        DEFENDER_CLIENT_SECRET_FILE: path,
      },
    );
    expect(code).toBe(0);
  });

  it('is trimmed, including secrets', async () => {
    const { code, json } = await tenant.run(
      'test-connection',
      {},
      {
        DEFENDER_LABEL: '  SOC ',
        DEFENDER_CLIENT_ID: ` ${tenant.env.DEFENDER_CLIENT_ID}\n`,
        DEFENDER_CLIENT_SECRET: ` ${tenant.env.DEFENDER_CLIENT_SECRET} `,
      },
    );
    expect(code).toBe(0);
    expect(json.label).toBe('SOC');
  });

  it('may have the authority that inspects TLS as text', async () => {
    const pem = readFileSync(String(tenant.env.NODE_EXTRA_CA_CERTS), 'utf8');
    for (const text of [pem, pem.replaceAll('\n', '\\n'), Buffer.from(pem).toString('base64')]) {
      const { code } = await tenant.run(
        'test-connection',
        {},
        {
          NODE_EXTRA_CA_CERTS: undefined,
          DEFENDER_CA_CERTIFICATES: text,
        },
      );
      expect(code).toBe(0);
    }
  });

  it('may come from the --env-file of Node, NODE_EXTRA_CA_CERTS included', async () => {
    const file = join(temporaryFolder(), 'tenant.env');
    writeFileSync(
      file,
      Object.entries(tenant.env)
        .map((variable) => `${variable.join('=')}\n`)
        .join(''),
    );
    const { HOME } = tenant.env;
    const { ended } = launch(runner('test-connection'), [], { env: { HOME }, nodeOptions: [`--env-file=${file}`] });
    expect(await ended).toMatchObject({ code: 0, stderr: '', json: { ok: true } });
  });

  it.each<[string, (pem: string) => string | undefined]>([
    ['does not exist', () => undefined],
    ['has no certificate', () => 'none'],
    ['ends without a line break before other text', (pem) => `${pem.trimEnd()}protectedMachines: ws-*`],
    ['is on one line', (pem) => pem.replaceAll('\n', ' ')],
    ['ends too soon', (pem) => `${pem}${pem.slice(0, -60)}`],
    ['lacks a line', (pem) => `${pem}${pem.replace(/\n.+\n/, '\n')}`],
  ])('whose NODE_EXTRA_CA_CERTS %s is refused', async (_what, damage) => {
    const text = damage(readFileSync(String(tenant.env.NODE_EXTRA_CA_CERTS), 'utf8'));
    const file = join(temporaryFolder(), 'ca.pem');
    if (text !== undefined) writeFileSync(file, text);
    const { code, json, stderr } = await tenant.run('list-machines', {}, { NODE_EXTRA_CA_CERTS: file });
    expect(code).toBe(2);
    expect(json.error.code).toBe('invalid_resource');
    expect(json.error.message).toContain('NODE_EXTRA_CA_CERTS');
    // Node itself prints a line before the runner starts.
    const ours = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('Warning: Ignoring extra certs'));
    expect(ours).toEqual([expect.stringMatching(/^invalid_resource: /)]);
  });
});
