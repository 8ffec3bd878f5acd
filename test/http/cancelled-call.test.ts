import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { deadlineIn, systemClock } from '../../src/clock.ts';
import { noTokenCache } from '../../src/cloud/token-cache.ts';
import { createTokenSource } from '../../src/cloud/tokens.ts';
import { createHttp, type Http } from '../../src/http/http.ts';
import { type Pace, unlimited } from '../../src/http/limits.ts';
import { createTransport } from '../../src/http/transport.ts';
import { createLog } from '../../src/log.ts';
import { RunProgress } from '../../src/progress.ts';
import { createRedactor } from '../../src/redactor.ts';
import { type FakeServer, fakeToken, type Scripted, useFakeServers } from '../support/fake-server.ts';

const fake = useFakeServers();
const redactor = createRedactor();
const log = createLog(undefined, redactor, () => {});
const clock = systemClock;

/** A session with a server, and a way to begin calls in it. */
function openSession(server: FakeServer, pace: Pace = unlimited) {
  const session = new AbortController();
  const { signal } = session;
  const transport = createTransport({ userAgent: 'test', proxyFor: () => '', ca: [server.authority], signal });
  const key = { authority: server.origin, tenantId: 'tenant', clientId: 'client', tokenResource: 'https://api' };
  const credential = { kind: 'clientSecret', secret: 'secret' } as const;
  const tokens = createTokenSource({ key, credential, cache: noTokenCache, transport, clock, signal, log, redactor });
  return {
    transport,
    begin(call: AbortController): Http {
      const progress = new RunProgress();
      const shared = { apiOrigin: server.origin, transport, tokens, pace, clock, log, redactor };
      return createHttp({ ...shared, signal: call.signal, progress }, deadlineIn(60, clock));
    },
  };
}

/** What a server does with a call that gets cancelled: `reached` resolves once it has come, `closed` once its connection ends. */
function held(start: (response: ServerResponse) => void = () => {}) {
  let resolveReached: () => void = () => {};
  let resolveClosed: () => void = () => {};
  const reached = new Promise<void>((resolve) => {
    resolveReached = resolve;
  });
  const closed = new Promise<void>((resolve) => {
    resolveClosed = resolve;
  });
  const answer: Scripted = (response) => {
    response.once('close', () => resolveClosed());
    start(response);
    resolveReached();
  };
  return { reached, closed, answer };
}

const get = (path: string) => ({ method: 'GET', path }) as const;

it.each<[string, (response: ServerResponse) => void]>([
  ['before its answer', () => {}],
  ['in the middle of its answer', (response) => response.writeHead(200).write('{"value":')],
])('ends its own connection, and no other call of the session: cancelled %s', async (_when, start) => {
  const first = held(start);
  let answerSecond: () => void = () => {};
  const second = held((response) => {
    answerSecond = () => response.writeHead(200).end('{"name":"second"}');
  });
  const server = await fake({ answer: ({ url }) => (url === '/first' ? first : second).answer });
  const { begin, transport } = openSession(server);
  const [one, other] = [new AbortController(), new AbortController()];
  const cancelledCall = begin(one).read(get('/first'));
  const goingOn = begin(other).read(get('/second'));
  await Promise.all([first.reached, second.reached]);
  one.abort();
  await expect(cancelledCall).rejects.toMatchObject({ code: 'cancelled', fields: { delivered: 'maybe' } });
  await first.closed;
  answerSecond();
  expect((await goingOn).json).toEqual({ name: 'second' });
  transport.close();
});

it('ends its wait for a sign-in that another call shares, not the sign-in', async () => {
  let signIn: () => void = () => {};
  const issued = { token_type: 'Bearer', expires_in: 3599, access_token: fakeToken([]) };
  const entra = held((response) => {
    signIn = () => response.writeHead(200).end(JSON.stringify(issued));
  });
  const server = await fake({ token: () => entra.answer, answer: () => ({ body: { name: 'second' } }) });
  const { begin, transport } = openSession(server);
  const [one, other] = [new AbortController(), new AbortController()];
  const cancelledCall = begin(one).read(get('/first'));
  const goingOn = begin(other).read(get('/second'));
  await entra.reached;
  one.abort();
  await expect(cancelledCall).rejects.toMatchObject({ code: 'cancelled', fields: { delivered: 'no' } });
  signIn();
  expect((await goingOn).json).toEqual({ name: 'second' });
  expect(server.signIns).toHaveLength(1);
  expect(server.seen.map(({ url }) => url)).toEqual(['/second']);
  transport.close();
});

const slow: Pace = { wait: (_method, _path, { signal }) => clock.sleep(30_000, signal) };

it.each<[string, Pace, number]>([
  ['the published limits', slow, 0],
  ['a retry', unlimited, 1],
])('ends its wait for %s', async (_what, pace, sent) => {
  const busy = held((response) => response.writeHead(503, { 'retry-after': '30' }).end());
  const server = await fake({ answer: () => busy.answer });
  const { begin, transport } = openSession(server, pace);
  const call = new AbortController();
  const read = begin(call).read(get('/first'));
  if (sent > 0) await busy.closed;
  else await expect.poll(() => server.signIns).toHaveLength(1);
  setTimeout(() => call.abort(), 50);
  await expect(read).rejects.toMatchObject({ code: 'cancelled' });
  expect(server.seen).toHaveLength(sent);
  transport.close();
});

it('is not sent if its signal is aborted already', async () => {
  const server = await fake({ answer: () => ({ body: {} }) });
  const { begin, transport } = openSession(server);
  const call = new AbortController();
  call.abort();
  await expect(begin(call).read(get('/first'))).rejects.toMatchObject({ code: 'cancelled' });
  expect(server.seen).toEqual([]);
  transport.close();
});

it('ends a download, and no other', async () => {
  const endless = held((response) => response.writeHead(200).write('begin'));
  const server = await fake({ answer: () => endless.answer });
  const { transport } = openSession(server);
  const call = new AbortController();
  const request = { method: 'GET', headers: {}, timeoutMs: 5000 };
  const [one, other] = await Promise.all([
    transport.open({ ...request, url: `${server.origin}/one`, signal: call.signal }),
    transport.open({ ...request, url: `${server.origin}/other` }),
  ]);
  const read = (async () => {
    for await (const _chunk of one.body);
  })();
  call.abort();
  await expect(read).rejects.toThrow();
  await endless.closed;
  expect(other.body.destroyed).toBe(false);
  other.body.destroy();
  transport.close();
});
