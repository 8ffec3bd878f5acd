import { beforeEach, describe, expect, it } from 'vitest';
import { actionIds, compiler, paramsOf } from '../support/catalogue.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();
const schemaOf = compiler();

/** What the examples name, as it is in the tenant. */
const machineId = '1e5bc9d7e413ddd7902c2932e418702b84d0cc07';
const machineActionId = '5382f7ea-7557-4ab7-9782-d50480024a4e';
const sessionId = '0e1d7c62-93b5-4b0f-8a35-5b1c7e0c9d11';
const activeId = '7f3c1f0e-2b1d-4c58-9e43-0d8a51c0b6aa';

beforeEach(async () => {
  await tenant.seed('machines', [
    { id: machineId, computerDnsName: 'ws-901.contoso.example', lastIpAddress: '10.0.4.17' },
  ]);
  await tenant.seed('machineActions', [
    { id: machineActionId, type: 'CollectInvestigationPackage', status: 'Succeeded', machineId },
    {
      id: sessionId,
      type: 'LiveResponse',
      status: 'Succeeded',
      machineId,
      commands: [{ index: 0, commandStatus: 'Completed', command: { type: 'GetFile' } }],
    },
    { id: activeId, type: 'RunAntiVirusScan', status: 'InProgress', machineId },
  ]);
  await tenant.seed('investigations', [{ id: '63004', machineId, state: 'Benign' }]);
  await tenant.seed('DeviceEvents', [
    { DeviceId: machineId, ReportId: 20776, Timestamp: '2026-11-22T02:41:07.5518243Z' },
  ]);
  await tenant.seed('files', [{ sha1: '4388963aaa83afe2042a46a3c017ad50bdcdafb3', sha256: 'b'.repeat(64) }]);
  await tenant.seed('indicators', [{ id: '995', indicatorValue: 'example.example', indicatorType: 'DomainName' }]);
});

const examples = actionIds().flatMap((id) =>
  (paramsOf(id).examples as object[]).map((params): [string, object] => [id, params]),
);

describe('every example of every params schema', () => {
  it('exists, at least one per action', () => {
    expect(new Set(examples.map(([id]) => id))).toEqual(new Set(actionIds()));
  });

  it.each(examples)('%s %j runs, and its result satisfies the schema', async (id, params) => {
    const { code, stderr, json } = await tenant.run(id, params);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const validate = schemaOf(`actions/${id}.json#/definitions/result`);
    validate(json);
    expect(validate.errors ?? []).toEqual([]);
  });
});

describe('every example of a filter and an order', () => {
  it.each(actionIds().filter((id) => 'filter' in paramsOf(id).properties))('of %s is accepted', async (id) => {
    const { filter, orderBy } = (await tenant.run(id, undefined, {}, ['--describe'])).json.params.properties;
    const params = { filter: filter.examples[0], ...(orderBy && { orderBy: orderBy.examples[0] }) };
    const { code, stderr } = await tenant.run(id, params);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('every write', () => {
  const first = new Map(examples.toReversed());
  const writing = [...first].filter(([id]) => 'dryRun' in paramsOf(id).properties);

  it.each(writing)('%s %j in a dry run satisfies the schema and writes nothing', async (id, params) => {
    const { code, stderr, json } = await tenant.run(id, { ...params, dryRun: true });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const validate = schemaOf(`actions/${id}.json#/definitions/result`);
    validate(json);
    expect(validate.errors ?? []).toEqual([]);
    expect(json).toMatchObject({ dryRun: true, status: 'DryRun' });
    expect(await tenant.writes()).toEqual([]);
  });
});

describe('every error', () => {
  const failing: [string, object][] = [
    ['isolate-machine', { computerDnsName: 'ws-003', comment: 'x' }],
    ['isolate-machine', { comment: 'x' }],
    ['get-machine-action-details', { machineActionId: machineActionId.replace('5', '6') }],
    ['list-machines', { filter: 'nonsense' }],
  ];
  it.each(failing)('of %s %j satisfies the schema', async (id, params) => {
    const { json } = await tenant.run(id, params);
    const validate = schemaOf('defender/error.json');
    expect(Object.keys(json)).toEqual(['error']);
    validate(json);
    expect(validate.errors ?? []).toEqual([]);
  });
});
