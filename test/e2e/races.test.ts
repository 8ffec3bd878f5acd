import { afterEach, describe, expect, it } from 'vitest';
import { type FakeServer, startFakeServer } from '../support/fake-server.ts';
import { removeFoldersAtEnd, runAction } from '../support/process.ts';

removeFoldersAtEnd();
const machineId = 'a'.repeat(40);
let server: FakeServer | undefined;
afterEach(() => server?.close());

const inProgress = { code: 'BadRequest', message: 'Action is already in progress', target: 't' };

/** A tenant in which nothing runs until we ask for something: then somebody else was a moment faster. */
async function fasterOther(action: object, error: object = inProgress): Promise<FakeServer> {
  let refused = false;
  server = await startFakeServer({
    answer: ({ method }) => {
      if (method === 'GET') return { body: { value: refused ? [action] : [] } };
      refused = true;
      return { status: 400, body: { error } };
    },
  });
  return server;
}

const theirs = {
  id: '5382f7ea-7557-4ab7-9782-d50480024a4e',
  machineId,
  status: 'InProgress',
  requestorComment: 'Theirs',
  creationDateTimeUtc: new Date().toISOString(),
};

describe('somebody else was faster', () => {
  it.each([
    ['isolate-machine', { type: 'Isolate', scope: 'Full' }],
    ['collect-investigation-package', { type: 'CollectInvestigationPackage' }],
  ])('%s reports theirs', async (id, fields) => {
    const { env, seen } = await fasterOther({ ...theirs, ...fields });
    const { code, json } = await runAction(id, { machineId, comment: 'Ours' }, env);
    expect(code).toBe(0);
    expect(json).toMatchObject({ ...theirs, ...fields, alreadyActive: true });
    expect(seen.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('collect-investigation-package reports theirs after a 400 that does not say why', async () => {
    const { env } = await fasterOther({ ...theirs, type: 'CollectInvestigationPackage' }, { code: 'BadRequest' });
    const { code, json } = await runAction('collect-investigation-package', { machineId, comment: 'Ours' }, env);
    expect(code).toBe(0);
    expect(json).toMatchObject({ id: theirs.id, alreadyActive: true });
  });

  it('a refusal for another reason stays a refusal', async () => {
    const { env } = await fasterOther({ ...theirs, type: 'CollectInvestigationPackage' }, { code: 'InvalidInput' });
    const { code, json } = await runAction('collect-investigation-package', { machineId, comment: 'Ours' }, env);
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'rejected', defenderCode: 'InvalidInput' });
  });

  it('and is done already: ours by comment is adopted, theirs is a conflict', async () => {
    const over = { ...theirs, type: 'Isolate', scope: 'Full', status: 'Succeeded' };
    const first = await fasterOther({ ...over, requestorComment: 'Ours' });
    const adopted = await runAction('isolate-machine', { machineId, comment: 'Ours' }, first.env);
    expect(adopted.json).toMatchObject({ id: theirs.id, status: 'Succeeded', alreadyActive: true });
    await first.close();
    const second = await fasterOther(over);
    const { code, json } = await runAction('isolate-machine', { machineId, comment: 'Ours' }, second.env);
    expect(code).toBe(4);
    expect(json.error.code).toBe('conflict');
  });
});
