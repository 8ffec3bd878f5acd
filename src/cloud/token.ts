/** A private key, its certificate with issuers, and when that certificate ends, in milliseconds since 1970. */
export interface KeyPair {
  privateKey: string;
  certificates: string[];
  thumbprintSha256: string;
  endsAt: number;
}

/** What signs in, and what proves it. */
export type Credential =
  | { kind: 'clientSecret'; secret: string }
  | ({ kind: 'clientCertificate' } & KeyPair)
  | { kind: 'workloadIdentity'; assertion: string }
  | { kind: 'managedIdentity'; userAssigned: string | undefined };

/** A credential as its file holds it now, or the last one with why the file cannot be used. */
export interface ReadAgain {
  credential: Credential;
  fault?: string | undefined;
}

/** Reads a credential from its file once more: the platform may have renewed it. */
export type Renew = (signal: AbortSignal) => Promise<ReadAgain>;

/** What a token is issued for. */
export interface TokenKey {
  authority: string;
  tenantId: string;
  clientId: string;
  tokenResource: string;
}

/** An access token and when it ends, in milliseconds since 1970. */
export interface Token {
  value: string;
  expiresAt: number;
}

/** The claims of a token; undefined if it is not a JWT. */
export function claimsOf(token: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return Object(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}

/** The application that a token was issued to; undefined if it does not say. */
export function applicationOf(token: string): string | undefined {
  const { appid, azp } = claimsOf(token) ?? {};
  return [appid, azp].find((claim) => typeof claim === 'string');
}

/** The application permissions in a token; undefined if it is not a JWT. */
export function grantedRoles(token: string): string[] | undefined {
  const claims = claimsOf(token);
  if (claims === undefined) return undefined;
  return Array.isArray(claims.roles) ? claims.roles.filter((role) => typeof role === 'string') : [];
}

/** The application permissions in a token; empty if it has none, or is not a JWT. */
export const rolesOf = (token: string): string[] => grantedRoles(token) ?? [];
