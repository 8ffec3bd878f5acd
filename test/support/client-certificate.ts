import { generateKeyPairSync, type KeyObject, webcrypto, X509Certificate } from 'node:crypto';

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

const imported = (key: KeyObject, format: 'pkcs8' | 'spki', usage: 'sign' | 'verify') => {
  const der =
    format === 'pkcs8' ? key.export({ type: format, format: 'der' }) : key.export({ type: format, format: 'der' });
  return webcrypto.subtle.importKey(format, der, algorithm, true, [usage]);
};

/** The certificate library asks for a reflection interface that it does not need. */
async function loadX509() {
  const reflection = Reflect as unknown as Record<string, unknown>;
  reflection.getMetadata ??= () => undefined;
  reflection.getOwnMetadata ??= () => undefined;
  return await import('@peculiar/x509');
}

/** A self-signed certificate with its RSA key, as one PEM text; it ends in an hour unless `days` are given. */
export async function makeClientCertificate(days = 1 / 24): Promise<{ pem: string; certificate: X509Certificate }> {
  const x509 = await loadX509();
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=soar',
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + days * 86_400_000),
    signingAlgorithm: algorithm,
    keys: {
      privateKey: await imported(privateKey, 'pkcs8', 'sign'),
      publicKey: await imported(publicKey, 'spki', 'verify'),
    },
  });
  const text = made.toString('pem');
  return {
    pem: `${privateKey.export({ type: 'pkcs8', format: 'pem' })}${text}\n`,
    certificate: new X509Certificate(text),
  };
}
