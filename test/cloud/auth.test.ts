import { createHash, createVerify } from 'node:crypto';
import nock from 'nock';
import { describe, expect, it } from 'vitest';
import listMachines from '../../actions/list-machines.ts';
import { grantedRoles, rolesOf } from '../../src/cloud/token.ts';
import { makeClientCertificate } from '../support/client-certificate.ts';
import { handClock } from '../support/clock.ts';
import { fakeToken } from '../support/fake-server.ts';
import { runHere } from '../support/in-process.ts';
import { commercial, signIn, useNock } from '../support/nocked.ts';

useNock();
const start = Date.now();

/** Runs list-machines against whatever nock has planned. */
async function list(env: Record<string, string> = {}) {
  const clock = handClock(start);
  const ended = await runHere(listMachines, { includeCount: false }, { env: { ...commercial, ...env }, clock });
  return { ...ended, slept: clock.slept };
}

const empty = (host: string) => nock(host).get('/api/machines').query(true).reply(200, { value: [] });
const token = () =>
  nock('https://login.microsoftonline.com').post(`/${commercial.DEFENDER_TENANT_ID}/oauth2/v2.0/token`).query(true);

describe('the sign-in', () => {
  it.each([
    ['api.security.microsoft.com', 'https://login.microsoftonline.com', 'https://api.securitycenter.microsoft.com'],
    ['eu.api.security.microsoft.com', 'https://login.microsoftonline.com', 'https://api.securitycenter.microsoft.com'],
    [
      'api-gcc.securitycenter.microsoft.us',
      'https://login.microsoftonline.com',
      'https://api-gcc.securitycenter.microsoft.us',
    ],
    [
      'api-gov.securitycenter.microsoft.us',
      'https://login.microsoftonline.us',
      'https://api-gov.securitycenter.microsoft.us',
    ],
  ])('for %s is one request to %s', async (host, authority, resource) => {
    // Nothing else is planned: a second request, such as discovery, would fail.
    const sent = signIn(authority);
    empty(`https://${host}`);
    const { code, stdout } = await list({ DEFENDER_API_URL: host });
    expect(stdout).toBe('{"value":[],"count":0,"hasMore":false}\n');
    expect(code).toBe(0);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.url.split('?')[0]).toBe(`${authority}/${commercial.DEFENDER_TENANT_ID}/oauth2/v2.0/token`);
    expect(sent[0]?.form).toMatchObject({
      grant_type: 'client_credentials',
      client_id: commercial.DEFENDER_CLIENT_ID,
      client_secret: commercial.DEFENDER_CLIENT_SECRET,
      scope: `${resource}/.default`,
    });
    expect(sent[0]?.form).not.toHaveProperty('resource');
  });

  it('takes another token resource and a verified domain', async () => {
    const sent = signIn();
    empty('https://api.security.microsoft.com');
    await list({ DEFENDER_TOKEN_RESOURCE: 'https://api.security.microsoft.com/' });
    expect(sent[0]?.form.scope).toBe('https://api.security.microsoft.com/.default');
  });

  it('with a certificate sends an assertion and no secret, although both are given', async () => {
    const { pem, certificate } = await makeClientCertificate();
    for (const text of [pem, pem.replaceAll('\n', '\\n'), Buffer.from(pem).toString('base64')]) {
      const sent = signIn();
      empty('https://api.security.microsoft.com');
      const { code } = await list({ DEFENDER_CLIENT_CERTIFICATE: text });
      expect(code).toBe(0);
      const form = sent[0]?.form ?? {};
      expect(form).not.toHaveProperty('client_secret');
      expect(form.client_assertion_type).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
      const [header = '', claims = '', signature = ''] = String(form.client_assertion).split('.');
      const head = JSON.parse(Buffer.from(header, 'base64url').toString()) as Record<string, unknown>;
      expect(head['x5t#S256']).toBe(createHash('sha256').update(certificate.raw).digest('base64url'));
      expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
        iss: commercial.DEFENDER_CLIENT_ID,
        sub: commercial.DEFENDER_CLIENT_ID,
        aud: `https://login.microsoftonline.com/${commercial.DEFENDER_TENANT_ID}/oauth2/v2.0/token`,
      });
      const scheme =
        head.alg === 'PS256' ? { key: certificate.publicKey, padding: 6, saltLength: 32 } : certificate.publicKey;
      expect(
        createVerify('sha256').update(`${header}.${claims}`).verify(scheme, Buffer.from(signature, 'base64url')),
      ).toBe(true);
    }
  });
});

describe('the permissions of a token', () => {
  it('are the roles of its payload', () => {
    expect(grantedRoles(fakeToken(['A.Read', 'B.Write']))).toEqual(['A.Read', 'B.Write']);
    expect(rolesOf(fakeToken(['A.Read']))).toEqual(['A.Read']);
  });

  it('are unknown if it is not a JWT', () => {
    expect(grantedRoles('opaque')).toBeUndefined();
    expect(rolesOf('opaque')).toEqual([]);
  });
});

describe('a batch that outlives its token', () => {
  it.each([
    ['signs in again five minutes before the token ends, not after a 401', 3600, [54 * 60, 2 * 60, 0]],
    ['uses a token that never lives as long as five minutes for half its life', 240, [100, 30, 0]],
  ])('%s', async (_what, expires_in, seconds) => {
    const clock = handClock(start);
    let signIns = 0;
    token()
      .times(2)
      .reply(200, () => {
        signIns += 1;
        return { token_type: 'Bearer', expires_in, access_token: fakeToken(['Machine.Read.All'], signIns) };
      });
    const signedInBefore: number[] = [];
    for (const passed of seconds) {
      nock('https://api.security.microsoft.com')
        .get('/api/machines')
        .query(true)
        .reply(200, () => {
          signedInBefore.push(signIns);
          clock.advance(passed * 1000);
          return { value: [] };
        });
    }
    const argv = ['--batch', '--concurrency', '1'];
    expect((await runHere(listMachines, '{}\n{}\n{}\n', { env: commercial, clock, argv })).code).toBe(0);
    expect(signedInBefore).toEqual([1, 1, 2]);
  });
});

describe('a sign-in that fails', () => {
  it('for a passing reason is repeated, with the wait that was requested', async () => {
    token().reply(429, { error: 'temporarily_unavailable' }, { 'Retry-After': '7' });
    token().reply(503, 'busy', { 'Retry-After': '2' });
    token().replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    signIn();
    empty('https://api.security.microsoft.com');
    const { code, slept } = await list();
    expect(code).toBe(0);
    expect(slept).toHaveLength(3);
    expect(slept[0]).toBeGreaterThanOrEqual(7000);
    expect(slept[1]).toBeGreaterThanOrEqual(2000);
  });

  it.each([
    [429, 'rate_limited'],
    [503, 'unavailable'],
  ])('with %i past the deadline is %s, not authentication_failed', async (status, code) => {
    token().reply(status, 'busy', { 'Retry-After': '400' });
    const ended = await list();
    expect(ended.code).toBe(5);
    expect(ended.json.error).toMatchObject({ code, retryable: true });
    expect(ended.slept).toEqual([]);
  });

  const numbers: [number, string, RegExp][] = [
    [7000215, 'invalid_client', /value/],
    [7000222, 'invalid_client', /expired/],
    [700016, 'unauthorized_client', /clientId/],
    [53003, 'access_denied', /conditional access/i],
    [90002, 'invalid_request', /tenantId/],
    [500011, 'invalid_resource', /tokenResource/],
    [700024, 'invalid_client', /clock/],
    [123456, 'invalid_grant', /./],
  ];
  it.each(numbers)('with AADSTS%i keeps the number and has a hint', async (number, error, hint) => {
    const error_description = `AADSTS${number}: Something is wrong. Trace ID: t Correlation ID: c Timestamp: 2026-11-22`;
    token().reply(400, { error, error_description, error_codes: [number], correlation_id: 'c' });
    const { code, json, stderr, slept } = await list();
    expect(code).toBe(3);
    expect(json.error).toMatchObject({
      code: 'authentication_failed',
      defenderCode: `AADSTS${number}`,
      retryable: false,
    });
    expect(json.error.hint).toMatch(hint);
    expect(json.error.message).toContain('Something is wrong');
    expect(stderr).toContain(`AADSTS${number}`);
    expect(slept).toEqual([]);
  });

  it('too often is retryable, but is not repeated at once', async () => {
    const error_description = 'AADSTS50196: The server terminated an operation because of a client request loop.';
    token().reply(400, { error: 'invalid_grant', error_description, correlation_id: 'c-1' });
    const { code, json, slept } = await list();
    expect(code).toBe(5);
    expect(json.error).toEqual({
      code: 'rate_limited',
      message: `Entra ID refused the sign-in: ${error_description}`,
      hint: expect.stringContaining('token cache'),
      retryable: true,
      defenderCode: 'AADSTS50196',
      requestId: 'c-1',
    });
    expect(slept).toEqual([]);
  });

  it.each(['two\nlines', 'a b', ''])(
    'with the token %j, which no header can hold, is unexpected',
    async (access_token) => {
      token().reply(200, { token_type: 'Bearer', expires_in: 3599, access_token });
      const { code, json } = await list();
      expect(code).toBe(1);
      expect(json.error.code).toBe('unexpected_response');
    },
  );

  it('with something that is not a response of Entra is unexpected', async () => {
    token().reply(200, '<html>captive portal</html>');
    const { code, json } = await list();
    expect(code).toBe(1);
    expect(json.error.code).toBe('unexpected_response');
  });
});
