import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type FakeServer, useFakeServers } from '../support/fake-server.ts';
import { launch, type Running, removeFoldersAtEnd, runner } from '../support/process.ts';

removeFoldersAtEnd();
const machineId = 'a'.repeat(40);
const machineActionId = '5382f7ea-7557-4ab7-9782-d50480024a4e';
const params = { machineId, comment: 'x', waitSeconds: 600 };
const accepted = { status: 201, body: { id: machineActionId, type: 'Isolate', status: 'Pending', machineId } };

const fake = useFakeServers();

/** A response that never comes, and a promise that resolves when a client waits for it. */
function silence(): { asked: Promise<void>; answer: (response: ServerResponse) => void } {
  let told: () => void = () => {};
  const asked = new Promise<void>((resolve) => {
    told = resolve;
  });
  return { asked, answer: () => told() };
}

/** Ends a run by a signal and checks the output that every cancelled run has. */
async function cancel(run: Running, name: 'SIGTERM' | 'SIGINT') {
  run.child.kill(name);
  const { code, signal, json, stderr } = await run.ended;
  expect({ code, signal }).toEqual({ code: name === 'SIGINT' ? 130 : 143, signal: null });
  expect(json.error).toMatchObject({ code: 'cancelled', retryable: false });
  expect(stderr).toMatch(/^cancelled: [^\n]+\n$/);
  return { details: json.error.details, stderr };
}

const isolate = (server: FakeServer, more: Record<string, string> = {}): Running =>
  launch(runner('isolate-machine'), [], { stdin: params, env: { ...server.env, ...more } });

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (name) => {
  it('while params are still being read: not sent', async () => {
    const server = await fake({});
    const run = launch(runner('isolate-machine'), [], { stdin: 'open', env: server.env });
    // More than fits into a pipe: once it is written, the runner is reading.
    await new Promise((resolve) => run.child.stdin.write(' '.repeat(1024 * 1024), resolve));
    expect((await cancel(run, name)).details).toEqual({ outcome: 'not_sent' });
    expect(server.signIns).toEqual([]);
  });

  it('during sign-in: not sent', async () => {
    const { asked, answer } = silence();
    const server = await fake({ token: () => answer });
    const run = isolate(server);
    await asked;
    expect((await cancel(run, name)).details).toEqual({ outcome: 'not_sent' });
    expect(server.seen).toEqual([]);
  });

  it('while the write is being sent: unknown', async () => {
    const { asked, answer } = silence();
    const server = await fake({ answer: () => answer });
    const run = isolate(server);
    await asked;
    expect((await cancel(run, name)).details).toEqual({ outcome: 'unknown' });
    expect(server.seen).toHaveLength(1);
  });

  it('during the wait for an investigation: accepted, with its id and the action that reads it', async () => {
    const { asked, answer } = silence();
    const begun = { status: 201, body: { id: '63001', state: 'Running', machineId } };
    const server = await fake({ answer: ({ method }) => (method === 'POST' ? begun : answer) });
    const run = launch(runner('start-automated-investigation'), [], { stdin: params, env: server.env });
    await asked;
    const { details, stderr } = await cancel(run, name);
    expect(details).toEqual({ outcome: 'accepted', investigationId: '63001' });
    expect(stderr).toContain('look with get-investigation');
    expect(stderr).toContain('investigation 63001');
  });

  it('during the wait for the accepted action: accepted, with its id on stderr', async () => {
    const { asked, answer } = silence();
    const server = await fake({ answer: ({ method }) => (method === 'POST' ? accepted : answer) });
    const run = isolate(server);
    await asked;
    const { details, stderr } = await cancel(run, name);
    expect(details).toEqual({ outcome: 'accepted', machineActionId });
    expect(stderr).toContain(machineActionId);
  });
});

it('a signal ends the wait for Retry-After at once: not sent', async () => {
  const server = await fake({ answer: () => ({ status: 429, headers: { 'retry-after': '200' } }) });
  const run = isolate(server, { DEFENDER_LOG: 'info' });
  for (let text = ''; !text.includes('"retry"'); ) text += String((await once(run.child.stderr, 'data'))[0]);
  run.child.kill('SIGTERM');
  const { code, json } = await run.ended;
  expect(code).toBe(143);
  expect(json.error).toMatchObject({ code: 'cancelled', details: { outcome: 'not_sent' } });
  expect(server.seen).toHaveLength(1);
});

it('a list that a signal ends has the error after its rows', async () => {
  const { asked, answer } = silence();
  const server = await fake({
    answer: ({ url }) =>
      url.includes('page=2') ? answer : { body: { value: [{ id: 'a' }], '@odata.nextLink': '/api/machines?page=2' } },
  });
  const run = launch(runner('list-machines'), [], { stdin: {}, env: server.env });
  await asked;
  run.child.kill('SIGTERM');
  const { code, json } = await run.ended;
  expect(code).toBe(143);
  expect(json).toMatchObject({ value: [{ id: 'a' }], error: { code: 'cancelled' } });
});
