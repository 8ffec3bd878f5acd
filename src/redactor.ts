import { type PlainText, resolveEscapes, squeeze } from './plain-text.ts';

/** Removes secrets from all text that leaves the process, except from results. */
export interface Redactor {
  /**
   * Remembers a secret, and the signature of a link. It is removed everywhere, in every usual encoding; a secret
   * of fewer than eight characters only if it stands alone as a value, because it may be a word.
   */
  add(secret: string | undefined): void;
  /**
   * Removes the secrets known so far, and text that looks like one; keys stay. Call it before you truncate a text: a
   * truncated secret is not recognized.
   */
  clean<T>(value: T): T;
}

/** A part of a text: its start, and the position after it. */
type Span = readonly [from: number, to: number];

const mark = '[redacted]';

/** Names of fields and parameters whose values are credentials. */
const secretNames =
  'sig|signature|x-(?:amz|goog)-(?:signature|credential|security-token)|client_?(?:secret|assertion)|(?:access|refresh|id)_?token|passw(?:or)?d|api_?key';

const secretName = new RegExp(`^(?:${secretNames})$`, 'i');

/** A value that may be folded over several lines, as a signature in Base64 is. */
const folded = String.raw`[^&\s"'<>,;]+(?:[ \t]*\r?\n[ \t]*[\w+/=%-]+)*`;

/** Patterns of text that looks like a secret, which is in the group. */
const shapes = [
  new RegExp(
    String.raw`(?<![a-z0-9])(?:${secretNames})(?:\s{0,3}=\s{0,3}["']?|["']\s{0,3}[:=]\s{0,3}["']?|>)(${folded})`,
    'gi',
  ),
  // Short text after a colon without quotes is a word: "clientSecret: is missing".
  new RegExp(String.raw`(?<![a-z0-9])(?:${secretNames})\s{0,3}:\s{0,3}([^\s"'<>,;]{12,})`, 'gi'),
  /[?&;]token=([^&\s"'<>,;]+)/gi,
  /\b(?:bearer|basic|negotiate|ntlm)[\s:="']{1,5}(?=[^\s"'<>,;]{0,200}?[\d=])([^\s"'<>,;]+)/gi,
  /authorization["']?\s{0,3}[:=]\s{0,3}["']?(?:[a-z]+\s+)?([^\s"'<>,;]+)/gi,
  /cookie["']?\s{0,3}[:=]\s{0,3}["']?([^\r\n"'<>]+)/gi,
  // Name and password in an address.
  /:\/\/([^\s/?#@"'<>]{1,500})@/gi,
  // A JSON Web Token, as it is and in Base64.
  /(eyJ[\w-]{8,}(?:\.[\w-]+)*|ZXlK[\w+/=-]{16,})/g,
  // An HMAC-SHA256 in Base64, which Azure quotes when it refuses a link.
  /([\w+/-]{43}=)(?!\w)/g,
];

/** The other parameters of a signed link: https://learn.microsoft.com/rest/api/storageservices/create-service-sas */
const expiryAndKey = /[?&;](?:se|skoid)=([^&\s"'<>,;]+)/gi;

function* spansOf(patterns: readonly RegExp[], { text, from, to }: PlainText): Generator<Span> {
  for (const shape of patterns) {
    for (const match of text.matchAll(shape)) {
      const secret = match[1] as string;
      const at = match.index + match[0].lastIndexOf(secret);
      yield [from[at] as number, to[at + secret.length - 1] as number];
    }
  }
}

/** Encodes the text in Base64, alone and as part of a longer text, in which it begins at one of three positions of a group. */
function base64Of(text: string): string[] {
  const bytes = Buffer.from(text);
  const forms = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6)),
  );
  return [bytes.toString('base64'), ...forms, ...forms.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))];
}

const encodingsOf = (secret: string): Set<string> =>
  new Set([secret, ...base64Of(secret), Buffer.from(secret).toString('hex')]);

/** A secret with fewer characters may be a word. */
const longEnough = 8;

/** Number of last characters by which a secret is looked up. */
const keyLength = 4;

/** Secrets by their last characters, so that one pass over a text finds all of them. */
class Known {
  readonly #byEnd = new Map<string, Set<string>>();

  /** @returns false if it is too short to be distinguished from a word */
  add(secret: string): boolean {
    const { text } = squeeze(secret);
    if (secret.length < longEnough || text.length < keyLength) return false;
    const end = text.slice(-keyLength);
    this.#byEnd.set(end, (this.#byEnd.get(end) ?? new Set()).add(text));
    return true;
  }

  *spansIn(written: string): Generator<Span> {
    if (this.#byEnd.size === 0) return;
    const { text, from, to } = squeeze(written);
    for (let end = keyLength; end <= text.length; end += 1) {
      for (const secret of this.#byEnd.get(text.slice(end - keyLength, end)) ?? []) {
        const begin = end - secret.length;
        if (begin >= 0 && text.startsWith(secret, begin)) yield [from[begin] as number, to[end - 1] as number];
      }
    }
  }
}

/** Replaces each of the spans, which may overlap, by the mark. */
function redact(text: string, spans: Span[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const [from, to] of spans.sort(([one], [other]) => one - other)) {
    if (from >= at) pieces.push(text.slice(at, from), mark);
    at = Math.max(at, to);
  }
  return pieces.join('') + text.slice(at);
}

/** Creates a redactor that knows no secrets yet. */
export function createRedactor(): Redactor {
  const added: string[] = [];
  const known = new Known();
  const short = new Map<string, RegExp>();

  function cleanText(text: string): string {
    if (short.has(text)) return mark;
    const plain = resolveEscapes(text);
    const spans = [...spansOf([...shapes, expiryAndKey], plain), ...known.spansIn(text)];
    for (const value of short.values()) {
      for (const { 0: match, index } of plain.text.matchAll(value))
        spans.push([plain.from[index] as number, plain.to[index + match.length - 1] as number]);
    }
    return redact(text, spans);
  }

  function clean(value: unknown, name = ''): unknown {
    if (typeof value === 'string') return secretName.test(name) ? mark : cleanText(value);
    if (Array.isArray(value)) return value.map((item) => clean(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, clean(item, key)]));
  }

  function remember(secret: string): void {
    for (const form of encodingsOf(secret)) {
      if (form === '' || known.add(form)) continue;
      const literal = form.replace(/\W/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);
      short.set(form, new RegExp(`(?<=[=:"'>])${literal}(?=["'<&@;,\\s)\\]}]|$)`, 'gu'));
    }
  }

  /** Prepares the secrets, only when the first text is cleaned: most runs have none. */
  function rememberAdded(): void {
    for (const secret of added.splice(0)) {
      remember(secret);
      for (const [from, to] of spansOf(shapes, resolveEscapes(secret))) {
        remember(secret.slice(from, to));
        remember(resolveEscapes(secret.slice(from, to)).text);
      }
    }
  }

  return {
    clean(value) {
      rememberAdded();
      return clean(value) as typeof value;
    },
    add(secret) {
      if (secret !== undefined) added.push(secret);
    },
  };
}
