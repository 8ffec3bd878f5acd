import { describe, expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';

const tenant = useActionTenant();
const run = (params: object) => tenant.run('list-alerts', params);

describe('list-alerts', () => {
  it('lists them all', async () => {
    const { code, stderr, json } = await run({});
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(Object.keys(json)).toEqual(['value', 'count', 'hasMore']);
    expect(json).toMatchObject({ count: 3, hasMore: false });
    expect(await tenant.calls()).toEqual(['GET /api/alerts?$top=10000']);
  });

  it('filters by severity, status, category and source, in addition to a filter', async () => {
    const { json } = await run({
      severity: 'High',
      status: 'New',
      category: 'Execution',
      detectionSource: 'WindowsDefenderAtp',
      filter: "assignedTo eq null or assignedTo eq 'x'",
    });
    expect(json.count).toBe(1);
    expect(await tenant.calls()).toEqual([
      "GET /api/alerts?$filter=severity eq 'High' and status eq 'New' and category eq 'Execution' and detectionSource eq 'WindowsDefenderAtp' and (assignedTo eq null or assignedTo eq 'x')&$top=10000",
    ]);
  });

  it('reads createdSince back from now', async () => {
    expect((await run({ createdSince: 'PT1H' })).json.count).toBe(1);
    expect((await tenant.calls())[0]).toMatch(/\$filter=alertCreationTime ge \d{4}-\d\d-\d\dT[\d:.]+Z&/);
  });

  it('has evidence only if requested', async () => {
    expect((await run({ top: 1 })).json.value[0].evidence).toEqual([]);
    const { json } = await run({ top: 1, expandEvidence: true });
    expect(json.value[0].evidence).toMatchObject([{ entityType: 'File', fileName: 'invoice-viewer.exe' }]);
    expect((await tenant.calls())[1]).toBe('GET /api/alerts?$expand=evidence&$top=2');
  });

  it('orders, selects, skips, counts and cuts', async () => {
    const params = { orderBy: 'alertCreationTime asc', select: 'id,title', skip: 1, top: 1, includeCount: true };
    const { json } = await run(params);
    expect(json).toEqual({
      value: [{ id: 'da637139127150012465_1011995739', title: 'Unusual process tree' }],
      count: 1,
      totalCount: 3,
      hasMore: true,
    });
  });

  it('needs a permission of alerts', async () => {
    await tenant.control('grants', { roles: ['Machine.Read.All'] });
    const { code, json } = await tenant.run('list-alerts', {}, { DEFENDER_TOKEN_CACHE: 'off' });
    expect({ code, error: json.error.code }).toEqual({ code: 3, error: 'permission_denied' });
    expect(json.error.hint).toContain('Alert.Read.All');
  });
});
