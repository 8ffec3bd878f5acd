import nock from 'nock';
import { describe, expect, it } from 'vitest';
import hunt from '../../actions/run-advanced-hunting-query.ts';
import { graphHosts } from '../../src/cloud/hosts.ts';
import { handClock } from '../support/clock.ts';
import { runHere } from '../support/in-process.ts';
import { commercial, signIn, useNock } from '../support/nocked.ts';

useNock();
const [com, us] = ['https://login.microsoftonline.com', 'https://login.microsoftonline.us'];
const gov = 'api-gov.securitycenter.microsoft.us';
const roles = ['ThreatHunting.Read.All'];

const run = (env: Record<string, string>) =>
  runHere(hunt, { query: 'DeviceInfo', timespan: 'P7D' }, { env: { ...commercial, ...env }, clock: handClock() });

/** Plans one answer of a Graph; the list fills with the bodies sent. */
function answer(origin: string): unknown[] {
  const sent: unknown[] = [];
  nock(origin)
    .post('/v1.0/security/runHuntingQuery')
    .matchHeader('content-type', 'application/json; charset=utf-8')
    .reply((_uri, body) => {
      sent.push(body);
      return [200, { schema: [], results: [] }];
    });
  return sent;
}

const discovery = (host: string) =>
  nock(us)
    .get(`/${commercial.DEFENDER_TENANT_ID}/v2.0/.well-known/openid-configuration`)
    .reply(200, { msgraph_host: host });

describe('Microsoft Graph of a cloud', () => {
  it.each([
    ['commercial', 'eu.api.security.microsoft.com', com, 'https://graph.microsoft.com'],
    ['GCC', 'api-gcc.securitycenter.microsoft.us', com, 'https://graph.microsoft.com'],
    ['GCC High', gov, us, 'https://graph.microsoft.us'],
    ['DoD', gov, us, 'https://dod-graph.microsoft.us'],
  ])('%s', async (_cloud, apiUrl, authority, origin) => {
    if (apiUrl === gov) discovery(new URL(origin).host);
    const sent = signIn(authority, roles);
    const bodies = answer(origin);
    const { code, json } = await run({ DEFENDER_API_URL: apiUrl });
    expect(code).toBe(0);
    expect(json).toEqual({ schema: [], results: [], count: 0, truncated: false });
    expect(sent.map(({ form }) => form.scope)).toEqual([`${origin}/.default`]);
    expect(bodies).toEqual([{ Query: 'DeviceInfo', Timespan: 'P7D' }]);
  });

  it('of a tenant that lies in another cloud than apiUrl is refused before a token is asked for', async () => {
    discovery('graph.microsoft.com');
    const { code, json } = await run({ DEFENDER_API_URL: gov, DEFENDER_HUNTING_API: 'graph' });
    expect(code).toBe(2);
    expect(json.error).toMatchObject({ code: 'invalid_resource', details: [{ path: 'resource.apiUrl' }] });
    expect(json.error.message).toContain('graph.microsoft.com');
  });

  const unknown = {
    error: 'invalid_tenant',
    error_description: "AADSTS90002: Tenant 'x' not found. Trace ID: t Correlation ID: c Timestamp: x",
    error_codes: [90002],
  };
  const undiscovered: [number, string | object, string, string | undefined][] = [
    [400, unknown, 'authentication_failed', 'AADSTS90002'],
    [404, '<html>', 'unexpected_response', undefined],
    [302, '', 'unexpected_response', undefined],
    [403, '', 'unexpected_response', undefined],
  ];

  it.each(undiscovered)('that a %i keeps from being found leaves auto the Defender endpoint', async (status, body) => {
    nock(us)
      .get(/openid-configuration$/)
      .reply(status, body, status === 302 ? { location: 'https://elsewhere.example' } : {});
    signIn(us, ['AdvancedQuery.Read.All']);
    nock(`https://${gov}`).post('/api/advancedqueries/run').reply(200, { Schema: [], Results: [] });
    expect((await run({ DEFENDER_API_URL: gov })).code).toBe(0);
  });

  it.each(undiscovered)('that a %i keeps from being found says where and why', async (status, body, code, number) => {
    nock(us)
      .get(/openid-configuration$/)
      .reply(status, body);
    const { json } = await run({ DEFENDER_API_URL: gov, DEFENDER_HUNTING_API: 'graph' });
    expect(json.error).toMatchObject({ code, status, message: expect.stringContaining('login.microsoftonline.us') });
    expect(json.error.hint).toContain('login.microsoftonline.us');
    expect(json.error.defenderCode).toBe(number);
    if (number !== undefined) expect(json.error.message).toContain(`${number}: Tenant 'x' not found.`);
  });

  it.each([
    ['api.security.microsoft.com', us],
    ['api-gcc.securitycenter.microsoft.us', us],
    [gov, com],
  ])('%s is not available with %s, and the error says so', async (apiUrl, authority) => {
    const resource = { DEFENDER_API_URL: apiUrl, DEFENDER_AUTHORITY: authority };
    const { code, json } = await run({ ...resource, DEFENDER_HUNTING_API: 'graph' });
    expect(code).toBe(2);
    expect(json.error.details).toEqual([
      { path: 'resource.huntingApi', message: expect.stringMatching(/signs in at .* tokens do not cross clouds/) },
    ]);
  });

  it('if there is none, auto uses the Defender endpoint', async () => {
    signIn(us, ['AdvancedQuery.Read.All']);
    nock('https://api.security.microsoft.com')
      .post('/api/advancedqueries/run', ({ Query }) => /^DeviceInfo \| where Timestamp >= ago\(/.test(Query))
      .reply(200, { Schema: [], Results: [] });
    expect((await run({ DEFENDER_AUTHORITY: us })).code).toBe(0);
  });
});

it('an answer of more than 50 MB that came whole is not cut: what is too large is refused', async () => {
  signIn(com, roles);
  const results = Array.from({ length: 51 }, () => ({ A: 'x'.repeat(1_000_000) }));
  nock('https://graph.microsoft.com')
    .post('/v1.0/security/runHuntingQuery')
    .reply(200, { schema: [{ name: 'A', type: 'String' }], results });
  const { stdout } = await run({});
  expect(stdout.length).toBeGreaterThan(50_000_000);
  expect(stdout.slice(-30)).toMatch(/"count":51,"truncated":false\}\n$/);
});

describe('the Graphs that a token may go to', () => {
  const hosts = (apiOrigin: string, authority: string) => {
    const found = graphHosts(apiOrigin, authority);
    return 'hosts' in found ? found.hosts.map(({ origin }) => origin) : found.fault;
  };

  it.each([
    ['https://api.example', com, ['https://graph.microsoft.com']],
    ['https://api.example', us, ['https://graph.microsoft.us', 'https://dod-graph.microsoft.us']],
    ['https://api.security.microsoft.com', 'https://sts.example', ['https://graph.microsoft.com']],
    ['https://127.0.0.1:1', 'https://127.0.0.1:2', ['https://127.0.0.1:1']],
  ])('%s with %s', (apiOrigin, authority, origins) => {
    expect(hosts(apiOrigin, authority)).toEqual(origins);
  });

  it('are none if neither host is known', () => {
    expect(hosts('https://api.securitycenter.azure.cn', 'https://login.chinacloudapi.cn')).toMatch(
      /no Microsoft Graph/,
    );
  });
});
