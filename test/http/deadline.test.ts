import { expect, it } from 'vitest';
import isolate from '../../actions/isolate-machine.ts';
import listMachines from '../../actions/list-machines.ts';
import { handClock } from '../support/clock.ts';
import { runHere, writeDefaults } from '../support/in-process.ts';
import { useTenant } from '../support/tenant.ts';

const clock = handClock(Date.now());
const tenant = useTenant({ now: clock.now, onRequest: () => clock.advance(4000) });

it('a write is not sent once the deadline is over: its outcome could not be reported', async () => {
  const params = { ...writeDefaults, isolationType: 'Full', machineId: tenant.machineId('ws-001.contoso.example') };
  // Signing in takes four seconds already.
  const env = { ...tenant.env, DEFENDER_TIMEOUT_SECONDS: '3' };
  const { json } = await runHere(isolate, params, { env, clock });
  expect(json.error).toMatchObject({
    code: 'timed_out',
    message: `the deadline was over before POST /api/machines/${params.machineId}/isolate was sent`,
    hint: expect.stringContaining('timeoutSeconds'),
    retryable: true,
  });
  expect(await tenant.writes()).toEqual([]);
});

it('the log has each call with its status, duration and request, and why a token was dropped', async () => {
  await tenant.fault('/api/machines', { status: 401 });
  const env = { ...tenant.env, DEFENDER_LOG: 'debug' };
  const { code, stderr } = await runHere(listMachines, { top: 1 }, { env, clock });
  expect(code).toBe(0);
  const logged = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const call = { event: 'call', call: 'GET /api/machines', tookMs: 4000, requestId: expect.any(String) };
  expect(logged.filter(({ event }) => event === 'call')).toMatchObject([
    { ...call, status: 401 },
    { ...call, status: 200 },
  ]);
  expect(logged).toContainEqual(expect.objectContaining({ event: 'token_dropped', status: 401 }));
});
