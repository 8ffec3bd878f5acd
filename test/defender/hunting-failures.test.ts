import { describe, expect, it } from 'vitest';
import hunt from '../../actions/run-advanced-hunting-query.ts';
import { explainFailure } from '../../src/defender/hunting/failures.ts';
import { SoarError } from '../../src/errors.ts';
import { handClock } from '../support/clock.ts';
import { runHere } from '../support/in-process.ts';
import { useTenant } from '../support/tenant.ts';

// Five minutes before a quarter of an hour is over.
const start = Date.parse('2026-11-22T03:10:00Z');
let clock = handClock(start);
const tenant = useTenant({ now: () => clock.now() });

const envelope = (code: string, message: string) => ({ error: { code, message } });

/** A query whose calls all fail in this way. */
async function failing(fault: object, api = 'graph') {
  clock = handClock(start);
  await tenant.fault('runHuntingQuery|advancedqueries', { times: 1000, ...fault });
  const env = { ...tenant.env, DEFENDER_HUNTING_API: api, DEFENDER_TIMEOUT_SECONDS: '200' };
  const { code, json } = await runHere(hunt, { query: 'DeviceInfo' }, { env, clock });
  return { code, error: json.error, slept: clock.slept };
}

describe.each(['graph', 'defender'])('a hunt on %s', (api) => {
  it('asked to wait by the quota of calls says so', async () => {
    const body = envelope('TooManyRequests', 'You have exceeded the API calls quota.');
    const { code, error, slept } = await failing({ status: 429, headers: { 'Retry-After': '900' }, body }, api);
    expect(code).toBe(5);
    expect(error).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 900, details: { quota: 'calls' } });
    expect(error.hint).toContain('calls');
    expect(slept).toEqual([]);
  });

  it('asked to wait by the quota of CPU waits for the next quarter of an hour', async () => {
    const body = envelope('TooManyRequests', 'The CPU resources allocated to your tenant are exhausted.');
    const { code, error, slept } = await failing({ status: 429, body }, api);
    expect(code).toBe(5);
    expect(error).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 300, details: { quota: 'cpu' } });
    expect(error.hint).toContain('CPU');
    expect(slept).toEqual([]);
  });

  it.each([
    ['You have exceeded the maximum number of calls allowed to this resource. Limit is 45 calls per minute.', 'calls'],
    ['CPU quota is exhausted: API calls are blocked until the next cycle.', 'cpu'],
    ['You have exceeded the allowed running time of this hour.', 'cpu'],
    ['Too many requests to this resource.', undefined],
    ['', undefined],
  ])('told to wait by %j names the quota that it names', async (message, quota) => {
    const headers = { 'Retry-After': '900' };
    const { error } = await failing({ status: 429, headers, body: envelope('TooManyRequests', message) }, api);
    expect(error).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 900 });
    expect(error.details).toEqual(quota && { quota });
  });

  it.each([
    ["Failed to resolve scalar expression named 'Timeout', at position 19", { position: 19 }],
    ["Syntax error: 'time limit' is not expected", undefined],
    ["'where' operator: Failed to resolve column or scalar expression named 'timed out'", undefined],
    ["Query could not be parsed at 'result set' on line [1,12]", { line: 1, position: 12 }],
    ["Unknown function: 'too large'", undefined],
    ["The name 'position: 7' is not a column", undefined],
  ])("refused with %s is the query's fault, whatever words it holds", async (message, details) => {
    const { error } = await failing({ status: 400, body: envelope('BadRequest', message) }, api);
    expect(error).toMatchObject({ code: 'rejected', hint: expect.stringContaining('Correct the query') });
    expect(error.details).toEqual(details);
  });

  it.each(['Timeout', 'TooLarge'])('that the tenant does not know a column %s of is rejected', async (column) => {
    const env = { ...tenant.env, DEFENDER_HUNTING_API: api };
    const { json } = await runHere(
      hunt,
      { query: `DeviceInfo | where ${column} > 1` },
      { env, clock: handClock(start) },
    );
    expect(json.error).toMatchObject({ code: 'rejected', details: { position: 19 } });
  });

  it.each([
    [400, "Syntax error: Query could not be parsed at '|' on line [2,17]", { line: 2, position: 17 }],
    [400, "Query could not be parsed. Token: 'x' Line: 3 Position: 4", { line: 3, position: 4 }],
    [400, "'where' operator: Failed to resolve column 'x'", undefined],
  ])('refused with %i %s keeps message and place', async (status, message, details) => {
    const { code, error, slept } = await failing({ status, body: envelope('BadRequest', message) }, api);
    expect(code).toBe(4);
    expect(error).toMatchObject({ code: 'rejected', status: 400, defenderCode: 'BadRequest' });
    expect(error.message).toContain(message);
    expect(error.details).toEqual(details);
    expect(slept).toEqual([]);
  });

  it('that is too long is timed_out, and not repeated', async () => {
    const body = envelope('BadRequest', 'Query execution has exceeded the time limit of 200 seconds.');
    const { code, error, slept } = await failing({ status: 400, body }, api);
    expect(code).toBe(5);
    expect(error).toMatchObject({ code: 'timed_out', retryable: true });
    expect(error.hint).toContain('Narrow the query');
    expect(slept).toEqual([]);
  });

  it('that a gateway gave up on is timed_out', async () => {
    const { code, error, slept } = await failing({ status: 504 }, api);
    expect(code).toBe(5);
    // Graph says so of a query that takes too long.
    if (api === 'graph') expect(slept).toEqual([]);
    expect(error).toMatchObject({ code: 'timed_out', status: 504 });
    expect(error.hint).toContain('Narrow the query');
  });

  it('that finds too much says what to do', async () => {
    const body = envelope('BadRequest', 'Query execution has exceeded the allowed result size.');
    const { error } = await failing({ status: 400, body }, api);
    expect(error.code).toBe('rejected');
    expect(error.hint).toContain('fewer rows or columns');
  });
});

it("Graph's error without a message is tried a few times only", async () => {
  const { error, slept } = await failing({ status: 500, body: envelope('UnknownError', '') });
  expect(error).toMatchObject({ code: 'unavailable', defenderCode: 'UnknownError' });
  expect(error.hint).toContain('narrow the query');
  expect(slept.length).toBeLessThan(7);
});

it.each([500, 504])("Graph's %i without a message is reported without its JSON", async (status) => {
  const { error } = await failing({ status, body: envelope('UnknownError', '') });
  expect(error.message).toBe(`POST /v1.0/security/runHuntingQuery returned ${status} UnknownError`);
});

it.each([
  [401, envelope('InvalidAuthenticationToken', 'Access token validation failure.')],
  [404, envelope('ResourceNotFound', 'Resource not found.')],
  [404, '<html>'],
  [302, ''],
  [200, '<html>'],
])("Graph's %i %j brings no advice about Defender's fields", async (status, body) => {
  const { error } = await failing({ status, body });
  expect(error.status).toBe(status);
  expect(error.hint).toContain('Microsoft Graph');
  expect(error.hint).not.toMatch(/tokenResource|apiUrl|\bids?\b/);
});

it("Graph's refusal says what else may be wrong if the grant is there", async () => {
  const { code, error } = await failing({ status: 403 });
  expect(code).toBe(3);
  expect(error).toMatchObject({ code: 'permission_denied', requestId: expect.any(String) });
  expect(error.hint).toContain("tenant's licence");
});

describe('a failure after the longest time that a query may take', () => {
  const explain = (error: SoarError, tookMs: number) => explainFailure('graph')(error, { tookMs, now: start });
  const fault = (code: 'timed_out' | 'unavailable', status?: number) =>
    new SoarError(code, 'POST /x failed', { status, retry: 'always', delivered: 'maybe' });

  it.each([
    ['silence', fault('timed_out')],
    ['500', fault('unavailable', 500)],
    ['504', fault('unavailable', 504)],
  ])('%s is the query, which is not sent again', (_what, error) => {
    expect(explain(error, 200_000)).toMatchObject({ code: 'timed_out', fields: { retry: 'never' } });
  });

  it('is none of it after a moment', () => {
    expect(explain(fault('unavailable', 500), 1000)).toMatchObject({
      code: 'unavailable',
      fields: { retry: 'always' },
    });
  });
});
