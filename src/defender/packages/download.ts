import { createHash } from 'node:crypto';
import { mkdir, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { cancelled } from '../../clock.ts';
import { SoarError } from '../../errors.ts';
import { unexpected } from '../../http/classify.ts';
import { repeat } from '../../http/retry.ts';
import type { WireResponse } from '../../http/wire.ts';
import { followLink, linkRefused } from '../api/link.ts';
import type { DefenderContext } from '../context.ts';
import { getPackageUri } from '../machine-actions/read.ts';
import { diskError, existingPackage, publish, type StoredPackage, sweepParts, temporaryPath } from './files.ts';
import { append, continueAt, flush, noPackage, operation, type Part, stallMs, startOver, totalOf } from './part.ts';
import { isWholeZip } from './zip.ts';

/** The most new links in one download: Defender allows two a minute. */
const mostLinks = 3;

/** Requests the rest of the package. */
async function fetchFrom(
  context: DefenderContext,
  uri: string,
  part: Part | undefined,
): Promise<WireResponse<Readable>> {
  const { transport, deadline, signal } = context;
  const headers: Record<string, string> = { accept: '*/*' };
  if (part && part.size > 0) {
    headers.range = `bytes=${part.size}-`;
    if (part.etag) headers['if-range'] = part.etag;
  }
  return followLink(context, uri, operation, (url) => {
    const timeoutMs = Math.max(1, Math.min(stallMs, deadline.remaining()));
    return transport.open({ method: 'GET', url, headers, timeoutMs, signal });
  });
}

const refused = (response: WireResponse<Readable>, now: number): SoarError =>
  linkRefused(response, operation, 'Run again: the collection is kept and a new link is asked for.', now);

/** The error of a download that may be resumed; after the deadline, the last real error ends it. */
function broken({ deadline }: DefenderContext, size: number, cause: unknown): SoarError {
  const isOver = deadline.remaining() === 0;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new SoarError(isOver ? 'timed_out' : 'network_failed', `${operation} broke after ${size} bytes: ${why}`, {
    hint: `Run again: the collection is kept and a new link is asked for.${isOver ? ' Raise timeoutSeconds for a large package.' : ''}`,
    delivered: 'no',
    retry: 'always',
    cause,
  });
}

/**
 * Downloads a package into `folder` as `<machineActionId>.zip`: hashed on the way, resumed by range where it broke, with
 * a new link if the old one expired. Only a complete file gets the final name; a failed download leaves nothing.
 */
export async function downloadPackage(
  context: DefenderContext,
  id: string,
  uri: string,
  folder: string,
): Promise<StoredPackage> {
  const { clock, deadline, signal, log, progress } = context;
  // The id becomes a file name and comes from the service.
  if (!/^[A-Za-z0-9-]+$/.test(id)) throw unexpected(operation, 'an id that is not a file name');
  const path = join(folder, `${id}.zip`);
  const temporary = temporaryPath(folder, id);
  let link = uri;
  let links = 1;
  let part: Part | undefined;

  const begin = async (): Promise<Part> => {
    const file = await open(temporary, 'wx+', 0o600).catch((error: unknown) => {
      throw diskError('cannot write in', folder, error);
    });
    return {
      file,
      size: 0,
      hash: createHash('sha256'),
      flushing: Promise.resolve(),
      total: undefined,
      etag: undefined,
    };
  };

  const finish = async (whole: Part): Promise<StoredPackage> => {
    if (!(await isWholeZip(whole.file, whole.size))) {
      if (whole.total === undefined) throw new Error('the zip has no end');
      throw noPackage(`${whole.size} bytes that are not a whole zip`);
    }
    await flush(whole);
    return publish(temporary, { path, sizeBytes: whole.size, sha256: whole.hash.digest('hex') });
  };

  /** A link that has run out is replaced, as often as the ration allows. */
  async function renewLink(response: WireResponse<Readable>): Promise<void> {
    const next = links < mostLinks ? await getPackageUri(context, id) : undefined;
    if (next === undefined) throw refused(response, clock.now());
    links += 1;
    link = next;
  }

  async function receive(response: WireResponse<Readable>): Promise<StoredPackage> {
    const { status, headers, body } = response;
    if (status === 403 || status === 404 || status === 410) {
      await renewLink(response);
      throw new Error('the link had run out');
    }
    if (status === 416 && part !== undefined) {
      // 416 after the last byte: the file is complete, or it is another file.
      if (headers['content-range'] === `bytes */${part.size}` && (part.total ?? part.size) === part.size) {
        part.total = part.size;
        return finish(part);
      }
      await startOver(part);
      throw new Error('the host holds less than was received');
    }
    if (status !== 200 && status !== 206) throw refused(response, clock.now());
    const total = totalOf(response);
    if (total === 0) throw noPackage('an empty file');
    if (part === undefined && total !== undefined) {
      const found = await existingPackage(path, total, headers['content-md5']);
      if (found) return found;
    }
    part ??= await begin();
    await continueAt(part, response);
    await append(context, part, body);
    if (total !== undefined && part.size !== total) throw new Error(`${part.size} of ${total} bytes came`);
    return finish(part);
  }

  async function attempt(): Promise<StoredPackage> {
    const response = await fetchFrom(context, link, part);
    try {
      return await receive(response);
    } catch (error) {
      if (error instanceof SoarError) throw error;
      throw signal.aborted ? cancelled() : broken(context, part?.size ?? 0, error);
    } finally {
      response.body.destroy();
    }
  }

  try {
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw diskError('cannot make', folder, error);
    });
    await sweepParts(folder, clock.now());
    return await repeat(attempt, false, { clock, deadline, signal, log, progress });
  } finally {
    progress.received(undefined);
    await part?.file.close();
    await unlink(temporary).catch(() => {});
  }
}
