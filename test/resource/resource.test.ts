import { describe, expect, it } from 'vitest';
import { resourceFields } from '../../src/generated/fields.ts';
import { createRedactor } from '../../src/redactor.ts';
import { readResource } from '../../src/resource/read-resource.ts';

const { signal } = new AbortController();
const fields = {
  apiUrl: 'api.security.microsoft.com',
  tenantId: 'contoso.example',
  clientId: '11111111-2222-4333-8444-555555555555',
  clientSecret: 'secret',
};

const read = (given: Record<string, unknown>, env: Record<string, string> = {}, redactor = createRedactor()) =>
  readResource({ fields: given }, { env, redactor, signal });

describe('a resource from the fields of a program', () => {
  it('needs no file and no environment', async () => {
    const given = {
      ...fields,
      label: null,
      authority: '',
      timeoutSeconds: 60,
      protectedMachines: ['srv-*', 'tag:tier0'],
    };
    expect(await read(given)).toMatchObject({
      resource: {
        label: 'default',
        apiUrl: 'https://api.security.microsoft.com',
        authority: 'https://login.microsoftonline.com',
        credential: { secret: 'secret' },
        timeoutSeconds: 60,
        protectedMachines: [{ entry: 'srv-*' }, { entry: 'tag:tier0' }],
      },
      warnings: [],
    });
  });

  it('takes only the network from the environment', async () => {
    const env = { DEFENDER_CLIENT_SECRET: 'of another tenant', DEFENDER_LABEL: 'other', NO_PROXY: 'example.com' };
    const opened = await read({ ...fields, clientSecret: undefined }, env);
    expect(opened).toEqual({
      faults: [{ path: 'resource.clientSecret', message: expect.stringContaining('is missing') }],
    });
    const proxied = await read(fields, { ...env, DEFENDER_PROXY_URL: 'proxy.example:8080' });
    expect(proxied).toMatchObject({
      resource: { label: 'default', proxyUrl: 'http://proxy.example:8080/', noProxy: 'example.com' },
    });
  });

  it('cannot name files', async () => {
    const opened = await read({ ...fields, clientSecretFile: '/etc/passwd' });
    const message = 'is not a resource field';
    expect(opened).toEqual({ faults: [{ path: 'resource.clientSecretFile', message }] });
  });

  it('lists every fault at once, of fields that are missing, unknown or wrong', async () => {
    const opened = await read({ colour: 'blue', label: 5, clientId: 'x', tokenResource: 'x', timeoutSeconds: 0 });
    expect('faults' in opened && opened.faults.map(({ path }) => path).sort()).toEqual(
      ['apiUrl', 'clientId', 'clientSecret', 'colour', 'label', 'tenantId', 'timeoutSeconds', 'tokenResource'].map(
        (id) => `resource.${id}`,
      ),
    );
  });

  it('reports every required field of the manifest as missing', async () => {
    const required = resourceFields.filter((field) => field.required).map(({ id }) => `resource.${id}`);
    const opened = await read({ clientSecret: 'secret' });
    expect('faults' in opened && opened.faults.map(({ path }) => path)).toEqual(required);
  });

  it('hides its secrets, even if it is refused', async () => {
    const redactor = createRedactor();
    const secrets = ['client-secret-42', 'proxy-password-42', 'machine-password-42'];
    const [clientSecret, own, machine] = secrets;
    await read({ clientSecret, proxyUrl: `http://user:${own}@proxy.example` }, {}, redactor);
    await read({}, { HTTPS_PROXY: `http://user:${machine}@proxy.example` }, redactor);
    expect(redactor.clean(secrets)).toEqual(secrets.map(() => '[redacted]'));
  });
});

describe('the timeout in the environment', () => {
  const variables = {
    DEFENDER_API_URL: fields.apiUrl,
    DEFENDER_TENANT_ID: fields.tenantId,
    DEFENDER_CLIENT_ID: fields.clientId,
    DEFENDER_CLIENT_SECRET: fields.clientSecret,
  };
  const timeout = (env: Record<string, string>, byId = false) =>
    readResource('environment', { env: { ...variables, ...env }, byId, redactor: createRedactor(), signal });
  const warning = 'DEFENDER_DEADLINE_SECONDS had no effect: DEFENDER_TIMEOUT_SECONDS is set to another value.';

  it.each([
    ['is 300 seconds if it is not set', {}, 300, []],
    ['is DEFENDER_TIMEOUT_SECONDS', { DEFENDER_TIMEOUT_SECONDS: '60' }, 60, []],
    ['is read by its older name', { DEFENDER_DEADLINE_SECONDS: '60' }, 60, []],
    [
      'is read by its older name if the newer one is empty',
      { DEFENDER_TIMEOUT_SECONDS: '', DEFENDER_DEADLINE_SECONDS: '60' },
      60,
      [],
    ],
    ['may have both names', { DEFENDER_TIMEOUT_SECONDS: '60', DEFENDER_DEADLINE_SECONDS: '60' }, 60, []],
    ['is the newer of two values', { DEFENDER_TIMEOUT_SECONDS: '60', DEFENDER_DEADLINE_SECONDS: '9' }, 60, [warning]],
  ])('%s', async (_what, env, timeoutSeconds, warnings) => {
    expect(await timeout(env)).toMatchObject({ resource: { timeoutSeconds }, warnings });
  });

  it('is the field id first, if variables may be named by it', async () => {
    const env = { timeoutSeconds: '5', DEFENDER_TIMEOUT_SECONDS: '60' };
    expect(await timeout(env, true)).toMatchObject({ resource: { timeoutSeconds: 5 } });
    expect(await timeout(env)).toMatchObject({ resource: { timeoutSeconds: 60 } });
  });

  it('is refused by the name of its field', async () => {
    expect(await timeout({ DEFENDER_DEADLINE_SECONDS: 'soon' })).toMatchObject({
      faults: [{ path: 'resource.timeoutSeconds' }],
    });
  });
});

describe('the token resource', () => {
  it.each([
    ['https://api.security.microsoft.com', 'https://api.security.microsoft.com'],
    ['https://api.security.microsoft.com//', 'https://api.security.microsoft.com'],
    ['https://127.0.0.1:8443/', 'https://127.0.0.1:8443'],
    [
      'https://securitycenter.onmicrosoft.com/windowsatpservice',
      'https://securitycenter.onmicrosoft.com/windowsatpservice',
    ],
  ])('%s is read', async (tokenResource, address) => {
    expect(await read({ ...fields, tokenResource })).toMatchObject({ resource: { tokenResource: address } });
  });

  it.each([
    'api.security.microsoft.com',
    'http://api.security.microsoft.com',
    'https://',
    'https://:password@api.security.microsoft.com',
    'https://api.security.\tmicrosoft.com',
    'https://api.security.microsoft.com/a b',
    'https://api.security.microsoft.com/?',
    'https://api.security.microsoft.com#',
    'https:\\\\api.security.microsoft.com',
  ])('%j is refused, although a URL parser would read it', async (tokenResource) => {
    expect(await read({ ...fields, tokenResource })).toEqual({
      faults: [{ path: 'resource.tokenResource', message: expect.stringMatching(/^must be an https/) }],
    });
  });
});
