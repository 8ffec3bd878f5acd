import { createHash } from 'node:crypto';

/** A file that storage serves. */
export interface Content {
  /** Media type. */
  type: string;
  /** Name under which a browser saves it. */
  name: string;
  body: Buffer;
  /** Distinguishes it from other content of the same name. */
  etag: string;
  md5: string;
}

/** Makes a file of bytes. */
export function makeContent(type: string, name: string, body: Buffer): Content {
  const hash = (algorithm: string) => createHash(algorithm).update(body);
  const etag = `"0x${hash('sha256').digest('hex').slice(0, 16).toUpperCase()}"`;
  return { type, name, body, etag, md5: hash('md5').digest('base64') };
}
