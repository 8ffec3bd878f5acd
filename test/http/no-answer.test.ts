import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import isolate from '../../actions/isolate-machine.ts';
import listMachines from '../../actions/list-machines.ts';
import { handClock } from '../support/clock.ts';
import { type FakeServer, pendingIsolation, type Scripted, useFakeServers } from '../support/fake-server.ts';
import { runHere, writeDefaults } from '../support/in-process.ts';

const fake = useFakeServers();
const machineId = 'a'.repeat(40);
const params = { ...writeDefaults, isolationType: 'Full', machineId };

/** Writes text to the connection and closes it. */
const raw =
  (text: string) =>
  ({ socket }: ServerResponse): void => {
    socket?.end(text);
  };
const switching = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
const switched = raw(switching);

const run = (server: FakeServer, action: typeof isolate | typeof listMachines, input: object | string, more = {}) =>
  runHere(action, input, {
    env: { ...server.env, DEFENDER_TIMEOUT_SECONDS: '60' },
    clock: handClock(Date.now()),
    ...more,
  });

const isolation = (fields = {}) => pendingIsolation(machineId, fields);

/** Answers writes as given, and look-ups of machine actions with a list. */
const tenant =
  (write: Scripted, actions: object[] = []) =>
  ({ method }: { method: string }): Scripted =>
    method === 'POST' ? write : { body: { value: actions } };

const posts = ({ seen }: FakeServer) => seen.filter(({ method }) => method === 'POST');

describe.each([
  ['101', switched],
  ['101 without an upgrade', raw('HTTP/1.1 101 Switching Protocols\r\n\r\n')],
  ['a connection closed without an answer', raw('')],
  ['103 and nothing more', raw('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n')],
  ['something other than HTTP', raw('SSH-2.0-OpenSSH_9.6\r\n')],
])('%s', (what, answer) => {
  it('after a write: the action is read back', async () => {
    const server = await fake({ answer: tenant(answer, [isolation()]) });
    const { code, json } = await run(server, isolate, params);
    expect(json).toMatchObject({ id: isolation().id, alreadyActive: false });
    expect(code).toBe(0);
    expect(posts(server)).toHaveLength(1);
  });

  it('after a write that is not found: outcome_unknown, and nothing is sent again', async () => {
    const server = await fake({ answer: tenant(answer) });
    const { code, json } = await run(server, isolate, params);
    expect(json.error).toMatchObject({ code: 'outcome_unknown', details: { outcome: 'unknown' } });
    expect(code).toBe(6);
    expect(posts(server)).toHaveLength(1);
  });

  it('to a read, and to the sign-in: an error that says so', async () => {
    const server = await fake({ answer: () => answer });
    const read = await run(server, listMachines, {});
    const closed = await run(await fake({ token: () => answer }), listMachines, {});
    for (const { json } of [read, closed]) {
      expect(json.error.code).toBe(what.startsWith('101') ? 'unexpected_response' : 'network_failed');
    }
  });
});

it('the connection that was switched to another protocol is closed', async () => {
  let close: () => void = () => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  const server = await fake({
    answer:
      () =>
      ({ socket }) => {
        socket?.once('close', close).write(switching);
      },
  });
  await run(server, listMachines, {});
  await closed;
});

it('a batch answers every line, even if one of them is answered 101', async () => {
  const server = await fake({
    answer: ({ method, url }) => {
      const id = url.split('/')[3];
      return tenant(id === machineId ? switched : { status: 201, body: isolation({ machineId: id }) })({ method });
    },
  });
  const lines = ['b', 'a', 'c'].map((letter) => JSON.stringify({ ...params, machineId: letter.repeat(40) }));
  const { code, stdout } = await run(server, isolate, lines.join('\n'), { argv: ['--batch'] });
  const answers = stdout.trim().split('\n');
  expect(answers.map((line) => JSON.parse(line)).map(({ line, error }) => [line, error?.code])).toEqual([
    [1, undefined],
    [2, 'outcome_unknown'],
    [3, undefined],
  ]);
  expect(code).toBe(7);
});
