import { Readable } from 'node:stream';
import { SoarError } from '../../errors.ts';
import { type Call, nameOf } from '../../http/call.ts';
import { unexpected } from '../../http/classify.ts';
import { retryAfterSeconds } from '../../http/retry.ts';
import type { WireResponse } from '../../http/wire.ts';
import type { DefenderContext } from '../context.ts';

/** Redirects followed at most: contract section 3. */
const mostRedirects = 3;

/** Whether text is an `https` address without user name and password: Node would send those as an Authorization header. */
function isPlainLink(text: string, base?: string): boolean {
  if (!URL.canParse(text, base)) return false;
  const { protocol, username, password } = new URL(text, base);
  return protocol === 'https:' && username === '' && password === '';
}

/** Reads the download link that a call returns under `value`, and redacts it from now on; undefined while there is none. */
export async function readLink({ http, redactor }: DefenderContext, call: Call): Promise<string | undefined> {
  try {
    const { json, status } = await http.read(call);
    const { value } = json;
    if (value === null || value === '') return undefined;
    if (typeof value !== 'string') throw unexpected(nameOf(call), 'no link', { status });
    // Microsoft's sample shows the link inside a second pair of quotes.
    const uri = value.trim().replace(/^"+|"+$/g, '');
    if (uri === '') return undefined;
    redactor.add(uri);
    if (!isPlainLink(uri)) throw unexpected(nameOf(call), 'something other than a plain https link', { status });
    return uri;
  } catch (error) {
    // Defender returns 404 until the file is ready.
    if (error instanceof SoarError && error.code === 'not_found') return undefined;
    throw error;
  }
}

/**
 * Follows a link and its redirects. No Authorization is sent: the link carries its own permission.
 * @param ask sends the request to an address
 */
export async function followLink<Body>(
  { redactor }: DefenderContext,
  uri: string,
  operation: string,
  ask: (url: string) => Promise<WireResponse<Body>>,
): Promise<WireResponse<Body>> {
  let url = uri;
  for (let hops = 0; ; hops += 1) {
    const response = await ask(url);
    if (![301, 302, 303, 307, 308].includes(response.status)) return response;
    if (response.body instanceof Readable) response.body.destroy();
    if (hops === mostRedirects) throw unexpected(operation, `more than ${mostRedirects} redirects`);
    const { location = '' } = response.headers;
    if (!isPlainLink(location, url))
      throw unexpected(operation, 'a redirect to something other than a plain https link');
    url = new URL(location, url).href;
    redactor.add(url);
  }
}

/** A link that returned a status that brings nothing. */
export function linkRefused(
  { status, headers }: WireResponse<unknown>,
  operation: string,
  hint: string,
  now: number,
): SoarError {
  const passing = status === 408 || status === 429 || status >= 500;
  return new SoarError(passing ? 'unavailable' : 'rejected', `${operation} returned ${status}`, {
    hint,
    status,
    retryAfterSeconds: retryAfterSeconds(headers, now),
    delivered: 'no',
    retry: passing ? 'always' : 'never',
  });
}
