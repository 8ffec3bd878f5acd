import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type IdentityEndpoint, startIdentityEndpoint } from '../support/identity-endpoint.ts';
import { launch, runner, temporaryFolder } from '../support/process.ts';
import { startProxy } from '../support/proxy.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();
let endpoint: IdentityEndpoint;
beforeAll(async () => {
  endpoint = await startIdentityEndpoint(tenant.simulator.tenant);
});
beforeEach(() => {
  endpoint.asked = [];
  endpoint.refuse = () => undefined;
});
afterAll(() => endpoint.close());

const userAssigned = '22222222-3333-4444-8555-666666666666';
const audience = 'https://api.securitycenter.microsoft.com';

/** What a resource without a secret has, and no client id. */
const bare = {
  DEFENDER_CREDENTIAL: 'managedIdentity',
  DEFENDER_CLIENT_ID: undefined,
  DEFENDER_CLIENT_SECRET: undefined,
};
const onVm = () => ({ ...bare, AZURE_POD_IDENTITY_AUTHORITY_HOST: endpoint.origin });
const onAppService = () => ({
  ...bare,
  IDENTITY_ENDPOINT: `${endpoint.origin}/msi/token`,
  IDENTITY_HEADER: 'header-that-must-not-leak',
});
const onArc = () => ({
  ...bare,
  IDENTITY_ENDPOINT: `${endpoint.origin}/metadata/identity/oauth2/token`,
  IMDS_ENDPOINT: endpoint.origin,
});
const list = (env: Record<string, string | undefined>) => tenant.run('list-machines', { top: 1 }, env);

describe('a managed identity', () => {
  it('of a virtual machine signs in at its metadata service, and test-connection names it', async () => {
    const { code, json } = await tenant.run('test-connection', {}, onVm());
    expect(code).toBe(0);
    const { clientId } = tenant.simulator.tenant;
    expect(json).toMatchObject({ clientId, credential: { kind: 'managedIdentity', id: clientId, endsAt: null } });
    expect(endpoint.asked.map(({ path }) => path)).toEqual(Array(2).fill('/metadata/identity/oauth2/token/'));
    expect(endpoint.asked.map(({ query }) => query)).toEqual([
      { 'api-version': '2018-02-01', resource: audience },
      { 'api-version': '2018-02-01', resource: 'https://graph.microsoft.com' },
    ]);
    expect(endpoint.asked[0]?.headers.metadata).toBe('true');
    // Nothing was asked of Entra ID itself.
    expect((await tenant.journal()).filter(({ path }) => path.includes('oauth2'))).toEqual([]);
  });

  it.each(['DEFENDER_MANAGED_IDENTITY_CLIENT_ID', 'DEFENDER_CLIENT_ID'])(
    'is the user-assigned one that %s names',
    async (variable) => {
      expect((await list({ ...onVm(), [variable]: userAssigned })).code).toBe(0);
      expect(endpoint.asked.map(({ query }) => query.client_id)).toEqual([userAssigned]);
    },
  );

  it('of App Service sends the header of the platform, which no log has', async () => {
    const { code, stderr } = await list({ ...onAppService(), DEFENDER_LOG: 'debug' });
    expect(code).toBe(0);
    expect(endpoint.asked).toMatchObject([
      {
        path: '/msi/token',
        query: { resource: audience },
        headers: { 'x-identity-header': 'header-that-must-not-leak' },
      },
    ]);
    expect(stderr).toContain('signed_in');
    expect(stderr).not.toContain('header-that-must-not-leak');
  });

  it('of Azure Arc answers the challenge with the key file', async () => {
    const folder = temporaryFolder();
    const keys = '/var/opt/azcmagent/tokens/';
    // The folder of the agent is the system's: its place is taken by one of the test.
    const hook = join(folder, 'hook.cjs');
    writeFileSync(
      hook,
      `const fs = require('node:fs');
      for (const name of ['readFileSync', 'statSync', 'accessSync']) {
        const own = fs[name];
        fs[name] = (path, ...rest) => own(typeof path === 'string' ? path.replace(${JSON.stringify(keys)}, ${JSON.stringify(`${folder}/`)}) : path, ...rest);
      }
      require('node:module').syncBuiltinESMExports();`,
    );
    writeFileSync(join(folder, 'challenge.key'), 'key-that-must-not-leak');
    endpoint.refuse = ({ headers }) =>
      headers.authorization === 'Basic key-that-must-not-leak'
        ? undefined
        : { status: 401, headers: { 'www-authenticate': `Basic realm=${keys}challenge.key` } };
    const env = { ...tenant.env, ...onArc(), DEFENDER_LOG: 'debug' };
    const { code, stderr } = await launch(runner('list-machines'), [], {
      stdin: { top: 1 },
      env,
      nodeOptions: ['--require', hook],
    }).ended;
    expect(code).toBe(0);
    expect(endpoint.asked).toHaveLength(2);
    expect(stderr).not.toContain('key-that-must-not-leak');
  });

  it('of Azure Arc reads no file outside the folder of the agent', async () => {
    endpoint.refuse = () => ({ status: 401, headers: { 'www-authenticate': 'Basic realm=/etc/passwd' } });
    const { code, json } = await list(onArc());
    expect(code).toBe(3);
    expect(json.error).toMatchObject({
      code: 'authentication_failed',
      message: expect.stringContaining('invalid_file'),
    });
    expect(endpoint.asked).toHaveLength(1);
  });

  it('hunts on Graph with a token for Graph', async () => {
    const { code } = await tenant.run('run-advanced-hunting-query', { query: 'DeviceInfo | take 1' }, onVm());
    expect(code).toBe(0);
    expect(endpoint.asked.map(({ query }) => query.resource)).toEqual(['https://graph.microsoft.com']);
  });

  it('has its containments counted for the budget, although no resource names its id', async () => {
    const env = { ...onVm(), DEFENDER_MAX_CONTAINMENTS_PER_HOUR: '1' };
    const isolate = (machine: object | undefined) =>
      tenant.run('isolate-machine', { machineId: Object(machine).id, comment: 'Test', isolationType: 'Full' }, env);
    const [first, second] = tenant.held.machines.list().filter(({ healthStatus }) => healthStatus === 'Active');
    expect((await isolate(first)).code).toBe(0);
    expect((await isolate(second)).json.error.code).toBe('budget_exhausted');
  });

  it('keeps no token on disk: without a secret nothing could encrypt it', async () => {
    const HOME = temporaryFolder();
    await list({ ...onVm(), HOME });
    await list({ ...onVm(), HOME });
    expect(endpoint.asked).toHaveLength(2);
    const cache = join(HOME, '.cache', 'defender-soar');
    mkdirSync(cache, { recursive: true });
    expect(readdirSync(cache).filter((name) => name !== 'compiled')).toEqual([]);
  });

  it('is asked for without the proxy that Defender is reached through', async () => {
    const proxy = await startProxy();
    try {
      const { code } = await list({ ...onVm(), DEFENDER_PROXY_URL: `http://127.0.0.1:${proxy.port}` });
      expect(code).toBe(0);
      expect(proxy.asked.map(({ host }) => host)).toEqual([new URL(tenant.simulator.env.DEFENDER_API_URL ?? '').host]);
      expect(endpoint.asked).toHaveLength(1);
    } finally {
      await proxy.close();
    }
  });

  it.each([
    ['a throttled request', { status: 429, headers: { 'retry-after': '1' }, body: { error: 'throttled' } }],
    ['an endpoint that is updated', { status: 410 }],
  ])('is asked for again after %s', async (_, refusal) => {
    let left = 1;
    endpoint.refuse = () => (left-- > 0 ? refusal : undefined);
    expect((await list(onVm())).code).toBe(0);
    expect(endpoint.asked).toHaveLength(2);
  });
});

describe('a managed identity that cannot be used', () => {
  it.each([
    [
      'is not assigned',
      { status: 400, body: { error: 'invalid_request', error_description: 'Identity not found' } },
      'authentication_failed',
      'Identity not found',
      'Assign the managed identity',
    ],
    [
      'is unknown to App Service',
      { status: 400, body: { statusCode: 400, message: 'No User Assigned or Delegated Managed Identity found' } },
      'authentication_failed',
      'No User Assigned',
      'managedIdentityClientId',
    ],
    [
      'asks for an unknown resource',
      {
        status: 400,
        body: { error: 'invalid_resource', error_description: 'AADSTS500011: The resource was not found.' },
      },
      'authentication_failed',
      'AADSTS500011',
      'tokenResource',
    ],
    [
      'gets a page instead of a token',
      { status: 200, body: '<html>log in</html>' },
      'unexpected_response',
      '200',
      'IDENTITY_ENDPOINT',
    ],
  ])('because it %s says what to do', async (_, refusal, code, message, hint) => {
    endpoint.refuse = () => refusal;
    const { json } = await list(onVm());
    expect(json.error).toMatchObject({
      code,
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
    expect(endpoint.asked).toHaveLength(1);
    expect(await tenant.calls()).toEqual([]);
  });

  it('because no endpoint answers says that this is not Azure', async () => {
    const { code, json } = await list({ ...bare, AZURE_POD_IDENTITY_AUTHORITY_HOST: 'http://127.0.0.1:9' });
    expect(code).toBe(5);
    expect(json.error).toMatchObject({
      code: 'network_failed',
      message: expect.stringContaining('no managed identity endpoint answers at 127.0.0.1:9'),
      hint: expect.stringContaining('exist only on Azure'),
    });
  });

  it('because its endpoint is on another machine is refused before anything is sent', async () => {
    const { code, json } = await list({ ...onAppService(), IDENTITY_ENDPOINT: 'http://identity.example/msi/token' });
    expect(code).toBe(2);
    expect(json.error).toMatchObject({
      code: 'invalid_resource',
      message: expect.stringContaining('identity.example is not on this machine'),
    });
  });

  it('because it belongs to another tenant sends nothing to Defender', async () => {
    const other = await startIdentityEndpoint(tenant.simulator.tenant, { tid: userAssigned });
    try {
      const { code, json } = await list({ ...bare, AZURE_POD_IDENTITY_AUTHORITY_HOST: other.origin });
      expect(code).toBe(3);
      expect(json.error.message).toContain(`belongs to tenant ${userAssigned}`);
      expect(await tenant.calls()).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it('because Arc returns another identity than the one asked for is refused', async () => {
    endpoint.refuse = () => ({
      status: 200,
      body: { access_token: 'a.b.c', expires_on: '4102444800', token_type: 'Bearer' },
    });
    const { code, json } = await list({ ...onArc(), DEFENDER_MANAGED_IDENTITY_CLIENT_ID: userAssigned });
    expect(code).toBe(3);
    expect(json.error.message).toContain('user_assigned_managed_identity_not_confirmed');
    expect(await tenant.calls()).toEqual([]);
  });
});
