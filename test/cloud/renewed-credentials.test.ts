import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';
import { makeClientCertificate } from '../support/client-certificate.ts';
import { federatedToken, workload } from '../support/federated-token.ts';
import { temporaryFolder } from '../support/process.ts';
import { sessionOf } from '../support/session.ts';

const tenant = useActionTenant();
const { clock } = tenant;
const inMinutes = (minutes: number): number => clock.now() + minutes * 60_000;

/** Opens a session; each call of what it returns signs in anew, for Defender and for Graph, as test-connection does. */
async function signingIn(env: Record<string, string>) {
  const { DEFENDER_CLIENT_SECRET: _secret, ...rest } = tenant.env;
  const session = await sessionOf({ ...rest, ...env }, clock);
  return async () => {
    const outcome = await session.run('test-connection', {});
    return 'error' in outcome ? outcome.error : 'signed in';
  };
}

const signIns = async () => (await tenant.journal()).filter(({ path }) => path.endsWith('/oauth2/v2.0/token'));

describe('a renewed file is used by the next sign-in of a session:', () => {
  it('a certificate', async () => {
    const path = join(temporaryFolder(), 'client.pem');
    const [old, next] = [await makeClientCertificate(), await makeClientCertificate()];
    writeFileSync(path, old.pem);
    await tenant.control('settings', { certificates: [old.certificate.toString()] });
    const again = await signingIn({ DEFENDER_CLIENT_CERTIFICATE_FILE: path });
    expect(await again()).toBe('signed in');
    await tenant.control('settings', { certificates: [next.certificate.toString()] });
    expect(await again()).toMatchObject({ code: 'authentication_failed' });
    writeFileSync(path, next.pem);
    expect(await again()).toBe('signed in');
    // Half of a file that is being written: the last certificate is used.
    writeFileSync(path, next.pem.slice(0, 500));
    expect(await again()).toBe('signed in');
    expect(await signIns()).toHaveLength(3 * 2 + 1);
  });

  it('a secret', async () => {
    const path = join(temporaryFolder(), 'secret');
    writeFileSync(path, 'an-older-secret');
    const again = await signingIn({ DEFENDER_CLIENT_SECRET_FILE: path });
    expect(await again()).toMatchObject({ code: 'authentication_failed' });
    writeFileSync(path, `${tenant.env.DEFENDER_CLIENT_SECRET}\n`);
    expect(await again()).toBe('signed in');
  });

  it('a federated token', async () => {
    const path = join(temporaryFolder(), 'token');
    writeFileSync(path, federatedToken(inMinutes(200)));
    await tenant.control('settings', { federatedCredentials: [workload] });
    const again = await signingIn({ DEFENDER_CREDENTIAL: 'workloadIdentity', DEFENDER_FEDERATED_TOKEN_FILE: path });
    expect(await again()).toBe('signed in');
    writeFileSync(path, federatedToken(inMinutes(-1)));
    expect(await again()).toMatchObject({
      code: 'authentication_failed',
      message: expect.stringContaining('the token in the federated token file ended at'),
      fields: { hint: expect.stringContaining('still renews') },
    });
    // A token that has ended is not sent.
    expect(await signIns()).toHaveLength(2);
    writeFileSync(path, `${federatedToken(inMinutes(200), { id: 'b' })}\n`);
    expect(await again()).toBe('signed in');
    writeFileSync(path, 'none');
    expect(await again()).toMatchObject({
      code: 'authentication_failed',
      message: expect.stringContaining('holds no token'),
    });
  });
});

describe('a workload identity', () => {
  const run = (token: string, env: Record<string, string | undefined> = {}, action = 'test-connection') => {
    const path = join(temporaryFolder(), 'token');
    writeFileSync(path, token);
    const own = { DEFENDER_CREDENTIAL: 'workloadIdentity', AZURE_FEDERATED_TOKEN_FILE: path };
    return tenant.run(action, {}, { ...own, DEFENDER_CLIENT_SECRET: undefined, ...env });
  };

  it('signs in with the token file of the platform, and test-connection names it', async () => {
    await tenant.control('settings', { federatedCredentials: [workload] });
    const token = federatedToken(inMinutes(5));
    const { code, stdout, json } = await run(token);
    expect(code).toBe(0);
    expect(json.credential).toEqual({ kind: 'workloadIdentity', id: tenant.env.DEFENDER_CLIENT_ID, endsAt: null });
    expect(stdout).not.toContain(token);
  });

  it.each([
    ['subject', [{ ...workload, subject: 'repo:contoso/playbooks:ref:refs/heads/main' }], 'AADSTS700213'],
    ['issuer', [], 'AADSTS700211'],
    ['audience', [{ ...workload, audience: 'api://other' }], 'AADSTS700212'],
  ])('whose %s matches no federated credential is refused with a hint', async (what, federatedCredentials, number) => {
    await tenant.control('settings', { federatedCredentials });
    const { code, json } = await run(federatedToken(inMinutes(5)));
    expect(code).toBe(3);
    expect(json.error).toMatchObject({
      code: 'authentication_failed',
      defenderCode: number,
      message: expect.stringContaining(`presented assertion ${what}`),
      hint: expect.stringContaining('Federated credentials'),
    });
  });

  it('keeps no token on disk and never logs the token of the platform', async () => {
    await tenant.control('settings', { federatedCredentials: [workload] });
    const token = federatedToken(inMinutes(5));
    const { code, stderr } = await run(token, { DEFENDER_LOG: 'debug' }, 'list-machines');
    expect(code).toBe(0);
    expect(stderr).not.toContain(token);
  });
});

describe('test-connection', () => {
  it.each([
    [45, []],
    [12, [expect.stringMatching(/^The client certificate ends on \d{4}-\d\d-\d\d, in 1[12] days: make a new one/)]],
  ])('with a certificate that ends in %i days warns: %j', async (days, warnings) => {
    const { pem, certificate } = await makeClientCertificate(days);
    await tenant.control('settings', { certificates: [certificate.toString()] });
    const { json } = await tenant.run('test-connection', {}, { DEFENDER_CLIENT_CERTIFICATE: pem });
    expect(json.warnings).toEqual(warnings);
    expect(json.credential).toEqual({
      kind: 'clientCertificate',
      id: tenant.env.DEFENDER_CLIENT_ID,
      endsAt: new Date(certificate.validTo).toISOString(),
    });
  });
});
