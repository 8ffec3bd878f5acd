/** How the application proves who it is. */
export type Credential = { secret: string } | { privateKey: string; certificates: string[]; thumbprintSha256: string };

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

/** The application permissions in a token; undefined if it is not a JWT. */
export function grantedRoles(token: string): string[] | undefined {
  try {
    const { roles } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as {
      roles?: unknown;
    };
    return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [];
  } catch {
    return undefined;
  }
}

/** The application permissions in a token; empty if it has none, or is not a JWT. */
export const rolesOf = (token: string): string[] => grantedRoles(token) ?? [];
