import { SoarError } from '../../errors.ts';
import type { File } from '../../generated/types.ts';
import { unexpected } from '../../http/classify.ts';
import type { DefenderContext } from '../context.ts';

const isSha1 = (text: string): boolean => /^[0-9a-f]{40}$/i.test(text);

/** What Defender says of an identifier that its file profile does not take. */
const unknownToProfile = (error: unknown): boolean =>
  error instanceof SoarError &&
  (error.code === 'not_found' || (error.code === 'rejected' && error.fields.status === 400));

/** The profile of a file, undefined if it is unknown: https://learn.microsoft.com/defender-endpoint/api/get-file-information */
async function getFile({ http }: DefenderContext, hash: string): Promise<File | undefined> {
  try {
    return (await http.read({ method: 'GET', path: '/api/files/{hash}', values: { hash } })).json as File;
  } catch (error) {
    // Only SHA-1 and SHA-256 are documented here; an MD5 may be refused rather than not found.
    if (unknownToProfile(error)) return undefined;
    throw error;
  }
}

/** SHA-1s that machines have reported together with an MD5. */
async function huntMd5(context: DefenderContext, md5: string): Promise<string[]> {
  const query = `union DeviceFileEvents, DeviceProcessEvents, DeviceImageLoadEvents | where MD5 == "${md5.toLowerCase()}" | where isnotempty(SHA1) | distinct SHA1 | take 2`;
  // Few runs get here, and reading an answer takes more than the rest of them.
  const { huntRows } = await import('../hunting/hunting.ts');
  return (await huntRows(context, query)).map((row) => String(row.SHA1)).filter(isSha1);
}

/**
 * The SHA-1 of a file, the only hash that Defender quarantines by. SHA-256 and MD5 are looked up in the file profile, an
 * MD5 that is unknown there by hunting. Throws `not_found` if the file is unknown, `conflict` if an MD5 stands
 * for several.
 */
export async function sha1Of(context: DefenderContext, hash: string): Promise<string> {
  if (isSha1(hash)) return hash;
  const isMd5 = hash.length === 32;
  const profile = await getFile(context, hash);
  if (profile !== undefined) {
    const held = isMd5 ? profile.md5 : profile.sha256;
    const isAnother = typeof held === 'string' && held !== '' && held.toLowerCase() !== hash.toLowerCase();
    const sha1 = String(profile.sha1);
    if (isAnother || !isSha1(sha1)) throw unexpected(`GET /api/files/${hash}`, 'a profile of another file');
    return sha1;
  }
  const [sha1, second] = isMd5 ? await huntMd5(context, hash) : [];
  if (second !== undefined) {
    throw new SoarError('conflict', `the MD5 ${hash} stands for several files`, {
      hint: 'Give the SHA-1 of the file that is meant. Nothing was sent.',
      details: { candidates: [sha1, second] },
    });
  }
  if (sha1 !== undefined) return sha1;
  throw new SoarError('not_found', `Defender does not know a file with the ${isMd5 ? 'MD5' : 'SHA-256'} ${hash}`, {
    hint: 'Check the hash, or give the SHA-1. Nothing was sent.',
  });
}
