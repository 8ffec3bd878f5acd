import {
  constants,
  createPublicKey,
  generateKeyPair,
  type JsonWebKey,
  type KeyObject,
  randomUUID,
  sign,
  verify,
} from 'node:crypto';
import { promisify } from 'node:util';
import { isObject } from './is-object.ts';

/** A decoded JSON Web Token, not yet verified. */
export interface Jwt {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
  /** What the signature covers. */
  signed: Buffer;
  signature: Buffer;
}

/** Signs the tenant's tokens with a key that lives as long as the process. */
export interface Signer {
  /** A compact RS256 token. */
  issue(claims: Record<string, unknown>): string;
  /** Whether this signer made the token. */
  made(token: Jwt): boolean;
  /** Public half, as the discovery document's `jwks_uri` serves it. */
  publicKey: JsonWebKey & { kid: string; use: string; alg: string };
}

/** Makes a signer with a new 2048-bit RSA key, as Entra uses. */
export async function makeSigner(): Promise<Signer> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const kid = randomUUID();
  return {
    issue: (claims) => {
      const head = encode({ typ: 'JWT', alg: 'RS256', kid });
      const signed = `${head}.${encode(claims)}`;
      return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
    },
    made: (token) => token.header.alg === 'RS256' && verify('sha256', token.signed, publicKey, token.signature),
    publicKey: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' },
  };
}

/** Parses a compact token; undefined if the text is not one. */
export function parseJwt(text: string): Jwt | undefined {
  const match = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/.exec(text);
  const [, head = '', body = '', signature = ''] = match ?? [];
  const header = decodeObject(head);
  const claims = decodeObject(body);
  if (header === undefined || claims === undefined) return undefined;
  return { header, claims, signed: Buffer.from(`${head}.${body}`), signature: Buffer.from(signature, 'base64url') };
}

/** Whether a certificate's key made the token. RS256 and PS256 are the algorithms that Entra accepts. */
export function signedBy(token: Jwt, key: KeyObject): boolean {
  const publicKey = key.type === 'public' ? key : createPublicKey(key);
  if (publicKey.asymmetricKeyType !== 'rsa') return false;
  if (token.header.alg === 'RS256') return verify('sha256', token.signed, publicKey, token.signature);
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return (
    token.header.alg === 'PS256' && verify('sha256', token.signed, { key: publicKey, ...padding }, token.signature)
  );
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function decodeObject(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
