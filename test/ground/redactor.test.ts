import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redactor.ts';
import { base64, holdsPartOf, html, moreWays, ways } from '../support/writings.ts';

/** Numbers that are the same on every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** Where it stands. */
const frames: [string, (text: string) => string][] = [
  ['alone', (text) => text],
  ['in a sentence', (text) => `before ${text} after`],
  ['in a header', (text) => `Authorization: Bearer ${text}\r\nHost: x`],
  ['in JSON', (text) => `{"error":{"message":"${text}","x":1}}`],
  ['in XML', (text) => `<Error><Detail>${text}</Detail></Error>`],
  ['in a form', (text) => `grant_type=x&client_secret=${text}&scope=y`],
];

const secrets = {
  'a secret': 'Abc8Q~fake.Secret-of_Entra_0123456789+/w',
  'a secret with signs': 'a"b\\c d+e/ü8Q~&x=<y>%\'z',
  'a token': `${base64('{"alg":"RS256"}').replaceAll('=', '')}.${base64('{"roles":["A.B"]}').replaceAll('=', '')}.c2lnbmF0dXJl-_x`,
};

describe.each(Object.entries(secrets))('%s that is known is removed', (_what, secret) => {
  it.each(Object.entries({ ...ways, ...moreWays }))('%s', (_way, write) => {
    for (const [, frame] of frames) {
      const redactor = createRedactor();
      redactor.add(secret);
      const written = write(secret);
      const clean = redactor.clean(frame(written));
      expect(clean).toContain('[redacted]');
      expect(holdsPartOf(clean, written, secret), clean).toBe(false);
    }
  });
});

it('a known secret is removed in any two encodings, one inside the other', () => {
  const secret = secrets['a secret with signs'];
  const redactor = createRedactor();
  redactor.add(secret);
  // Line breaks that are escaped themselves, in the middle of escapes, are more than anything writes.
  const outer = Object.entries(ways).filter(([way]) => way !== 'in lines of JSON');
  for (const [, writeAgain] of outer) {
    for (const write of [...Object.values(ways), ...Object.values(moreWays)]) {
      const written = writeAgain(write(secret));
      expect(holdsPartOf(redactor.clean(`x ${written} y`), written, secret), written).toBe(false);
    }
  }
});

const signature = 'AbC%2BdEfGhIjKlMnOpQrStUvWxYz0123456789%2FaBcDe%3D';
const plainSignature = decodeURIComponent(signature);
const link = `https://packages.example/c/p.zip?sv=2023-01-03&st=2026&se=2026-11-22T03%3A00%3A00Z&sr=b&sp=r&sig=${signature}`;

describe('the signature of an unknown link is removed', () => {
  const writings: Record<string, string> = {
    ...Object.fromEntries(Object.entries(ways).map(([way, write]) => [way, write(link)])),
    'as the first parameter': `https://x.example/?sig=${signature}&sr=b`,
    'without a link': `sig=${signature}`,
    'in JSON of its own': `{"sig":"${plainSignature}"}`,
    'in JSON with blanks': `{ "sig" : "${plainSignature}" }`,
    'in JSON in JSON': JSON.stringify(JSON.stringify({ sig: plainSignature })),
    'in single quotes': `{'sig': '${plainSignature}'}`,
    'behind a colon': `sig: ${plainSignature.slice(0, 20)}`,
    'in XML': `<sig>${plainSignature}</sig>`,
    'in XML in HTML': html(`<Signature>${plainSignature}</Signature>`),
    'in the XML of Azure': `<Error><Code>AuthenticationFailed</Code><AuthenticationErrorDetail>The MAC signature found in the HTTP request '${plainSignature}' is not the same as any computed signature.</AuthenticationErrorDetail></Error>`,
    'in a list': `"query": [["sr","b"],["sig","${plainSignature}"]]`,
    'under the name of Amazon': `https://x.example/?X-Amz-Expires=60&X-Amz-Signature=${signature}`,
    'under the name of Google': `https://x.example/?X-Goog-Signature=${signature}`,
    'as a token': `https://x.example/a?token=${signature}`,
    'in a redirect': `Location: /next?continue=${encodeURIComponent(link)}`,
  };

  it.each(Object.entries(writings))('%s', (_way, text) => {
    const clean = createRedactor().clean(`before ${text} after`);
    expect(clean).toContain('[redacted]');
    for (const write of Object.values(ways)) {
      for (const form of [signature, plainSignature]) expect(holdsPartOf(clean, write(form), form), clean).toBe(false);
    }
  });

  it('and the rest of the text stays', () => {
    const text = createRedactor().clean('https://x.example/p.zip?se=2026&sp=r&sig=AbC%2B/=&sr=b "next"');
    expect(text).toBe('https://x.example/p.zip?se=[redacted]&sp=r&sig=[redacted]&sr=b "next"');
  });
});

it('the signature of a known link is removed by itself, in any encoding', () => {
  const redactor = createRedactor();
  redactor.add(link);
  for (const write of [...Object.values(ways), ...Object.values(moreWays)]) {
    const written = write(plainSignature);
    expect(holdsPartOf(redactor.clean(`found ${written} there`), written, plainSignature), written).toBe(false);
  }
});

it('the expiry of a known link is not a secret by itself', () => {
  const redactor = createRedactor();
  redactor.add(link);
  expect(redactor.clean('created 2026-11-22T03:00:00Z')).toBe('created 2026-11-22T03:00:00Z');
});

it.each([
  ['a token', `got ${secrets['a token']} there`],
  ['a token in Base64', `got ${base64(secrets['a token'])} there`],
  ['a token in a header', 'Authorization: Bearer opaque0123456789'],
  ['credentials in a header', 'proxy-authorization: Basic c3ZjOnBhc3M='],
  ['a header in JSON', '{"Authorization":"Bearer opaque0123456789"}'],
  ['a cookie', 'Set-Cookie: session=0123456789abcdef; Path=/'],
  ['a secret in a form', 'client_id=a&client_secret=opaque0123456789'],
  ['a secret in JSON', '{"client_secret": "opaque0123456789"}'],
  ['an assertion', 'client_assertion=opaque0123456789&x=y'],
  ['a password in an address', 'http://svc:opaque0123456789@proxy.example:8080/'],
])('what looks like %s is removed though it is not known', (_what, text) => {
  const clean = createRedactor().clean(text);
  expect(clean).toContain('[redacted]');
  expect(clean).not.toMatch(/opaque|0123456789|c3ZjOnBhc3M|eyJ|ZXlK/);
});

describe('a secret of fewer than eight characters', () => {
  const redactor = createRedactor();
  redactor.add('wrong');

  it.each(['The client secret is wrong: enter its value, not its ID.', 'wrong', 'wrongly', 'a "wrongly" quoted word'])(
    'leaves the words of %j alone, unless it is all there is',
    (text) => {
      expect(redactor.clean(text)).toBe(text === 'wrong' ? '[redacted]' : text);
    },
  );

  it.each([
    ['{"password":"wrong"}', '{"password":"[redacted]"}'],
    ['{"x":"wrong"}', '{"x":"[redacted]"}'],
    ['{\\"x\\":\\"wrong\\"}', '{\\"x\\":\\"[redacted]\\"}'],
    ['a=b&x=wrong&c=d', 'a=b&x=[redacted]&c=d'],
    ['<x>wrong</x>', '<x>[redacted]</x>'],
    ['x=%77rong', 'x=[redacted]'],
    ['Basic c3ZjOndyb25n', 'Basic [redacted]'],
  ])('is removed from %j, if it is a value', (text, clean) => {
    expect(redactor.clean(text)).toBe(clean);
  });

  it.each(['', 'a', 'ab'])('even %j mutilates no message', (secret) => {
    const one = createRedactor();
    one.add(secret);
    expect(one.clean('a sentence about a machine')).toBe('a sentence about a machine');
  });
});

describe('the redactor', () => {
  it('removes a longer secret whole that begins with another', () => {
    const redactor = createRedactor();
    redactor.add('secret01');
    redactor.add('secret01-and-more');
    expect(redactor.clean('secret01-and-more')).toBe('[redacted]');
  });

  it('removes eight characters from the middle of a word', () => {
    const redactor = createRedactor();
    redactor.add('password');
    expect(redactor.clean('mypasswords')).toBe('my[redacted]s');
  });

  it('leaves text unchanged if it knows no secret', () => {
    const redactor = createRedactor();
    redactor.add(undefined);
    const text =
      'POST /api/machines/1e5bc9d7e413ddd7902c2932e418702b84d0cc07/isolate: 100% of C:\\new & <b>, AT&T; basic authentication, bearer of 5382f7ea-7557-4ab7-9782-d50480024a4e, resource.clientSecret: is missing';
    expect(redactor.clean(text)).toBe(text);
  });

  it.each([
    [
      'Base64 for URLs, whose signs differ',
      '????>>>>~~~~ABCDEFGHI',
      (secret: string) => Buffer.from(secret).toString('base64url'),
    ],
    ['a URL, with a character of four bytes', 'p4ss-\u{1f512}-word', encodeURIComponent],
  ])('knows a secret in %s', (_way, secret, write) => {
    const redactor = createRedactor();
    redactor.add(secret);
    expect(redactor.clean(`before ${write(secret)} after`)).toBe('before [redacted] after');
  });

  it('removes a secret that repeats itself once, at the start of a text too', () => {
    const redactor = createRedactor();
    redactor.add('abababababab');
    expect(redactor.clean('abababababab and more')).toBe('[redacted] and more');
  });

  it('cleans every text in a value, and leaves keys and everything else', () => {
    const redactor = createRedactor();
    redactor.add('a secret');
    const value = { 'a secret': ['x a secret', 1, null, { deep: 'a secret' }], flag: false };
    const clean = { 'a secret': ['x [redacted]', 1, null, { deep: '[redacted]' }], flag: false };
    expect(redactor.clean(value)).toEqual(clean);
    expect(redactor.clean({ sig: 'x', client_secret: 'y', name: 'z' })).toEqual({
      sig: '[redacted]',
      client_secret: '[redacted]',
      name: 'z',
    });
  });

  it('finishes on a megabyte of hostile text', () => {
    const redactor = createRedactor();
    for (const secret of [...Object.values(secrets), link, 'wrong', 'aaaaaaaaaaaa']) redactor.add(secret);
    const hostile = [
      '\\',
      '%',
      '&',
      '&#',
      '%25',
      'sig=',
      '?sig',
      'a',
      '"',
      'eyJ',
      ' \n',
      'bearer ',
      'basic:',
      '://',
      '<',
      '\\u0025',
    ];
    const random = numbers(7);
    const mixed = Array.from({ length: 250_000 }, () => hostile[random(hostile.length)]).join('');
    for (const text of [...hostile.map((part) => part.repeat(Math.ceil(50_000 / part.length))), mixed])
      expect(typeof redactor.clean(text)).toBe('string');
  });
});
