import { describe, expect, it } from 'vitest';
import { readProtectedIndicators } from '../../src/values/protected-indicators.ts';

const guid = '11111111-2222-3333-4444-555555555555';
const match = (entry: string, value: string, tenantId = guid) => {
  const { list, faults } = readProtectedIndicators(entry, tenantId);
  expect(faults).toEqual([]);
  return list.match(value);
};
const sha1 = 'a1'.repeat(20);

describe('a protected indicator', () => {
  it.each([
    ['contoso.com', 'contoso.com'],
    ['contoso.com', 'CONTOSO.com.'],
    ['contoso.com', 'login.contoso.com'],
    ['login.contoso.com', 'contoso.com'],
    ['*.contoso.com', 'contoso.com'],
    ['*.contoso.com', 'a.b.contoso.com'],
    ['login*.contoso.com', 'login-eu.contoso.com'],
    ['login*.contoso.com', 'login.eu.contoso.com'],
    ['login*.contoso.com', 'contoso.com'],
    ['a.b.contoso.com', 'https://contoso.com/'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'BÜCHER.example'],
    ['*.bücher.example', 'https://www.b%C3%BCcher.example/x'],
    ['contoso.com', 'https://contoso.com/evil'],
    ['contoso.com', 'HTTPS://www.Contoso.com.:443/evil?x=1'],
    ['contoso.com', 'http://user:secret@contoso.com:8080/'],
    ['contoso.com', 'https://c%6fntoso.com/'],
    ['contoso.com', 'https://ｃontoso。com/'],
    ['contoso.com', 'https:\\\\contoso.com\\x'],
    ['10.0.0.1', '10.0.0.1'],
    ['10.0.0.1', '::ffff:10.0.0.1'],
    ['10.0.0.1', '0000:0000:0000:0000:0000:ffff:0a00:0001'],
    ['10.0.0.1', '64:ff9b::10.0.0.1'],
    ['10.0.0.1', '2002:a00:1::5'],
    ['10.0.0.1', 'http://10.0.0.1:8080/x'],
    ['10.0.0.1', 'http://0xa.1/'],
    ['10.0.0.1', 'http://167772161/'],
    ['10.0.0.1', 'http://[::ffff:a00:1]/'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['10.0.0.0/8', '10.255.3.4'],
    ['::ffff:10.0.0.0/104', '10.255.3.4'],
    ['2001:db8::/32', '2001:0DB8:0000:0000:0000:0000:0000:0001'],
    ['2001:db8::1', 'http://[2001:db8:0::1]:80/'],
    [sha1, sha1.toUpperCase()],
    [sha1.toUpperCase(), sha1],
    ['d4'.repeat(32), 'd4'.repeat(32)],
    ['c3'.repeat(16), 'c3'.repeat(16)],
    ['https://contoso.com/sites/*', 'https://contoso.com/sites/hr/x'],
    ['https://contoso.com/sites/*', 'http://contoso.com:8443/SITES/hr'],
    ['https://contoso.com/sites/*', 'https://contoso.com/s%69tes/hr'],
    ['https://contoso.com/sites/*', 'https://contoso.com/s%2569tes/hr'],
    ['https://contoso.com/sites/*', 'https://contoso.com/x/%2e%2e//sites/hr'],
    ['https://contoso.com/sites/*', 'https://contoso.com/x%2f..%2fsites/hr'],
    ['https://contoso.com/sites/*', 'https://contoso.com/sites'],
    ['https://contoso.com/sites/*', 'contoso.com'],
    ['https://www.contoso.com/sites/*', 'contoso.com'],
    ['https://contoso.com/sites/*', 'https://contoso.com'],
    ['https://contoso.com/sites', 'https://contoso.com/sites?id=1'],
    ['https://contoso.com/sites', 'https://contoso.com/sites/hr'],
    ['https://*.contoso.com/sites', 'https://a.b.contoso.com/sites'],
    ['https://10.0.0.1/x', '10.0.0.1'],
    ['https://intranet/', 'http://intranet/x'],
  ])('%s keeps %s from being blocked', (entry, value) => {
    expect(match(entry, value)).toBe(entry);
  });

  it.each([
    ['contoso.com', 'evilcontoso.com'],
    ['contoso.com', 'contoso.com.evil.example'],
    ['contoso.com', 'https://evil.example/contoso.com'],
    ['contoso.com', 'https://contoso.com@evil.example/'],
    ['login*.contoso.com', 'dev.contoso.com'],
    ['login.contoso.com', 'https://contoso.com/evil'],
    ['10.0.0.0/8', '11.0.0.1'],
    ['10.0.0.0/8', '2001:db8::a00:1'],
    ['2001:db8::/32', '10.0.0.1'],
    [sha1, 'a2'.repeat(20)],
    ['https://contoso.com/sites/*', 'https://contoso.com/other'],
    ['https://contoso.com/sites', 'https://contoso.com/sites2'],
    ['https://contoso.com/sites', 'www.contoso.com'],
    ['https://10.0.0.1/x', 'http://10.0.0.1/y'],
  ])('%s says nothing about %s', (entry, value) => {
    expect(match(entry, value)).toBeUndefined();
  });

  it.each(
    ['10.1.2.3', '172.16.0.1', '192.168.1.1', '127.0.0.1', '169.254.1.1', '100.64.0.1', '0.0.0.0'].concat([
      '::1',
      'fe80::1',
      'fd00::1',
      '::ffff:192.168.1.1',
      'http://localhost/',
      'https://[fe80::1]/x',
    ]),
  )('private includes %s', (value) => {
    expect(match('private', value)).toBe('private');
  });

  it.each(['203.0.113.66', '8.8.8.8', '2606:4700::1111', 'https://evil.example/'])('private leaves %s', (value) => {
    expect(match('Private', value)).toBeUndefined();
  });

  it('of own-domains is the domain of the tenant id, and the list says so', () => {
    expect(match('own-domains', 'www.contoso.com', 'contoso.com')).toBe('own-domains');
    expect(readProtectedIndicators('own-domains', 'contoso.com').list.notes).toEqual([
      expect.stringContaining('own-domains stands for contoso.com alone'),
    ]);
    expect(readProtectedIndicators('own-domains', guid).faults).toEqual([
      expect.stringContaining('requires a domain as tenantId'),
    ]);
  });

  it('is separated by commas and line breaks', () => {
    const { list } = readProtectedIndicators(' contoso.com,10.0.0.0/8\r\nprivate\n,', guid);
    expect(list.entries).toEqual(['contoso.com', '10.0.0.0/8', 'private']);
  });

  it.each([
    '*',
    '*.*',
    'login.*',
    'contoso',
    'privat',
    'bü*.example',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '010.0.0.1',
    'fe80::1%eth0',
    'ab'.repeat(10),
    'contoso.com/sites/*',
    'https://',
    'https://contoso.*/x',
    'https://contoso.com@evil.example/',
    'https://contoso.com/#x',
    'ftp://contoso.com/',
    'tag:tier0',
    'a b.example',
  ])('is not %s', (entry) => {
    const { list, faults } = readProtectedIndicators(entry, guid);
    expect({ entries: list.entries, faults: faults.length }).toEqual({ entries: [], faults: 1 });
  });

  it('list that names nothing is a fault', () => {
    expect(readProtectedIndicators(' ,\n', guid).faults).toEqual([expect.stringContaining('names nothing')]);
  });

  it('that is misspelt is answered with the nearest word', () => {
    expect(readProtectedIndicators('privat', guid).faults).toEqual([
      expect.stringMatching(/; did you mean private\?$/),
    ]);
  });
});
