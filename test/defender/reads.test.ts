import { describe, expect, it } from 'vitest';
import getMachineAction from '../../actions/get-machine-action-details.ts';
import hunt from '../../actions/run-advanced-hunting-query.ts';
import { handClock } from '../support/clock.ts';
import { runHere } from '../support/in-process.ts';
import { useTenant } from '../support/tenant.ts';

const clock = handClock(Date.now());
const tenant = useTenant();
const machineActionId = '5382f7ea-7557-4ab7-9782-d50480024a4e';
const read = (more = {}) => runHere(getMachineAction, { machineActionId }, { env: { ...tenant.env, ...more }, clock });

describe('a read', () => {
  it('waits out transient errors: 408, 429, 5xx, a connection that breaks, an answer that is cut off', async () => {
    await tenant.seed('machineActions', [{ id: machineActionId, type: 'Isolate', status: 'Pending' }]);
    const before = clock.slept.length;
    for (const status of [408, 429, 500, 502, 503, 504])
      await tenant.fault('/api/machineactions/', { status, headers: { 'Retry-After': '3' } });
    await tenant.fault('/api/machineactions/', { reset: true });
    await tenant.fault('/api/machineactions/', { truncate: true });
    const { code, json } = await read();
    expect(code).toBe(0);
    expect(json.status).toBe('Pending');
    expect(await tenant.calls()).toHaveLength(9);
    const pauses = clock.slept.slice(before);
    expect(pauses).toHaveLength(8);
    expect(pauses[1]).toBeGreaterThanOrEqual(3000);
  });

  it('ends at the deadline with what the last answer was', async () => {
    await tenant.fault('/api/machineactions/', { status: 500, times: 1000 });
    const { code, json } = await read({ DEFENDER_TIMEOUT_SECONDS: '60' });
    expect(code).toBe(5);
    expect(json.error).toMatchObject({ code: 'unavailable', status: 500, retryable: true });
    expect((await tenant.calls()).length).toBeGreaterThan(3);
  });

  it('does not wait past its deadline: rate_limited at once, saying how long', async () => {
    await tenant.fault('/api/machineactions/', { status: 429, headers: { 'Retry-After': '120' } });
    const before = clock.now();
    const { code, json } = await read({ DEFENDER_TIMEOUT_SECONDS: '60' });
    expect(code).toBe(5);
    expect(json.error).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 120, status: 429 });
    expect(clock.now()).toBe(before);
    expect(await tenant.calls()).toHaveLength(1);
  });

  it('is not repeated after a refusal', async () => {
    await tenant.fault('/api/machineactions/', { status: 400, times: 10 });
    expect((await read()).json.error.code).toBe('rejected');
    expect(await tenant.calls()).toHaveLength(1);
  });

  it.each([
    [400, 'rejected', 1],
    [499, 'rejected', 1],
    [404, 'not_found', 1],
    [408, 'network_failed', 2],
    [500, 'network_failed', 2],
  ])('answered %i with a body that breaks off is %s', async (status, code, atLeast) => {
    await tenant.fault('/api/machineactions/', { status, truncate: true, times: 1000 });
    const { json } = await read({ DEFENDER_TIMEOUT_SECONDS: '10' });
    expect(json.error.code).toBe(code);
    expect(Math.min(2, (await tenant.calls()).length)).toBe(atLeast);
  });

  it('is what hunting is, although it is a POST', async () => {
    for (const status of [429, 503]) await tenant.fault('runHuntingQuery', { status, headers: { 'Retry-After': '1' } });
    const { code } = await runHere(hunt, { query: 'DeviceInfo | take 1' }, { env: tenant.env, clock });
    expect(code).toBe(0);
    expect(await tenant.calls()).toHaveLength(3);
  });
});
