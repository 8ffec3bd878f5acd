import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { strToU8, type Zippable, zipSync } from 'fflate';
import type { MachineAction } from '../../../generated/types.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { wireTime } from '../../tenant/time.ts';
import { type Exchange, pairs, type Reply } from '../../wire/exchange.ts';
import { resultOf } from '../live-response/rules.ts';
import { type ActionRecord, viewAction } from '../machine-actions/record.ts';

/** Path that package links begin with, as if it were another host: storage, not the API. */
export const PACKAGES = '/_packages/';

/** Bytes, their media type, and the name under which a browser stores them. */
interface Content {
  type: string;
  name: string;
  body: Buffer;
}

/** The zip format's oldest date, so that the same action always gives the same bytes whatever the time zone. */
const ZIP_TIME = new Date(1980, 0, 2);

/** A signed link to the package of a machine action, good for the tenant's `packageLinkSeconds`. */
export const packageLink = (tenant: Tenant, origin: string, actionId: string): string =>
  linkTo(tenant, origin, `${actionId}.zip`);

/** The same to what one command of a live response gave. */
export const resultLink = (tenant: Tenant, origin: string, actionId: string, index: number): string =>
  linkTo(tenant, origin, `${actionId}/${index}`);

function linkTo(tenant: Tenant, origin: string, name: string): string {
  const expires = wireTime(tenant.now() + tenant.settings.packageLinkSeconds * 1000);
  const query = new URLSearchParams({ se: expires, sp: 'r', sig: signature(tenant, name, expires) });
  return `${origin}${PACKAGES}${name}?${query}`;
}

/**
 * Answers a download the way blob storage does: the link alone opens it, an Authorization header is refused, and a range
 * may be asked for.
 *
 * https://learn.microsoft.com/rest/api/storageservices/get-blob
 */
export function answerPackage(exchange: Exchange, tenant: Tenant): Reply {
  if (exchange.method !== 'GET' && exchange.method !== 'HEAD') {
    return storageError(405, 'UnsupportedHttpVerb', 'The resource does not support the specified HTTP verb.', exchange);
  }
  const name = exchange.path.slice(PACKAGES.length);
  const query = new Map(pairs(exchange.query));
  const [expires, given] = [query.get('se') ?? '', query.get('sig') ?? ''];
  if (exchange.headers.authorization !== undefined) {
    return storageError(
      403,
      'AuthenticationFailed',
      'Both a signature and an Authorization header were sent.',
      exchange,
    );
  }
  if (!sameText(given, signature(tenant, name, expires)) || expires <= wireTime(tenant.now())) {
    return storageError(403, 'AuthenticationFailed', 'The signature is wrong or the link has expired.', exchange);
  }
  const content = contentOf(tenant, name);
  if (content === undefined) {
    return storageError(404, 'BlobNotFound', 'The specified blob does not exist.', exchange);
  }
  return ranged(content, exchange);
}

/** What lies under a name: a package (`<action>.zip`), or the result of a command (`<action>/<index>`). */
function contentOf(tenant: Tenant, name: string): Tagged | undefined {
  const [, actionId = '', index] = /^([0-9a-f-]{36})(?:\.zip|\/(\d+))$/i.exec(name) ?? [];
  const record = tenant.machineActions.get(actionId);
  if (record === undefined) return undefined;
  const view = viewAction(record, tenant.now(), tenant.speed);
  if (index !== undefined) {
    const result = resultOf(view, Number(index));
    return result && tagged(result);
  }
  return view.status === 'Succeeded' ? packageOf(record, view, tenant.settings.packageBytes) : undefined;
}

/** Content with a tag that distinguishes it from other content of the same name. */
type Tagged = Content & { etag: string; md5: string };

function tagged({ body, ...rest }: Content): Tagged {
  const hash = (algorithm: string) => createHash(algorithm).update(body);
  return {
    ...rest,
    body,
    md5: hash('md5').digest('base64'),
    etag: `"0x${hash('sha256').digest('hex').slice(0, 16).toUpperCase()}"`,
  };
}

/** Packages by what they were made of, with the size that was asked for: a large one takes its time. */
const made = new WeakMap<object, { padding: number; zip: Tagged }>();

function packageOf(record: ActionRecord, view: MachineAction, padding: number): Tagged {
  const known = made.get(record);
  if (known?.padding === padding) return known.zip;
  const zip = tagged({ type: 'application/zip', name: `${view.id}.zip`, body: zipOf(view, padding) });
  made.set(record, { padding, zip });
  return zip;
}

/** One range at most, as blob storage supports; `If-Range` with another ETag gives the whole. */
function ranged({ type, name, body: content, etag, md5 }: Tagged, exchange: Exchange): Reply {
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
  const headers = {
    'Content-Type': type,
    'Content-Disposition': disposition,
    'Accept-Ranges': 'bytes',
    ETag: etag,
  };
  const ifRange = exchange.headers['if-range'];
  const match = /^bytes=(\d*)-(\d*)$/.exec(exchange.headers.range ?? '');
  if (match === null || (ifRange !== undefined && ifRange !== etag)) {
    return { status: 200, headers: { ...headers, 'Content-MD5': md5 }, body: content };
  }
  const [, first = '', last = ''] = match;
  const start = first === '' ? Math.max(0, content.length - Number(last)) : Number(first);
  const end = first === '' || last === '' ? content.length - 1 : Math.min(Number(last), content.length - 1);
  if ((first === '' && (last === '' || Number(last) === 0)) || start > end) {
    const reply = storageError(
      416,
      'InvalidRange',
      'The range specified is invalid for the current size of the resource.',
      exchange,
    );
    return { ...reply, headers: { ...reply.headers, 'Content-Range': `bytes */${content.length}` } };
  }
  const range = { 'Content-Range': `bytes ${start}-${end}/${content.length}` };
  return { status: 206, headers: { ...headers, ...range }, body: content.subarray(start, end + 1) };
}

/** What a collected package holds, in small: text files that name the machine and the action; and so many bytes more. */
function zipOf(action: MachineAction, padding: number): Buffer {
  const name = String(action.computerDnsName);
  const files = {
    'Forensics Collection Summary.txt': `Machine: ${name}\r\nMachine id: ${action.machineId}\r\nMachine action: ${action.id}\r\n`,
    'Autoruns/autoruns.csv': 'Location,Entry,Image\r\nHKLM\\Run,SecurityHealth,SecurityHealthSystray.exe\r\n',
    'Network Connections/ActiveNetConnections.txt':
      '  Proto  Local Address      Foreign Address    State\r\n  TCP    10.0.4.17:49812    203.0.113.66:443   ESTABLISHED\r\n',
    'Processes/processes.csv': 'ProcessId,Name,CommandLine\r\n4711,invoice-viewer.exe,"invoice-viewer.exe /quiet"\r\n',
    'System Information/SystemInformation.txt': `Host Name: ${name.split('.')[0]}\r\n`,
  };
  const entries = Object.entries(files).map(([path, text]) => [path, strToU8(text)] as const);
  const dump: Zippable = padding === 0 ? {} : { 'Memory/padding.bin': [new Uint8Array(padding), { level: 0 }] };
  const zip = zipSync({ ...Object.fromEntries(entries), ...dump }, { level: 6, mtime: ZIP_TIME });
  return Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
}

function signature(tenant: Tenant, name: string, expires: string): string {
  return createHmac('sha256', tenant.linkKey).update(`${name.toLowerCase()}\n${expires}`).digest('base64');
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function storageError(status: number, code: string, message: string, exchange: Exchange): Reply {
  const text = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}\nRequestId:${exchange.requestId}</Message></Error>`;
  return { status, headers: { 'Content-Type': 'application/xml', 'x-ms-error-code': code }, body: text };
}
