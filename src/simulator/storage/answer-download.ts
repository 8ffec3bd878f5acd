import type { Tenant } from '../tenant/tenant.ts';
import { type Exchange, pairs, type Reply } from '../wire/exchange.ts';
import type { Content } from './content.ts';
import { isValidLink, storagePath } from './link.ts';

/** Finds the file of a name, or undefined. */
type FindContent = (tenant: Tenant, name: string) => Content | undefined;

/**
 * Answers a download the way blob storage does: the link alone is enough, an Authorization header is refused, and a range
 * may be requested.
 *
 * https://learn.microsoft.com/rest/api/storageservices/get-blob
 */
export function answerDownload(exchange: Exchange, tenant: Tenant, find: FindContent): Reply {
  if (exchange.method !== 'GET' && exchange.method !== 'HEAD') {
    return storageError(405, 'UnsupportedHttpVerb', 'The resource does not support the specified HTTP verb.', exchange);
  }
  const name = exchange.path.slice(storagePath.length);
  const query = new Map(pairs(exchange.query));
  if (exchange.headers.authorization !== undefined) {
    const message = 'Both a signature and an Authorization header were sent.';
    return storageError(403, 'AuthenticationFailed', message, exchange);
  }
  if (!isValidLink(name, tenant, query)) {
    return storageError(403, 'AuthenticationFailed', 'The signature is wrong or the link has expired.', exchange);
  }
  const content = find(tenant, name);
  if (content === undefined) return storageError(404, 'BlobNotFound', 'The specified blob does not exist.', exchange);
  return ranged(content, exchange);
}

/** One range at most, as blob storage supports; `If-Range` with another ETag returns the whole. */
function ranged({ type, name, body: content, etag, md5 }: Content, exchange: Exchange): Reply {
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

function storageError(status: number, code: string, message: string, exchange: Exchange): Reply {
  const text = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}\nRequestId:${exchange.requestId}</Message></Error>`;
  return { status, headers: { 'Content-Type': 'application/xml', 'x-ms-error-code': code }, body: text };
}
