import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Client, connect, handClock } from './client.ts';

const resource = 'https://api.securitycenter.microsoft.com';
const clock = handClock();
let client: Client;
let base: Record<string, string>;
let tenantId: string;

beforeAll(async () => {
  client = await connect({ now: clock.now });
  const { env } = client.simulator;
  tenantId = String(env.DEFENDER_TENANT_ID);
  base = {
    grant_type: 'client_credentials',
    client_id: String(env.DEFENDER_CLIENT_ID),
    client_secret: String(env.DEFENDER_CLIENT_SECRET),
  };
});
afterAll(() => client.close());
beforeEach(() => client.control('reset', {}));

async function ask(
  path: string,
  form: Record<string, string | undefined>,
  method = 'POST',
  headers: Record<string, string> = {},
) {
  const fields = Object.entries(form).filter((field): field is [string, string] => field[1] !== undefined);
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
  return await client.send(method, path, {
    body: new URLSearchParams(fields).toString(),
    headers: { ...type, ...headers },
    token: null,
  });
}

const v2 = (form: Record<string, string | undefined>) =>
  ask(`/${tenantId}/oauth2/v2.0/token`, { ...base, scope: `${resource}/.default`, ...form });
const v1 = (form: Record<string, string | undefined>) =>
  ask(`/${tenantId}/oauth2/token`, { ...base, resource, ...form });

describe('tokens', () => {
  test('v2.0 returns numbers, and the token has the granted roles', async () => {
    const { status, json } = await v2({});
    expect(status).toBe(200);
    expect(json).toMatchObject({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 });
    const claims = JSON.parse(Buffer.from(json.access_token.split('.')[1], 'base64url').toString());
    const iat = Math.floor(clock.now() / 1000);
    expect(claims).toMatchObject({ aud: resource, appid: base.client_id, tid: tenantId, iat, exp: iat + 3599 });
    expect(claims.roles).toContain('Machine.Isolate');
  });

  test("every audience that opens the API is one that Microsoft's own samples ask for", async () => {
    const names = [
      'https://api.securitycenter.microsoft.com',
      'https://api.securitycenter.windows.com',
      'https://securitycenter.onmicrosoft.com/windowsatpservice',
    ];
    for (const name of names) {
      await client.signIn(name);
      expect((await client.get('/api/machines?$top=1')).status, name).toBe(200);
    }
  });

  test('v1 returns texts', async () => {
    const { status, json } = await v1({});
    expect(status).toBe(200);
    expect(json).toMatchObject({
      expires_in: '3599',
      expires_on: String(Math.floor(clock.now() / 1000) + 3599),
      resource,
    });
  });

  test('are issued for a GET with a form body, the verified domain, HTTP Basic and an upper-case client id', async () => {
    const form: Record<string, string> = { ...base, resource };
    expect((await ask(`/${tenantId}/oauth2/token`, form, 'GET')).status).toBe(200);
    expect(
      (await ask(`/contoso.example/OAuth2/Token`, { ...form, client_id: String(form.client_id).toUpperCase() })).status,
    ).toBe(200);
    const basic = Buffer.from(`${form.client_id}:${encodeURIComponent(String(form.client_secret))}`).toString('base64');
    const bare = { grant_type: 'client_credentials', resource };
    expect((await ask(`/${tenantId}/oauth2/token`, bare, 'POST', { Authorization: `Basic ${basic}` })).status).toBe(
      200,
    );
  });

  test.each<[number, number, string, Record<string, string | undefined>]>([
    [401, 7000215, 'invalid_client', { client_secret: 'wrong' }],
    [401, 7000218, 'invalid_client', { client_secret: undefined }],
    [400, 700016, 'unauthorized_client', { client_id: '11111111-1111-4111-8111-111111111111' }],
    [400, 900144, 'invalid_request', { scope: undefined }],
    [400, 900144, 'invalid_request', { grant_type: undefined }],
    [400, 70003, 'unsupported_grant_type', { grant_type: 'password' }],
    [400, 1002012, 'invalid_scope', { scope: resource }],
    [400, 70011, 'invalid_scope', { scope: 'a b' }],
    [400, 500011, 'invalid_resource', { scope: 'https://vault.azure.net/.default' }],
  ])('%i AADSTS%i %s', async (status, number, error, form) => {
    const answer = await v2(form);
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ error, error_codes: [number] });
    expect(answer.json.error_description).toMatch(new RegExp(`^AADSTS${number}: `));
    expect(Object.keys(answer.json)).toEqual(expect.arrayContaining(['timestamp', 'trace_id', 'correlation_id']));
  });

  test('an unknown tenant is AADSTS90002, for tokens and for discovery', async () => {
    const other = '22222222-2222-4222-8222-222222222222';
    expect((await ask(`/${other}/oauth2/v2.0/token`, base)).json.error_codes).toEqual([90002]);
    const answer = await client.get(`/${other}/v2.0/.well-known/openid-configuration`);
    expect([answer.status, answer.json.error_codes]).toEqual([400, [90002]]);
  });

  test('discovery names the endpoints of both versions, and instance discovery those of any tenant', async () => {
    const origin = client.simulator.env.DEFENDER_AUTHORITY;
    const second = (await client.get(`/${tenantId}/v2.0/.well-known/openid-configuration`)).json;
    expect(second).toMatchObject({
      issuer: `${origin}/${tenantId}/v2.0`,
      token_endpoint: `${origin}/${tenantId}/oauth2/v2.0/token`,
    });
    const first = (await client.get(`/${tenantId}/.well-known/openid-configuration`)).json;
    expect(first.token_endpoint).toBe(`${origin}/${tenantId}/oauth2/token`);
    const keys = await client.get(new URL(second.jwks_uri).pathname);
    expect(keys.json.keys[0]).toMatchObject({ kty: 'RSA', use: 'sig' });
    expect((await client.get('/common/discovery/instance?api-version=1.1')).json.metadata).toHaveLength(1);
  });
});

describe('client assertions', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

  function assertion(
    claims: Record<string, unknown> = {},
    header: Record<string, unknown> = {},
  ): Record<string, string | undefined> {
    const seconds = Math.floor(clock.now() / 1000);
    const audience = `${client.simulator.env.DEFENDER_AUTHORITY}/${tenantId}/oauth2/v2.0/token`;
    const whole = {
      aud: audience,
      iss: base.client_id,
      sub: base.client_id,
      nbf: seconds,
      exp: seconds + 600,
      jti: 'x',
      ...claims,
    };
    const thumbprint = createHash('sha1')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('base64url');
    const parts = [{ alg: 'RS256', typ: 'JWT', x5t: thumbprint, ...header }, whole].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    const signature = sign('sha256', Buffer.from(parts.join('.')), privateKey).toString('base64url');
    return {
      client_secret: undefined,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: [...parts, signature].join('.'),
    };
  }

  test('a valid one is accepted', async () => {
    expect((await v2(assertion())).status).toBe(200);
  });

  test.each<[number, () => Record<string, string | undefined>]>([
    [50027, () => ({ ...assertion(), client_assertion: 'nonsense' })],
    [50049, () => ({ ...assertion(), client_assertion_type: 'x' })],
    [700021, () => assertion({ sub: 'somebody' })],
    [700023, () => assertion({ aud: 'https://elsewhere.example/token' })],
    [700024, () => assertion({ exp: 1 })],
    [700027, () => assertion({}, { x5c: ['AAAA'] })],
    [700027, () => assertion({}, { x5t: undefined })],
  ])('AADSTS%i', async (number, form) => {
    const answer = await v2(form());
    expect([answer.status, answer.json.error, answer.json.error_codes]).toEqual([401, 'invalid_client', [number]]);
  });
});

describe('access with a token', () => {
  test('a missing, a made-up and an expired token are 401', async () => {
    const own = await client.signIn();
    expect((await client.send('GET', '/api/machines', { token: null })).status).toBe(401);
    const forged = await client.send('GET', '/api/machines', { token: `${own.slice(0, -6)}AAAAAA` });
    expect([forged.status, forged.json.error.code]).toEqual([401, 'Unauthorized']);
    expect((await client.get('/api/machines')).status).toBe(200);
    clock.advance(3600);
    expect((await client.get('/api/machines')).status).toBe(401);
    await client.signIn();
    expect((await client.get('/api/machines')).status).toBe(200);
  });

  test('a token for the older audience is accepted too', async () => {
    await client.signIn('https://api.securitycenter.windows.com');
    expect((await client.get('/api/machines')).status).toBe(200);
  });

  test.each(['https://api.security.microsoft.com', 'own host'])('a token for %s is 403, not 401', async (resource) => {
    await client.signIn(resource === 'own host' ? client.simulator.env.DEFENDER_API_URL : resource);
    const answer = await client.get('/api/machines');
    expect([answer.status, answer.json.error.code]).toEqual([403, 'Forbidden']);
    await client.signIn();
  });

  test('a grant applies to the next token', async () => {
    await client.control('grants', { roles: ['Machine.Read.All'] });
    expect((await client.get('/api/indicators')).status).toBe(200);
    await client.signIn();
    expect((await client.get('/api/machines')).status).toBe(200);
    const answer = await client.get('/api/indicators');
    expect([answer.status, answer.json.error.code]).toEqual([403, 'Forbidden']);
    await client.control('reset', {});
    await client.signIn();
  });
});
