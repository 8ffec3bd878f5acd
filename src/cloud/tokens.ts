import { type Deadline, orCancelled } from '../clock.ts';
import type { TokenInUse, TokenSource } from '../http/wire.ts';
import { signIn } from './sign-in.ts';
import type { SignInContext } from './sign-in-context.ts';
import type { Token } from './token.ts';
import type { TokenCache } from './token-cache.ts';

/** What a source of tokens works with. */
export interface TokenContext extends SignInContext {
  cache: TokenCache;
}

/** A token this close to its end is not used any more. */
const marginMs = 5 * 60_000;

/** Tokens for one application: the one in use, else the cached one, else a new one. */
export function createTokenSource(context: TokenContext): TokenSource {
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

  /** Calls that come while one is under way share it; each ends its own wait. */
  const once = (signal: AbortSignal, begin: () => Promise<TokenInUse>): Promise<TokenInUse> => {
    pending ??= begin().finally(() => {
      pending = undefined;
    });
    return orCancelled(pending, signal);
  };

  return {
    current: () => current?.value,
    get: async (deadline, signal) =>
      current !== undefined && current.goodUntil > clock.now() ? current : once(signal, () => find(deadline)),
    renew: (deadline, signal) =>
      once(signal, async () => {
        current = undefined;
        await cache.drop();
        return fresh(deadline);
      }),
  };
}
