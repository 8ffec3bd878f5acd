import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../src/errors.ts';
import { resourceFields } from '../../src/generated/fields.ts';
import { meaningOf, meanings, type Refusal, rowOf } from '../../src/http/meanings.ts';

const entra = (number: number, message = 'Because.'): Refusal => ({
  status: 400,
  code: `AADSTS${number}`,
  message: `AADSTS${number}: ${message}`,
  signIn: true,
});
const unauthorized = (reason: string): Refusal => ({
  status: 401,
  code: 'Unauthorized',
  message: `Unauthorized request - reason of failure: ${reason}`,
});
const forbidden = (message: string, code = 'Forbidden'): Refusal => ({ status: 403, code, message });

/** A refusal, the code that it becomes, and what its hint has to name. */
const examples: [Refusal, string, RegExp][] = [
  [entra(7000215), 'authentication_failed', /value, not its ID/],
  [entra(7000222), 'authentication_failed', /secret has expired/],
  [entra(7000218), 'authentication_failed', /No client secret or certificate/],
  [
    entra(700027, 'Client assertion failed signature validation. [Reason - The key used is expired.]'),
    'authentication_failed',
    /certificate has expired: make a new one/,
  ],
  [entra(700027, '[Reason - The key was not found.]'), 'authentication_failed', /does not belong to the application/],
  [entra(700024, 'Client assertion is not within its valid time range.'), 'authentication_failed', /clock/],
  [
    entra(700213, 'No matching federated identity record found for presented assertion subject.'),
    'authentication_failed',
    /Federated credentials/,
  ],
  [
    entra(50196, 'The server terminated an operation because it encountered a client request loop.'),
    'rate_limited',
    /too often.*token cache/,
  ],
  [entra(700016), 'authentication_failed', /clientId/],
  [entra(7000112), 'authentication_failed', /Enterprise applications/],
  [entra(90002), 'authentication_failed', /tenantId/],
  [entra(900021), 'authentication_failed', /tenantId/],
  [entra(900382), 'authentication_failed', /tenant belongs to another cloud/],
  [entra(900432), 'authentication_failed', /application belongs to another cloud/],
  [entra(50034), 'authentication_failed', /account is unknown/],
  [entra(53003), 'authentication_failed', /conditional access/],
  [entra(500011), 'authentication_failed', /tokenResource/],
  [entra(123456), 'authentication_failed', /tenantId, clientId/],
  [{ ...entra(90033), status: 503 }, 'unavailable', /again later/],
  [{ status: 403, foreign: true, signIn: true }, 'unexpected_response', /between this machine/],
  [{ status: 408, foreign: true }, 'timed_out', /again later/],
  [{ status: 429 }, 'rate_limited', /after the wait/],
  [{ status: 502, foreign: true }, 'unavailable', /again later/],
  [{ status: 302 }, 'unexpected_response', /does not redirect/],
  [{ status: 401, foreign: true }, 'authentication_failed', /between this machine/],
  [unauthorized('Account mode is inactive'), 'authentication_failed', /licen[cs]es/],
  [unauthorized('No Tvm license'), 'authentication_failed', /licen[cs]es/],
  [unauthorized('Token expired'), 'authentication_failed', /tokenResource/],
  [
    forbidden(
      "This device has no automation level assigned to it. You'll need to at least enable the minimum Remediation Level for a given Device Group.",
      'DisallowedOperation',
    ),
    'rejected',
    /device group an automation level/,
  ],
  [forbidden('The machine needs minimum remediation level.'), 'rejected', /device group an automation level/],
  [forbidden('The feature is off.', 'DisabledFeature'), 'rejected', /do not allow this/],
  [forbidden('Not now.', 'DisallowedOperation'), 'rejected', /do not allow this/],
  [{ status: 403, foreign: true }, 'permission_denied', /between this machine/],
  [forbidden('Account is not provisioned'), 'permission_denied', /not set up in this tenant/],
  [
    forbidden('Missing application roles. API required roles: Machine.Isolate, application roles: Alert.Read.All.'),
    'permission_denied',
    /one of the permissions that the message names/,
  ],
  [forbidden('No.'), 'permission_denied', /device groups/],
  [{ status: 404, foreign: true }, 'unexpected_response', /between this machine/],
  [{ status: 404 }, 'not_found', /Check the id/],
  [{ status: 405 }, 'rejected', /forbids this method/],
  [{ status: 400, code: 'BadRequest', message: 'No Tvm license' }, 'rejected', /Defender's message/],
  [{ status: 413, foreign: true }, 'rejected', /between this machine/],
  [{ status: 400, code: 'InvalidInput' }, 'rejected', /Defender's message/],
  [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'network_failed', /another name/],
  [{ code: 'CERT_NOT_YET_VALID' }, 'network_failed', /not valid yet.*clock/],
  [{ code: 'CERT_HAS_EXPIRED' }, 'network_failed', /has expired.*renew/],
  [{ code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'network_failed', /caCertificates/],
];

describe('a refusal', () => {
  it.each(examples)('%j is %s', (refusal, is, hint) => {
    expect(meaningOf(refusal)).toMatchObject({ is, hint: expect.stringMatching(hint) });
  });

  it('has an example here for every row of the table', () => {
    const tried = new Set(examples.map(([refusal]) => rowOf(refusal)));
    expect(meanings.filter((row) => !tried.has(row))).toEqual([]);
  });

  it('has a hint that names only existing fields and variables', () => {
    const fields = resourceFields.map(({ id }) => id as string);
    const named = meanings.flatMap(({ hint }) => hint.match(/\b(?:[a-z]+[A-Z]\w+|[A-Z]+_[A-Z_]+)\b/g) ?? []);
    expect(named.filter((name) => ![...fields, 'HTTPS_PROXY'].includes(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
  });

  it('has a retryable code exactly if it may work later', () => {
    const wrong = examples.filter(([refusal, is]) => {
      const { retryable } = errorCodes[is as keyof typeof errorCodes];
      return meaningOf(refusal)?.retry === 'always' && !retryable;
    });
    expect(wrong).toEqual([]);
  });

  it('of a connection that failed for another reason is not in the table', () => {
    expect(meaningOf({ code: 'ECONNRESET' })).toBeUndefined();
  });
});
