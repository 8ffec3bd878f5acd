import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { TokenKey } from '../../src/cloud/token.ts';
import { createTokenCache } from '../../src/cloud/token-cache.ts';
import { removeFoldersAtEnd, temporaryFolder } from '../support/process.ts';

removeFoldersAtEnd();
const key: TokenKey = { authority: 'https://a', tenantId: 't', clientId: 'c', tokenResource: 'https://r' };
const token = { value: 'token-value-that-is-secret', expiresAt: 1_800_000_000_000 };
const credential = 'credential';
let folder = '';
beforeEach(() => {
  folder = join(temporaryFolder(), 'nested', 'cache');
});
const cache = (over: Partial<TokenKey> = {}, secret = credential) =>
  createTokenCache(folder, { ...key, ...over }, secret);
const onlyFile = () => join(folder, String(readdirSync(folder)[0]));

describe('the token cache', () => {
  it('returns what was put in, from a folder and a file of ours alone', async () => {
    await cache().write(token);
    expect(await cache().read()).toEqual(token);
    expect(lstatSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(lstatSync(onlyFile()).mode & 0o777).toBe(0o600);
  });

  it('holds nothing readable', async () => {
    await cache().write(token);
    const bytes = readFileSync(onlyFile());
    for (const text of [token.value, credential, key.authority, '1800000000000'])
      expect(bytes.includes(text)).toBe(false);
    expect(basename(onlyFile())).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is another file each time: salt and nonce are not used again', async () => {
    await cache().write(token);
    const first = readFileSync(onlyFile());
    await cache().write(token);
    const second = readFileSync(onlyFile());
    expect(readdirSync(folder)).toHaveLength(1);
    expect(second.subarray(0, 28).equals(first.subarray(0, 28))).toBe(false);
  });

  it('is empty at first, and after a drop', async () => {
    expect(await cache().read()).toBeUndefined();
    await cache().write(token);
    await cache().drop();
    expect(await cache().read()).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
    await cache().drop();
  });

  it.each([{ authority: 'https://b' }, { tenantId: 'u' }, { clientId: 'd' }, { tokenResource: 'https://s' }])(
    'is one per application: not for %j',
    async (over) => {
      await cache().write(token);
      expect(await cache(over).read()).toBeUndefined();
      // Not even if the file replaces the other one.
      const file = readFileSync(onlyFile());
      await cache(over).write({ ...token, value: 'another' });
      const other = readdirSync(folder)
        .map((name) => join(folder, name))
        .find((path) => !readFileSync(path).equals(file));
      writeFileSync(String(other), file);
      expect(await cache(over).read()).toBeUndefined();
    },
  );

  it('is nothing for another credential', async () => {
    await cache().write(token);
    expect(await cache({}, 'other credential').read()).toBeUndefined();
  });

  it('is nothing once a single bit is different, or bytes are missing', async () => {
    await cache().write(token);
    const file = readFileSync(onlyFile());
    for (let at = 0; at < file.length; at += 7) {
      const changed = Buffer.from(file);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(onlyFile(), changed);
      expect(await cache().read()).toBeUndefined();
    }
    for (const length of [0, 10, 47, file.length - 1]) {
      writeFileSync(onlyFile(), file.subarray(0, length));
      expect(await cache().read()).toBeUndefined();
    }
    writeFileSync(onlyFile(), file);
    expect(await cache().read()).toEqual(token);
  });
});

describe.skipIf(process.platform === 'win32')('a file of the cache that is a pipe', () => {
  it('is not read, and is replaced by the next token', async () => {
    await cache().write(token);
    const path = onlyFile();
    rmSync(path);
    execFileSync('mkfifo', ['-m', '600', path]);
    expect(await cache().read()).toBeUndefined();
    await cache().write(token);
    expect(await cache().read()).toEqual(token);
  });
});

describe('a folder that is not ours alone', () => {
  it('because others may read it is neither read nor written', async () => {
    await cache().write(token);
    chmodSync(folder, 0o750);
    expect(await cache().read()).toBeUndefined();
    const before = readFileSync(onlyFile());
    await cache().write({ ...token, value: 'new' });
    expect(readFileSync(onlyFile()).equals(before)).toBe(true);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('because it is a link is neither read nor written', async () => {
    const real = join(temporaryFolder(), 'real');
    mkdirSync(real, { mode: 0o700 });
    folder = join(temporaryFolder(), 'link');
    symlinkSync(real, folder);
    await cache().write(token);
    expect(readdirSync(real)).toEqual([]);
    expect(await cache().read()).toBeUndefined();
  });

  it('because it is a file does not fail the run', async () => {
    folder = join(temporaryFolder(), 'file');
    writeFileSync(folder, '');
    await cache().write(token);
    expect(await cache().read()).toBeUndefined();
    await cache().drop();
  });

  it('because it cannot be made does not fail the run', async () => {
    folder = '/dev/null/cache';
    await cache().write(token);
    expect(await cache().read()).toBeUndefined();
  });
});
