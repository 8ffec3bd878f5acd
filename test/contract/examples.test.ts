import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { runInside } from '../support/action-tenant.ts';
import { actionIds, compiler, paramsOf } from '../support/catalogue.ts';
import { machineActionId, seedExamples } from '../support/examples.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();
const runHere = runInside(tenant, systemClock);
const schemaOf = compiler();

beforeEach(() => seedExamples(tenant));

const examples = actionIds().flatMap((id) =>
  (paramsOf(id).examples as object[]).map((params): [string, object] => [id, params]),
);

describe('every example of every params schema', () => {
  it('exists, at least one per action', () => {
    expect(new Set(examples.map(([id]) => id))).toEqual(new Set(actionIds()));
  });

  it.each(examples)('%s %j runs, and its result satisfies the schema', async (id, params) => {
    // The first example of each action runs as users run it.
    const run = examples.find(([first]) => first === id)?.[1] === params ? tenant.run : runHere;
    const { code, stderr, json } = await run(id, params);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const validate = schemaOf(`actions/${id}.json#/definitions/result`);
    validate(json);
    expect(validate.errors ?? []).toEqual([]);
  });
});

describe('every example of a filter and an order', () => {
  it.each(actionIds().filter((id) => 'filter' in paramsOf(id).properties))('of %s is accepted', async (id) => {
    const { filter, orderBy } = (await runHere(id, undefined, {}, ['--describe'])).json.params.properties;
    const params = { filter: filter.examples[0], ...(orderBy && { orderBy: orderBy.examples[0] }) };
    const { code, stderr } = await runHere(id, params);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('every write', () => {
  const first = new Map(examples.toReversed());
  const writing = [...first].filter(([id]) => 'dryRun' in paramsOf(id).properties);

  it.each(writing)('%s %j in a dry run satisfies the schema and writes nothing', async (id, params) => {
    const { code, stderr, json } = await runHere(id, { ...params, dryRun: true });
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
    const { json } = await runHere(id, params);
    const validate = schemaOf('defender/error.json');
    expect(Object.keys(json)).toEqual(['error']);
    validate(json);
    expect(validate.errors ?? []).toEqual([]);
  });
});
