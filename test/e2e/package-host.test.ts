import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type Scripted, type Seen, startFakeServer } from '../support/fake-server.ts';
import { removeFoldersAtEnd, runAction, temporaryFolder } from '../support/process.ts';

removeFoldersAtEnd();
const id = '5382f7ea-7557-4ab7-9782-d50480024a4e';
const machineId = 'a'.repeat(40);
const bytes = Buffer.from(zipSync({ 'notes.txt': strToU8('evidence') }));
const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Runs a collection that has succeeded; a script answers the link of its package. */
async function against(answer: (seen: Seen, origin: string) => Scripted, link?: string, existing?: Buffer) {
  let origin = '';
  const action = {
    id,
    machineId,
    type: 'CollectInvestigationPackage',
    status: 'Succeeded',
    requestorComment: 'Evidence',
    creationDateTimeUtc: new Date().toISOString(),
  };
  const server = await startFakeServer({
    answer: (seen) => {
      if (seen.url.startsWith('/api/machineactions?')) return { body: { value: [action] } };
      if (seen.url.endsWith('/getPackageUri'))
        return { body: { value: `"${link ?? `${origin}/0?sig=secret-signature`}"` } };
      return answer(seen, origin);
    },
  });
  ({ origin } = server);
  const downloadTo = temporaryFolder();
  const path = join(downloadTo, `${id}.zip`);
  if (existing !== undefined) writeFileSync(path, existing);
  const params = { machineId, comment: 'Evidence', downloadTo };
  const ended = await runAction('collect-investigation-package', params, server.env);
  await server.close();
  return { ...ended, path, fetched: server.seen.filter(({ url }) => /^\/\d/.test(url)) };
}

describe('a redirect of the package host', () => {
  const hops =
    (most: number) =>
    ({ url }: Seen): Scripted => {
      const at = Number(/^\/(\d+)/.exec(url)?.[1]);
      if (at < most) return { status: 302, headers: { location: `/${at + 1}?sig=secret-signature` } };
      return (response) => response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    };

  it('is followed three times, without Authorization', async () => {
    const { code, json, path, fetched } = await against(hops(3));
    expect(code).toBe(0);
    expect(json.package).toEqual({ path, sizeBytes: bytes.length, sha256: sha256(bytes) });
    expect(fetched).toHaveLength(4);
    for (const { headers } of fetched) expect(headers.authorization).toBeUndefined();
  });

  it('is not followed a fourth time', async () => {
    const { code, json, fetched } = await against(hops(4));
    expect(code).toBe(1);
    expect(json.error.code).toBe('unexpected_response');
    expect(fetched).toHaveLength(4);
  });

  it('to http is refused', async () => {
    const { code, json, stdout, stderr, fetched } = await against((_seen, origin) => ({
      status: 302,
      headers: { location: `${origin.replace('https', 'http')}/1` },
    }));
    expect(code).toBe(1);
    expect(json.error.code).toBe('unexpected_response');
    expect(fetched).toHaveLength(1);
    expect(stdout + stderr).not.toContain('secret-signature');
  });
});

describe('a response that is not a package is not stored:', () => {
  const whole =
    (body: Buffer, headers: object = {}) =>
    (): Scripted =>
    (response) =>
      response
        .writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': body.length, ...headers })
        .end(body);

  it.each([
    ['a text', whole(Buffer.from('Please sign in'))],
    ['an empty file', whole(Buffer.alloc(0))],
    ['a zip that was cut before it was sent', whole(bytes.subarray(0, -10))],
    ['a zip with a piece missing in the middle', whole(Buffer.concat([bytes.subarray(0, 40), bytes.subarray(60)]))],
    [
      'a part that was not asked for',
      (): Scripted => (response) =>
        response
          .writeHead(206, { 'content-range': `bytes 0-9/${bytes.length}`, 'content-length': 10 })
          .end(bytes.subarray(0, 10)),
    ],
  ])('%s', async (_what, answer) => {
    const { code, json, path, fetched } = await against(answer);
    expect({ code, error: json.error.code }).toEqual({ code: 1, error: 'unexpected_response' });
    expect(readdirSync(dirname(path))).toEqual([]);
    expect(fetched).toHaveLength(1);
  });

  it('an answer without a length that ends before the zip; the rest is fetched', async () => {
    const { code, json, fetched } = await against(({ headers }) => {
      const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
      if (from === 0) return (response) => response.writeHead(200, { etag: '"one"' }).end(bytes.subarray(0, 40));
      const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
      return (response) => response.writeHead(206, { etag: '"one"', 'content-range': range }).end(bytes.subarray(from));
    });
    expect(code).toBe(0);
    expect(json.package).toMatchObject({ sizeBytes: bytes.length, sha256: sha256(bytes) });
    expect(fetched).toHaveLength(2);
  });

  it('the beginning of a zip, if the host has no more', async () => {
    const { code, json, path } = await against(({ headers }) =>
      headers.range === undefined
        ? (response) => response.writeHead(200, {}).end(bytes.subarray(0, 4))
        : { status: 416, headers: { 'content-range': 'bytes */4' } },
    );
    expect({ code, error: json.error.code }).toEqual({ code: 1, error: 'unexpected_response' });
    expect(readdirSync(dirname(path))).toEqual([]);
  });
});

describe('a link with a user name', () => {
  const secret = 'https://user:pa55word@127.0.0.1/';

  it('is refused, also in a redirect, so that no Authorization goes to a storage host', async () => {
    for (const given of [{ link: secret }, { location: secret }]) {
      const { code, stdout, stderr, json, fetched } = await against(
        () => ({ status: 302, headers: { location: given.location ?? '/' } }),
        given.link,
      );
      expect({ code, error: json.error.code }).toEqual({ code: 1, error: 'unexpected_response' });
      expect(fetched).toHaveLength(given.link === undefined ? 1 : 0);
      expect(stdout + stderr).not.toContain('pa55word');
    }
  });
});

describe('an existing file', () => {
  const other = Buffer.from(zipSync({ 'other.txt': strToU8('evidence') }));
  const md5 = createHash('md5').update(bytes).digest('base64');
  const answer = (headers: object) => (): Scripted => (response) =>
    response.writeHead(200, { 'content-length': bytes.length, ...headers }).end(bytes);

  it.each([
    [
      'of the same length and another hash is a conflict',
      Buffer.concat([other, bytes]).subarray(0, bytes.length),
      { 'content-md5': md5 },
    ],
    ['of the same length that is not a zip is a conflict', Buffer.alloc(bytes.length, 'x'), {}],
  ])('%s', async (_what, content, headers) => {
    const { code, json, path } = await against(answer(headers), undefined, content);
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'conflict', details: { machineActionId: id, path } });
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  it('is returned as reused if the host sends no hash', async () => {
    const { json, path } = await against(answer({}), undefined, bytes);
    expect(json.package).toEqual({ path, sizeBytes: bytes.length, sha256: sha256(bytes), reused: true });
  });
});

describe('a download that breaks in the middle', () => {
  // Far larger than the buffers in between, so that much of it has arrived when the connection breaks.
  const filling = Buffer.alloc(24 * 1024 * 1024, 'abcdefghijklmnopqrstuvwxyz0123456789');
  const content = Buffer.from(zipSync({ dump: [filling, { level: 0 }] }));
  const cut =
    (from: number): Scripted =>
    (response) => {
      const headers = { etag: '"one"', 'content-length': content.length - from };
      const range = { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` };
      response.writeHead(from === 0 ? 200 : 206, from === 0 ? headers : { ...headers, ...range });
      response.write(content.subarray(from, 20 * 1024 * 1024), () => response.destroy());
    };
  const rest =
    (from: number): Scripted =>
    (response) =>
      response
        .writeHead(206, {
          etag: '"one"',
          'content-length': content.length - from,
          'content-range': `bytes ${from}-${content.length - 1}/${content.length}`,
        })
        .end(content.subarray(from));

  it('continues with a range request', async () => {
    const { code, json, path, fetched } = await against(({ headers }) => {
      const from = /^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1];
      return from === undefined ? cut(0) : rest(Number(from));
    });
    expect(code).toBe(0);
    expect(json.package).toEqual({ path, sizeBytes: content.length, sha256: sha256(content) });
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(fetched.map(({ headers }) => [headers.range, headers['if-range']])).toEqual([
      [undefined, undefined],
      [expect.stringMatching(/^bytes=[1-9]\d+-$/), '"one"'],
    ]);
  });

  it('starts again if the host ignores ranges, and discards the first part', async () => {
    const { code, json, path, fetched } = await against(({ headers }) => {
      if (headers.range === undefined) return cut(0);
      return (response) => response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    });
    expect(code).toBe(0);
    expect(json.package).toMatchObject({ sizeBytes: bytes.length, sha256: sha256(bytes) });
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(fetched).toHaveLength(2);
  });

  it.each([
    [
      'at another place',
      (from: number) => ({ 'content-range': `bytes ${from + 1}-${content.length - 1}/${content.length}` }),
    ],
    [
      'with another file',
      (from: number) => ({ etag: '"two"', 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }),
    ],
    [
      'with a file of another length',
      (from: number) => ({ 'content-range': `bytes ${from}-${content.length}/${content.length + 1}` }),
    ],
  ])('starts again if the host continues %s', async (_what, headers) => {
    let calls = 0;
    const { code, json, fetched } = await against(({ headers: { range } }) => {
      calls += 1;
      if (calls === 1) return cut(0);
      if (range === undefined)
        return (response) => response.writeHead(200, { 'content-length': content.length }).end(content);
      const from = Number(/^bytes=(\d+)-$/.exec(range)?.[1]);
      return (response) => response.writeHead(206, { etag: '"one"', ...headers(from) }).end(content.subarray(from));
    });
    expect(code).toBe(0);
    expect(json.package).toMatchObject({ sizeBytes: content.length, sha256: sha256(content) });
    expect(fetched.map(({ headers: { range } }) => range === undefined)).toEqual([true, false, true]);
  });
});
