import { beforeEach, describe, expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';

const tenant = useActionTenant();
const run = (params: object) => tenant.run('list-investigations', params);
let machineId = '';
beforeEach(() => {
  machineId = tenant.machineId('ws-001.contoso.example');
});

describe('list-investigations', () => {
  it('lists them all', async () => {
    const { code, stderr, json } = await run({});
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(Object.keys(json)).toEqual(['value', 'count', 'hasMore']);
    expect(json).toMatchObject({ count: 2, hasMore: false });
    expect(json.value[0]).toMatchObject({ id: '62990', state: 'SuccessfullyRemediated' });
    expect(await tenant.calls()).toEqual(['GET /api/investigations?$top=10000']);
  });

  it('filters by machine, state and the start, in addition to a filter', async () => {
    const [waiting, over] = ['PendingApproval', 'Benign'].map((state) => ({ machineId, state }));
    await tenant.seed('investigations', [
      { ...waiting, id: '1', startTime: '2026-01-01T00:00:00Z' },
      { ...waiting, id: '2', startTime: '2026-03-01T00:00:00Z' },
      { ...over, id: '3', startTime: '2026-03-01T00:00:00Z' },
    ]);
    const { json } = await run({
      machineId: machineId.toUpperCase(),
      state: 'PendingApproval',
      startedSince: '2026-02-01 00:00:00',
      filter: "startTime lt 2026-04-01T00:00:00Z or id eq '9'",
    });
    expect(json.value.map(({ id }: { id: string }) => id)).toEqual(['2']);
    expect(await tenant.calls()).toEqual([
      `GET /api/investigations?$filter=machineId eq '${machineId}' and state eq 'PendingApproval' and startTime ge 2026-02-01T00:00:00.000Z and (startTime lt 2026-04-01T00:00:00Z or id eq '9')&$top=10000`,
    ]);
  });

  it('reads startedSince back from now', async () => {
    expect((await run({ startedSince: 'PT24H' })).json.count).toBe(1);
    expect((await run({ startedSince: 'P30D' })).json.count).toBe(2);
  });

  it('cuts to top, in the order asked for, with the count of all', async () => {
    const { json } = await run({ top: 1, orderBy: 'startTime asc', includeCount: true });
    expect(json).toMatchObject({ count: 1, totalCount: 2, hasMore: true, value: [{ id: '62991' }] });
  });

  it.each([
    [{ state: 'running' }, 'state'],
    [{ startedSince: '2026-02-31T00:00:00Z' }, 'startedSince'],
    [{ machineId: 'ws-001' }, 'machineId'],
  ])('refuses %j', async (params, path) => {
    const { code, json } = await run(params);
    expect(code).toBe(2);
    expect(json.error.details).toEqual([{ path, message: expect.any(String) }]);
    expect(await tenant.journal()).toEqual([]);
  });

  it('names the permission that is missing', async () => {
    await tenant.control('grants', { roles: ['Machine.Read.All'] });
    const { code, json } = await tenant.run('list-investigations', {}, { DEFENDER_TOKEN_CACHE: 'off' });
    expect(code).toBe(3);
    expect(json.error.hint).toContain('Alert.Read.All');
  });
});
