import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTextFile } from '../../src/text-file.ts';
import { removeFoldersAtEnd, temporaryFolder } from '../support/process.ts';

removeFoldersAtEnd();
const { signal } = new AbortController();

function file(bytes: string | Uint8Array): string {
  const path = join(temporaryFolder(), 'file');
  writeFileSync(path, bytes);
  return path;
}

function namedPipe(): string {
  const path = join(temporaryFolder(), 'pipe');
  execFileSync('mkfifo', [path]);
  return path;
}

describe('a text file', () => {
  it.each([
    ['as it is', 'Büro\r\n', 'Büro\r\n'],
    ['without a byte order mark', '\u{FEFF}text', 'text'],
    ['empty', '', ''],
  ])('is read %s', async (_how, written, read) => {
    expect(await readTextFile(file(written), signal)).toBe(read);
  });

  it.each([
    ['Latin-1', Uint8Array.of(0x42, 0xfc)],
    ['UTF-16 with a mark', Buffer.from('\u{FEFF}text', 'utf16le')],
    ['UTF-16 without a mark', Buffer.from('text', 'utf16le')],
  ])('in %s is refused as not UTF-8', async (_what, bytes) => {
    await expect(readTextFile(file(bytes), signal)).rejects.toThrow('is not UTF-8; if it is UTF-16, save it as UTF-8');
  });

  it.each([
    ['/nonexistent/file', 'cannot be read (ENOENT)'],
    [temporaryFolder(), 'is not a regular file'],
    ['/dev/zero', 'is not a regular file'],
  ])('%s is refused, because it is not a readable text file', async (path, why) => {
    await expect(readTextFile(path, signal)).rejects.toThrow(why);
  });
});

describe.skipIf(process.platform === 'win32')('a pipe', () => {
  it('without a writer is empty at once', async () => {
    expect(await readTextFile(namedPipe(), signal)).toBe('');
  });

  it('is read to its end, whether its writer is early or late', async () => {
    const path = namedPipe();
    const early = openSync(path, 'r+');
    writeSync(early, 'first ');
    const reading = readTextFile(path, signal);
    writeSync(early, 'second');
    closeSync(early);
    expect(await reading).toBe('first second');

    const late = openSync(path, 'r+');
    const waiting = readTextFile(path, signal);
    writeSync(late, 'only');
    closeSync(late);
    expect(await waiting).toBe('only');
  });

  it('with a silent writer ends with a signal', async () => {
    const path = namedPipe();
    const writer = openSync(path, 'r+');
    const controller = new AbortController();
    const reading = readTextFile(path, controller.signal);
    controller.abort();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    closeSync(writer);
  });
});
