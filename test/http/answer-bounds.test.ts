import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import getMachineAction from '../../actions/get-machine-action-details.ts';
import isolate from '../../actions/isolate-machine.ts';
import listMachines from '../../actions/list-machines.ts';
import hunt from '../../actions/run-advanced-hunting-query.ts';
import type { Action } from '../../src/catalogue/define-action.ts';
import { readAnswer } from '../../src/defender/hunting/answer.ts';
import { SoarError } from '../../src/errors.ts';
import { gunzip, readBody } from '../../src/http/body.ts';
import { handClock } from '../support/clock.ts';
import { type FakeServer, fakeToken, pendingIsolation, type Scripted, useFakeServers } from '../support/fake-server.ts';
import { runHere, writeDefaults } from '../support/in-process.ts';

const fake = useFakeServers();
const machineId = 'a'.repeat(40);
const machineActionId = '5382f7ea-7557-4ab7-9782-d50480024a4e';
const mebibyte = Buffer.alloc(1024 * 1024, ' ');
const gzippedMebibyte = gzipSync(mebibyte);

/** Answers with so many mebibytes of blanks, gzipped to a thousandth. */
const gzipped =
  (mebibytes: number, status = 200): Scripted =>
  (response) => {
    response.writeHead(status, { 'content-encoding': 'gzip' });
    response.end(Buffer.concat(Array.from({ length: mebibytes }, () => gzippedMebibyte)));
  };

/** JSON of so many lists, one inside the other. */
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

// biome-ignore lint/suspicious/noExplicitAny: an action of any id
const run = (server: FakeServer, action: Action<any>, params: object, env = {}) =>
  runHere(action, params, { env: { ...server.env, ...env }, clock: handClock(Date.now()) });
const read = (server: FakeServer, env = {}) => run(server, getMachineAction, { machineActionId }, env);

describe('an answer that is too large', () => {
  it.each([
    ['an entity', '16 MiB', 17, read],
    ['a page', '128 MiB', 129, (server: FakeServer) => run(server, listMachines, {})],
  ])('is refused by its size gunzipped: %s', async (_what, most, mebibytes, runOn) => {
    const server = await fake({ answer: () => gzipped(mebibytes) });
    const { code, json } = await runOn(server);
    expect(json.error).toMatchObject({ code: 'unexpected_response', message: expect.stringContaining(most) });
    expect(code).toBe(1);
    expect(server.seen).toHaveLength(1);
  });

  it('may be as large as its kind allows: a page', async () => {
    const description = ' '.repeat(17 * mebibyte.length);
    const server = await fake({ answer: () => ({ body: { value: [{ id: machineId, description }] } }) });
    const { code, json } = await run(server, listMachines, {});
    expect({ code, count: json.count }).toEqual({ code: 0, count: 1 });
  });

  it('is refused while it is gunzipped: a hunt', async () => {
    const chunks = gunzip([gzippedMebibyte, gzippedMebibyte], 1_500_000);
    const answer = readAnswer(chunks, (what) => new SoarError('unexpected_response', what));
    await expect(answer).rejects.toMatchObject({
      code: 'unexpected_response',
      message: expect.stringMatching(/^more than 1\.4/),
    });
  });

  it('is refused as it arrives, if it is not gzipped', async () => {
    const server = await fake({
      answer: () => (response) => {
        for (let count = 0; count < 17; count += 1) response.write(mebibyte);
        response.end();
      },
    });
    const { json } = await read(server);
    expect(json.error).toMatchObject({ code: 'unexpected_response', message: expect.stringContaining('16 MiB') });
  });

  it('to the sign-in is refused', async () => {
    const { json } = await read(await fake({ token: () => gzipped(2) }));
    expect(json.error).toMatchObject({ code: 'unexpected_response', message: expect.stringContaining('1 MiB') });
  });

  it('is gunzipped no further once its time is over', async () => {
    const headers = { 'content-encoding': 'gzip' };
    const arrived = Object.assign(Readable.from([gzippedMebibyte]), { statusCode: 200, headers, complete: true });
    let gunzipped = 0;
    const checkTime = () => {
      gunzipped += 1;
      if (gunzipped === 3) throw new Error('time is over');
    };
    const reading = { gzipped: false, mostBytes: mebibyte.length, checkTime };
    await expect(readBody(arrived as unknown as IncomingMessage, reading)).rejects.toThrow('time is over');
    expect(gunzipped).toBe(3);
  });

  it.each([
    [400, 'rejected'],
    [503, 'unavailable'],
  ])('of a refusal is read no further than its status needs: %i', async (status, code) => {
    const endless = function* () {
      for (;;) yield mebibyte;
    };
    const server = await fake({
      answer: () => (response) => {
        Readable.from(endless()).pipe(response.writeHead(status));
      },
    });
    const { json } = await read(server, { DEFENDER_TIMEOUT_SECONDS: '1' });
    expect(json.error).toMatchObject({ code, status });
  });
});

describe('an answer in another spelling of its encoding is read', () => {
  const entity = JSON.stringify({ id: machineActionId, type: 'Isolate' });

  it.each(['GZIP', 'x-gzip'])('%s', async (coding) => {
    const answer: Scripted = (response) => {
      response.writeHead(200, { 'content-encoding': coding }).end(gzipSync(entity));
    };
    expect((await read(await fake({ answer: () => answer }))).json).toMatchObject({ id: machineActionId });
  });

  const marked = (body: object): Scripted => ({ body: `\ufeff${JSON.stringify(body)}` });

  it('with a byte order mark', async () => {
    const server = await fake({ answer: () => marked({ id: machineActionId, type: 'Isolate' }) });
    expect((await read(server)).json).toMatchObject({ id: machineActionId });
    const list = await fake({ answer: () => marked({ value: [{ id: 'x' }] }) });
    expect((await run(list, listMachines, {})).json).toMatchObject({ count: 1 });
  });

  it('with a byte order mark: a hunt, gzipped or not', async () => {
    const answer = { Schema: [{ Name: 'A', Type: 'Int32' }], Results: [{ A: 1 }] };
    const gzippedAnswer: Scripted = (response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(`\ufeff${JSON.stringify(answer)}`));
    };
    for (const scripted of [marked(answer), gzippedAnswer]) {
      const server = await fake({ answer: () => scripted });
      const { json } = await run(server, hunt, { query: 'x' }, { DEFENDER_HUNTING_API: 'defender' });
      expect(json).toMatchObject({ results: [{ A: 1 }], count: 1 });
    }
  });

  it('with a byte order mark: a refusal, and a sign-in', async () => {
    const error = { code: 'ResourceNotFound', message: 'gone' };
    const refusing = await fake({ answer: () => ({ status: 404, ...marked({ error }) }) });
    expect((await read(refusing)).json.error).toMatchObject({ code: 'not_found', defenderCode: error.code });
    const token = () =>
      marked({ token_type: 'Bearer', expires_in: 3599, access_token: fakeToken(['Machine.Read.All']) });
    const server = await fake({ token, answer: () => ({ body: entity }) });
    expect((await read(server)).json).toMatchObject({ id: machineActionId });
  });
});

describe('an answer that is nested too deep', () => {
  it.each([
    ['an entity', `{"id":"${machineActionId}","type":${nested(5000)}}`, getMachineAction, { machineActionId }],
    ['a row of a list', `{"value":[{"id":"x","new":${nested(5000)}}]}`, listMachines, {}],
    ['next to the rows of a list', `{"@odata.count":${nested(5000)},"value":[]}`, listMachines, {}],
  ])('is refused: %s', async (_what, body, action, params) => {
    const { code, json } = await run(await fake({ answer: () => ({ body }) }), action as Action, params);
    expect(json.error).toMatchObject({ code: 'unexpected_response', message: expect.stringContaining('100 levels') });
    expect(code).toBe(1);
  });

  it('is refused beyond 100 levels', async () => {
    const list = (levels: number) => ({ body: `{"value":[{"id":"x","new":${nested(levels)}}]}` });
    expect((await run(await fake({ answer: () => list(97) }), listMachines, {})).code).toBe(0);
    expect((await run(await fake({ answer: () => list(98) }), listMachines, {})).code).toBe(1);
  });
});

describe.each([
  ['too large', gzipped(17)],
  ['nested too deep', { body: `{"id":"${machineActionId}","new":${nested(5000)}}` }],
])('a write whose answer is %s', (_what, answer) => {
  const isolation = () => pendingIsolation(machineId);

  it.each([
    ['found', () => [isolation()], 0],
    ['outcome_unknown', () => [], 6],
  ])('is read back: %s', async (_outcome, list, exit) => {
    const server = await fake({ answer: ({ method }) => (method === 'POST' ? answer : { body: { value: list() } }) });
    const { code } = await run(server, isolate, { ...writeDefaults, isolationType: 'Full', machineId });
    expect(code).toBe(exit);
    expect(server.seen.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});
