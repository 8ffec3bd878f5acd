import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { lstat, mkdir, open, readFile, rename, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isPrivate } from '../cache-folder.ts';
import type { Token, TokenKey } from './token.ts';

/** Tokens kept between processes. Nothing here ever fails: without a readable file there is no cache. */
export interface TokenCache {
  read(): Promise<Token | undefined>;
  write(token: Token): Promise<void>;
  drop(): Promise<void>;
}

/** For `DEFENDER_TOKEN_CACHE=off`. */
export const noTokenCache: TokenCache = {
  read: async () => undefined,
  write: async () => {},
  drop: async () => {},
};

const saltBytes = 16;
const ivBytes = 12;
const tagBytes = 16;
const purpose = 'defender-soar token cache v1';

const encryptionKey = (credential: string, salt: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', credential, salt, purpose, 32));

/** Salt, nonce, tag and ciphertext in one buffer: AES-256-GCM, bound to the key that the token was issued for. */
function seal(token: Token, credential: string, associated: Buffer): Buffer {
  const salt = randomBytes(saltBytes);
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', encryptionKey(credential, salt), iv).setAAD(associated);
  const text = Buffer.concat([cipher.update(JSON.stringify(token), 'utf8'), cipher.final()]);
  return Buffer.concat([salt, iv, cipher.getAuthTag(), text]);
}

function unseal(sealed: Buffer, credential: string, associated: Buffer): Token {
  const salt = sealed.subarray(0, saltBytes);
  const iv = sealed.subarray(saltBytes, saltBytes + ivBytes);
  const tag = sealed.subarray(saltBytes + ivBytes, saltBytes + ivBytes + tagBytes);
  const decipher = createDecipheriv('aes-256-gcm', encryptionKey(credential, salt), iv, { authTagLength: tagBytes });
  decipher.setAAD(associated).setAuthTag(tag);
  const text = Buffer.concat([decipher.update(sealed.subarray(saltBytes + ivBytes + tagBytes)), decipher.final()]);
  return JSON.parse(text.toString('utf8')) as Token;
}

/**
 * A cache of one file in `folder`, which is made if missing.
 * @param credential secret or private key that the token was bought with: without it the file cannot be read
 */
export function createTokenCache(folder: string, key: TokenKey, credential: string): TokenCache {
  const associated = Buffer.from(JSON.stringify([key.authority, key.tenantId, key.clientId, key.tokenResource]));
  const path = join(folder, createHash('sha256').update(associated).digest('hex'));
  return {
    async read() {
      try {
        // Reading a pipe or a device of that name might never end.
        const isOurs = (await isPrivate(folder)) && (await lstat(path)).isFile();
        return isOurs ? unseal(await readFile(path), credential, associated) : undefined;
      } catch {
        return undefined;
      }
    },
    async write(token) {
      const temporary = `${path}.${randomUUID()}`;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        if (!(await isPrivate(folder))) return;
        const file = await open(temporary, 'wx', 0o600);
        try {
          await file.writeFile(seal(token, credential, associated));
        } finally {
          await file.close();
        }
        await rename(temporary, path);
      } catch {
        // A cache that cannot be written costs a sign-in next time, nothing else.
        await rm(temporary, { force: true }).catch(() => {});
      }
    },
    async drop() {
      await unlink(path).catch(() => {});
    },
  };
}
