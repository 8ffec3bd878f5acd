import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Fault } from '../errors.ts';
import type { Credential } from '../http/auth.ts';
import { readCertificates, readPem } from './pem.ts';
import { fault } from './resource-fields.ts';

/** The application's private key and its certificate, from PEM text or base64 of it; a fault where it is not that. */
export function readKeyPair(text: string, faults: Fault[]): Credential {
  try {
    const pem = readPem(text);
    const certificates = readCertificates(pem);
    const key = createPrivateKey(pem);
    const leaf = certificates
      .map((certificate) => new X509Certificate(certificate))
      .find((certificate) => certificate.checkPrivateKey(key));
    if (key.asymmetricKeyType !== 'rsa') faults.push(fault('clientCertificate', 'must hold an RSA key'));
    else if (leaf === undefined)
      faults.push(fault('clientCertificate', 'must hold the certificate that belongs to the key'));
    else {
      return {
        privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
        certificates: [
          leaf.toString(),
          ...certificates.filter((one) => new X509Certificate(one).fingerprint256 !== leaf.fingerprint256),
        ],
        thumbprintSha256: leaf.fingerprint256.replaceAll(':', ''),
      };
    }
  } catch {
    faults.push(
      fault('clientCertificate', 'must be PEM text of an RSA private key and its certificate, or base64 of it'),
    );
  }
  return { secret: '' };
}

/** Certificates to trust: PEM text of at least one; a fault where it is not that. */
export function readAuthorities(text: string, faults: Fault[]): string[] {
  try {
    const certificates = readCertificates(readPem(text));
    for (const certificate of certificates) new X509Certificate(certificate);
    if (certificates.length > 0) return certificates;
  } catch {
    // Falls through to the fault below, which says what was expected.
  }
  faults.push(fault('caCertificates', 'must be PEM text of one or more certificates'));
  return [];
}
