import { beforeEach, describe, expect, it } from 'vitest';
import tagMachine from '../../actions/tag-machine.ts';
import { useActionTenant } from '../support/action-tenant.ts';
import { runHere } from '../support/in-process.ts';

const tenant = useActionTenant();
const { clock } = tenant;
let ids: string[];
beforeEach(() => {
  ids = ['ws-001', 'ws-002', 'srv-db-01'].map((name) => tenant.machineId(`${name}.contoso.example`));
});

const add = { value: 'Under investigation', action: 'Add' };
const remove = { value: 'tier0', action: 'Remove' };
const run = (params: object, env = {}) => tenant.run('tag-machine', params, env);
const runNow = (params: object) => runHere(tagMachine, { dryRun: false, ...params }, { env: tenant.env, clock });
const tagsOf = (id = '') => tenant.held.machines.get(id)?.machineTags;

describe('one machine', () => {
  it('is tagged, whichever way it is named', async () => {
    const { code, stderr, json } = await run({ computerDnsName: 'ws-001', ...add });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toMatchObject({ id: ids[0], machineTags: expect.arrayContaining([add.value]) });
    expect((await run({ machineId: ids[0], ...add })).code).toBe(0);
    expect((await tenant.writes()).map(({ path, body }) => [path, body])).toEqual(
      Array(2).fill([`/api/machines/${ids[0]}/tags`, { Value: add.value, Action: 'Add' }]),
    );
  });

  it('loses a tag, and removing a tag that is not there succeeds', async () => {
    expect(tagsOf(ids[2])).toContain('tier0');
    expect((await run({ machineId: ids[2], ...remove })).json.machineTags).not.toContain('tier0');
    expect((await run({ machineId: ids[2], ...remove })).code).toBe(0);
  });

  it('is refused if it is not clear which', async () => {
    const { code, json } = await run({ computerDnsName: 'ws-003', ...add });
    expect(code).toBe(4);
    expect(json.error.code).toBe('ambiguous_machine');
    expect(await tenant.writes()).toEqual([]);
  });

  it('is read in a dry run, and not tagged', async () => {
    const { json } = await run({ machineId: ids[0], ...add, dryRun: true });
    expect(json).toMatchObject({
      dryRun: true,
      status: 'DryRun',
      request: { method: 'POST', body: { Value: add.value, Action: 'Add' } },
      machine: { id: ids[0] },
    });
    expect(await tenant.writes()).toEqual([]);
  });

  it('names the permission that is missing', async () => {
    await tenant.control('grants', { roles: ['Machine.Read.All'] });
    const { code, json } = await run({ machineId: ids[0], ...add }, { DEFENDER_TOKEN_CACHE: 'off' });
    expect(code).toBe(3);
    expect(json.error.hint).toContain('Machine.ReadWrite.All');
  });
});

describe('many machines', () => {
  it('are tagged in one call, each once', async () => {
    const [first = ''] = ids;
    const { code, stderr, json } = await run({ machineIds: [...ids, first.toUpperCase()], ...add });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toEqual({ updated: ids });
    const sent = (await tenant.writes()).map(({ path, body }) => [path, body]);
    expect(sent).toEqual([
      ['/api/machines/AddOrRemoveTagForMultipleMachines', { Value: add.value, Action: 'Add', MachineIds: ids }],
    ]);
    for (const id of ids) expect(tagsOf(id)).toContain(add.value);
  });

  it('are looked up in a dry run', async () => {
    const unknown = 'f'.repeat(40);
    expect((await run({ machineIds: ids, ...add, dryRun: true })).json).toMatchObject({
      dryRun: true,
      status: 'DryRun',
    });
    const { code, json } = await run({ machineIds: [...ids, unknown], ...add, dryRun: true });
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'not_found', message: expect.stringContaining(unknown) });
    expect(await tenant.writes()).toEqual([]);
  });

  it('that Defender does not know are refused by it', async () => {
    const { code, json } = await run({ machineIds: ['f'.repeat(40)], ...add });
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'not_found', defenderCode: 'ResourceNotFound' });
  });

  it('are 500 at most, and ids', async () => {
    const { json } = await run({ machineIds: Array(501).fill('f'.repeat(40)), ...add });
    expect(json.error.details).toEqual([{ path: 'machineIds', message: expect.stringContaining('500') }]);
    const named = await run({ machineIds: [ids[0], 'ws-001'], ...add });
    expect(named.json.error.details).toEqual([
      { path: 'machineIds.1', message: expect.stringContaining('hexadecimal') },
    ]);
    expect(await tenant.journal()).toEqual([]);
  });

  it('are not mistaken for tagged by a success status other than the documented one', async () => {
    await tenant.fault('MultipleMachines$', { status: 202, body: {} });
    const { code, json } = await runNow({ machineIds: ids, ...add });
    expect({ code, error: json.error.code }).toEqual({ code: 6, error: 'outcome_unknown' });
  });

  it('are read back fifty at a time', async () => {
    await tenant.fault('MultipleMachines$', { commitThenDrop: true });
    const made = Array.from({ length: 120 }, (_, index) => ({ id: index.toString(16).padStart(40, '0') }));
    await tenant.seed('machines', made);
    const machineIds = made.map(({ id }) => id);
    expect((await runNow({ machineIds, ...add })).json).toEqual({ updated: machineIds });
    const reads = (await tenant.calls()).filter((call) => call.startsWith('GET /api/machines?'));
    expect(reads.map((call) => call.match(/id eq/g)?.length)).toEqual([50, 50, 20]);
  });
});

describe.each([
  ['one machine', '/tags$', () => ({ machineId: ids[2] })],
  ['many machines', 'MultipleMachines$', () => ({ machineIds: ids })],
])('an answer that is lost: %s', (_what, path, target) => {
  const writes = async () => (await tenant.writes()).length;

  it.each([{ commitThenDrop: true }, { truncate: 10 }, { status: 504, commitThenDrop: true }])(
    'is made up for by what the tags are: %j',
    async (fault) => {
      await tenant.fault(path, fault);
      const { code, json } = await runNow({ ...target(), ...remove });
      expect(code).toBe(0);
      expect(json.updated ?? [json.id]).toEqual('machineIds' in target() ? ids : [ids[2]]);
      expect(tagsOf(ids[2])).not.toContain('tier0');
      expect(await writes()).toBe(1);
    },
  );

  it('is unknown if the tags stay as they were, and is not sent again', async () => {
    await tenant.fault(path, { reset: true });
    const { code, json } = await runNow({ ...target(), ...add });
    expect(code).toBe(6);
    expect(json.error).toMatchObject({
      code: 'outcome_unknown',
      hint: expect.stringMatching(/get-machine|list-machines/),
    });
    expect(await writes()).toBe(1);
  });

  it('is unknown if the tags cannot be read', async () => {
    await tenant.fault(path, { commitThenDrop: true });
    await tenant.fault('/api/machines', { method: 'GET', status: 403, times: 99 });
    expect((await runNow({ ...target(), ...remove })).json.error.code).toBe('outcome_unknown');
  });
});

it('does not take an answer for machines that it does not name', async () => {
  await tenant.fault('MultipleMachines$', { status: 200, body: { value: [{ id: ids[0] }] } });
  const { json } = await runNow({ machineIds: ids, ...add });
  expect(json.error.details.reason).toContain(ids[1]);
});
