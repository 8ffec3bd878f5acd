import { expect, it } from 'vitest';
import { batchRunner } from '../support/batch.ts';
import { useTenant } from '../support/tenant.ts';

const minuteMs = 60_000;
const runners = 30;

/** Defender's clock, which stands still until it is released. */
let stands: number | undefined = Date.now();
let aheadMs = 0;
const now = () => stands ?? Date.now() + aheadMs;
const letGo = () => {
  aheadMs = Number(stands) - Date.now();
  stands = undefined;
};

/** Machines requested so far by the thirty runners. */
const askedFor = new Set<string>();
let isFull = false;
const tenant = useTenant({
  machines: 250,
  rateLimits: true,
  now,
  onRequest(_method, path) {
    if (!isFull || !path.endsWith('/isolate')) return;
    askedFor.add(path);
    // The clock continues when each runner has been refused once.
    if (askedFor.size === runners && stands !== undefined) letGo();
  },
});
const batch = batchRunner(tenant);

it('thirty parallel runners at the limit of 100 calls a minute all finish, and none retries too early', async () => {
  const machines = tenant.held.machines
    .list()
    .filter(({ onboardingStatus, osPlatform }) => onboardingStatus === 'Onboarded' && osPlatform?.startsWith('Windows'))
    .map(({ id }) => id);
  const began = now();
  // A hundred calls in four groups, so that the limit recovers in groups too, and the first has room for fewer than thirty.
  for (let portion = 0; portion < 4; portion += 1) {
    const lines = machines.splice(0, 25).map((machineId) => ({ machineId, comment: 'Before' }));
    expect((await batch('isolate-machine', lines)).code).toBe(0);
    stands = Number(stands) + 1000;
  }
  stands = began + minuteMs - 4000;
  isFull = true;

  const ended = await Promise.all(
    machines.slice(0, runners).map((machineId) => tenant.run('isolate-machine', { machineId, comment: 'At once' })),
  );

  expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(Array(runners).fill({ code: 0, stderr: '' }));
  expect(ended.map(({ json }) => json.machineId)).toEqual(machines.slice(0, runners));
  const attempts = (await tenant.journal()).filter(
    ({ path, body }) => path.endsWith('/isolate') && body.Comment === 'At once',
  );
  for (const machineId of machines.slice(0, runners)) {
    const statuses = attempts.filter(({ path }) => path.includes(machineId)).map(({ status }) => status);
    expect(statuses.length).toBeGreaterThan(1);
    expect(statuses).toEqual([...Array(statuses.length - 1).fill(429), 201]);
  }
  const taken = attempts.filter(({ status }) => status === 201).map(({ time }) => Date.parse(time) - began);
  expect(Math.min(...taken)).toBeGreaterThanOrEqual(minuteMs);
});
