import { describe, expect, it } from 'vitest';
import collect from '../../actions/collect-investigation-package.ts';
import isolate from '../../actions/isolate-machine.ts';
import { handClock } from '../support/clock.ts';
import { type Scripted, useFakeServers } from '../support/fake-server.ts';
import { runHere, writeDefaults } from '../support/in-process.ts';

const startServer = useFakeServers();
const machineId = 'a'.repeat(40);
const clock = handClock(Date.now());
const actions = {
  'isolate-machine': { action: isolate, params: { isolationType: 'Full' }, made: { type: 'Isolate', scope: 'Full' } },
  'collect-investigation-package': {
    action: collect,
    params: { maxAgeHours: 24 },
    made: { type: 'CollectInvestigationPackage' },
  },
} as const;
type Id = keyof typeof actions;

const refused = (error: object): Scripted => ({ status: 400, body: { error } });
const inProgress = refused({ code: 'BadRequest', message: 'Action is already in progress', target: 't' });
const theirs = {
  id: '5382f7ea-7557-4ab7-9782-d50480024a4e',
  machineId,
  status: 'InProgress',
  requestorComment: 'Theirs',
  creationDateTimeUtc: new Date().toISOString(),
};
const ours = { ...theirs, id: '2e9da30d-27f6-4208-81f2-9cd3d67893ba', status: 'Pending', requestorComment: 'Ours' };

/** Runs an action in a tenant whose list of machine actions depends on the number of requests so far. */
async function race(id: Id, posts: Scripted[], listed: (posted: number) => object[], more: object = {}) {
  const { action, params } = actions[id];
  let posted = 0;
  const server = await startServer({
    roles: ['Machine.Read.All', 'Machine.Isolate', 'Machine.CollectForensics'],
    answer({ method, url }) {
      if (url === `/api/machines/${machineId}`) return { body: { id: machineId } };
      if (method === 'GET') return { body: { value: listed(posted) } };
      posted += 1;
      return posts[posted - 1] ?? { status: 500 };
    },
  });
  const given = { ...writeDefaults, ...params, machineId, comment: 'Ours', ...more };
  const { code, json } = await runHere(action, given, { env: server.env, clock });
  return { code, json, posted };
}

/** Nothing runs until the action is requested; then another client has just started one. */
const fasterOther = (id: Id, other: object, answer = inProgress) =>
  race(id, [answer], (posted) => (posted > 0 ? [{ ...theirs, ...actions[id].made, ...other }] : []));

describe('a machine action that another client started a moment earlier', () => {
  it.each(['isolate-machine', 'collect-investigation-package'] as const)('%s returns it', async (id) => {
    const { code, json, posted } = await fasterOther(id, {});
    expect({ code, posted }).toEqual({ code: 0, posted: 1 });
    expect(json).toMatchObject({ ...theirs, ...actions[id].made, alreadyActive: true });
  });

  it('collect-investigation-package returns it after a 400 without a reason', async () => {
    const { code, json } = await fasterOther('collect-investigation-package', {}, refused({ code: 'BadRequest' }));
    expect(code).toBe(0);
    expect(json).toMatchObject({ id: theirs.id, alreadyActive: true });
  });

  it.each([
    ['isolate-machine', 'BadRequest'],
    ['collect-investigation-package', 'InvalidInput'],
  ] as const)('%s does not take theirs after a 400 %s for another reason', async (id, defenderCode) => {
    const { code, json } = await fasterOther(id, {}, refused({ code: defenderCode }));
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'rejected', defenderCode });
  });

  it('isolate-machine does not return it after a status other than 400', async () => {
    const body = { error: { code: 'ActiveRequestAlreadyExists', message: 'Action is already in progress' } };
    const { json } = await fasterOther('isolate-machine', {}, { status: 409, body });
    expect(json.error).toMatchObject({ code: 'rejected', status: 409 });
  });

  it('collect-investigation-package reports a 400 without a reason if no collection is running', async () => {
    const over = { status: 'Succeeded' };
    const { json } = await fasterOther('collect-investigation-package', over, refused({ code: 'BadRequest' }));
    expect(json.error).toMatchObject({ code: 'rejected', defenderCode: 'BadRequest' });
  });

  it('with another scope is a conflict that names it', async () => {
    const { json } = await fasterOther('isolate-machine', { scope: 'Selective' });
    expect(json.error).toMatchObject({ code: 'conflict', details: { machineActionId: theirs.id } });
    expect(json.error.message).toContain(`another Isolate Selective (machine action ${theirs.id}) is under way`);
  });

  it('that has ended: isolate-machine returns its own by comment, the other is a conflict', async () => {
    const adopted = await fasterOther('isolate-machine', { status: 'Succeeded', requestorComment: 'Ours' });
    expect(adopted.json).toMatchObject({ id: theirs.id, status: 'Succeeded', alreadyActive: true });
    const { code, json } = await fasterOther('isolate-machine', { status: 'Succeeded' });
    expect({ code, error: json.error.code }).toEqual({ code: 4, error: 'conflict' });
  });

  it('that has ended: collect-investigation-package starts its own', async () => {
    const made = { ...ours, type: 'CollectInvestigationPackage' };
    const { code, json, posted } = await race(
      'collect-investigation-package',
      [inProgress, { status: 201, body: made }],
      () => [],
    );
    expect({ code, posted }).toEqual({ code: 0, posted: 2 });
    expect(json).toMatchObject({ id: ours.id, alreadyActive: false });
  });

  it('that is not listed yet: collect-investigation-package reports the newest as running', async () => {
    const done = { ...theirs, type: 'CollectInvestigationPackage', status: 'Succeeded' };
    const { code, json, posted } = await race('collect-investigation-package', [inProgress, inProgress], () => [done]);
    expect({ code, posted }).toEqual({ code: 0, posted: 2 });
    expect(json).toMatchObject({ id: theirs.id, status: 'InProgress', alreadyActive: true });
  });
});

describe('an answer whose id is not text', () => {
  const listed = () => [];
  it('is accepted if the id is a number', async () => {
    const { json } = await race('isolate-machine', [{ status: 201, body: { ...ours, id: 7 } }], listed);
    expect(json).toMatchObject({ id: '7', alreadyActive: false });
  });

  it('names the call if there is no id', async () => {
    const { json } = await race('isolate-machine', [{ status: 201, body: { ...ours, id: '' } }], listed);
    expect(json.error.details.reason).toContain(`POST /api/machines/${machineId}/isolate returned 201 and no id`);
  });
});

describe('an answer about another machine', () => {
  it('does not prove that the isolation started, so isolate-machine reads it back', async () => {
    const stray = { ...ours, type: 'Isolate', scope: 'Full', machineId: 'b'.repeat(40) };
    const answer = { status: 201, body: stray };
    const lost = await race('isolate-machine', [answer], () => []);
    expect(lost.json.error.details.reason).toContain('another machine');
    const mine = () => ({ ...stray, id: theirs.id, machineId, creationDateTimeUtc: new Date().toISOString() });
    const found = await race('isolate-machine', [answer], () => [mine()]);
    expect(found.json).toMatchObject({ id: theirs.id, alreadyActive: false });
  });
});

describe('collect-investigation-package in a dry run', () => {
  it('names the running collection', async () => {
    const running = { ...theirs, type: 'CollectInvestigationPackage' };
    const { json } = await race('collect-investigation-package', [], () => [running], { dryRun: true });
    expect(json).toMatchObject({ dryRun: true, hint: expect.stringContaining(`${theirs.id} (InProgress)`) });
  });
});
