const entity = (text: string, base: 10 | 16) =>
  Array.from(text, (sign) => `&#${base === 16 ? 'x' : ''}${sign.codePointAt(0)?.toString(base)};`).join('');
const escaped = (text: string) =>
  Array.from(text, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const everyByte = (text: string) =>
  Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
/** Text as HTML has it. */
export const html = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
const json = (text: string) => JSON.stringify(text).slice(1, -1);
/** Text in Base64. */
export const base64 = (text: string) => Buffer.from(text).toString('base64');
const lines = (text: string, width: number, end: string) => text.replace(new RegExp(`.{${width}}`, 'g'), `$&${end}`);
const form = (text: string) => new URLSearchParams({ s: text }).toString().slice(2);

const names: Record<string, string> = {
  '&': 'amp',
  "'": 'apos',
  '=': 'equals',
  '>': 'gt',
  '<': 'lt',
  '%': 'percnt',
  '+': 'plus',
  '"': 'quot',
  '/': 'sol',
};

/** Ways in which something in between, or a service, writes down what it was sent. */
export const ways: Record<string, (text: string) => string> = {
  'as it is': (text) => text,
  'in upper case': (text) => text.toUpperCase(),
  'in lower case': (text) => text.toLowerCase(),
  'as JSON': json,
  'as JSON in JSON': (text) => json(json(text)),
  'as JSON in JSON in JSON': (text) => json(json(json(text))),
  'as JSON with slashes escaped': (text) => json(text).replaceAll('/', '\\/'),
  'in Unicode escapes': escaped,
  'in upper-case Unicode escapes': (text) => escaped(text).replaceAll(/[a-f]/g, (digit) => digit.toUpperCase()),
  'in Unicode escapes with braces': (text) => escaped(text).replaceAll(/\\u(....)/g, '\\u{$1}'),
  'in Unicode escapes inside JSON': (text) => json(escaped(text)),
  'in escapes of two digits': (text) => everyByte(text).replaceAll('%', '\\x'),
  'as HTML': html,
  'as HTML with every sign named': (text) => text.replace(/[&'=><%+"/]/g, (sign) => `&${names[sign]};`),
  'as HTML twice': (text) => html(html(text)),
  'in decimal HTML entities': (text) => entity(text, 10),
  'in hexadecimal HTML entities': (text) => entity(text, 16),
  'as HTML in JSON': (text) => json(html(text)),
  'as JSON in HTML': (text) => html(json(text)),
  'as a URL': encodeURIComponent,
  'as a URL in lower case': (text) => encodeURIComponent(text).replaceAll(/%../g, (byte) => byte.toLowerCase()),
  'as a URL twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'as a URL thrice': (text) => encodeURIComponent(encodeURIComponent(encodeURIComponent(text))),
  'as a URL, every byte of it': everyByte,
  'as a form': form,
  'as a form twice': (text) => form(form(text)),
  'as a form in JSON': (text) => json(form(text)),
  'as a form in HTML': (text) => html(form(text)),
  'in lines': (text) => lines(text, 10, '\n'),
  'in lines of a header': (text) => lines(text, 10, '\r\n\t'),
  'in lines of JSON': (text) => json(lines(text, 10, '\r\n')),
  'with soft hyphens': (text) => lines(text, 7, '\u00ad'),
};

/** The same for what has no meaning to a reader of links, as secrets and tokens. */
export const moreWays: Record<string, (text: string) => string> = {
  'in Base64': base64,
  'in Base64 for URLs': (text) => Buffer.from(text).toString('base64url'),
  'in Base64 behind a name': (text) => base64(`svc:${text}`),
  'in Base64 behind another name': (text) => base64(`ab:${text}`),
  'in Base64 in lines': (text) => lines(base64(text), 12, '\r\n'),
  'in Base64 in a URL': (text) => encodeURIComponent(base64(`a:${text}`)),
  'in hexadecimal': (text) => Buffer.from(text).toString('hex'),
  'in upper-case hexadecimal': (text) => Buffer.from(text).toString('hex').toUpperCase(),
};

/** Whether a text still holds what eight characters of a secret became when it was written down, in any case. */
export function holdsPartOf(text: string, written: string, secret: string): boolean {
  const width = Math.ceil((8 * written.length) / secret.length);
  const [low, lowWritten] = [text.toLowerCase(), written.toLowerCase()];
  return Array.from({ length: written.length - width + 1 }, (_, at) => lowWritten.slice(at, at + width)).some((part) =>
    low.includes(part),
  );
}
