/** PEM text as people paste it: with real line breaks, with `\n` written out, or as base64 of the whole. */
export function readPem(text: string): string {
  const plain = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString('utf8');
  return plain.replaceAll('\\r', '').replaceAll('\\n', '\n');
}

/** The certificates in a PEM text, each with its armour; keys and everything else are left out. */
export const readCertificates = (pem: string): string[] =>
  pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
