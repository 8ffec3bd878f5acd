import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { readAuthorities, readKeyPair } from '../../src/resource/certificates.ts';
import { makeChain } from '../../src/simulator/certificates.ts';
import { makeClientCertificate } from '../support/client-certificate.ts';

let authority = '';
let leaf = '';
let pair = '';
beforeAll(async () => {
  ({ authority, certificate: leaf } = await makeChain(Date.now()));
  pair = (await makeClientCertificate()).pem;
});

const fingerprints = (certificates: string[]) => certificates.map((pem) => new X509Certificate(pem).fingerprint256);

describe('PEM text', () => {
  const forms: [string, (pem: string) => string][] = [
    ['as it is', (pem) => pem],
    ['without a final line break', (pem) => pem.trimEnd()],
    ['with Windows line breaks', (pem) => pem.replaceAll('\n', '\r\n')],
    ['with line breaks written out', (pem) => pem.replaceAll('\n', '\\n')],
    ['in base64', (pem) => Buffer.from(pem).toString('base64')],
    ['in base64 with a byte order mark', (pem) => Buffer.from(`\u{FEFF}${pem}`).toString('base64')],
    [
      'with the lines that openssl writes around blocks',
      (pem) => `subject=CN = x\nBag Attributes\n    friendlyName: x\n${pem}`,
    ],
    ['with blanks at the end of its lines', (pem) => pem.replaceAll('\n', ' \t\n')],
    [
      'with the text that openssl prints of a certificate',
      (pem) => `Certificate:\n    X509v3 Authority Key Identifier: \n  ED:48\n${pem}`,
    ],
    ['with a field that is commented out', (pem) => `${pem}# protectedMachines: dc-*\n #DEFENDER_LABEL=x\n`],
    ['with comments', (pem) => `# Label: "x"\n=========\n${pem}\n-----------\n`],
  ];
  it.each(forms)('is read %s', (_how, form) => {
    const read = readAuthorities(form(`${authority}${leaf}`));
    expect(fingerprints('value' in read ? read.value : [])).toEqual(fingerprints([authority, leaf]));
    expect(readKeyPair(form(pair))).toHaveProperty('value.thumbprintSha256');
  });

  it.each([
    'protectedMachines: dc-*',
    '  "protectedMachines" : "dc-*"',
    '- protectedMachines: dc-*',
    '{"protectedMachines": "dc-*"}',
    ', "protectedMachines": "dc-*"',
    'protectedMachines = dc-*',
    'PROTECTED_MACHINES: dc-*',
    'protected-machines: dc-*',
    'DEFENDER_PROTECTED_MACHINES=dc-*',
    'export DEFENDER_PROTECTED_MACHINES="dc-*"',
    'DEFENDER_TIMEOUT_SECONDS=60',
    'clientSecretFile: secret',
    'CLIENT_SECRET_FILE=secret',
  ])('with the line %s between blocks or after them is refused', (line) => {
    const message = expect.stringMatching(/^holds the line "[\w-]+: …": end the PEM text before that field$/);
    const texts = [`${authority}${line}\n${leaf}`, `${authority}${leaf}${line}`, `${authority}\r\n${line}\r\n`];
    for (const text of [...texts, texts[0]?.replaceAll('\n', '\\n') ?? '']) {
      expect(readAuthorities(text)).toEqual({ faults: [{ path: 'resource.caCertificates', message }] });
    }
  });

  const damages: [string, (pem: string) => string, string][] = [
    ['text after an END marker', (pem) => `${pem.trimEnd()}protectedMachines: dc-*\n`, 'stand alone'],
    ['other text after an END marker', (pem) => `${pem.trimEnd()} secret`, 'stand alone'],
    ['text before a BEGIN marker', (pem) => `secret ${pem}`, 'stand alone'],
    ['a marker that lost a dash', (pem) => pem.replace('CERTIFICATE-----', 'CERTIFICATE----'), 'stand alone'],
    ['an indented marker', (pem) => `  ${pem}`, 'stand alone'],
    ['everything on one line', (pem) => pem.replaceAll('\n', ' '), 'stand alone'],
    ['a field of the resource after it', (pem) => `${pem}  protectedMachines: dc-*\n`, '"protectedMachines: …"'],
    ['a field of the resource in it', (pem) => pem.replace('\n', '\n"clientSecret" : "secret"\n'), '"clientSecret: …"'],
    ['no END line', (pem) => pem.slice(0, pem.indexOf('-----END')), 'cut off'],
    ['no BEGIN line', (pem) => pem.slice(pem.indexOf('\n') + 1), 'cut off'],
    ['a second block that is cut off', (pem) => `${pem}${pem.slice(0, -80)}`, 'cut off'],
  ];
  it.each(damages)('with %s is refused, and the error quotes nothing of it', (_what, damage, why) => {
    const message = expect.stringContaining(why);
    const read = [readAuthorities(damage(authority)), readKeyPair(damage(pair))];
    expect(read).toEqual(
      ['caCertificates', 'clientCertificate'].map((id) => ({ faults: [{ path: `resource.${id}`, message }] })),
    );
    expect(JSON.stringify(read)).not.toMatch(/secret"|dc-|MII/);
  });

  it.each(['no pem', '', 'bm8gcGVt', Buffer.from('no pem', 'utf16le').toString('base64')])(
    'without a certificate is refused: %j',
    (text) => {
      const message = 'must be PEM text of one or more certificates';
      expect(readAuthorities(text)).toEqual({ faults: [{ path: 'resource.caCertificates', message }] });
    },
  );
});
