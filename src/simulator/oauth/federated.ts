import { parseJwt } from '../tenant/jwt.ts';
import type { FederatedCredential } from '../tenant/settings.ts';
import { EntraError } from './errors.ts';

/** Whether an assertion comes from another platform than the application itself, whose assertions it issues to itself. */
export const isFederated = (assertion: string, clientId: string): boolean => {
  const issuer = parseJwt(assertion)?.claims.iss;
  return typeof issuer === 'string' && issuer !== clientId;
};

/**
 * Checks the claims of a token of another platform; its signature is not checked, because its keys are not here.
 *
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation
 *
 * @throws EntraError that names the first claim that no credential matches
 */
export function checkFederated(assertion: string, credentials: readonly FederatedCredential[], now: number): void {
  const { iss, sub, aud, exp } = parseJwt(assertion)?.claims ?? {};
  const refuse = (number: number, what: string, value: unknown): EntraError =>
    new EntraError(
      401,
      'invalid_client',
      number,
      `No matching federated identity record found for presented assertion ${what} '${String(value)}'.`,
    );
  const ofIssuer = credentials.filter(({ issuer }) => issuer === iss);
  if (ofIssuer.length === 0) throw refuse(700211, 'issuer', iss);
  const ofSubject = ofIssuer.filter(({ subject }) => subject === sub);
  if (ofSubject.length === 0) throw refuse(700213, 'subject', sub);
  if (!ofSubject.some(({ audience }) => audience === aud)) throw refuse(700212, 'audience', aud);
  if (typeof exp !== 'number' || exp * 1000 <= now) {
    throw new EntraError(401, 'invalid_client', 700024, 'Client assertion is not within its valid time range.');
  }
}
