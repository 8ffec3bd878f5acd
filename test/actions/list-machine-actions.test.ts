import { describe, expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';

const tenant = useActionTenant();
const run = (params: object) => tenant.run('list-machine-actions', params);
const listCall = async () => (await tenant.calls()).filter((call) => call.startsWith('GET /api/machineactions'));

describe('list-machine-actions', () => {
  it('lists them all', async () => {
    const { code, stderr, json } = await run({});
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(Object.keys(json)).toEqual(['value', 'count', 'hasMore']);
    expect(json).toMatchObject({ count: 6, hasMore: false });
    expect(await tenant.calls()).toEqual(['GET /api/machineactions?$top=10000']);
  });

  it('filters by type, status and requestor', async () => {
    const { json } = await run({ type: 'Isolate', status: 'Succeeded', requestor: 'analyst@contoso.example' });
    expect(json.count).toBe(1);
    expect(await listCall()).toEqual([
      "GET /api/machineactions?$filter=type eq 'Isolate' and status eq 'Succeeded' and requestor eq 'analyst@contoso.example'&$top=10000",
    ]);
  });

  it('reads createdSince back from now', async () => {
    expect((await run({ createdSince: 'PT6H' })).json.count).toBe(2);
    expect((await listCall())[0]).toMatch(/\$filter=creationDateTimeUtc ge \d{4}-\d\d-\d\dT[\d:.]+Z&/);
    expect((await run({ createdSince: '2020-01-01 00:00:00' })).json.count).toBe(6);
    expect((await listCall())[1]).toContain('creationDateTimeUtc ge 2020-01-01T00:00:00.000Z&');
  });

  it('by machine id needs no look-up', async () => {
    const machineId = tenant.machineId('ws-001.contoso.example');
    const { json } = await run({ machineId });
    expect(json.count).toBe(1);
    expect(await tenant.calls()).toEqual([`GET /api/machineactions?$filter=machineId eq '${machineId}'&$top=10000`]);
  });

  it('covers every machine of an ambiguous name', async () => {
    const ids = [0, 1].map((index) => tenant.machineId('ws-003.contoso.example', index));
    await tenant.seed(
      'machineActions',
      ids.map((machineId) => ({ machineId, type: 'Isolate', status: 'Succeeded' })),
      true,
    );
    const { code, json } = await run({ computerDnsName: 'ws-003', type: 'Isolate' });
    expect(code).toBe(0);
    expect(json.value.map(({ machineId }: { machineId: string }) => machineId).sort()).toEqual([...ids].sort());
    const [call] = await listCall();
    expect(call).toMatch(/\$filter=\(machineId eq '\w+' or machineId eq '\w+'\) and type eq 'Isolate'&/);
  });

  it('by IP asks for the machine that held it', async () => {
    const { code } = await run({ ipAddress: '10.0.4.50' });
    expect(code).toBe(0);
    expect((await listCall())[0]).toContain(`machineId eq '${tenant.machineId('ws-005.contoso.example')}'`);
  });

  it('of an unknown machine is not_found, not an empty list', async () => {
    const { code, json } = await run({ computerDnsName: 'nowhere' });
    expect(code).toBe(4);
    expect(json.error.code).toBe('not_found');
    expect(await listCall()).toEqual([]);
  });

  it('refuses two targets and ipSeenAt without ipAddress', async () => {
    const machineId = tenant.machineId('ws-001.contoso.example');
    const { code, json } = await run({ machineId, computerDnsName: 'ws-001', ipSeenAt: 'PT1H' });
    expect(code).toBe(2);
    expect(json.error.details.map(({ path }: { path: string }) => path).sort()).toEqual(['ipSeenAt', 'machineId']);
  });

  it('cuts to top', async () => {
    expect((await run({ top: 4, orderBy: 'creationDateTimeUtc desc' })).json).toMatchObject({
      count: 4,
      hasMore: true,
    });
  });
});
