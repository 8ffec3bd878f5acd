import type { Clock, Deadline } from '../clock.ts';
import type { Transport } from '../http/transport.ts';
import type { Log } from '../log.ts';
import type { Redactor } from '../redactor.ts';
import { signIn } from './sign-in.ts';
import type { Token, TokenCache, TokenKey } from './token-cache.ts';

/** How the application proves who it is. */
export type Credential = { secret: string } | { privateKey: string; certificates: string[]; thumbprintSha256: string };

/** A token, and whether it was read from the cache of an earlier process. */
export interface TokenInUse {
  value: string;
  cached: boolean;
}

/** Gives out tokens for one application. Both calls throw `authentication_failed` or a retryable code. */
export interface TokenSource {
  /** The token in use, one from the cache, or a new one. */
  get(deadline: Deadline): Promise<TokenInUse>;
  /** Drops what is known and asks for a new one. */
  renew(deadline: Deadline): Promise<TokenInUse>;
  /** The token in use, if there is one. */
  current(): string | undefined;
}

/** What sign-in needs. */
export interface AuthContext {
  key: TokenKey;
  credential: Credential;
  cache: TokenCache;
  transport: Transport;
  clock: Clock;
  signal: AbortSignal;
  log: Log;
  redactor: Redactor;
}

/** A token this close to its end is not used any more. */
const marginMs = 5 * 60_000;

/** The application permissions in a token; empty if it has none, or is not a JWT. */
export const rolesOf = (token: string): string[] => grantedRoles(token) ?? [];

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

/** Tokens for one application: the one in use, else the cached one, else a new one. */
export function createTokenSource(context: AuthContext): TokenSource {
  const { cache, clock, redactor } = context;
  let current: (TokenInUse & { goodUntil: number }) | undefined;
  let pending: Promise<TokenInUse> | undefined;

  const use = (token: Token, cached: boolean): TokenInUse => {
    redactor.add(token.value);
    // A token that never lives longer than the margin is good for half its life, or every call would sign in anew.
    const margin = Math.min(marginMs, (token.expiresAt - clock.now()) / 2);
    current = { value: token.value, cached, goodUntil: token.expiresAt - margin };
    return current;
  };

  async function fresh(deadline: Deadline): Promise<TokenInUse> {
    const token = await signIn(context, deadline);
    await cache.write(token);
    return use(token, false);
  }

  async function find(deadline: Deadline): Promise<TokenInUse> {
    const cached = await cache.read();
    return cached !== undefined && cached.expiresAt - marginMs > clock.now() ? use(cached, true) : fresh(deadline);
  }

  /** Calls that come while one is under way share it. */
  const once = (begin: () => Promise<TokenInUse>): Promise<TokenInUse> => {
    pending ??= begin().finally(() => {
      pending = undefined;
    });
    return pending;
  };

  return {
    current: () => current?.value,
    get: async (deadline) =>
      current !== undefined && current.goodUntil > clock.now() ? current : once(() => find(deadline)),
    renew: (deadline) =>
      once(async () => {
        current = undefined;
        await cache.drop();
        return fresh(deadline);
      }),
  };
}
