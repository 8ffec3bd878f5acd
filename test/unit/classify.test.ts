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
    [301, 'unexpected_response', 'never'],
    [304, 'unexpected_response', 'never'],
    [400, 'rejected', 'never'],
    [401, 'authentication_failed', 'never'],
    [403, 'permission_denied', 'never'],
    [404, 'not_found', 'never'],
    [405, 'rejected', 'never'],
    [408, 'timed_out', 'always'],
    [409, 'rejected', 'never'],
    [413, 'rejected', 'never'],
    [429, 'rate_limited', 'always'],
    [500, 'unavailable', 'always'],
    [502, 'unavailable', 'always'],
    [503, 'unavailable', 'always'],
    [504, 'unavailable', 'always'],
  ])('%i is %s', (status, code, again) => {
    expect(answer(status)).toMatchObject({ code, fields: { status, again, hint: expect.any(String) } });
  });

  it.each(['DisabledFeature', 'DisallowedOperation'])('403 %s is rejected', (code) => {
    expect(answer(403, envelope(code))).toMatchObject({ code: 'rejected', fields: { defenderCode: code } });
  });

  it.each([
    [401, 'no'],
    [429, 'no'],
    [400, 'no'],
    [404, 'no'],
    [408, 'maybe'],
    [500, 'maybe'],
    [504, 'maybe'],
  ])('%i: whether a write was taken: %s', (status, taken) => {
    expect(answer(status).fields.taken).toBe(taken);
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
    ['ENOTFOUND', 'network_failed', 'no'],
    ['EAI_AGAIN', 'network_failed', 'no'],
    ['ECONNREFUSED', 'network_failed', 'no'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'network_failed', 'no'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'network_failed', 'no'],
    ['CERT_HAS_EXPIRED', 'network_failed', 'no'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'network_failed', 'no'],
    ['ECONNRESET', 'network_failed', 'no'],
  ])('%s before TLS stood was not taken', (thrown, code, taken) => {
    expect(fail(thrown)).toMatchObject({ code, fields: { taken } });
  });

  it('afterwards may have been taken', () => {
    expect(fail('ECONNRESET', { connected: true })).toMatchObject({
      code: 'network_failed',
      fields: { taken: 'maybe' },
    });
    expect(fail('', { connected: true, timedOut: true })).toMatchObject({
      code: 'timed_out',
      fields: { taken: 'maybe' },
    });
  });

  it('names the host and has a hint of its own for trust, name, reach and proxy', () => {
    const errors = [fail('CERT_HAS_EXPIRED'), fail('ENOTFOUND'), fail('ECONNREFUSED'), fail('x', { proxyStatus: 407 })];
    for (const { message } of errors) expect(message).toContain('api.security.microsoft.com');
    expect(new Set(errors.map(({ fields }) => fields.hint)).size).toBe(4);
  });

  it('by a proxy that refuses is not repeated, by one that is busy is', () => {
    expect(fail('x', { proxyStatus: 407 }).fields.again).toBe('never');
    expect(fail('x', { proxyStatus: 502 }).fields.again).not.toBe('never');
  });
});
