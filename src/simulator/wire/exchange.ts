import type { IncomingHttpHeaders } from 'node:http';
import { ServiceError } from './errors.ts';

/** One request as the tenant sees it: body already read. */
export interface Exchange {
  /** Upper-case verb. */
  method: string;
  /** Path as sent, still percent-encoded, without the query. */
  path: string;
  /** Query as sent, without the question mark; empty when there is none. */
  query: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** GUID that names this request in `x-ms-request-id` and in `error.target`. */
  requestId: string;
  /** `https://host:port` that the client used: links in responses stay on that host. */
  origin: string;
}

/** What is sent back. A string body is UTF-8. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** A reply with a serialized JSON text. */
export const jsonText = (status: number, text: string | Buffer, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
  body: text,
});

/** A reply with a value as compact JSON, as the service writes it. */
export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Reply =>
  jsonText(status, JSON.stringify(value), headers);

/** 204 without a body. */
export const noContent = (): Reply => ({ status: 204, headers: {}, body: '' });

/** The documented error envelope. `target` correlates the request for support. */
export const errorEnvelope = (
  status: number,
  code: string,
  message: string,
  requestId: string,
  headers: Record<string, string> = {},
): Reply => json(status, { error: { code, message, target: requestId } }, headers);

/** Whether a request is for Microsoft Graph, which the tenant serves on the same origin. */
export const isGraph = ({ path }: Pick<Exchange, 'path'>): boolean => /^\/(v1\.0|beta)\//i.test(path);

/** Graph's codes, if they differ from Defender's. */
const graphCodes: Record<string, string> = {
  Unauthorized: 'InvalidAuthenticationToken',
  InvalidRequestBody: 'BadRequest',
  MissingRequiredParameter: 'BadRequest',
  ODataError: 'BadRequest',
  InternalServerError: 'UnknownError',
};

/**
 * A refusal in the envelope of the API that was called. Graph's has its ids in `innerError`.
 *
 * https://learn.microsoft.com/graph/errors
 *
 * @param now milliseconds since 1970
 */
export function refusal(
  exchange: Exchange,
  {
    status,
    code,
    message,
    headers = {},
  }: { status: number; code: string; message: string; headers?: Reply['headers'] },
  now: number,
): Reply {
  const { requestId } = exchange;
  if (!isGraph(exchange)) return errorEnvelope(status, code, message, requestId, headers);
  const ids = { 'request-id': requestId, 'client-request-id': exchange.headers['client-request-id'] ?? requestId };
  const innerError = { date: new Date(now).toISOString().slice(0, 19), ...ids };
  return json(status, { error: { code: graphCodes[code] ?? code, message, innerError } }, headers);
}

/**
 * Decodes a percent-encoded part of a URL.
 *
 * @throws ServiceError BadRequest if the encoding is malformed
 */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ServiceError('BadRequest', `The request URL has a malformed percent-encoding in '${text.slice(0, 80)}'.`);
  }
}

/**
 * Name and value pairs of a query or a form body, in order; `+` and `%20` are both a space.
 *
 * @throws ServiceError BadRequest if the encoding is malformed
 */
export function pairs(text: string): [name: string, value: string][] {
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      const [name, value] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
      return [decode(name.replaceAll('+', ' ')), decode(value.replaceAll('+', ' '))];
    });
}
