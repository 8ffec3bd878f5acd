import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Client, connect, handClock } from './client.ts';

let client: Client;
let ids: string[];
beforeAll(async () => {
  client = await connect({ now: handClock().now });
});
afterAll(() => client.close());
beforeEach(async () => {
  await client.control('reset', {});
  await client.signIn();
  const { value } = (await client.get('/api/machines?$top=3')).json;
  ids = value.map(({ id }: { id: string }) => id);
});

const many = '/api/machines/AddOrRemoveTagForMultipleMachines';

test('a tag is added and removed, and a repetition changes nothing', async () => {
  const change = async (Action: string) =>
    (await client.post(`/api/machines/${ids[0]}/tags`, { Value: 'New', Action })).json.machineTags;
  const before = (await client.get(`/api/machines/${ids[0]}`)).json.machineTags;
  expect(await change('Add')).toEqual([...before, 'New']);
  expect(await change('Add')).toEqual([...before, 'New']);
  expect((await client.get('/api/machines/findbytag?tag=New')).json.value).toHaveLength(1);
  expect(await change('Remove')).toEqual(before);
  expect(await change('Remove')).toEqual(before);
});

test('many machines are tagged in one call', async () => {
  const { status, json } = await client.post(many, { Value: 'New', Action: 'Add', MachineIds: ids });
  expect([status, json.value.map(({ id }: { id: string }) => id)]).toEqual([200, ids]);
  expect((await client.get('/api/machines/findbytag?tag=New')).json.value).toHaveLength(3);
});

test.each([
  ['an unknown machine', { MachineIds: ['f'.repeat(40)] }, 404, 'ResourceNotFound'],
  ['no machine', { MachineIds: [] }, 400, 'InvalidInput'],
  ['too many', { MachineIds: Array(501).fill('f'.repeat(40)) }, 400, 'MaximumBatchSizeExceeded'],
  ['no list', { MachineIds: 'all' }, 400, 'InvalidRequestBody'],
  ['an unknown action', { Action: 'add' }, 400, 'InvalidInput'],
  ['no tag', { Value: '' }, 400, 'MissingRequiredParameter'],
])('%s is refused, and nothing is tagged', async (_what, change, status, code) => {
  const body = { Value: 'New', Action: 'Add', MachineIds: [...ids], ...change };
  const answer = await client.post(many, body);
  expect([answer.status, answer.json.error.code]).toEqual([status, code]);
  expect((await client.get('/api/machines/findbytag?tag=New')).json.value).toEqual([]);
});

test('a permission to read machines is not enough to tag them', async () => {
  await client.control('grants', { roles: ['Machine.Read.All'] });
  await client.signIn();
  expect((await client.post(`/api/machines/${ids[0]}/tags`, { Value: 'New', Action: 'Add' })).status).toBe(403);
});
