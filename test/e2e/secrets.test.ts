import { describe, expect, it } from 'vitest';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();
const debug = { DEFENDER_LOG: 'debug', DEFENDER_TOKEN_CACHE: 'off' };

/** All secrets that must not be printed. */
function expectNoSecret(text: string): void {
  const secret = String(tenant.env.DEFENDER_CLIENT_SECRET);
  expect(text).not.toContain(secret);
  expect(text).not.toContain(Buffer.from(secret).toString('base64').slice(4, 12));
  expect(text).not.toMatch(/eyJ[\w-]{10,}\.[\w-]{10,}/);
  expect(text).not.toMatch(/Bearer /i);
  expect(text).not.toMatch(/[?&](sig|se)=(?!\[redacted\])/);
}

const seeded = '5382f7ea-7557-4ab7-9782-d50480024a4e';
const runs: [string, string, object, object | undefined][] = [
  ['a success', 'isolate-machine', { computerDnsName: 'ws-001', comment: 'x' }, undefined],
  ['a refusal', 'isolate-machine', { computerDnsName: 'ws-003', comment: 'x' }, undefined],
  ['a server error', 'list-machines', {}, { path: '/api/machines', status: 500 }],
  ['a page that repeats what was sent', 'list-machines', {}, { path: '/api/machines', status: 400, body: 'echo' }],
  [
    'a broken connection',
    'submit-indicator',
    { indicatorValue: 'a.example', action: 'Block', title: 't', description: 'd' },
    { path: '/api/indicators', commitThenDrop: true },
  ],
];

describe('at DEFENDER_LOG=debug no output has a secret', () => {
  it.each(runs)('%s', async (_what, id, params, fault) => {
    if (fault) {
      // A response that quotes the request may contain its secrets.
      const secret = String(tenant.env.DEFENDER_CLIENT_SECRET);
      const forms = [
        secret,
        encodeURIComponent(encodeURIComponent(secret)),
        Buffer.from(`x:${secret}`).toString('base64'),
      ];
      const echo = { error: { code: 'BadRequest', message: `Authorization: ${forms.join(' and ')}` } };
      await tenant.control('faults', 'body' in fault ? { ...fault, body: echo } : fault);
    }
    const { stdout, stderr } = await tenant.run(id, params, debug);
    expectNoSecret(stdout + stderr);
    const lines = stderr.trimEnd().split('\n');
    const logged = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
    expect(logged.length).toBeGreaterThan(0);
    for (const line of logged)
      expect(line).toMatchObject({ time: expect.any(String), level: expect.any(String), event: expect.any(String) });
  });

  it('not even a part of one, if a message is truncated', async () => {
    const secret = String(tenant.env.DEFENDER_CLIENT_SECRET);
    // The line is truncated in the middle of one of these many copies.
    const message = Array.from({ length: 60 }, () => secret).join(' ');
    const answer = { error: { code: 'BadRequest', message, target: 't' } };
    for (const body of [answer, `plain ${message}`]) {
      await tenant.fault('/api/machines', { status: 400, body });
      const { code, stdout, stderr } = await tenant.run('list-machines', {}, debug);
      expect(code).toBe(4);
      expect(stdout + stderr).not.toContain(secret.slice(0, 8));
    }
  });

  it('not even a part of one that a parser quotes', async () => {
    const secret = String(tenant.env.DEFENDER_CLIENT_SECRET);
    await tenant.fault('/api/machineactions/', { status: 200, body: secret });
    const { code, stdout, stderr } = await tenant.run('get-machine-action-details', { machineActionId: seeded }, debug);
    expect(code).toBe(1);
    expect(stdout + stderr).not.toContain(secret.slice(0, 6));
  });

  it('in the message about one indicator of a bulk call', async () => {
    const secret = String(tenant.env.DEFENDER_CLIENT_SECRET);
    const failed = { indicator: 'a.example', isFailed: true, failureReason: `sent with ${secret}` };
    await tenant.fault('/api/indicators/import', { status: 200, body: { value: [failed] } });
    const params = { indicatorValue: 'a.example', action: 'Block', title: 't', description: 'd' };
    const { stdout, stderr } = await tenant.run('submit-indicator', params, debug, ['--batch']);
    expect(stdout).toContain('Defender refused the indicator a.example: sent with [redacted]');
    expect(stdout + stderr).not.toContain(secret);
  });

  it('a wrong secret that Entra refuses', async () => {
    const secret = 'wrong8Q~that-must-not-be-seen';
    const { code, stdout, stderr } = await tenant.run(
      'test-connection',
      {},
      { ...debug, DEFENDER_CLIENT_SECRET: secret },
    );
    expect(code).toBe(3);
    expect(stdout + stderr).not.toContain(secret);
  });

  it('a package link is only in the result', async () => {
    await tenant.seed('machineActions', [{ id: seeded, type: 'CollectInvestigationPackage', status: 'Succeeded' }]);
    const { code, json, stderr } = await tenant.run(
      'fetch-investigation-package-uri',
      { machineActionId: seeded },
      debug,
    );
    expect(code).toBe(0);
    expect(json.value).toMatch(/[?&]sig=/);
    expectNoSecret(stderr);
    expect(stderr).not.toContain(json.value);
  });

  it('DEFENDER_LOG selects the level', async () => {
    const { stderr } = await tenant.run('list-machines', { top: 1 }, { DEFENDER_LOG: 'warn' });
    expect(stderr).toBe('');
    const info = await tenant.run('list-machines', { top: 1 }, { DEFENDER_LOG: 'info' });
    expect(info.stderr).toContain('"level":"info"');
    expect(info.stderr).not.toContain('"level":"debug"');
  });
});
