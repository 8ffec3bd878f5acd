import { describe, expect, it } from 'vitest';
import fetchPackageUri from '../../actions/fetch-investigation-package-uri.ts';
import limits from '../../schemas/limits.json' with { type: 'json' };
import { deadlineIn } from '../../src/clock.ts';
import { createPace } from '../../src/http/limits.ts';
import { type ProgressReport, RunProgress } from '../../src/progress.ts';
import { handClock } from '../support/clock.ts';
import { useFakeServers } from '../support/fake-server.ts';
import { runHere } from '../support/in-process.ts';

const fake = useFakeServers();
const done = { type: 'CollectInvestigationPackage', status: 'Succeeded' };
const signal = new AbortController().signal;
const progress = new RunProgress();
const run = { deadline: { remaining: () => Number.POSITIVE_INFINITY }, signal, progress };

/** Starts of `count` calls of one kind, in milliseconds since the first. */
async function starts(method: string, path: string, count: number): Promise<number[]> {
  const clock = handClock(0);
  const pace = createPace(clock);
  const times: number[] = [];
  for (let call = 0; call < count; call += 1) {
    await pace.wait(method, path, run);
    times.push(clock.now());
  }
  return times;
}

/** The most calls in any window of a length. */
const busiest = (times: number[], window: number): number =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + window).length));

describe('the pace', () => {
  it.each([
    ['GET', '/api/machines', 100, 1500],
    ['GET', '/api/machineactions/{id}/getPackageUri', 2, 120],
    ['POST', '/api/machines/{id}/startInvestigation', 50, 50],
    ['POST', '/api/advancedqueries/run', 45, 1500],
    ['POST', '/api/machines/{id}/isolate', 100, 1500],
    ['DELETE', '/api/indicators/{id}', 100, 1500],
  ])('of %s %s is at most %i a minute and %i an hour, bursts allowed', async (method, path, perMinute, perHour) => {
    const times = await starts(method, path, perHour + 2);
    expect(times.slice(0, perMinute)).toEqual(Array.from({ length: perMinute }, () => 0));
    expect(busiest(times, 60_000)).toBe(perMinute);
    expect(busiest(times, 3_600_000)).toBe(perHour);
    // And no slower than that.
    expect(times.at(-1)).toBeLessThanOrEqual(3_600_000 + 60_000);
  });

  it('of one kind of call does not slow another', async () => {
    const clock = handClock(0);
    const pace = createPace(clock);
    for (let call = 0; call < 2; call += 1) await pace.wait('GET', '/api/machineactions/{id}/getPackageUri', run);
    await pace.wait('GET', '/api/machineactions/{id}', run);
    expect(clock.slept).toEqual([]);
  });

  it('is rate_limited at once if the wait would pass the deadline', async () => {
    const clock = handClock(0);
    const pace = createPace(clock);
    const deadline = deadlineIn(30, clock);
    const wait = () => pace.wait('GET', '/api/machineactions/{id}/getPackageUri', { deadline, signal, progress });
    await wait();
    await wait();
    await expect(wait()).rejects.toMatchObject({
      code: 'rate_limited',
      message: 'the published limit for GET /api/machineactions/{id}/getPackageUri is reached',
      fields: {
        retryAfterSeconds: 60,
        delivered: 'no',
        retry: 'never',
        hint: expect.stringContaining('timeoutSeconds'),
      },
    });
    expect(clock.slept).toEqual([]);
  });

  it.each([
    ['slows a batch', undefined, [60_000]],
    ['can be lifted', 'off', []],
  ])('%s', async (_what, setting, slept) => {
    const machineActionId = '5382f7ea-7557-4ab7-9782-d50480024a4e';
    const server = await fake({
      answer: () => ({ body: { id: machineActionId, value: 'https://x.example/p.zip', ...done } }),
    });
    const clock = handClock();
    const line = JSON.stringify({ machineActionId });
    const env = { ...server.env, ...(setting && { DEFENDER_RATE_LIMITS: setting }) };
    const argv = ['--batch', '--concurrency', '1'];
    const { code } = await runHere(fetchPackageUri, `${line}\n${line}\n${line}\n`, { env, clock, argv });
    expect(code).toBe(0);
    expect(clock.slept).toEqual(slept);
  });

  it('says of a wait that it is for a rate limit, and how long it is', async () => {
    const pace = createPace(handClock(0));
    const waits: ProgressReport['waiting'][] = [];
    const own = { ...run, progress: new RunProgress(({ waiting }) => waits.push(waiting)) };
    for (let call = 0; call < 3; call += 1) await pace.wait('GET', '/api/machineactions/{id}/getPackageUri', own);
    expect(waits).toEqual([{ for: 'rate limit', since: 0, until: 60_000 }, undefined]);
  });

  it('has a source for each number', () => {
    for (const { doc } of [limits.default, ...limits.calls]) expect(doc).toMatch(/^https:\/\/learn\.microsoft\.com\//);
  });
});
