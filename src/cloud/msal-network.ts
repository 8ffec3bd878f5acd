import type { INetworkModule, NetworkRequestOptions } from '@azure/msal-node';
import type { Deadline } from '../clock.ts';
import { type SoarError, toSoarError } from '../errors.ts';
import { repeat } from '../http/retry.ts';
import type { WireResponse } from '../http/wire.ts';
import type { SignInContext } from './sign-in-context.ts';

/** A token, which becomes part of a header: https://datatracker.ietf.org/doc/html/rfc6750#section-2.1 */
const bearerToken = /^[\w.~+/-]+=*$/;

/** The answer with a token; undefined for every other answer, whatever it contains. */
export function tokenIn({ status, body }: WireResponse<string>): object | undefined {
  if (status !== 200) return undefined;
  try {
    const answer = JSON.parse(body) as { access_token?: unknown } | null;
    return typeof answer?.access_token === 'string' && bearerToken.test(answer.access_token) ? answer : undefined;
  } catch {
    return undefined;
  }
}

/** Makes one request; its body is that of an answer which MSAL may use. Throws `SoarError` for every other answer. */
type Send = (method: string, url: string, options: NetworkRequestOptions) => Promise<WireResponse<object>>;

/**
 * MSAL's network over our transport. Retry and classification live in here: after a 429 or 5xx MSAL answers the next call
 * itself without sending.
 * @param failed receives the original error; MSAL wraps it
 */
export function createNetwork(
  { clock, signal, log }: SignInContext,
  deadline: Deadline,
  failed: (error: SoarError) => void,
  send: Send,
): INetworkModule {
  async function exchange<T>(method: string, url: string, options: NetworkRequestOptions = {}) {
    try {
      const once = () => send(method, url, options);
      const { status, headers, body } = await repeat(once, false, { clock, deadline, signal, log });
      return { status, headers, body: body as T };
    } catch (error) {
      // Nothing of Defender's was sent yet, and what could be repeated was: callers must not start over.
      failed(toSoarError(error).with({ delivered: 'no', retry: 'never' }));
      throw error;
    }
  }
  return {
    sendGetRequestAsync: (url, options) => exchange('GET', url, options),
    sendPostRequestAsync: (url, options) => exchange('POST', url, options),
  };
}
