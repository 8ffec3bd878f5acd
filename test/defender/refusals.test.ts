import nock, { type ReplyFnContext } from 'nock';
import { describe, expect, it } from 'vitest';
import listMachines from '../../actions/list-machines.ts';
import { handClock } from '../support/clock.ts';
import { runHere } from '../support/in-process.ts';
import { commercial, signIn, useNock } from '../support/nocked.ts';
import { holdsPartOf, moreWays, ways } from '../support/writings.ts';

useNock();

const api = 'https://api.security.microsoft.com';
const login = 'https://login.microsoftonline.com';
const page = (text: string) => `<!DOCTYPE html>\n<html><head><title>${text}</title></head><body>Details</body></html>`;
const asPage = { 'content-type': 'text/html; charset=utf-8' };

/** Runs list-machines against whatever nock has planned, and returns how it failed. */
async function failed(env: Record<string, string> = {}) {
  const clock = handClock(Date.now());
  const ended = await runHere(listMachines, { includeCount: false }, { env: { ...commercial, ...env }, clock });
  return { ...ended, error: ended.json.error };
}

/** The same, refused by Defender whatever the token. */
async function refused(status: number, body: string | object, headers: Record<string, string> = {}, roles?: string[]) {
  for (let times = status === 401 ? 2 : 1; times > 0; times -= 1) {
    signIn(login, roles);
    nock(api).get('/api/machines').query(true).reply(status, body, headers);
  }
  return failed();
}

/** The same, with a sign-in that is answered so. */
async function signInAnswered(status: number, body: string | object, headers: Record<string, string> = {}) {
  nock(login).post(`/${commercial.DEFENDER_TENANT_ID}/oauth2/v2.0/token`).query(true).reply(status, body, headers);
  return failed();
}

describe('a refusal of Defender', () => {
  const envelope = (code: string, message: string) => ({ error: { code, message, target: 't' } });

  it.each(['Account mode is inactive', 'No Tvm license'])('401 "%s" points to the plan', async (reason) => {
    const { code, error } = await refused(401, envelope('Unauthorized', `reason of failure: ${reason}`));
    expect(code).toBe(3);
    expect(error).toMatchObject({ code: 'authentication_failed', message: expect.stringContaining(reason) });
    expect(error.hint).toMatch(/plan/);
  });

  it('403 "Account is not provisioned" points to the set-up, even if the token lacks a permission', async () => {
    const { error } = await refused(403, envelope('Forbidden', 'Account is not provisioned'), {}, []);
    expect(error.code).toBe('permission_denied');
    expect(error.hint).toContain('not set up in this tenant');
  });

  it.each([
    ['lacks', []],
    ['holds', ['Machine.Read.All']],
  ])('403 for a missing role names the permission, which the token %s', async (_what, roles) => {
    const message = 'Missing application roles. API required roles: Machine.Read.All, application roles: X.Read.All.';
    const { code, error, stderr } = await refused(403, envelope('Forbidden', message), {}, roles);
    expect(code).toBe(3);
    expect(error.code).toBe('permission_denied');
    expect(stderr).toContain('Machine.Read.All');
    expect(error.hint).toContain('permission');
  });

  it('405 points to a proxy or firewall in between', async () => {
    const { code, error } = await refused(405, '');
    expect(code).toBe(4);
    expect(error).toMatchObject({ code: 'rejected', status: 405, hint: expect.stringContaining('method') });
  });

  it('that is a page shows its title, and says that something in between answered', async () => {
    const { code, error } = await refused(403, page('Blocked by policy 7'), asPage, []);
    expect(code).toBe(3);
    expect(error.code).toBe('permission_denied');
    expect(error.message).toBe('GET /api/machines returned 403 with text/html: Blocked by policy 7');
    expect(error.hint).toContain('Something between this machine and Microsoft answered');
  });

  it.each([
    ['text', 'text/plain', `Policy   7\n${'forbids this. '.repeat(30)}`],
    ['HTML without a title', 'text/html', `<p>Policy 7</p><p>${'forbids this. '.repeat(30)}</p>`],
  ])('that is %s shows its first characters', async (_what, type, body) => {
    const { error } = await refused(403, body, { 'content-type': type });
    const shown = error.message.split(`with ${type}: `)[1];
    expect(shown).toMatch(/^Policy 7 forbids this\. .*…$/);
    expect(shown).toHaveLength(200);
  });
});

describe('a sign-in that something other than Entra ID answers', () => {
  it.each([200, 302, 400, 401, 403, 404, 407])('with %i and a page shows its title and no more', async (status) => {
    const { code, error } = await signInAnswered(status, page('Access denied'), asPage);
    expect(code).toBe(1);
    expect(error).toMatchObject({ code: 'unexpected_response', status, retryable: false });
    expect(error.message).toBe(`sign-in at ${login} returned ${status} with text/html: Access denied`);
    expect(error.hint).toContain('Something between this machine and Microsoft answered');
  });

  const sent = commercial.DEFENDER_CLIENT_SECRET;
  it.each([
    ['text', 200, `you sent rot13:${sent.split('').reverse().join('')}`],
    ['text', 403, `you sent ${sent.split('').join('-')}`],
    ['JSON', 400, { error_description: `you sent ${sent.split('').join('-')}` }],
    ['JSON', 400, { error: `invalid_client you sent ${sent.split('').join('-')}` }],
    ['JSON', 200, { error: `you sent ${sent.split('').join('-')}` }],
    ['JSON', 503, { error: { code: 'Busy', message: `you sent ${sent.split('').join('-')}` } }],
  ])('shows nothing of %s with %i, which may repeat what was sent', async (_what, status, body) => {
    nock(login).persist().post(/token/).reply(status, body);
    const { stdout, stderr, error } = await failed();
    expect(error.status).toBe(status);
    expect(stdout + stderr).not.toContain('you sent');
    nock.cleanAll();
  });

  it('shows only the name of an OAuth error without an Entra number', async () => {
    const error_description = `you sent ${sent.split('').join('-')}`;
    const { code, stdout, stderr, error } = await signInAnswered(400, { error: 'invalid_client', error_description });
    expect(code).toBe(3);
    expect(error).toMatchObject({ code: 'authentication_failed', defenderCode: 'invalid_client' });
    expect(error.message).toBe('Entra ID refused the sign-in: invalid_client');
    expect(stdout + stderr).not.toContain('you sent');
  });

  it.each([
    [302, 'fake-token'],
    [400, 'fake-token'],
    [404, 'fake-token'],
    [200, 'fake\ntoken'],
    [200, 7],
  ])('with %i and the access_token %j brings no token', async (status, access_token) => {
    const { code, error } = await signInAnswered(status, { token_type: 'Bearer', expires_in: 3599, access_token });
    expect(code).toBe(1);
    expect(error).toMatchObject({ code: 'unexpected_response', status });
  });
});

it('the secret "wrong" leaves the words of a message alone', async () => {
  const error_description = 'AADSTS7000215: Invalid client secret provided. You sent "wrong". Trace ID: t';
  nock(login).post(/token/).reply(401, { error: 'invalid_client', error_description });
  const { error } = await failed({ DEFENDER_CLIENT_SECRET: 'wrong' });
  expect(error.hint).toMatch(/^The client secret is wrong: /);
  expect(error.message).toContain('You sent "[redacted]".');
});

describe('an answer that repeats in every encoding', () => {
  const link =
    'https://packages.example/p.zip?sv=2023-01-03&sr=b&sig=AbC%2BdEfGhIjKlMnOpQrStUvWxYz0123456789%2FaBcDe%3D';
  const all = Object.entries({ ...ways, ...moreWays });
  const tokenOf = ({ headers }: ReplyFnContext['req']) => String(headers.authorization).replace('Bearer ', '');

  it.each([
    ['the token', tokenOf, all, (text: string) => text],
    ['the client secret', () => commercial.DEFENDER_CLIENT_SECRET, all, (text: string) => text],
    ['a signed link', () => link, Object.entries(ways), (text: string) => text.split('sig=')[1] ?? ''],
  ])('%s shows nothing of it', async (_what, sentWith, writings, secretOf) => {
    let sent = '';
    signIn();
    nock(api)
      .get('/api/machines')
      .query(true)
      .reply(400, function () {
        sent = sentWith(this.req);
        const message = writings.map(([way, write]) => `${way}: ${write(sent)} ;`).join('\n');
        return { error: { code: 'BadRequest', message } };
      });
    const { stdout, stderr, error } = await failed({ DEFENDER_LOG: 'debug' });
    const secret = secretOf(sent);
    expect(error.message).toContain('[redacted]');
    for (const [way, write] of writings) {
      const written = write(secret);
      for (const text of [error.message, stdout, stderr]) expect(holdsPartOf(text, written, secret), way).toBe(false);
    }
  });
});
