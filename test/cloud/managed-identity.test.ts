import { expect, it, vi } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';
import { startIdentityEndpoint } from '../support/identity-endpoint.ts';
import { sessionOf } from '../support/session.ts';

const tenant = useActionTenant();
const userAssigned = '22222222-3333-4444-8555-666666666666';

it('sessions of several managed identities in one process each get their own token and their own error', async () => {
  const endpoint = await startIdentityEndpoint(tenant.simulator.tenant);
  vi.stubEnv('AZURE_POD_IDENTITY_AUTHORITY_HOST', endpoint.origin);
  endpoint.refuse = ({ query }) =>
    query.client_id === undefined
      ? undefined
      : { status: 400, body: { error: 'x', error_description: 'not assigned' } };
  try {
    const { DEFENDER_CLIENT_SECRET: _secret, DEFENDER_CLIENT_ID: _id, ...bare } = tenant.env;
    const env = { ...bare, DEFENDER_CREDENTIAL: 'managedIdentity' };
    const first = await sessionOf(env, tenant.clock);
    const second = await sessionOf({ ...env, DEFENDER_MANAGED_IDENTITY_CLIENT_ID: userAssigned }, tenant.clock);
    expect(await first.run('test-connection', {})).toHaveProperty('result.ok', true);
    expect(await second.run('test-connection', {})).toMatchObject({
      error: { code: 'authentication_failed', message: expect.stringContaining('not assigned') },
    });
    expect(endpoint.asked.map(({ query }) => query.client_id)).toEqual([undefined, undefined, userAssigned]);
  } finally {
    vi.unstubAllEnvs();
    await endpoint.close();
  }
});
