import { webcrypto } from 'node:crypto';
import { dayMs, minuteMs } from './tenant/time.ts';

/** A certificate authority that exists for one process, and a server certificate it signed. All PEM. */
export interface Chain {
  /** The authority's certificate: what a client has to trust. */
  authority: string;
  certificate: string;
  /** The server's private key. Held in memory only. */
  key: string;
}

/** Room for a client whose clock is a little behind. */
const backdateMs = 5 * minuteMs;
const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/**
 * Makes a root authority and a leaf for 127.0.0.1, ::1 and localhost, valid for a day, that strict verifiers accept
 * (RFC 5280: critical basic constraints, key usage, key identifiers, positive random serials). The authority's key cannot
 * be exported and is dropped on return, so that nothing can be signed with it later.
 *
 * @param now milliseconds since 1970 by the real clock, because TLS clients use theirs
 */
export async function makeChain(now: number): Promise<Chain> {
  const x509 = await loadX509();
  const notBefore = new Date(now - backdateMs);
  const notAfter = new Date(now - backdateMs + dayMs);
  const authorityKeys = await webcrypto.subtle.generateKey(keyAlgorithm, false, ['sign', 'verify']);
  const leafKeys = await webcrypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);

  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: 'CN=defender-soar simulated tenant CA',
    notBefore,
    notAfter,
    signingAlgorithm: keyAlgorithm,
    keys: authorityKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const leaf = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: 'CN=localhost',
    issuer: authority.subject,
    notBefore,
    notAfter,
    signingAlgorithm: keyAlgorithm,
    signingKey: authorityKeys.privateKey,
    publicKey: leafKeys.publicKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'ip', value: '127.0.0.1' },
        { type: 'ip', value: '::1' },
        { type: 'dns', value: 'localhost' },
      ]),
      await x509.SubjectKeyIdentifierExtension.create(leafKeys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', leafKeys.privateKey));
  const certificate = (rawData: ArrayBuffer) => pem('CERTIFICATE', Buffer.from(rawData));
  return {
    authority: certificate(authority.rawData),
    certificate: certificate(leaf.rawData),
    key: pem('PRIVATE KEY', key),
  };
}

/**
 * Loads the library late, so that an import has no effect. Its dependency injector requires the metadata reflection API but
 * asks it only for decorator metadata, which compiled code does not have: "none" is a sufficient answer.
 */
async function loadX509() {
  const reflection = Reflect as unknown as Record<string, unknown>;
  reflection.getMetadata ??= () => undefined;
  reflection.getOwnMetadata ??= () => undefined;
  const loaded = await import('@peculiar/x509');
  // In a bundle with split chunks a CommonJS module has only a default export.
  return 'X509CertificateGenerator' in loaded ? loaded : (loaded as { default: typeof loaded }).default;
}

/** 16 random octets, positive and without a leading zero octet, as RFC 5280, section 4.1.2.2 requires. */
function serialNumber(): string {
  const octets = webcrypto.getRandomValues(new Uint8Array(16));
  octets[0] = ((octets[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(octets).toString('hex');
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
