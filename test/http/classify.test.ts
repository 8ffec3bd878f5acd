import { describe, expect, it } from 'vitest';
import { networkFailure, statusError } from '../../src/http/classify.ts';
import { createRedactor } from '../../src/redactor.ts';

const now = Date.parse('2026-11-22T03:00:00Z');
const answer = (status: number, body: unknown = '', headers: Record<string, string> = {}) =>
  statusError(
    'GET /api/machines',
    { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) },
    { now, clean: createRedactor().clean },
  );
const envelope = (code: string, message = 'Because.') => ({ error: { code, message, target: 'target-1' } });

describe('a status', () => {
  it.each([
    [301, 'unexpected_response', 'never', 'no'],
    [304, 'unexpected_response', 'never', 'no'],
    [400, 'rejected', 'never', 'no'],
    [401, 'authentication_failed', 'never', 'no'],
    [403, 'permission_denied', 'never', 'no'],
    [404, 'not_found', 'never', 'no'],
    [405, 'rejected', 'never', 'no'],
    [408, 'timed_out', 'always', 'maybe'],
    [409, 'rejected', 'never', 'no'],
    [413, 'rejected', 'never', 'no'],
    [429, 'rate_limited', 'always', 'no'],
    [500, 'unavailable', 'always', 'maybe'],
    [502, 'unavailable', 'always', 'maybe'],
    [503, 'unavailable', 'always', 'maybe'],
    [504, 'unavailable', 'always', 'maybe'],
  ])('%i is %s, retry: %s, delivered: %s', (status, code, retry, delivered) => {
    expect(answer(status)).toMatchObject({ code, fields: { status, retry, delivered, hint: expect.any(String) } });
  });

  it.each(['DisabledFeature', 'DisallowedOperation'])('403 %s is rejected', (code) => {
    expect(answer(403, envelope(code))).toMatchObject({ code: 'rejected', fields: { defenderCode: code } });
  });

  it('keeps code, message and ids of Defender', () => {
    const error = answer(400, envelope('InvalidInput', 'The tag is too long.'), { 'x-ms-request-id': 'request-1' });
    expect(error.fields).toMatchObject({ defenderCode: 'InvalidInput', requestId: 'request-1' });
    expect(error.message).toContain('The tag is too long.');
    expect(answer(400, envelope('InvalidInput')).fields.requestId).toBe('target-1');
  });

  it('keeps no text that is not an id as the id', () => {
    const headers = { 'x-ms-request-id': 'sent: Bearer x', 'request-id': 'x'.repeat(101) };
    expect(answer(400, '', headers).fields.requestId).toBeUndefined();
    expect(answer(400, '', { ...headers, 'x-ms-correlation-request-id': 'id-3' }).fields.requestId).toBe('id-3');
  });

  it.each(['innerError', 'innererror'])('keeps the id in %s of Graph', (key) => {
    const body = { error: { code: 'BadRequest', message: 'No.', [key]: { 'request-id': 'request-2' } } };
    expect(answer(400, body).fields).toMatchObject({ defenderCode: 'BadRequest', requestId: 'request-2' });
  });

  it('keeps Retry-After of what may work later', () => {
    expect(answer(429, '', { 'retry-after': '17' }).fields.retryAfterSeconds).toBe(17);
    expect(answer(503, '', { 'retry-after': 'Sun, 22 Nov 2026 03:00:09 GMT' }).fields.retryAfterSeconds).toBe(9);
    expect(answer(400, '', { 'retry-after': '17' }).fields.retryAfterSeconds).toBeUndefined();
  });

  it.each([
    '<html><body>Blocked by\n policy</body></html>',
    '{"error": "invalid_client"}',
    '[]',
    'null',
    '{"error": null}',
    '{',
  ])('survives the body %j', (body) => {
    expect(answer(502, body)).toMatchObject({ code: 'unavailable', fields: { defenderCode: undefined } });
  });

  it('takes nothing but text for code, message and id', () => {
    const error = answer(400, { error: { code: 7, message: ['a'], target: {} } });
    expect(error.message).toBe('GET /api/machines returned 400');
    expect(error.fields).toMatchObject({ defenderCode: undefined, requestId: undefined });
  });

  it('keeps the message of an error that is a text', () => {
    expect(answer(400, { error: 'Too busy.' }).message).toBe('GET /api/machines returned 400: Too busy.');
  });

  it('shows the title of a gateway page, with its media type if it has one', () => {
    const said = 'GET /api/machines returned 502 with';
    expect(answer(502, 'Blocked by policy 7').message).toBe(`${said} a body without type: Blocked by policy 7`);
    const named = answer(502, '<title>Blocked</title>', { 'content-type': 'text/html; charset=utf-8' });
    expect(named.message).toBe(`${said} text/html: Blocked`);
    expect(answer(502, '<br>', { 'content-type': 'text/html' }).message).toBe(`${said} text/html`);
  });
});

describe('a connection that failed', () => {
  const fail = (code: string, progress: object = {}) =>
    networkFailure(
      Object.assign(new Error('as Node says it'), { code }),
      { connected: false, timedOut: false, ...progress },
      'https://api.security.microsoft.com/x',
    );

  it.each([
    ['ENOTFOUND', 'limited'],
    ['EAI_AGAIN', 'limited'],
    ['ECONNREFUSED', 'limited'],
    ['EHOSTUNREACH', 'limited'],
    ['ECONNRESET', 'limited'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'never'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'never'],
    ['CERT_HAS_EXPIRED', 'never'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'never'],
  ])('with %s before the TLS handshake is not delivered; retry: %s', (thrown, retry) => {
    expect(fail(thrown)).toMatchObject({ code: 'network_failed', fields: { delivered: 'no', retry } });
  });

  it.each([
    ['a proxy that refuses', { proxyStatus: 407 }, 'never'],
    ['the last status of a proxy that refuses', { proxyStatus: 499 }, 'never'],
    ['a fault of the proxy', { proxyStatus: 500 }, 'limited'],
    ['a proxy that is busy', { proxyStatus: 502 }, 'limited'],
  ])('by %s is not delivered: %o, retry: %s', (_who, progress, retry) => {
    expect(fail('x', progress).fields).toMatchObject({ delivered: 'no', retry });
  });

  it.each([
    ['without an answer in time before TLS stood', { timedOut: true }, 'timed_out', 'no'],
    ['without an answer in time', { connected: true, timedOut: true }, 'timed_out', 'maybe'],
    ['broken off once TLS stood', { connected: true }, 'network_failed', 'maybe'],
  ])('%s is retried until the deadline', (_how, progress, code, delivered) => {
    expect(fail('ECONNRESET', progress)).toMatchObject({ code, fields: { delivered, retry: 'always' } });
  });

  const host = 'api.security.microsoft.com';
  const proxy = { proxy: '10.0.0.1:8080' };
  const path = 'Check the path to that host, firewalls, and whether a proxy is needed';
  it.each([
    [
      'CERT_HAS_EXPIRED',
      {},
      `the certificate of ${host} is not trusted (CERT_HAS_EXPIRED)`,
      expect.stringMatching(/^The certificate has expired: /),
    ],
    [
      'CERT_NOT_YET_VALID',
      {},
      `the certificate of ${host} is not trusted (CERT_NOT_YET_VALID)`,
      expect.stringMatching(/^The certificate is not valid yet: /),
    ],
    [
      'ERR_TLS_CERT_ALTNAME_INVALID',
      {},
      `the certificate of ${host} is not trusted (ERR_TLS_CERT_ALTNAME_INVALID)`,
      expect.stringMatching(/^The certificate is for another name: /),
    ],
    [
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      {},
      `the certificate of ${host} is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE)`,
      expect.stringContaining('caCertificates'),
    ],
    ['ENOTFOUND', {}, `the name of ${host} could not be resolved (ENOTFOUND)`, `${path}, the spelling, and DNS.`],
    [
      'ENOTFOUND',
      proxy,
      'the name of the proxy 10.0.0.1:8080 could not be resolved (ENOTFOUND)',
      'Check proxyUrl or HTTPS_PROXY, the spelling, and DNS.',
    ],
    ['EHOSTUNREACH', {}, `${host} could not be reached (EHOSTUNREACH)`, `${path}.`],
    ['ENETUNREACH', {}, `${host} could not be reached (ENETUNREACH)`, `${path}.`],
    ['ECONNREFUSED', {}, `${host} could not be reached (ECONNREFUSED)`, `${path}.`],
    [
      'ECONNREFUSED',
      proxy,
      'the proxy 10.0.0.1:8080 could not be reached (ECONNREFUSED)',
      'Check proxyUrl or HTTPS_PROXY.',
    ],
    [
      'ECONNRESET',
      {},
      `the connection to ${host} broke (ECONNRESET)`,
      `Try again; if it lasts, look for a firewall that ends connections. ${path}.`,
    ],
    [
      'ECONNRESET',
      { ...proxy, tunnel: true },
      `the connection to ${host} broke (ECONNRESET)`,
      `Try again; if it lasts, look for a firewall that ends connections. ${path}.`,
    ],
    [
      '',
      proxy,
      'the connection to the proxy 10.0.0.1:8080 broke (as Node says it)',
      'Try again; if it lasts, look for a firewall that ends connections. Check proxyUrl or HTTPS_PROXY.',
    ],
    [
      'ECONNRESET',
      { ...proxy, connected: true },
      `the connection to ${host} broke (ECONNRESET)`,
      `Try again; if it lasts, look for a firewall that ends connections. ${path}.`,
    ],
    [
      'x',
      { ...proxy, proxyStatus: 407 },
      `the proxy 10.0.0.1:8080 refused a connection to ${host} with status 407`,
      'Check proxyUrl or HTTPS_PROXY, its user name and password, and that the proxy lets this host through.',
    ],
    [
      'x',
      { timedOut: true },
      `${host} did not answer in time`,
      'Try again; if it lasts, check the path to that host and raise timeoutSeconds.',
    ],
  ])('%s %j says what was in the way, and what to look at', (code, progress, message, hint) => {
    expect(fail(code, progress)).toMatchObject({ message, fields: { hint } });
  });
});
