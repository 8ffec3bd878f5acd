import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeClientCertificate } from '../support/client-certificate.ts';
import { fakeToken, startFakeServer } from '../support/fake-server.ts';
import { runAction, temporaryFolder } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();

/** Numbers of sign-ins and calls so far. */
async function counts() {
  const journal = await tenant.journal();
  const signIns = journal.filter(({ path }) => path.endsWith('/oauth2/v2.0/token'));
  return { signIns: signIns.length, calls: journal.filter(({ path }) => path.startsWith('/api/')).length };
}

const list = (HOME: string, more: Record<string, string> = {}) =>
  tenant.run('list-machines', { top: 1 }, { HOME, ...more });

describe('the token', () => {
  it('is cached for the next process, in a file that only the user can read', async () => {
    const home = temporaryFolder();
    await list(home);
    await list(home);
    expect(await counts()).toEqual({ signIns: 1, calls: 2 });
    const folder = join(home, '.cache', 'defender-soar');
    expect(lstatSync(folder).mode & 0o777).toBe(0o700);
    // Newer versions of Node cache compiled code there too.
    const files = readdirSync(folder).filter((name) => name !== 'compiled');
    expect(files).toHaveLength(1);
    const file = join(folder, String(files[0]));
    expect(lstatSync(file).mode & 0o777).toBe(0o600);
    const bytes = readFileSync(file);
    expect(bytes.includes('eyJ')).toBe(false);
    expect(bytes.includes(tenant.env.DEFENDER_CLIENT_ID ?? '')).toBe(false);
  });

  it('is requested with a certificate too', async () => {
    const [own, other] = [await makeClientCertificate(), await makeClientCertificate()];
    const credential = { DEFENDER_CLIENT_CERTIFICATE: own.pem, DEFENDER_CLIENT_SECRET: '' };
    await tenant.control('settings', { certificates: [own.certificate.toString()] });
    const { code, stderr } = await list(temporaryFolder(), credential);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await tenant.control('settings', { certificates: [other.certificate.toString()] });
    expect((await list(temporaryFolder(), credential)).json.error.code).toBe('authentication_failed');
  });

  it('is not cached with DEFENDER_TOKEN_CACHE=off', async () => {
    const home = temporaryFolder();
    await list(home, { DEFENDER_TOKEN_CACHE: 'off' });
    await list(home, { DEFENDER_TOKEN_CACHE: 'off' });
    expect(await counts()).toEqual({ signIns: 2, calls: 2 });
    expect(readdirSync(home)).toEqual([]);
  });

  it('that was requested with another secret is not used', async () => {
    const home = temporaryFolder();
    await list(home);
    const { code, json } = await list(home, { DEFENDER_CLIENT_SECRET: 'another-secret' });
    expect(code).toBe(3);
    expect(json.error).toMatchObject({ code: 'authentication_failed', defenderCode: 'AADSTS7000215' });
    expect(await counts()).toEqual({ signIns: 2, calls: 1 });
  });

  it('that Defender refuses with 401 is replaced once by a new one', async () => {
    const home = temporaryFolder();
    await list(home);
    await tenant.fault('/api/machines', { status: 401 });
    expect((await list(home)).code).toBe(0);
    expect(await counts()).toEqual({ signIns: 2, calls: 3 });
    // The new token is cached.
    expect((await list(home)).code).toBe(0);
    expect(await counts()).toEqual({ signIns: 2, calls: 4 });
  });

  it('that Defender refuses is removed from the cache, even if the sign-in for a new one fails', async () => {
    const home = temporaryFolder();
    await list(home);
    await tenant.fault('/api/machines', { status: 401 });
    await tenant.fault('/oauth2/v2.0/token', { status: 400, body: { error: 'invalid_client' } });
    expect((await list(home)).json.error.code).toBe('authentication_failed');
    // A newer Node keeps compiled code there too.
    const kept = readdirSync(join(home, '.cache', 'defender-soar')).filter((name) => name !== 'compiled');
    expect(kept).toEqual([]);
  });

  it('that is refused twice is authentication_failed', async () => {
    await tenant.fault('/api/machines', { status: 401, times: 5 });
    const { code, json } = await list(temporaryFolder());
    expect(code).toBe(3);
    expect(json.error.code).toBe('authentication_failed');
    expect(await counts()).toEqual({ signIns: 2, calls: 2 });
  });

  it('from the cache is renewed after a 403, because the grant may be newer', async () => {
    const home = temporaryFolder();
    await tenant.control('grants', { roles: ['Ti.ReadWrite.All'] });
    const before = await list(home);
    expect(before.code).toBe(3);
    expect(before.json.error.code).toBe('permission_denied');
    expect(before.json.error.hint).toContain('Machine.Read.All');
    expect(before.json.error.hint).toContain(tenant.env.DEFENDER_CLIENT_ID);
    // A new token is not renewed again.
    expect(await counts()).toEqual({ signIns: 1, calls: 1 });
    await tenant.control('grants', { roles: ['Machine.Read.All'] });
    expect((await list(home)).code).toBe(0);
    expect(await counts()).toEqual({ signIns: 2, calls: 3 });
  });

  it('for another resource has another hint than a missing permission', async () => {
    await tenant.fault('/api/machines', { status: 403, times: 2 });
    const { json } = await list(temporaryFolder());
    expect(json.error.code).toBe('permission_denied');
    expect(json.error.hint).toContain('tokenResource');
  });
});

describe('a token near its end', () => {
  it.each([
    [290, 2],
    [330, 1],
  ])('with %i seconds left: two runs sign in %i times', async (expires_in, signIns) => {
    const issued = { token_type: 'Bearer', expires_in, access_token: fakeToken(['Machine.Read.All']) };
    const server = await startFakeServer({ token: () => ({ body: issued }), answer: () => ({ body: { value: [] } }) });
    const env = { ...server.env, HOME: temporaryFolder() };
    for (const turn of [1, 2]) expect((await runAction('list-machines', {}, env)).code, `run ${turn}`).toBe(0);
    await server.close();
    expect(server.signIns).toHaveLength(signIns);
  });
});
