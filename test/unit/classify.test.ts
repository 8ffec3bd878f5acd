import { describe, expect, it } from 'vitest';
import { networkFailure, statusError } from '../../src/http/classify.ts';

const now = Date.parse('2026-11-22T03:00:00Z');
const answer = (status: number, body: unknown = '', headers: Record<string, string> = {}) =>
  statusError(
    'GET /api/machines',
    { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) },
    now,
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
  ])('%i is %s, sent again %s, taken: %s', (status, code, again, taken) => {
    expect(answer(status)).toMatchObject({ code, fields: { status, again, taken, hint: expect.any(String) } });
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

  it.each(['innerError', 'innererror'])('keeps the id in %s of Graph', (key) => {
    const body = { error: { code: 'BadRequest', message: 'No.', [key]: { 'request-id': 'request-2' } } };
    expect(answer(400, body).fields).toMatchObject({ defenderCode: 'BadRequest', requestId: 'request-2' });
  });

  it('keeps Retry-After of what may work later', () => {
    expect(answer(429, '', { 'retry-after': '17' }).fields.retryAfterSeconds).toBe(17);
    expect(answer(503, '', { 'retry-after': 'Sun, 22 Nov 2026 03:00:09 GMT' }).fields.retryAfterSeconds).toBe(9);
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

  it('shows a gateway page', () => {
    expect(answer(502, 'Blocked by policy 7').message).toContain('Blocked by policy 7');
  });
});

describe('a connection that failed', () => {
  const fail = (code: string, progress: object = {}) =>
    networkFailure(
      Object.assign(new Error(code), { code }),
      { connected: false, timedOut: false, ...progress },
      'https://api.security.microsoft.com/x',
    );

  it.each([
    ['ENOTFOUND', 'briefly'],
    ['EAI_AGAIN', 'briefly'],
    ['ECONNREFUSED', 'briefly'],
    ['EHOSTUNREACH', 'briefly'],
    ['ECONNRESET', 'briefly'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'never'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'never'],
    ['CERT_HAS_EXPIRED', 'never'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'never'],
  ])('with %s before TLS stood was not taken, and is tried again %s', (thrown, again) => {
    expect(fail(thrown)).toMatchObject({ code: 'network_failed', fields: { taken: 'no', again } });
  });

  it.each([
    ['a proxy that refuses', { proxyStatus: 407 }, 'never'],
    ['the last status of a proxy that refuses', { proxyStatus: 499 }, 'never'],
    ['a fault of the proxy', { proxyStatus: 500 }, 'briefly'],
    ['a proxy that is busy', { proxyStatus: 502 }, 'briefly'],
  ])('by %s was not taken: %o, tried again %s', (_who, progress, again) => {
    expect(fail('x', progress).fields).toMatchObject({ taken: 'no', again });
  });

  it.each([
    ['without an answer in time before TLS stood', { timedOut: true }, 'timed_out', 'no'],
    ['without an answer in time', { connected: true, timedOut: true }, 'timed_out', 'maybe'],
    ['broken off once TLS stood', { connected: true }, 'network_failed', 'maybe'],
  ])('%s is tried again until the deadline', (_how, progress, code, taken) => {
    expect(fail('ECONNRESET', progress)).toMatchObject({ code, fields: { taken, again: 'always' } });
  });

  it('names the host and has a hint of its own for trust, name, reach and proxy', () => {
    const errors = [fail('CERT_HAS_EXPIRED'), fail('ENOTFOUND'), fail('ECONNREFUSED'), fail('x', { proxyStatus: 407 })];
    for (const { message } of errors) expect(message).toContain('api.security.microsoft.com');
    expect(new Set(errors.map(({ fields }) => fields.hint)).size).toBe(4);
  });
});
