import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redactor.ts';
import { readResource } from '../../src/resource/read-resource.ts';
import { federatedToken } from '../support/federated-token.ts';
import { commercial } from '../support/nocked.ts';
import { removeFoldersAtEnd, temporaryFolder } from '../support/process.ts';

removeFoldersAtEnd();
const { signal } = new AbortController();
const other = '22222222-3333-4444-8555-666666666666';

const { DEFENDER_CLIENT_SECRET: secret, DEFENDER_CLIENT_ID: clientId, DEFENDER_TENANT_ID: tenantId } = commercial;
const base = { apiUrl: 'api.security.microsoft.com', tenantId, clientId };

/** Reads fields as a resource file in a folder with the files `token`, `secret` and `empty`. */
async function read(fields: object, env: Record<string, string> = {}) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'token'), federatedToken(Date.now() + 3_600_000));
  writeFileSync(join(folder, 'secret'), `${secret}\n`);
  writeFileSync(join(folder, 'empty'), '');
  const file = join(folder, 'resource.json');
  writeFileSync(file, JSON.stringify(fields), { mode: 0o600 });
  const redactor = createRedactor();
  return { folder, redactor, read: await readResource({ file }, { env, redactor, signal }) };
}

const refusals = async (fields: object, env: Record<string, string> = {}) => {
  const { read: found } = await read(fields, env);
  return 'faults' in found ? found.faults.map(({ path, message }) => `${path} ${message}`) : [];
};

describe('a half-configured identity is refused:', () => {
  const { clientId: _clientId, ...noClient } = base;
  it.each([
    [
      'an unknown kind',
      { ...base, credential: 'managed' },
      ['resource.credential must be one of application, managed'],
    ],
    [
      'a workload identity without a token file',
      { ...base, credential: 'workloadIdentity' },
      ['resource.federatedTokenFile is missing, and AZURE_FEDERATED_TOKEN_FILE is not set'],
    ],
    [
      'a workload identity whose token file is missing',
      { ...base, credential: 'workloadIdentity', federatedTokenFile: 'none' },
      ['resource.federatedTokenFile the file named by this field cannot be read (ENOENT)'],
    ],
    [
      'a workload identity whose token file holds no token',
      { ...base, credential: 'workloadIdentity', federatedTokenFile: 'secret' },
      ['resource.federatedTokenFile names a file that holds no token'],
    ],
    [
      'a workload identity without a client id',
      { ...noClient, credential: 'workloadIdentity', federatedTokenFile: 'token' },
      ['resource.clientId is missing'],
    ],
    [
      'a token file without its kind',
      { ...base, clientSecret: secret, federatedTokenFile: 'token' },
      ['resource.federatedTokenFile is for credential workloadIdentity, not application'],
    ],
    [
      'a managed identity with a secret',
      { ...base, credential: 'managedIdentity', clientSecret: secret },
      ['resource.clientSecret is for credential application, not managedIdentity'],
    ],
    [
      'a workload identity with a certificate and a managed identity',
      { ...base, credential: 'workloadIdentity', clientCertificate: 'x', managedIdentityClientId: other },
      ['resource.clientCertificate is for', 'resource.managedIdentityClientId is for'],
    ],
    [
      'two ids of a managed identity',
      { ...base, credential: 'managedIdentity', managedIdentityClientId: other },
      ['resource.managedIdentityClientId differs from clientId'],
    ],
    [
      'an id that is none',
      { ...noClient, credential: 'managedIdentity', managedIdentityClientId: 'soar-identity' },
      ['resource.managedIdentityClientId must be a GUID'],
    ],
  ])('%s', async (_, fields, expected) => {
    expect(await refusals(fields)).toEqual(expected.map((text) => expect.stringContaining(text)));
  });
});

describe('a secret by reference', () => {
  it.each([
    ['env:SOC_SECRET', secret],
    ['file:secret', secret],
    // Neither is read as a reference again.
    ['env:OF_REFERENCE', 'file:secret'],
  ])('%s is read', async (clientSecret, expected) => {
    const env = { SOC_SECRET: secret, OF_REFERENCE: 'file:secret' };
    const { read: found, redactor } = await read({ ...base, clientSecret }, env);
    expect('resource' in found && found.resource.credential).toEqual({ kind: 'clientSecret', secret: expected });
    expect(redactor.clean(`value ${expected}`)).not.toContain(expected);
  });

  it.each([
    ['env:NONE', 'resource.clientSecret refers to the variable NONE, which is not set'],
    [`env:${secret}`, 'resource.clientSecret names no variable'],
    ['file:', 'resource.clientSecret names no file'],
    ['file:none', 'resource.clientSecret the file named by its file: reference cannot be read (ENOENT)'],
  ])('%s that leads nowhere is refused by name, without its text', async (clientSecret, message) => {
    const [fault = '', ...more] = await refusals({ ...base, clientSecret });
    expect(fault).toContain(message);
    expect(fault).not.toContain(secret);
    expect(more).toEqual([]);
  });

  it('is not reported as a variable without effect', async () => {
    const env = { DEFENDER_CLIENT_SECRET: secret, DEFENDER_LABEL: 'x' };
    const { read: found } = await read({ ...base, clientSecret: 'env:DEFENDER_CLIENT_SECRET' }, env);
    expect('warnings' in found && found.warnings).toEqual([
      'The resource file stands alone: DEFENDER_LABEL had no effect.',
    ]);
  });

  it.each([
    ['a variable', 'environment' as const],
    ['a field of a program', { fields: { ...base, clientSecret: 'env:HOME' } }],
  ])('means nothing in %s', async (_, source) => {
    const env = { ...commercial, DEFENDER_CLIENT_SECRET: 'env:HOME', HOME: '/root' };
    const found = await readResource(source, { env, redactor: createRedactor(), signal });
    expect('resource' in found && found.resource.credential).toEqual({ kind: 'clientSecret', secret: 'env:HOME' });
  });
});
