import type { WireResponse } from './wire.ts';

/** What a refusal says. */
export interface Envelope {
  code?: string | undefined;
  message?: string | undefined;
  /** Id under which support finds the request. */
  id?: string | undefined;
}

function textIn(object: object, key: string): string | undefined {
  const value = (object as Record<string, unknown>)[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function parsed(body: string): object | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/**
 * Reads `{error: {code, message, target}}` (https://learn.microsoft.com/defender-endpoint/api/common-errors), or Graph's,
 * which has the request's id in `innerError`, in two spellings (https://learn.microsoft.com/graph/errors). An empty body
 * is a refusal without a reason; undefined means that something else answered.
 */
export function readEnvelope(body: string): Envelope | undefined {
  if (body.trim() === '') return {};
  const { error } = (parsed(body) ?? {}) as { error?: unknown };
  if (typeof error === 'string') return { message: error };
  if (typeof error !== 'object' || error === null) return undefined;
  const { innerError, innererror } = error as { innerError?: unknown; innererror?: unknown };
  const id = textIn(error, 'target') ?? textIn(Object(innerError ?? innererror), 'request-id');
  return { code: textIn(error, 'code'), message: textIn(error, 'message'), id };
}

/** How OAuth names an error: https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
const oauthError = /^[a-z]{3,20}(?:_[a-z]{3,20}){1,2}$/;

/**
 * Reads Entra's refusal, an OAuth error with its own number in the description. Undefined means that something else
 * answered, which may repeat the request, as may a description without a number.
 */
export function readEntraRefusal(body: string): Envelope | undefined {
  const answer = parsed(body) ?? {};
  const error = textIn(answer, 'error') ?? '';
  if (!oauthError.test(error)) return undefined;
  const description = textIn(answer, 'error_description') ?? '';
  const [message = error, code = error] = /^(AADSTS\d+).*?(?=\r?\n| Trace ID:|$)/.exec(description) ?? [];
  return { code, message, id: textIn(answer, 'correlation_id') };
}

/** The most characters of a foreign body to show. */
const mostShown = 200;

const shorten = (text: string): string => {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length <= mostShown ? flat : `${flat.slice(0, mostShown - 1)}…`;
};

/** The title of a page of HTML. */
const titleOf = (text: string): string | undefined => /<title\b[^<>]{0,100}>([^<]*)/i.exec(text)?.[1];

/** Media type and title of an answer that is not the service's own; `excerpt` gives the beginning if there is no title. */
function described(
  { headers, body }: WireResponse<string>,
  clean: (text: string) => string,
  excerpt: (text: string) => string,
): string {
  const type = /^\s*([\w.+-]{1,50}\/[\w.+-]{1,50})/.exec(headers['content-type'] ?? '')?.[1] ?? 'a body without type';
  // Cleaned before it is cut: half a secret is not recognised.
  const text = clean(body);
  const shown = shorten(titleOf(text) ?? excerpt(text));
  return shown === '' ? type : `${type}: ${shown}`;
}

/** Describes an answer that is not the service's own: media type, and title or beginning. */
export const excerptOf = (response: WireResponse<string>, clean: (text: string) => string): string =>
  described(response, clean, (text) => text.replace(/<[^<>]*>/g, ' '));

/** The same without the beginning, which may repeat the secret of a sign-in. */
export const kindOf = (response: WireResponse<string>, clean: (text: string) => string): string =>
  described(response, clean, () => '');
