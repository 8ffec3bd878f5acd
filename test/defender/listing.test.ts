import nock from 'nock';
import { describe, expect, it } from 'vitest';
import getMachine from '../../actions/get-machine.ts';
import listMachines from '../../actions/list-machines.ts';
import type { Action } from '../../src/catalogue/define-action.ts';
import { handClock } from '../support/clock.ts';
import { runHere } from '../support/in-process.ts';
import { commercial, signIn, useNock } from '../support/nocked.ts';

useNock();
const host = 'https://api.security.microsoft.com';
const rows = (from: number, count: number) => Array.from({ length: count }, (_, index) => ({ id: `m${from + index}` }));

/** Runs list-machines; `pages` answers each request by its query. */
const list = (params: object, pages: Page[]) => run(listMachines, { includeCount: false, ...params }, pages);

type Page = (query: URLSearchParams) => object | undefined;

// biome-ignore lint/suspicious/noExplicitAny: an action of any id
async function run(action: Action<any>, params: object, pages: Page[]) {
  signIn();
  const asked: string[] = [];
  for (const page of pages) {
    nock(host)
      .get((uri) => uri.startsWith('/api/machines'))
      .reply((uri) => {
        const query = uri.split('?')[1] ?? '';
        asked.push(decodeURIComponent(query));
        const body = page(new URLSearchParams(query));
        return body === undefined ? [400, { error: { code: 'BadRequest', message: 'no', target: 't' } }] : [200, body];
      });
  }
  const env = commercial;
  const ended = await runHere(action, params, { env, clock: handClock(Date.now()) });
  return { ...ended, asked };
}

describe('pages', () => {
  it('are followed by next link, as the service wrote it', async () => {
    const link = `${host}/api/machines?$filter=x&$skiptoken=abc%20d`;
    const { json, asked } = await list({}, [
      () => ({ value: rows(0, 2), '@odata.nextLink': link }),
      () => ({ value: rows(2, 2), '@odata.nextLink': '/api/machines?$skiptoken=last' }),
      () => ({ value: rows(4, 1) }),
    ]);
    expect(asked).toEqual(['$top=10000', '$filter=x&$skiptoken=abc d', '$skiptoken=last']);
    expect(json).toEqual({ value: rows(0, 5), count: 5, hasMore: false });
  });

  it('are requested by $top and $skip if none comes, until a short page', async () => {
    const full = rows(0, 10_000);
    const { json, asked } = await list({ skip: 5 }, [
      () => ({ value: full }),
      () => ({ value: full }),
      () => ({ value: rows(0, 3) }),
    ]);
    expect(asked).toEqual(['$top=10000&$skip=5', '$top=10000&$skip=10005', '$top=10000&$skip=20005']);
    expect(json).toMatchObject({ count: 20_003, hasMore: false });
  });

  it('by link end with the last one, however full', async () => {
    const { json, asked } = await list({}, [
      () => ({ value: rows(0, 1), '@odata.nextLink': '/api/machines?page=2' }),
      () => ({ value: rows(1, 10_000) }),
    ]);
    expect(asked).toEqual(['$top=10000', 'page=2']);
    expect(json).toMatchObject({ count: 10_001, hasMore: false });
  });

  it('continue after a short one while @odata.count says more', async () => {
    const { json, asked } = await list({ skip: 2, includeCount: true }, [
      () => ({ '@odata.count': 9, value: rows(0, 3), '@odata.nextLink': '/api/machines?page=2' }),
      () => ({ value: rows(3, 2) }),
      () => ({ '@odata.count': 9, value: rows(5, 2) }),
    ]);
    expect(asked).toEqual(['$top=10000&$skip=2&$count=true', 'page=2', '$top=10000&$skip=7&$count=true']);
    expect(json).toEqual({ value: rows(0, 7), count: 7, totalCount: 9, hasMore: false });
  });

  it('that do not come although @odata.count says more are hasMore', async () => {
    const { json, asked } = await list({}, [
      () => ({ '@odata.count': 25, value: rows(0, 5) }),
      () => ({ '@odata.count': 25, value: [] }),
    ]);
    expect(asked).toEqual(['$top=10000', '$top=10000&$skip=5']);
    expect(json).toMatchObject({ count: 5, hasMore: true });
  });

  it('of a function, which has no $skip, are hasMore if @odata.count says more', async () => {
    const { json, asked } = await list({ machineTag: 'tier0' }, [() => ({ '@odata.count': 3, value: rows(0, 2) })]);
    expect(asked).toEqual(['tag=tier0&useStartsWithFilter=false']);
    expect(json).toMatchObject({ count: 2, hasMore: true });
  });

  it('are as many as top wants, whatever @odata.count says', async () => {
    const { json, asked } = await list({ top: 4 }, [
      () => ({ '@odata.count': 25, value: rows(0, 3) }),
      () => ({ '@odata.count': 25, value: rows(3, 2) }),
    ]);
    expect(asked).toEqual(['$top=5', '$top=2&$skip=3']);
    expect(json).toMatchObject({ count: 4, hasMore: true });
  });

  it('end with an empty one', async () => {
    const { json } = await list({}, [() => ({ value: rows(0, 10_000) }), () => ({ value: [] })]);
    expect(json).toMatchObject({ count: 10_000, hasMore: false });
  });

  it('may be empty in the middle', async () => {
    const { json } = await list({}, [
      () => ({ value: [], '@odata.nextLink': '/api/machines?page=2' }),
      () => ({ value: rows(0, 1), '@odata.nextLink': null }),
    ]);
    expect(json).toEqual({ value: rows(0, 1), count: 1, hasMore: false });
  });
});

describe('top', () => {
  it('asks for one row more, to know whether something was cut', async () => {
    const cut = await list({ top: 2 }, [() => ({ value: rows(0, 3) })]);
    expect(cut.asked).toEqual(['$top=3']);
    expect(cut.json).toEqual({ value: rows(0, 2), count: 2, hasMore: true });
    const whole = await list({ top: 2 }, [() => ({ value: rows(0, 2) })]);
    expect(whole.json).toEqual({ value: rows(0, 2), count: 2, hasMore: false });
  });

  it('beyond a page is put together', async () => {
    const { json, asked } = await list({ top: 10_001 }, [
      () => ({ value: rows(0, 10_000) }),
      () => ({ value: rows(10_000, 2) }),
    ]);
    expect(asked).toEqual(['$top=10000', '$top=2&$skip=10000']);
    expect(json).toMatchObject({ count: 10_001, hasMore: true });
  });

  it('is kept if the service returns more rows than requested', async () => {
    const { json } = await list({ top: 2 }, [
      () => ({ value: rows(0, 50), '@odata.nextLink': '/api/machines?page=2' }),
    ]);
    expect(json).toMatchObject({ count: 2, hasMore: true });
  });
});

describe('totalCount', () => {
  it('is given if Defender returns one', async () => {
    const { json, asked } = await list({ includeCount: true, top: 1 }, [
      () => ({ '@odata.count': 77, value: rows(0, 2) }),
    ]);
    expect(asked).toEqual(['$top=2&$count=true']);
    expect(json).toEqual({ value: rows(0, 1), count: 1, totalCount: 77, hasMore: true });
  });
  it('is left out if it does not', async () => {
    const { json } = await list({ includeCount: true }, [() => ({ value: rows(0, 1) })]);
    expect(json).toEqual({ value: rows(0, 1), count: 1, hasMore: false });
  });
  it('does not come unasked', async () => {
    const { json } = await list({}, [() => ({ '@odata.count': 77, value: rows(0, 1) })]);
    expect(json).not.toHaveProperty('totalCount');
  });
});

describe('a next link that leads nowhere good', () => {
  it.each([
    'https://evil.example/api/machines',
    'http://api.security.microsoft.com/api/machines',
    'https://api.security.microsoft.com:8443/api/machines',
    'https://api.security.microsoft.com@evil.example/',
    'https://user:password@api.security.microsoft.com/api/machines',
    '//evil.example/api/machines',
    42,
  ])('%s is not followed', async (link) => {
    const { code, json } = await list({}, [() => ({ value: rows(0, 1), '@odata.nextLink': link })]);
    expect(code).toBe(1);
    expect(json.error).toMatchObject({
      code: 'unexpected_response',
      message: 'GET /api/machines returned a next page on another host, which was not followed',
    });
  });

  it('because it was read before ends the list', async () => {
    const again = { value: rows(0, 1), '@odata.nextLink': '/api/machines?page=2' };
    const { code, json } = await list({}, [() => again, () => again]);
    expect(code).toBe(1);
    expect(json.error.code).toBe('unexpected_response');
  });
});

describe('a list that fails part-way', () => {
  it('keeps its rows and ends with the error', async () => {
    const { code, json, stdout, stderr } = await list({}, [
      () => ({ value: rows(0, 2), '@odata.nextLink': '/api/machines?page=2' }),
      () => undefined,
    ]);
    expect(code).toBe(4);
    expect(Object.keys(json)).toEqual(['value', 'error']);
    expect(json.value).toEqual(rows(0, 2));
    expect(json.error).toMatchObject({ code: 'rejected', defenderCode: 'BadRequest' });
    expect(stdout.endsWith('}\n')).toBe(true);
    expect(stderr).toMatch(/^rejected: [^\n]*\n$/);
  });

  it('at once is an error document alone', async () => {
    const { code, json } = await list({}, [() => undefined]);
    expect(code).toBe(4);
    expect(Object.keys(json)).toEqual(['error']);
  });
});

describe('a look-up of a target', () => {
  const named = (name: string, count: number) => ({
    '@odata.count': count,
    value: [{ id: 'a', computerDnsName: name }],
  });
  const lookUp = (pages: Page[]) => run(getMachine, { computerDnsName: 'ws-001' }, pages);

  it('reads on while @odata.count says more', async () => {
    const { json } = await lookUp([
      () => named('ws-001', 2),
      () => ({ value: [{ id: 'b', computerDnsName: 'ws-001' }] }),
    ]);
    expect(json.error.code).toBe('ambiguous_machine');
  });

  it('that may be cut is not resolved', async () => {
    const { code, json } = await lookUp([() => named('ws-001', 2), () => ({ value: [] })]);
    expect(code).toBe(1);
    expect(json.error).toMatchObject({
      code: 'unexpected_response',
      message: expect.stringContaining('fewer rows'),
      hint: expect.stringContaining('use the id'),
    });
  });

  it('in another letter case reads a thousand machines at most', async () => {
    const alike = Array.from({ length: 1001 }, (_, index) => ({ id: `m${index}`, computerDnsName: 'Johns iPad' }));
    const { json, asked } = await run(getMachine, { computerDnsName: 'jo-1' }, [
      () => ({ value: [] }),
      () => ({ value: alike }),
    ]);
    expect(json.error.code).toBe('not_found');
    expect(asked[1]).toBe(
      "$filter=(startswith(computerDnsName,'jo-1') or startswith(computerDnsName,'jO-1') or startswith(computerDnsName,'Jo-1') or startswith(computerDnsName,'JO-1'))&$top=1001",
    );
    const one = await run(getMachine, { computerDnsName: 'johns ipad' }, [
      () => ({ value: [] }),
      () => ({ value: alike.slice(0, 1) }),
    ]);
    expect(one.json.id).toBe('m0');
    const cut = await run(getMachine, { computerDnsName: 'johns ipad' }, [
      () => ({ value: [] }),
      () => ({ value: alike }),
    ]);
    expect(cut.json.error.code).toBe('not_found');
  });

  it.each([undefined, null, 7, '', 'null', 'undefined', '../x'])('refuses a machine whose id is %j', async (id) => {
    const { json } = await lookUp([() => ({ value: [{ id, computerDnsName: 'ws-001' }] })]);
    expect(json.error).toMatchObject({
      code: 'unexpected_response',
      message: expect.stringContaining('without a usable id'),
    });
  });

  it('refuses a row that is not an object', async () => {
    const { json } = await lookUp([() => ({ value: ['a'] })]);
    expect(json.error).toMatchObject({
      code: 'unexpected_response',
      message: expect.stringContaining('not an object'),
    });
  });
});

it('does not count the time of a slow reader', async () => {
  signIn();
  const clock = handClock(Date.now());
  for (const page of [1, 2, 3]) {
    const link = page < 3 ? { '@odata.nextLink': `/api/machines?page=${page + 1}` } : {};
    nock(host)
      .get((uri) => uri.startsWith('/api/machines'))
      .reply(200, { value: rows(page, 1), ...link });
  }
  // Each write takes longer than the whole list may.
  const reader = async () => clock.advance(60_000);
  const env = { ...commercial, DEFENDER_TIMEOUT_SECONDS: '30' };
  const { code, json } = await runHere(listMachines, {}, { env, clock, reader });
  expect(code).toBe(0);
  expect(json).toEqual({ value: rows(1, 3), count: 3, hasMore: false });
});
