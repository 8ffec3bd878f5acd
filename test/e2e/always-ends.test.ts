import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useFakeServers } from '../support/fake-server.ts';
import { launch, removeFoldersAtEnd, runner, temporaryFolder } from '../support/process.ts';

const fake = useFakeServers();
removeFoldersAtEnd();
const machineId = 'a'.repeat(40);

/** Runs an action in a process that first loads a given module. */
function runWith(code: string, id: string, stdin: object, env: Record<string, string>) {
  const module = join(temporaryFolder(), 'first.mjs');
  writeFileSync(module, code);
  return launch(runner(id), [], { stdin, env, nodeOptions: ['--import', module] }).ended;
}

it('a run whose event loop becomes empty still prints a document with the outcome of its write', async () => {
  const server = await fake({});
  const code = `
    import fs from 'node:fs/promises';
    import { syncBuiltinESMExports } from 'node:module';
    fs.mkdir = () => new Promise(() => {});
    syncBuiltinESMExports();
  `;
  const ended = await runWith(code, 'isolate-machine', { machineId, comment: 'x' }, server.env);
  expect(ended.json.error).toMatchObject({ code: 'internal', details: { outcome: 'not_sent' } });
  expect(ended.stderr).toMatch(/^internal: [^\n]+\n$/);
  expect(ended.code).toBe(1);
  expect(server.seen).toEqual([]);
});

describe('a clock that is repeatedly set back by an hour', () => {
  const setBack = `
    import https from 'node:https';
    const { now } = Date;
    const { request } = https;
    let hours = 0;
    Date.now = () => now() - hours * 3_600_000;
    https.request = (...args) => {
      hours += 1;
      return request(...args);
    };
  `;

  it('does not delay the deadline', async () => {
    const server = await fake({ answer: () => ({ status: 503 }) });
    const { code, json } = await runWith(
      setBack,
      'list-machines',
      {},
      { ...server.env, DEFENDER_TIMEOUT_SECONDS: '1' },
    );
    expect(json.error.code).toBe('unavailable');
    expect(code).toBe(5);
  });

  it('does not delay the end of waitSeconds or the expiry of a token', async () => {
    const action = { id: '5382f7ea-7557-4ab7-9782-d50480024a4e', type: 'Isolate', status: 'Pending', machineId };
    const server = await fake({ answer: ({ method }) => ({ status: method === 'POST' ? 201 : 200, body: action }) });
    const params = { machineId, comment: 'x', waitSeconds: 1 };
    const { code, json } = await runWith(setBack, 'isolate-machine', params, server.env);
    expect(json.error.code).toBe('still_running');
    expect(code).toBe(5);
    expect(server.signIns).toHaveLength(1);
  });
});
