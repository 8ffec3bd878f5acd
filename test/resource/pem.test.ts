import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../src/errors.ts';
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

function authoritiesOf(text: string) {
  const faults: Fault[] = [];
  return { read: readAuthorities(text, faults), faults };
}

const fingerprints = (certificates: string[]) => certificates.map((pem) => new X509Certificate(pem).fingerprint256);

describe('PEM text', () => {
  const forms: [string, (pem: string) => string][] = [
    ['as it is', (pem) => pem],
    ['without a final line break', (pem) => pem.trimEnd()],
    ['with Windows line breaks', (pem) => pem.replaceAll('\n', '\r\n')],
    ['with line breaks written out', (pem) => pem.replaceAll('\n', '\\n')],
    ['in base64', (pem) => Buffer.from(pem).toString('base64')],
    ['in base64 with a byte order mark', (pem) => Buffer.from(`\u{FEFF}${pem}`).toString('base64')],
    ['with what openssl writes around blocks', (pem) => `subject=CN = x\nBag Attributes\n    friendlyName: x\n${pem}`],
    ['with blanks behind its lines', (pem) => pem.replaceAll('\n', ' \t\n')],
    [
      'with what openssl says of a certificate',
      (pem) => `Certificate:\n    X509v3 Authority Key Identifier: \n  ED:48\n${pem}`,
    ],
    ['with a field that is commented out', (pem) => `${pem}# protectedMachines: dc-*\n #DEFENDER_LABEL=x\n`],
    ['with comments', (pem) => `# Label: "x"\n=========\n${pem}\n-----------\n`],
  ];
  it.each(forms)('is read %s', (_how, form) => {
    const { read, faults } = authoritiesOf(form(`${authority}${leaf}`));
    expect(faults).toEqual([]);
    expect(fingerprints(read)).toEqual(fingerprints([authority, leaf]));
    const ofPair: Fault[] = [];
    expect(readKeyPair(form(pair), ofPair)).toHaveProperty('thumbprintSha256');
    expect(ofPair).toEqual([]);
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
    'DEFENDER_DEADLINE_SECONDS=60',
    'clientSecretFile: secret',
    'CLIENT_SECRET_FILE=secret',
  ])('with the line %s between blocks or behind them is refused', (line) => {
    const message = expect.stringMatching(/^holds the line "[\w-]+: …": end the PEM text before that field$/);
    const texts = [`${authority}${line}\n${leaf}`, `${authority}${leaf}${line}`, `${authority}\r\n${line}\r\n`];
    for (const text of [...texts, texts[0]?.replaceAll('\n', '\\n') ?? '']) {
      expect(authoritiesOf(text)).toEqual({ read: [], faults: [{ path: 'resource.caCertificates', message }] });
    }
  });

  const damages: [string, (pem: string) => string, string][] = [
    ['text behind an END marker', (pem) => `${pem.trimEnd()}protectedMachines: dc-*\n`, 'stand alone'],
    ['other text behind an END marker', (pem) => `${pem.trimEnd()} secret`, 'stand alone'],
    ['text before a BEGIN marker', (pem) => `secret ${pem}`, 'stand alone'],
    ['a marker that lost a dash', (pem) => pem.replace('CERTIFICATE-----', 'CERTIFICATE----'), 'stand alone'],
    ['an indented marker', (pem) => `  ${pem}`, 'stand alone'],
    ['everything on one line', (pem) => pem.replaceAll('\n', ' '), 'stand alone'],
    ['a field of the resource behind it', (pem) => `${pem}  protectedMachines: dc-*\n`, '"protectedMachines: …"'],
    ['a field of the resource in it', (pem) => pem.replace('\n', '\n"clientSecret" : "secret"\n'), '"clientSecret: …"'],
    ['no END line', (pem) => pem.slice(0, pem.indexOf('-----END')), 'cut off'],
    ['no BEGIN line', (pem) => pem.slice(pem.indexOf('\n') + 1), 'cut off'],
    ['a second block that is cut off', (pem) => `${pem}${pem.slice(0, -80)}`, 'cut off'],
  ];
  it.each(damages)('with %s is refused, and the error shows nothing of it', (_what, damage, why) => {
    const { read, faults } = authoritiesOf(damage(authority));
    expect(read).toEqual([]);
    expect(faults).toEqual([{ path: 'resource.caCertificates', message: expect.stringContaining(why) }]);
    const ofPair: Fault[] = [];
    expect(readKeyPair(damage(pair), ofPair)).toEqual({ secret: '' });
    expect(ofPair).toEqual([{ path: 'resource.clientCertificate', message: expect.stringContaining(why) }]);
    expect(JSON.stringify([faults, ofPair])).not.toMatch(/secret"|dc-|MII/);
  });

  it.each(['no pem', '', 'bm8gcGVt', Buffer.from('no pem', 'utf16le').toString('base64')])(
    'that holds no certificate is refused: %j',
    (text) => {
      const { faults } = authoritiesOf(text);
      expect(faults).toEqual([
        { path: 'resource.caCertificates', message: 'must be PEM text of one or more certificates' },
      ]);
    },
  );
});
