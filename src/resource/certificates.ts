import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Credential } from '../cloud/tokens.ts';
import type { Fault } from '../errors.ts';
import { fault } from './fields.ts';
import { certificatesOf, PemFault, readPem } from './pem.ts';

/** The application's private key and its certificate, from PEM text or base64 of it; a fault where it is not that. */
export function readKeyPair(text: string, faults: Fault[]): Credential {
  try {
    const blocks = readPem(text);
    const certificates = certificatesOf(blocks);
    const key = createPrivateKey(blocks.find(({ label }) => label.endsWith('PRIVATE KEY'))?.text ?? '');
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
  } catch (error) {
    const rule = 'must be PEM text of an RSA private key and its certificate, or base64 of it';
    faults.push(fault('clientCertificate', error instanceof PemFault ? error.message : rule));
  }
  return { secret: '' };
}

/** Certificates to trust: PEM text of at least one; a fault where it is not that. */
export function readAuthorities(text: string, faults: Fault[]): string[] {
  const rule = 'must be PEM text of one or more certificates';
  try {
    const certificates = certificatesOf(readPem(text));
    for (const certificate of certificates) new X509Certificate(certificate);
    if (certificates.length > 0) return certificates;
    faults.push(fault('caCertificates', rule));
  } catch (error) {
    faults.push(fault('caCertificates', error instanceof PemFault ? error.message : rule));
  }
  return [];
}
