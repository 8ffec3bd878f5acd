import { describe, expect, it } from 'vitest';
import { indicatorFaults, indicatorTypeOf } from '../../src/defender/indicators/rules.ts';

const now = Date.parse('2026-11-22T03:00:00Z');
const faults = (params: object) => indicatorFaults({ indicatorValue: 'evil.example', action: 'Block', ...params }, now);
const paths = (params: object) => faults(params).map(({ path }) => path);
const hex = (digits: number) => 'a1'.repeat(digits / 2);

describe('the type of a value', () => {
  it.each([
    [hex(40), 'FileSha1'],
    [hex(40).toUpperCase(), 'FileSha1'],
    [hex(64), 'FileSha256'],
    [hex(32), 'FileMd5'],
    ['203.0.113.66', 'IpAddress'],
    ['2001:db8::1', 'IpAddress'],
    ['::ffff:203.0.113.66', 'IpAddress'],
    ['evil.example', 'DomainName'],
    ['sub.xn--bcher-kva.example', 'DomainName'],
    ['_dmarc.evil.example', 'DomainName'],
    ['http://evil.example/', 'Url'],
    ['HTTPS://evil.example/a?b#c', 'Url'],
    ['bücher.example', 'DomainName'],
    ['EVIL.example.', 'DomainName'],
    ['https://bücher.example/ä', 'Url'],
    ['https://203.0.113.66:8443/x', 'Url'],
    ['https://[2001:db8::1]/x', 'Url'],
    ['https://intranet/x', 'Url'],
    ['evil', undefined],
    ['203.0.113.0/24', undefined],
    ['2001:db8::/32', undefined],
    ['*.evil.example', undefined],
    ['203.0.113.256', undefined],
    ['ftp://evil.example', undefined],
    [hex(38), undefined],
    ['fe80::1%eth0', undefined],
    // Node's parsers would make a domain, or another host, out of each of these.
    ['docs.contoso.example/document/d/abc', undefined],
    ['docs.contoso.example?id=7', undefined],
    ['docs.contoso.example#x', undefined],
    ['docs.contoso.example\\share', undefined],
    ['evil%2eexample', undefined],
    ['evil.example:443', undefined],
    ['evil.example..', undefined],
    ['ev\u00adil.example', undefined],
    ['evil.example\u200b', undefined],
    ['①.example', undefined],
    ['https:///evil.example', undefined],
    ['https:evil.example', undefined],
    ['https://evil.example\\share', undefined],
    ['https://evil%2eexample/', undefined],
    ['https://ev%2al.example/', undefined],
    ['https://0x7f.1/', undefined],
    ['https://evil.example:99999/', undefined],
  ])('%s is %s', (value, type) => {
    expect(indicatorTypeOf(value)).toBe(type);
    expect(paths({ indicatorValue: value })).toEqual(type === undefined ? ['indicatorValue'] : []);
  });
});

describe('value and type', () => {
  it.each([
    ['FileSha1', hex(64), '40 hexadecimal digits'],
    ['FileSha256', hex(40), '64 hexadecimal digits'],
    ['FileMd5', hex(40), '32 hexadecimal digits'],
    ['IpAddress', 'evil.example', 'one IPv4 or IPv6 address'],
    ['IpAddress', '203.0.113.0/24', 'CIDR'],
    ['DomainName', '203.0.113.66', 'a domain name'],
    ['DomainName', 'https://evil.example', 'a domain name'],
    ['Url', 'evil.example', 'a URL with its scheme'],
    ['CertificateThumbprint', hex(64), '40 hexadecimal digits'],
  ])('that do not fit: %s %s', (indicatorType, indicatorValue, rule) => {
    const action = indicatorType === 'CertificateThumbprint' ? 'Allowed' : 'Block';
    expect(faults({ indicatorType, indicatorValue, action })).toEqual([
      { path: 'indicatorValue', message: expect.stringContaining(rule) },
    ]);
  });

  it('a URL without its scheme names what is missing', () => {
    const indicatorValue = 'docs.contoso.example/document/d/abc';
    expect(faults({ indicatorValue })[0]?.message).toMatch(/a URL needs its scheme.*a domain has no path/);
    expect(faults({ indicatorValue, indicatorType: 'Url' })[0]?.message).toMatch(/scheme/);
    expect(faults({ indicatorValue, indicatorType: 'DomainName' })[0]?.message).toMatch(/without path/);
  });

  it.each(['constructor', '__proto__', 'toString'])('%s as type or action is left to the schema', (name) => {
    expect(paths({ indicatorType: name })).toEqual([]);
    expect(paths({ action: name })).toEqual([]);
  });

  it('a range says what is wrong', () => {
    expect(faults({ indicatorValue: '203.0.113.0/24' })[0]?.message).toMatch(/CIDR/);
    expect(faults({ indicatorValue: '2001:db8::/32', indicatorType: 'IpAddress' })[0]?.message).toMatch(/CIDR/);
  });

  it('a thumbprint has to be said: 40 digits are a SHA-1', () => {
    expect(
      paths({ indicatorType: 'CertificateThumbprint', indicatorValue: hex(40), action: 'BlockAndRemediate' }),
    ).toEqual([]);
  });
});

describe('action and type', () => {
  const values: Record<string, string> = {
    FileSha1: hex(40),
    FileSha256: hex(64),
    FileMd5: hex(32),
    IpAddress: '203.0.113.66',
    DomainName: 'evil.example',
    Url: 'https://evil.example/',
    CertificateThumbprint: hex(40),
  };
  const files = ['Allowed', 'Audit', 'Warn', 'Block', 'BlockAndRemediate'];
  const network = ['Allowed', 'Audit', 'Warn', 'Block'];
  const table = {
    FileSha1: files,
    FileSha256: files,
    FileMd5: files,
    IpAddress: network,
    DomainName: network,
    Url: network,
    CertificateThumbprint: ['Allowed', 'BlockAndRemediate'],
  };

  it.each(Object.entries(table))('%s takes %j', (indicatorType, allowed) => {
    for (const action of files) {
      const found = faults({ indicatorType, indicatorValue: values[indicatorType], action });
      expect(found.map(({ path }) => path)).toEqual(allowed.includes(action) ? [] : ['action']);
      for (const { message } of found) for (const name of allowed) expect(message).toContain(name);
    }
  });

  const legacy = Object.keys(values).flatMap((type) => ['Alert', 'AlertAndBlock'].map((action) => [action, type]));
  it.each(legacy)('%s is refused for %s by advice that our own rules take', (action = '', indicatorType = '') => {
    const params = { indicatorType, indicatorValue: values[indicatorType] };
    const [{ message } = { message: '' }, ...others] = faults({ ...params, action });
    expect(others).toEqual([]);
    const [, advised] = /use (\w+) with generateAlert true$/.exec(message) ?? [];
    // Nothing that a certificate may do is like an alert.
    if (advised === undefined)
      expect(message).toBe('must be one of Allowed, BlockAndRemediate for CertificateThumbprint');
    else expect(paths({ ...params, action: advised, generateAlert: true })).toEqual([]);
  });

  it.each([
    ['Alert', '203.0.113.66', 'Audit'],
    ['AlertAndBlock', '203.0.113.66', 'Block'],
    ['AlertAndBlock', 'https://evil.example/', 'Block'],
    ['AlertAndBlock', hex(40), 'BlockAndRemediate'],
    ['AlertAndBlock', 'no value', 'BlockAndRemediate or Block'],
  ])('%s of %s is replaced by %s', (action, indicatorValue, successor) => {
    const message = `Defender no longer accepts ${action}: use ${successor} with generateAlert true`;
    expect(faults({ indicatorValue, action })).toContainEqual({ path: 'action', message });
  });
});

describe('the expiry', () => {
  it.each(['2026-11-22T03:00:00Z', '2026-11-22T02:59:59Z', '2020-01-01 00:00:00', 'PT0S'])(
    '%s is not in the future',
    (expirationTime) => {
      expect(paths({ expirationTime })).toEqual(['expirationTime']);
    },
  );
  it.each(['2026-11-22T03:00:01Z', 'P30D', 'PT1S'])('%s is', (expirationTime) => {
    expect(paths({ expirationTime })).toEqual([]);
  });
});

describe('educateUrl', () => {
  const educateUrl = 'https://help.example';
  it.each([
    ['https://evil.example/', 'Block', true],
    ['https://evil.example/', 'Warn', true],
    ['https://evil.example/', 'Audit', false],
    ['https://evil.example/', 'Allowed', false],
    ['203.0.113.66', 'Block', false],
    [hex(40), 'Block', false],
  ])('for %s with %s: %s', (indicatorValue, action, taken) => {
    expect(paths({ indicatorValue, action, educateUrl })).toEqual(taken ? [] : ['educateUrl']);
  });
});

it('accepts params of any type, because the schema checks their shape', () => {
  expect(() =>
    indicatorFaults({ indicatorValue: 5, action: {}, expirationTime: [], educateUrl: null }, now),
  ).not.toThrow();
});
