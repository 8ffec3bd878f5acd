import { describe, expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';

const tenant = useActionTenant();
const machineActionId = '5382f7ea-7557-4ab7-9782-d50480024a4e';
const run = () => tenant.run('fetch-investigation-package-uri', { machineActionId });
const seed = (fields: object) =>
  tenant.seed('machineActions', [{ id: machineActionId, type: 'CollectInvestigationPackage', ...fields }]);

it('returns the link without the quotes around it', async () => {
  await seed({ status: 'Succeeded' });
  const { code, stderr, json } = await run();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(Object.keys(json)).toEqual(['value']);
  expect(json.value).toMatch(/^https:\/\/[^"]+[^"]$/);
  expect(await tenant.calls()).toEqual([
    `GET /api/machineactions/${machineActionId}`,
    `GET /api/machineactions/${machineActionId}/getPackageUri`,
  ]);
});

it('takes a link that has no quotes as well', async () => {
  await seed({ status: 'Succeeded' });
  await tenant.fault('/getPackageUri$', { body: { value: 'https://storage.example/p.zip?sig=abc' } });
  expect((await run()).json).toEqual({ value: 'https://storage.example/p.zip?sig=abc' });
});

describe('without a package', () => {
  const uriCalls = async () => (await tenant.calls()).filter((call) => call.includes('getPackageUri'));

  it.each(['Pending', 'InProgress'])('%s is not_ready', async (status) => {
    await seed({ status });
    const { code, json } = await run();
    expect(code).toBe(5);
    expect(json.error).toMatchObject({ code: 'not_ready', retryable: true });
    expect(await uriCalls()).toEqual([]);
  });

  it('Succeeded without a link yet is not_ready', async () => {
    await seed({ status: 'Succeeded' });
    const body = { error: { code: 'ResourceNotFound', message: 'not yet', target: 't' } };
    await tenant.fault('/getPackageUri$', { status: 404, body, times: 5 });
    const { code, json } = await run();
    expect(code).toBe(5);
    expect(json.error.code).toBe('not_ready');
  });

  it.each(['Failed', 'TimeOut', 'Cancelled'])('%s is action_failed', async (status) => {
    await seed({ status });
    const { code, json, stderr } = await run();
    expect(code).toBe(4);
    expect(json.error).toMatchObject({
      code: 'action_failed',
      details: { machineAction: { id: machineActionId, status } },
    });
    expect(stderr).toContain(machineActionId);
    expect(await uriCalls()).toEqual([]);
  });

  it('an action of another type is rejected', async () => {
    await seed({ type: 'Isolate', status: 'Succeeded' });
    const { code, json } = await run();
    expect(code).toBe(4);
    expect(json.error.code).toBe('rejected');
    expect(await uriCalls()).toEqual([]);
  });

  it('an unknown action is not_found', async () => {
    const { code, json } = await run();
    expect(code).toBe(4);
    expect(json.error.code).toBe('not_found');
  });

  it('a link that is not https is refused', async () => {
    await seed({ status: 'Succeeded' });
    await tenant.fault('/getPackageUri$', { body: { value: 'http://storage.example/p.zip?sig=abc' } });
    const { code, json, stdout } = await run();
    expect(code).toBe(1);
    expect(json.error.code).toBe('unexpected_response');
    expect(stdout).not.toContain('sig=abc');
  });
});
