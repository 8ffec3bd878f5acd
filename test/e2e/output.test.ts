import { describe, expect, it } from 'vitest';
import { useTenant } from '../support/tenant.ts';

// The clock stands still, so that a new machine action stays Pending.
const now = Date.now();
const tenant = useTenant({ now: () => now });
const ws001 = 'ws-001.contoso.example';

describe('the output of a run', () => {
  it('is one document and a line break on success, with an empty stderr and exit code 0', async () => {
    const { code, stdout, stderr, json } = await tenant.run('isolate-machine', {
      computerDnsName: ws001,
      comment: 'x',
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`${JSON.stringify(json)}\n`);
    expect(json).toMatchObject({ type: 'Isolate', status: 'Pending' });
  });

  const machineId = 'f'.repeat(40);
  const failures: [string, number, string, object, object | undefined, Record<string, string>?][] = [
    ['invalid_params', 2, 'isolate-machine', { machineId }, undefined],
    ['invalid_resource', 2, 'list-machines', {}, undefined, { DEFENDER_CLIENT_ID: 'me' }],
    ['authentication_failed', 3, 'list-machines', {}, undefined, { DEFENDER_CLIENT_SECRET: 'wrong-secret' }],
    ['permission_denied', 3, 'list-machines', {}, { path: '/api/machines', status: 403, times: 2 }],
    ['not_found', 4, 'isolate-machine', { machineId, comment: 'x' }, undefined],
    ['ambiguous_machine', 4, 'isolate-machine', { computerDnsName: 'ws-003', comment: 'x' }, undefined],
    [
      'protected_machine',
      4,
      'isolate-machine',
      { computerDnsName: ws001, comment: 'x' },
      undefined,
      { DEFENDER_PROTECTED_MACHINES: 'ws-*' },
    ],
    ['rejected', 4, 'list-machines', { filter: 'nonsense' }, undefined],
    ['rate_limited', 5, 'list-machines', {}, { path: '/api/machines', status: 429, headers: { 'Retry-After': '400' } }],
    ['unavailable', 5, 'list-machines', {}, { path: '/api/machines', status: 503, headers: { 'Retry-After': '400' } }],
    ['timed_out', 5, 'list-machines', {}, { path: '/api/machines', delayMs: 5000 }, { DEFENDER_TIMEOUT_SECONDS: '1' }],
    [
      'unexpected_response',
      1,
      'list-machines',
      {},
      { path: '/api/machines', status: 200, body: '<html>Sign in</html>' },
    ],
  ];

  it.each(failures)(
    'is one error document and one line on stderr for %s, with exit code %i',
    async (name, exit, id, params, fault, env = {}) => {
      if (fault) await tenant.control('faults', fault);
      const { code, stdout, stderr, json } = await tenant.run(id, params, env);
      expect(json.error).toMatchObject({ code: name, message: expect.any(String), hint: expect.any(String) });
      expect(code).toBe(exit);
      expect(json.error.retryable).toBe(exit === 5);
      expect(stdout).toBe(`${JSON.stringify(json)}\n`);
      expect(stderr.endsWith('\n')).toBe(true);
      expect(stderr.trimEnd()).not.toMatch(/[\r\n]/);
      expect(stderr.trimEnd().length).toBeLessThanOrEqual(1000);
      expect(stderr.startsWith(`${name}: `)).toBe(true);
      expect(stderr).toContain(json.error.hint.slice(0, 40));
    },
  );

  it('has the ambiguous machines on stderr, which an analyst sees', async () => {
    const { json, stderr } = await tenant.run('isolate-machine', { computerDnsName: 'ws-003', comment: 'x' });
    const ids = json.error.details.candidates.map(({ id }: { id: string }) => id);
    expect(ids).toHaveLength(2);
    for (const id of ids) expect(stderr).toContain(id);
  });

  it('shortens a long message of the service to one line', async () => {
    const message = `first line\nsecond\r\nthird\u2028${'long '.repeat(1000)}`;
    await tenant.fault('/api/machines', {
      status: 400,
      body: { error: { code: 'BadRequest', message, target: 'abc-123' } },
    });
    const { code, stderr, json } = await tenant.run('list-machines', {});
    expect(code).toBe(4);
    expect(stderr.trimEnd()).not.toMatch(/[\r\n\u2028]/);
    expect(stderr.trimEnd().length).toBeLessThanOrEqual(1000);
    expect(json.error.defenderCode).toBe('BadRequest');
    // The request id must not be cut off.
    expect(stderr).toContain(json.error.requestId);
  });
});
