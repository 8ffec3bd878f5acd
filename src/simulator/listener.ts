import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from './api.ts';
import { answerControl, type Controlled, controlPath } from './control/control.ts';
import { answersItself, type Fault, nameOf } from './control/faults.ts';
import { codeOfStatus } from './wire/errors.ts';
import { type Exchange, errorEnvelope, isGraph, json, type Reply, refusal } from './wire/exchange.ts';

/** Is called with each request as it arrives, before a fault applies or the tenant answers. */
export type OnRequest = (method: string, path: string) => void;

/** Largest request body accepted, in bytes. */
const mostBodyBytes = 16 * 1024 * 1024;

/** Bytes of a response that are written at once. */
const chunkBytes = 64 * 1024;

/**
 * Makes the request listener: it reads the request, applies a fault, answers, and writes the journal. Faults and journal do
 * not apply to control requests.
 */
export function makeListener(
  controlled: Controlled,
  api: Api,
  onRequest: OnRequest = () => {},
): (req: IncomingMessage, res: ServerResponse) => void {
  const now = controlled.tenant.now;
  return (req, res) => {
    serve(req, res).catch(() => res.destroy());
  };

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const exchange = await readExchange(req);
    if (exchange === undefined) {
      const message = `The request body is larger than ${mostBodyBytes} bytes.`;
      const tooLarge = errorEnvelope(400, 'InvalidRequestBody', message, randomUUID(), { Connection: 'close' });
      // The rest of the body is read and dropped; otherwise the client would see a reset instead of the response.
      req.resume();
      send(res, tooLarge, 'x-ms-request-id', randomUUID(), now());
      return;
    }
    if (exchange.path.startsWith(controlPath)) {
      send(res, answerControl(exchange, controlled), 'x-ms-request-id', exchange.requestId, now());
      return;
    }
    onRequest(exchange.method, exchange.path);
    const fault = controlled.faults.take(exchange.method, exchange.path, exchange.query);
    if (fault !== undefined && fault.delayMs > 0) await sleep(fault.delayMs, undefined, { ref: false });
    if (fault?.reset) {
      controlled.journal.note(exchange, now(), null, nameOf(fault));
      res.destroy();
      return;
    }
    const reply = fault === undefined ? api(exchange) : faultReply(fault, exchange, api, now());
    const cut = fault?.commitThenDrop === true && !answersItself(fault);
    controlled.journal.note(exchange, now(), cut ? null : reply.status, fault && nameOf(fault));
    if (cut) res.destroy();
    else {
      // The header with the id of the request has another name on each API.
      const idHeader = isGraph(exchange) ? 'request-id' : 'x-ms-request-id';
      send(res, reply, idHeader, exchange.requestId, now(), fault?.truncate);
    }
  }
}

/** The response under a fault: the fault's own if it has a status or a body, else the tenant's with the fault's headers. */
function faultReply(fault: Fault, exchange: Exchange, api: Api, now: number): Reply {
  const headers = fault.headers;
  if (!answersItself(fault)) {
    const reply = api(exchange);
    return { ...reply, headers: { ...reply.headers, ...headers } };
  }
  if (fault.commitThenDrop) api(exchange);
  const status = fault.status ?? 200;
  if (typeof fault.body === 'string')
    return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers }, body: fault.body };
  if (fault.body !== undefined) return json(status, fault.body, headers);
  if (status < 400) return { status, headers, body: '' };
  return refusal(exchange, { status, code: codeOfStatus(status), message: 'Injected fault.', headers }, now);
}

/** Undefined if the body is too large. */
async function readExchange(req: IncomingMessage): Promise<Exchange | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > mostBodyBytes) return undefined;
    chunks.push(chunk);
  }
  const url = (req.url ?? '/').replace(/^https?:\/\/[^/]*/i, '');
  const at = url.indexOf('?');
  return {
    method: (req.method ?? 'GET').toUpperCase(),
    path: at < 0 ? url : url.slice(0, at),
    query: at < 0 ? '' : url.slice(at + 1),
    headers: req.headers,
    body: Buffer.concat(chunks),
    requestId: randomUUID(),
    origin: originOf(req),
  };
}

/** Links stay on the host that the client used, if it is this machine. */
function originOf(req: IncomingMessage): string {
  const host = req.headers.host ?? '';
  if (/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(host)) return `https://${host.toLowerCase()}`;
  return `https://127.0.0.1:${req.socket.localPort}`;
}

/** A body in chunks, because TLS encrypts a whole write before it sends the first byte. */
function* chunksOf(body: Buffer): Generator<Buffer> {
  for (let at = 0; at < body.length; at += chunkBytes) yield body.subarray(at, at + chunkBytes);
}

function send(
  res: ServerResponse,
  reply: Reply,
  idHeader: 'request-id' | 'x-ms-request-id',
  requestId: string,
  now: number,
  truncate: boolean | number = false,
): void {
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body;
  const bodiless = reply.status === 204 || reply.status === 304;
  const length: Record<string, string> = bodiless ? {} : { 'Content-Length': String(body.length) };
  const date = new Date(now).toUTCString();
  res.writeHead(reply.status, { Date: date, [idHeader]: requestId, ...length, ...reply.headers });
  if (truncate === false) {
    if (bodiless) res.end();
    else if (body.length <= chunkBytes) res.end(body);
    else pipeline(Readable.from(chunksOf(body)), res, () => {});
    return;
  }
  const kept = truncate === true ? Math.floor(body.length / 2) : Math.min(truncate, Math.max(0, body.length - 1));
  res.write(body.subarray(0, kept), () => res.destroy());
}
