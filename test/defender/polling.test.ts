import { describe, expect, it } from 'vitest';
import pollNewAlerts from '../../actions/poll-new-alerts.ts';
import { makeAlert } from '../../src/simulator/collections/alerts/record.ts';
import { type Random, seededRandom } from '../../src/simulator/tenant/random.ts';
import { wireTime } from '../../src/simulator/tenant/time.ts';
import { handClock } from '../support/clock.ts';
import { useFakeServers } from '../support/fake-server.ts';
import { runHere } from '../support/in-process.ts';
import { useTenant } from '../support/tenant.ts';

const minute = 60_000;
const clock = handClock(Date.now());
let skew = 0;
let onRequest = () => {};
const tenant = useTenant({ now: () => clock.now() + skew, onRequest: () => onRequest() });
const now = () => clock.now() + skew;
const fakeServer = useFakeServers();

interface Delivered {
  id: string;
  alertCreationTime: string;
  cursor: string;
}

/** Puts an alert into the tenant as of now, whenever it was created; returns its id. */
function put(number: number, createdAt: number, digits = '0000'): string {
  const id = `da${number}_1`;
  const alertCreationTime = wireTime(createdAt).replace(/\d{4}Z$/, `${digits}Z`);
  tenant.held.alerts.put(makeAlert(tenant.simulator.tenant, { id, alertCreationTime }));
  return id;
}

const begin = () => tenant.held.alerts.clear();
const started = (params: object, signal?: AbortSignal) =>
  runHere(
    pollNewAlerts,
    { lookBackMinutes: 60, limit: 1000, expandEvidence: false, ...params },
    { env: { ...tenant.env, DEFENDER_RATE_LIMITS: 'off' }, clock, ...(signal && { signal }) },
  );

/** Polls; an error fails the test. */
async function poll(params: object): Promise<Delivered[]> {
  const { code, stderr, json } = await started(params);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const { cursor } of json) expect(cursor.length).toBeLessThanOrEqual(4096);
  return json;
}

/** Polls until nothing is new. */
async function drain(params: object, from?: string): Promise<Delivered[]> {
  const all: Delivered[] = [];
  for (let cursor = from; ; cursor = all.at(-1)?.cursor) {
    const some = await poll({ ...params, ...(cursor && { cursor }) });
    if (some.length === 0) return all;
    all.push(...some);
  }
}

const idsOf = (some: readonly { id: string }[]) => some.map(({ id }) => id);

/** What became of a long run of polls. */
interface Story {
  made: Set<string>;
  /** By id, how often its caller was handed it. */
  handed: Map<string, number>;
  polls: number;
  killed: number;
  failed: number;
  late: number;
}

/**
 * Hours of a tenant and its caller, by a clock that jumps: alerts come alone or in bursts, tied in time or not, up to
 * ten minutes late; runs are killed, or fail half-way, and are repeated with the cursor that the caller holds. Now and
 * then the caller itself stops in the middle of what it was handed, and goes on from the last object that it handled.
 */
async function live(random: Random, rounds: number, burst: number): Promise<Story> {
  const story: Story = { made: new Set(), handed: new Map(), polls: 0, killed: 0, failed: 0, late: 0 };
  const coming: { at: number; createdAt: number; digits: string }[] = [];
  let cursor: string | undefined;
  let number = 0;
  const letCome = () => {
    const due = coming.filter(({ at }) => at <= now());
    for (const one of due) {
      coming.splice(coming.indexOf(one), 1);
      number += 1;
      if (one.at > one.createdAt + 2 * minute) story.late += 1;
      story.made.add(put(number, one.createdAt, one.digits));
    }
  };
  const handle = (delivered: Delivered[]) => {
    const handled = random.next() < 0.1 ? delivered.slice(0, random.integer(0, delivered.length)) : delivered;
    for (const { id } of handled) story.handed.set(id, (story.handed.get(id) ?? 0) + 1);
    cursor = handled.at(-1)?.cursor ?? cursor;
  };
  for (let round = 0; round < rounds || coming.length > 0; round += 1) {
    if (round < rounds) {
      const count = random.next() < 0.2 ? random.integer(1, burst) : random.integer(0, 3);
      const tied = random.next() < 0.3 ? now() - random.integer(0, 5000) : undefined;
      for (let index = 0; index < count; index += 1) {
        const createdAt = tied ?? now() - random.integer(0, 2 * minute);
        const isLate = random.next() < 0.4;
        const at = isLate ? createdAt + random.integer(0, 10 * minute) : now();
        coming.push({ at, createdAt, digits: String(random.integer(0, 9999)).padStart(4, '0') });
      }
    }
    letCome();
    const chance = random.next();
    if (chance < 0.12) await tenant.fault('orderby', { status: random.pick([400, 403, 500]), times: 1 });
    else if (chance < 0.17) await tenant.fault('orderby', { truncate: true, times: 1 });
    const controller = new AbortController();
    // Killed with the sign-in or a page under way.
    let left = random.next() < 0.2 ? random.integer(1, 3) : 0;
    onRequest = () => {
      left -= 1;
      if (left === 0) controller.abort();
    };
    const limit = random.pick([7, 100, 1000]);
    const params = { limit, ...(cursor && { cursor }) };
    const { code, json } = await started(params, controller.signal);
    onRequest = () => {};
    story.polls += 1;
    if (code === 0) {
      expect(json.length).toBeLessThanOrEqual(limit);
      const times = json.map(({ alertCreationTime }: Delivered) => Date.parse(alertCreationTime));
      expect(times).toEqual(times.toSorted((a: number, b: number) => a - b));
      for (const one of json) expect(one.cursor.length).toBeLessThanOrEqual(4096);
      handle(json);
    } else if (json.error.code === 'cancelled') story.killed += 1;
    else story.failed += 1;
    clock.advance(random.integer(1, 4 * minute));
  }
  clock.advance(30 * minute);
  for (const { id } of await drain({}, cursor)) story.handed.set(id, (story.handed.get(id) ?? 0) + 1);
  return story;
}

describe('thousands of alerts, late ones and crashes', () => {
  it.each([
    ['clocks agree, few at once', 1, 0, 60],
    ['our clock is a quarter of an hour behind, hundreds at once', 2, 15 * minute, 200],
    ['our clock is a quarter of an hour ahead, more than a cursor holds at once', 3, -15 * minute, 700],
  ])('are handed over once each: %s', { timeout: 300_000 }, async (_what, seed, difference, burst) => {
    begin();
    skew = difference;
    await tenant.control('settings', { pageSize: 100 });
    const { made, handed, ...counts } = await live(seededRandom(seed), 60, burst);
    skew = 0;
    const missed = [...made].filter((id) => !handed.has(id));
    const twice = [...handed].filter(([, times]) => times > 1);
    expect({ missed, twice }).toEqual({ missed: [], twice: [] });
    // The story has in it what it is about.
    expect(Math.min(counts.killed, counts.failed)).toBeGreaterThan(1);
    expect(Math.min(made.size, 2 * counts.late)).toBeGreaterThan(300);
  });
});

describe('many at once', () => {
  // Without links a page has to be as large as pages get before more is asked for.
  it.each([
    ['1,100 of one moment, small pages with links', 1100, true, 100, 500],
    ['10,100 of one moment, pages without links', 10_100, false, 10_000, 10_000],
  ])('%s', async (_what, length, nextLinks, pageSize, limit) => {
    begin();
    await tenant.control('settings', { nextLinks, pageSize });
    const at = now() - 30 * minute;
    const made = Array.from({ length }, (_, index) => put(index, at, String(index % 10_000).padStart(4, '0')));
    const all = await drain({ limit });
    expect(new Set(idsOf(all))).toEqual(new Set(made));
    expect(all).toHaveLength(made.length);
  });

  it('of one moment are complete even if each page has them in another order', async () => {
    const alertCreationTime = new Date(now() - 30 * minute).toISOString();
    const rows = Array.from({ length: 12 }, (_, index) => ({ id: `da${index + 10}_1`, alertCreationTime }));
    const server = await fakeServer({
      roles: ['Alert.Read.All'],
      answer: ({ url }, index) => {
        const query = new URL(url, 'https://localhost').searchParams;
        const [skip, from] = [Number(query.get('$skip') ?? 0), / ge (\S+)/.exec(query.get('$filter') ?? '')?.[1] ?? ''];
        const turned = [...rows.slice((3 * index) % 12), ...rows.slice(0, (3 * index) % 12)];
        const value = turned.filter((row) => row.alertCreationTime >= from).slice(skip, skip + 5);
        return { body: { value, ...(value.length === 5 && { '@odata.nextLink': 'more' }) } };
      },
    });
    const params = { lookBackMinutes: 60, limit: 1000, expandEvidence: true, severity: 'High' };
    const { code, json } = await runHere(pollNewAlerts, params, { env: server.env, clock });
    expect(code).toBe(0);
    expect(idsOf(json).sort()).toEqual(idsOf(rows));
    const [, ...pages] = server.seen.map(({ url }) => new URL(url, 'https://localhost').searchParams);
    expect(pages.map((query) => / and severity eq 'High'$/.test(query.get('$filter') ?? ''))).not.toContain(false);
    expect(new Set(pages.map((query) => query.get('$expand')))).toEqual(new Set(['evidence']));
  });

  it('of one moment are refused if no two readings of them agree', async () => {
    const alertCreationTime = new Date(now() - 30 * minute).toISOString();
    const server = await fakeServer({
      roles: ['Alert.Read.All'],
      answer: ({ url }, index) => {
        const skip = Number(new URL(url, 'https://localhost').searchParams.get('$skip') ?? 0);
        const row = (id: string) => ({ id, alertCreationTime });
        if (skip >= 2) return { body: { value: [row('always')] } };
        return { body: { value: [row('always'), row(`da${index}_1`)], '@odata.nextLink': 'more' } };
      },
    });
    const params = { lookBackMinutes: 60, limit: 1000, expandEvidence: false };
    const { code, json } = await runHere(pollNewAlerts, params, { env: server.env, clock });
    expect({ code, error: json.error.code }).toEqual({ code: 5, error: 'unavailable' });
  });

  it('returns 300 of the overlap, and holds the youngest back until they have left it', async () => {
    begin();
    const made = Array.from({ length: 305 }, (_, index) => put(index, now() - 5 * minute + index));
    const first = await poll({});
    expect(idsOf(first)).toEqual(made.slice(0, 300));
    const cursor = first.at(-1)?.cursor;
    expect(await poll({ cursor })).toEqual([]);
    clock.advance(6 * minute);
    expect(idsOf(await poll({ cursor }))).toEqual(made.slice(300));
  });
});

describe('a cursor', () => {
  it('is as good after any object as after the last', async () => {
    begin();
    const made = [9, 7, 5, 20, 30].map((ago, index) => put(index, now() - ago * minute));
    const all = await poll({});
    for (const [index, { cursor }] of all.entries())
      expect(idsOf(await poll({ cursor }))).toEqual(idsOf(all.slice(index + 1)));
    expect(new Set(idsOf(all))).toEqual(new Set(made));
  });

  it('returns the same again when it is handed in again, and what came since', async () => {
    begin();
    put(1, now() - 20 * minute);
    const [{ cursor } = { cursor: '' }] = await poll({});
    put(2, now() - 3 * minute);
    expect(idsOf(await poll({ cursor }))).toEqual(['da2_1']);
    put(3, now() - 4 * minute);
    expect(idsOf(await poll({ cursor }))).toEqual(['da3_1', 'da2_1']);
  });

  it('knows an alert again that left the filter and came back', async () => {
    begin();
    put(1, now() - 2 * minute);
    const [{ cursor: first } = { cursor: '' }] = await poll({ status: 'New' });
    const { alerts } = tenant.held;
    const held = alerts.get('da1_1');
    if (held === undefined) throw new Error('the tenant lost its alert');
    alerts.put({ ...held, status: 'InProgress' });
    put(2, now() - minute);
    const [{ cursor: second } = { cursor: '' }] = await poll({ status: 'New', cursor: first });
    alerts.put(held);
    expect(await poll({ status: 'New', cursor: second })).toEqual([]);
  });

  it('is good for 30 days without anything new, and no longer', async () => {
    begin();
    put(1, now() - minute);
    const [{ cursor } = { cursor: '' }] = await poll({});
    clock.advance(30 * 24 * 60 * minute - minute);
    put(2, now() - minute);
    expect(idsOf(await poll({ cursor }))).toEqual(['da2_1']);
    clock.advance(2 * minute);
    const { code, json } = await started({ cursor });
    expect(code).toBe(2);
    expect(json.error.details).toEqual([
      { path: 'cursor', message: expect.stringMatching(/^is from .* lookBackMinutes$/) },
    ]);
  });

  it('of a long look back is as good as any', async () => {
    begin();
    const made = [29, 20, 1].map((days, index) => put(index, now() - days * 24 * 60 * minute));
    const [first] = await poll({ lookBackMinutes: 43_200, limit: 1 });
    clock.advance(2 * 24 * 60 * minute);
    expect(idsOf(await poll({ cursor: first?.cursor }))).toEqual(made.slice(1));
  });
});

describe('a first run', () => {
  it.each([15 * minute, -15 * minute])(
    'looks back by the clock of the service, %d ms from ours',
    async (difference) => {
      begin();
      skew = difference;
      put(1, now() - 4 * minute);
      put(2, now() - 6 * minute);
      expect(idsOf(await poll({ lookBackMinutes: 5 }))).toEqual(['da1_1']);
      skew = 0;
    },
  );
});

it('an alert dated hours or days ahead is returned once, whatever comes until its time has passed', async () => {
  begin();
  put(1, now() + 10 * 3_600_000);
  put(2, now() + 3 * 86_400_000);
  const handed: string[] = [];
  let cursor: string | undefined;
  for (let round = 0; round < 20; round += 1) {
    put(10 + round, now());
    const some = await drain({}, cursor);
    handed.push(...idsOf(some));
    cursor = some.at(-1)?.cursor ?? cursor;
    clock.advance(4 * 3_600_000);
  }
  expect(handed).toHaveLength(22);
  expect(new Set(handed).size).toBe(22);
  // Its time has passed, and what was held of it is forgotten.
  expect(cursor?.length).toBeLessThan(80);
});

describe('a page', () => {
  it('that a row leaves while pages are read hides no other', async () => {
    begin();
    await tenant.control('settings', { pageSize: 2 });
    const made = [30, 29, 28, 27, 26].map((ago, index) => put(index, now() - ago * minute));
    // The first page's rows are gone when the next one is asked for.
    const { alerts } = tenant.held;
    const first = alerts.get('da0_1');
    await tenant.fault('orderby', {
      body: { value: [first, alerts.get('da1_1')], '@odata.nextLink': 'more' },
      times: 1,
    });
    alerts.delete('da0_1');
    expect(idsOf(await poll({}))).toEqual(made);
  });

  it('that repeats its rows returns each once', async () => {
    begin();
    await tenant.control('settings', { repeatRows: true, pageSize: 3 });
    const made = [30, 30, 20, 20, 20].map((ago, index) => put(index, now() - ago * minute));
    expect(new Set(idsOf(await drain({ limit: 2 })))).toEqual(new Set(made));
    expect(await drain({ limit: 1 })).toHaveLength(made.length);
  });
});
