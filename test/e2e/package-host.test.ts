import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Scripted, type Seen, startFakeServer } from '../support/fake-server.ts';
import { removeFoldersAtEnd, runAction, temporaryFolder } from '../support/process.ts';

removeFoldersAtEnd();
const id = '5382f7ea-7557-4ab7-9782-d50480024a4e';
const machineId = 'a'.repeat(40);
const bytes = Buffer.from('not a zip, but bytes');
const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Runs a collection that has succeeded, whose package lies behind a link that is answered by script. */
async function against(answer: (seen: Seen, origin: string) => Scripted) {
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
      if (seen.url.endsWith('/getPackageUri')) return { body: { value: `"${origin}/0?sig=secret-signature"` } };
      return answer(seen, origin);
    },
  });
  ({ origin } = server);
  const downloadTo = temporaryFolder();
  const params = { machineId, comment: 'Evidence', downloadTo };
  const ended = await runAction('collect-investigation-package', params, server.env);
  await server.close();
  return { ...ended, path: join(downloadTo, `${id}.zip`), fetched: server.seen.filter(({ url }) => /^\/\d/.test(url)) };
}

describe('a redirect of the package host', () => {
  const hops =
    (most: number) =>
    ({ url }: Seen): Scripted => {
      const at = Number(/^\/(\d+)/.exec(url)?.[1]);
      if (at < most) return { status: 302, headers: { location: `/${at + 1}?sig=secret-signature` } };
      return (response) => response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    };

  it('is followed thrice, without Authorization', async () => {
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

describe('a download that breaks in the middle', () => {
  // Far more than the buffers between the two hold, so that much of it has arrived when the connection is cut.
  const content = Buffer.alloc(24 * 1024 * 1024, 'abcdefghijklmnopqrstuvwxyz0123456789');
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

  it('is taken up by range where it broke', async () => {
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

  it('starts over where the host ignores ranges, and is whole all the same', async () => {
    let calls = 0;
    const { code, json, fetched } = await against(() => {
      calls += 1;
      if (calls === 1) return cut(0);
      return (response) => response.writeHead(200, { 'content-length': content.length }).end(content);
    });
    expect(code).toBe(0);
    expect(json.package).toMatchObject({ sizeBytes: content.length, sha256: sha256(content) });
    expect(fetched).toHaveLength(2);
  });
});
