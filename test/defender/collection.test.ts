import { describe, expect, it } from 'vitest';
import collectPackage from '../../actions/collect-investigation-package.ts';
import { handClock } from '../support/clock.ts';
import { type Scripted, useFakeServers } from '../support/fake-server.ts';
import { runHere, writeDefaults } from '../support/in-process.ts';

const machineId = 'a'.repeat(40);
const fakeServer = useFakeServers();
const refusal: Scripted = {
  status: 400,
  body: { error: { code: 'BadRequest', message: 'Action is already in progress', target: 't' } },
};
const action = (fields: object = {}) => ({
  id: '5382f7ea-7557-4ab7-9782-d50480024a4e',
  machineId,
  type: 'CollectInvestigationPackage',
  status: 'Pending',
  requestorComment: 'Ours',
  creationDateTimeUtc: new Date().toISOString(),
  ...fields,
});

/** Collects against a tenant that answers requests for a collection one by one, and lists by how many there were. */
async function collect(posts: Scripted[], listed: (posts: number) => object[], params: object = {}) {
  const clock = handClock(Date.now());
  let count = 0;
  const server = await fakeServer({
    answer: ({ method, url }) => {
      if (method === 'GET' && !url.startsWith('/api/machineactions')) return { body: { id: machineId } };
      if (method === 'GET') return { body: { value: listed(count) } };
      count += 1;
      return posts[count - 1] ?? { status: 500 };
    },
  });
  const given = { ...writeDefaults, machineId, comment: 'Ours', maxAgeHours: 24, ...params };
  const ended = await runHere(collectPackage, given, { env: server.env, clock });
  return { ...ended, posts: count, slept: clock.slept };
}

describe('a collection that was in the way and is no longer listed', () => {
  it('is waited out once, then ours starts', async () => {
    const started: Scripted = { status: 201, body: action() };
    const { code, json, posts, slept } = await collect([refusal, started], () => []);
    expect({ code, posts, slept }).toEqual({ code: 0, posts: 2, slept: [2000] });
    expect(json).toMatchObject({ id: action().id, status: 'Pending', alreadyActive: false });
  });

  it('and keeps refusing ours is reported as running, so that the schedule continues', async () => {
    const theirs = action({ requestorComment: 'Theirs', status: 'Succeeded' });
    const { code, json, posts } = await collect([refusal, refusal], (count) => (count === 2 ? [theirs] : []));
    expect({ code, posts }).toEqual({ code: 0, posts: 2 });
    expect(json).toMatchObject({ id: theirs.id, status: 'InProgress', alreadyActive: true });
    expect(json).not.toHaveProperty('package');
  });

  it('and leaves no trace at all is a conflict', async () => {
    const { code, json, posts } = await collect([refusal, refusal], () => []);
    expect({ code, error: json.error.code, posts }).toEqual({ code: 4, error: 'conflict', posts: 2 });
  });
});

it('a dry run names the collection that a run would report', async () => {
  const { code, json, posts } = await collect([], () => [action({ status: 'InProgress' })], { dryRun: true });
  expect({ code, posts }).toEqual({ code: 0, posts: 0 });
  expect(json.hint).toBe(`Nothing would be sent: machine action ${action().id} (InProgress) would be reported.`);
});

it('a signal while the link is fetched is reported as cancelled, with the collection that continues', async () => {
  const controller = new AbortController();
  const server = await fakeServer({
    answer: ({ url }) => {
      if (url.endsWith('/getPackageUri')) controller.abort();
      return { body: { value: [action({ status: 'Succeeded' })] } };
    },
  });
  const given = { ...writeDefaults, machineId, comment: 'Ours', maxAgeHours: 24 };
  const here = { env: server.env, clock: handClock(Date.now()), signal: controller.signal };
  const { json } = await runHere(collectPackage, given, here);
  expect(json.error).toMatchObject({
    code: 'cancelled',
    details: { outcome: 'accepted', machineActionId: action().id },
  });
});
