import { X509Certificate } from 'node:crypto';
import { type Jwt, parseJwt, signedBy } from '../tenant/jwt.ts';
import { EntraError } from './errors.ts';

/** What an assertion must match. */
export interface AssertionRules {
  clientId: string;
  /** Token endpoint and issuer URLs that are accepted as audience. */
  audiences: string[];
  /** Certificates registered for the app, PEM; if empty, the certificate in the assertion itself is accepted. */
  certificates: string[];
  /** Milliseconds since 1970. */
  now: number;
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** Clock difference that is allowed, in seconds. */
const leewaySeconds = 300;

/**
 * Checks a certificate credential: its claims, and its signature by the registered certificates or, if there are none, by the
 * one in the `x5c` header.
 *
 * https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 *
 * @throws EntraError invalid_client (401) that names the broken rule
 */
export function checkAssertion(assertion: string, type: string | undefined, rules: AssertionRules): void {
  if (type !== assertionType) throw refusal(50049, `Unknown client_assertion_type '${type ?? ''}'.`);
  const token = parseJwt(assertion);
  if (token === undefined) throw refusal(50027, 'JWT token is invalid or malformed.');
  const { aud, iss, sub, exp, nbf } = token.claims;
  if (iss !== rules.clientId || sub !== rules.clientId) {
    throw refusal(700021, "Client assertion application identifier does not match 'client_id' parameter.");
  }
  if (typeof aud !== 'string' || !rules.audiences.includes(aud)) {
    throw refusal(700023, 'Client assertion audience claim does not match Realm issuer.');
  }
  const seconds = rules.now / 1000;
  const late = typeof exp !== 'number' || exp < seconds - leewaySeconds;
  if (late || (typeof nbf === 'number' && nbf > seconds + leewaySeconds)) {
    throw refusal(700024, 'Client assertion is not within its valid time range.');
  }
  if (!signatureHolds(token, rules.certificates)) {
    throw refusal(
      700027,
      'The certificate used to sign the client assertion is not registered, or the signature is wrong.',
    );
  }
}

function signatureHolds(token: Jwt, registered: string[]): boolean {
  if (registered.length > 0) {
    return registered.some((pem) => signedBy(token, new X509Certificate(pem).publicKey));
  }
  const chain = typeof token.header.x5c === 'string' ? [token.header.x5c] : token.header.x5c;
  // A thumbprint without a registered certificate: the signature cannot be verified.
  if (!Array.isArray(chain))
    return typeof token.header.x5t === 'string' || typeof token.header['x5t#S256'] === 'string';
  try {
    return signedBy(token, new X509Certificate(Buffer.from(String(chain[0]), 'base64')).publicKey);
  } catch {
    return false;
  }
}

const refusal = (number: number, message: string): EntraError => new EntraError(401, 'invalid_client', number, message);
