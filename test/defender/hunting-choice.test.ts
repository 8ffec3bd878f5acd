import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import hunt from '../../actions/run-advanced-hunting-query.ts';
import testConnection from '../../actions/test-connection.ts';
import { handClock } from '../support/clock.ts';
import { runHere } from '../support/in-process.ts';
import { temporaryFolder } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';

let clock = handClock();

/** Lets a test begin at a moment, for the runs, the tenant and the sign-in library, which has no other clock. */
function begin(now: number): void {
  clock = handClock(now);
  vi.setSystemTime(now);
}
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterAll(() => {
  vi.useRealTimers();
});

const tenant = useTenant({ now: () => clock.now() });
const before = Date.parse('2027-01-31T23:59:59Z');
const after = Date.parse('2027-02-01T00:00:00Z');
const graph = 'ThreatHunting.Read.All';
const defender = 'AdvancedQuery.Read.All';
const paths = { graph: 'POST /v1.0/security/runHuntingQuery', defender: 'POST /api/advancedqueries/run' };

/** Runs with a cache folder of its own, so that tokens are kept between runs of a test. */
const settings = (env: Record<string, string>) => ({ env: { ...tenant.env, ...env }, clock });
const run = (env: Record<string, string> = {}) => runHere(hunt, { query: 'DeviceInfo | take 1' }, settings(env));
const signIns = async () =>
  (await tenant.journal()).filter(({ path }) => path.endsWith('/token')).map(({ body }) => String(body.scope));
const statuses = async () => (await tenant.journal()).map(({ status }) => status);
const kept = () => ({ DEFENDER_TOKEN_CACHE: 'on', XDG_CACHE_HOME: temporaryFolder() });

describe('the API that a query runs on', () => {
  it.each<[api: string, roles: string[], now: number, runs: keyof typeof paths | 'permission_denied']>([
    ['auto', [graph, defender], before, 'graph'],
    ['auto', [graph], before, 'graph'],
    ['auto', [defender], before, 'defender'],
    ['auto', [], before, 'permission_denied'],
    ['graph', [graph], before, 'graph'],
    ['graph', [defender], before, 'permission_denied'],
    ['defender', [graph, defender], before, 'defender'],
    ['defender', [graph], before, 'permission_denied'],
    ['auto', [graph, defender], after, 'graph'],
    ['auto', [graph], after, 'graph'],
    ['auto', [defender], after, 'permission_denied'],
    ['auto', [], after, 'permission_denied'],
    ['defender', [defender], after, 'defender'],
  ])('%s with %j', async (api, roles, now, runs) => {
    begin(now);
    await tenant.control('grants', { roles });
    const { code, json } = await run({ DEFENDER_HUNTING_API: api });
    if (runs === 'permission_denied') {
      expect(code).toBe(3);
      expect(json.error.code).toBe(runs);
      const lacking = api === 'defender' ? defender : graph;
      expect(json.error.hint).toMatch(new RegExp(`^Grant application \\S+ the application permission ${lacking} of `));
      return;
    }
    expect(code).toBe(0);
    expect(await tenant.calls()).toEqual([paths[runs]]);
    expect(await statuses()).not.toContain(403);
  });

  it('is remembered with the token, and costs no failed call', async () => {
    begin(before);
    const env = kept();
    await tenant.control('grants', { roles: [defender] });
    for (const _ of [1, 2, 3]) expect((await run(env)).code).toBe(0);
    expect(await signIns()).toEqual([
      'https://graph.microsoft.com/.default',
      'https://api.securitycenter.microsoft.com/.default',
    ]);
    expect(new Set(await statuses())).toEqual(new Set([200]));
  });

  it('does not change because of a grant that is newer than the token, until that is the only way', async () => {
    begin(before);
    const env = kept();
    await tenant.control('grants', { roles: [defender] });
    await run(env);
    await tenant.control('grants', { roles: [graph] });
    expect((await run(env)).code).toBe(0);
    expect((await tenant.calls()).at(-1)).toBe(paths.defender);
    clock.advance(after - before);
    expect((await run(env)).code).toBe(0);
    expect((await tenant.calls()).at(-1)).toBe(paths.graph);
    expect(await statuses()).not.toContain(403);
  });

  it('is read from new tokens if the cached ones grant neither', async () => {
    begin(before);
    const env = kept();
    await tenant.control('grants', { roles: ['Machine.Read.All'] });
    expect((await run(env)).json.error.code).toBe('permission_denied');
    await tenant.control('grants', { roles: [graph] });
    expect((await run(env)).code).toBe(0);
    expect((await tenant.calls()).at(-1)).toBe(paths.graph);
  });

  it('is the other one if Graph takes its grant back', async () => {
    begin(before);
    const env = kept();
    await run(env);
    await tenant.control('grants', { roles: [defender] });
    await tenant.fault('runHuntingQuery', { status: 403 });
    expect((await run(env)).code).toBe(0);
    expect((await tenant.calls()).at(-1)).toBe(paths.defender);
  });

  it('is Defender while Entra refuses a token for Graph, and none afterwards', async () => {
    const refusal = { error: 'invalid_resource', error_description: 'AADSTS500011: No such resource. Trace ID: t' };
    begin(before);
    await tenant.fault('/token', { status: 400, body: refusal });
    expect((await run()).code).toBe(0);
    expect(await tenant.calls()).toEqual([paths.defender]);
    begin(after);
    await tenant.fault('/token', { status: 400, body: refusal });
    expect((await run()).json.error).toMatchObject({ code: 'authentication_failed', defenderCode: 'AADSTS500011' });
  });

  it('on 2 February 2027, without the grant for Graph, is none, which says what to do', async () => {
    begin(Date.parse('2027-02-02T08:00:00Z'));
    await tenant.control('grants', { roles: [defender] });
    const { code, json, stderr } = await run();
    const application = tenant.env.DEFENDER_CLIENT_ID;
    expect(code).toBe(3);
    expect(json.error).toEqual({
      code: 'permission_denied',
      message: `advanced hunting runs on Microsoft Graph alone since Microsoft retired the Defender endpoint on 1 February 2027, and application ${application} lacks ThreatHunting.Read.All`,
      hint: `Grant application ${application} the application permission ThreatHunting.Read.All of "Microsoft Graph" and give admin consent.`,
      retryable: false,
    });
    expect(stderr).toBe(`permission_denied: ${json.error.message} - ${json.error.hint}\n`);
    expect(await tenant.calls()).toEqual([]);
  });

  it('that is retired and requested by name says so, whatever it answers', async () => {
    begin(after);
    await tenant.fault('advancedqueries', { status: 410 });
    const { json } = await run({ DEFENDER_HUNTING_API: 'defender' });
    expect(json.error).toMatchObject({ code: 'rejected', status: 410 });
    expect(json.error.hint).toContain('retired this endpoint on 1 February 2027');
  });
});

describe('test-connection', () => {
  const test = (env: Record<string, string> = {}) => runHere(testConnection, {}, settings(env));

  it.each<[api: string, roles: string[], now: number, warning: RegExp | undefined]>([
    ['auto', [graph, defender], before, undefined],
    ['auto', [graph], before, undefined],
    ['auto', [defender], before, /retires on 1 February 2027: grant .*ThreatHunting\.Read\.All/],
    ['defender', [graph, defender], before, /1 February 2027: .*set huntingApi to auto/],
    ['auto', ['Machine.Read.All'], before, undefined],
    ['auto', ['Machine.Read.All', defender], after, /fails: .*retired .* on 1 February 2027/],
    ['defender', [defender], after, /fails: .*retired/],
    ['auto', ['Machine.Read.All', graph], after, undefined],
    ['graph', ['Machine.Read.All', defender], before, undefined],
    ['graph', ['Machine.Read.All', defender], after, undefined],
  ])('with huntingApi %s and %j', async (api, roles, now, warning) => {
    begin(now);
    await tenant.control('grants', { roles });
    const { code, json } = await test({ DEFENDER_HUNTING_API: api });
    expect(code).toBe(0);
    expect(json.warnings).toEqual(warning === undefined ? [] : [expect.stringMatching(warning)]);
  });

  it.each<[api: string, roles: string[], now: number, missing: string | undefined]>([
    ['auto', [defender], before, undefined],
    ['auto', [defender, 'Machine.Scan'], after, graph],
    ['graph', [defender, 'Machine.Scan'], before, graph],
    ['defender', [graph, 'Machine.Scan'], before, defender],
    ['auto', ['Machine.Scan'], before, graph],
  ])('with huntingApi %s and %j counts what helps', async (api, roles, now, missing) => {
    begin(now);
    await tenant.control('grants', { roles });
    const { json } = await test({ DEFENDER_HUNTING_API: api });
    const lacking = json.permissions.missing.filter(({ actions }: { actions: string[] }) =>
      actions.includes('run-advanced-hunting-query'),
    );
    expect(lacking.map(({ permission }: { permission: string }) => permission)).toEqual(missing ? [missing] : []);
  });

  it.each<[api: string, roles: string[], now: number, runs: keyof typeof paths]>([
    ['auto', [graph, defender], before, 'graph'],
    ['auto', [defender], before, 'defender'],
    ['auto', [graph, defender], after, 'graph'],
    ['graph', [graph, defender], before, 'graph'],
    ['graph', [graph, defender], after, 'graph'],
    ['defender', [graph, defender], before, 'defender'],
  ])('with huntingApi %s and %j tries the API that a hunt runs on', async (api, roles, now, runs) => {
    begin(now);
    await tenant.control('grants', { roles });
    const other = runs === 'graph' ? 'advancedqueries' : 'runHuntingQuery';
    await tenant.fault(other, { status: 410, times: 10 });
    expect((await test({ DEFENDER_HUNTING_API: api })).code).toBe(0);
    expect(await tenant.calls()).toEqual([paths[runs]]);
  });

  it('tries no API that the setting rules out', async () => {
    begin(before);
    await tenant.control('grants', { roles: [defender, 'Machine.Scan'] });
    const { json } = await test({ DEFENDER_HUNTING_API: 'graph' });
    expect(json.warnings).toEqual([expect.stringContaining('None of the granted permissions allows a read')]);
    expect(await tenant.calls()).toEqual([]);
  });

  it.each([
    ['auto', after, 'since Microsoft retired the Defender endpoint on 1 February 2027'],
    ['graph', before, 'as huntingApi says'],
  ])('with huntingApi %s and the grant for Defender alone names the one for Graph', async (api, now, why) => {
    begin(now);
    await tenant.control('grants', { roles: [defender] });
    const { code, json } = await test({ DEFENDER_HUNTING_API: api });
    expect(code).toBe(3);
    expect(json.error).toMatchObject({ code: 'permission_denied', details: { granted: [defender] } });
    expect(json.error.message).toContain(why);
    expect(json.error.hint).toMatch(/permission ThreatHunting\.Read\.All of "Microsoft Graph"/);
    expect(`${json.error.message} ${json.error.hint}`).not.toContain('WindowsDefenderATP');
  });

  it('takes a Graph that does not know the call for no connection', async () => {
    begin(before);
    await tenant.control('grants', { roles: [graph] });
    await tenant.fault('runHuntingQuery', { status: 404, body: { error: { code: 'ResourceNotFound', message: 'x' } } });
    const { json } = await test();
    expect(json.error).toMatchObject({ status: 404 });
  });

  it('continues without Graph if Entra refuses a token for it, and says so', async () => {
    begin(before);
    const error_description = 'AADSTS500011: No such resource. Trace ID: t';
    // The first token is Defender's.
    await tenant.fault('/token', { headers: { 'x-first': '1' } });
    await tenant.fault('/token', { status: 400, body: { error: 'invalid_resource', error_description } });
    const { code, json } = await test();
    expect(code).toBe(0);
    expect(json.warnings[0]).toContain('AADSTS500011');
  });
});
