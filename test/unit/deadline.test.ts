import { expect, it } from 'vitest';
import isolate from '../../actions/isolate-machine.ts';
import { handClock } from '../support/clock.ts';
import { runHere, writeDefaults } from '../support/in-process.ts';
import { useTenant } from '../support/tenant.ts';

const clock = handClock(Date.now());
const tenant = useTenant({ now: clock.now, onRequest: () => clock.advance(4000) });

it('a write is not sent once the deadline is over: nobody would hear what became of it', async () => {
  const params = { ...writeDefaults, isolationType: 'Full', machineId: tenant.machineId('ws-001.contoso.example') };
  // Signing in takes four seconds already.
  const env = { ...tenant.env, DEFENDER_DEADLINE_SECONDS: '3' };
  const { json } = await runHere(isolate, params, { env, clock });
  expect(json.error).toMatchObject({ code: 'timed_out', retryable: true });
  expect(await tenant.writes()).toEqual([]);
});
