import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KeyPair } from '../cloud/token.ts';
import { certificatesOf, PemFault, readPem } from './pem.ts';
import { type Reading, refuse } from './reading.ts';

const fingerprintOf = (certificate: string): string => new X509Certificate(certificate).fingerprint256;

/** Reads the application's private key and its certificate from PEM text, or from base64 of it. */
export function readKeyPair(text: string): Reading<KeyPair> {
  const refused = (message: string) => refuse('clientCertificate', message);
  try {
    const blocks = readPem(text);
    const certificates = certificatesOf(blocks);
    const key = createPrivateKey(blocks.find(({ label }) => label.endsWith('PRIVATE KEY'))?.text ?? '');
    if (key.asymmetricKeyType !== 'rsa') return refused('must hold an RSA key');
    const leaf = certificates
      .map((certificate) => new X509Certificate(certificate))
      .find((certificate) => certificate.checkPrivateKey(key));
    if (leaf === undefined) return refused('must hold the certificate that belongs to the key');
    const issuers = certificates.filter((certificate) => fingerprintOf(certificate) !== leaf.fingerprint256);
    return {
      value: {
        privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
        certificates: [leaf.toString(), ...issuers],
        thumbprintSha256: leaf.fingerprint256.replaceAll(':', ''),
        endsAt: Date.parse(leaf.validTo),
      },
    };
  } catch (error) {
    const rule = 'must be PEM text of an RSA private key and its certificate, or base64 of it';
    return refused(error instanceof PemFault ? error.message : rule);
  }
}

/** Reads certificates to trust from PEM text, which must hold at least one. */
export function readAuthorities(text: string): Reading<string[]> {
  const rule = 'must be PEM text of one or more certificates';
  try {
    const certificates = certificatesOf(readPem(text));
    for (const certificate of certificates) new X509Certificate(certificate);
    return certificates.length > 0 ? { value: certificates } : refuse('caCertificates', rule);
  } catch (error) {
    return refuse('caCertificates', error instanceof PemFault ? error.message : rule);
  }
}
