import { describe, expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';

const tenant = useActionTenant();
const run = (params: object) => tenant.run('list-remediation-activities', params);

describe('list-remediation-activities', () => {
  it('lists them all', async () => {
    const { code, stderr, json } = await run({});
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toMatchObject({ count: 2, hasMore: false });
    expect(await tenant.calls()).toEqual(['GET /api/remediationTasks?$top=10000']);
  });

  it('filters by status and time, by the names that are documented', async () => {
    const { json } = await run({ status: 'Active', createdSince: '2020-01-01 00:00:00', filter: 'dueOn ne null' });
    expect(json.error).toMatchObject({ code: 'rejected', defenderCode: 'ODataError' });
    expect((await run({ status: 'Active', createdSince: '2020-01-01 00:00:00' })).json.count).toBe(1);
    expect((await tenant.calls())[1]).toBe(
      "GET /api/remediationTasks?$filter=status eq 'Active' and createdon ge 2020-01-01T00:00:00.000Z&$top=10000",
    );
  });

  it('orders, selects, counts and cuts', async () => {
    const { json } = await run({ orderBy: 'createdOn asc', select: 'title', top: 1, includeCount: true });
    expect(json).toEqual({
      value: [{ title: 'Turn on real-time protection' }],
      count: 1,
      totalCount: 2,
      hasMore: true,
    });
  });

  it('needs its permission', async () => {
    await tenant.control('grants', { roles: ['Machine.Read.All'] });
    const { json } = await tenant.run('list-remediation-activities', {}, { DEFENDER_TOKEN_CACHE: 'off' });
    expect(json.error).toMatchObject({ code: 'permission_denied', hint: expect.stringContaining('RemediationTasks') });
  });
});
