import { describe, expect, it } from 'vitest';
import { canonicalValue, indicatorFaults, indicatorTypeOf } from '../../src/defender/indicator-rules.ts';

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
    ['evil', undefined],
    ['203.0.113.0/24', undefined],
    ['2001:db8::/32', undefined],
    ['*.evil.example', undefined],
    ['203.0.113.256', undefined],
    ['ftp://evil.example', undefined],
    [hex(38), undefined],
    ['fe80::1%eth0', undefined],
  ])('%s is %s', (value, type) => {
    expect(indicatorTypeOf(value)).toBe(type);
    expect(paths({ indicatorValue: value })).toEqual(type === undefined ? ['indicatorValue'] : []);
  });
});

describe('value and type', () => {
  it.each([
    ['FileSha1', hex(64)],
    ['FileSha256', hex(40)],
    ['FileMd5', hex(40)],
    ['IpAddress', 'evil.example'],
    ['IpAddress', '203.0.113.0/24'],
    ['DomainName', '203.0.113.66'],
    ['DomainName', 'https://evil.example'],
    ['Url', 'evil.example'],
    ['CertificateThumbprint', hex(64)],
  ])('that do not fit: %s %s', (indicatorType, indicatorValue) => {
    const action = indicatorType === 'CertificateThumbprint' ? 'Allowed' : 'Block';
    expect(paths({ indicatorType, indicatorValue, action })).toEqual(['indicatorValue']);
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

  it.each([
    ['Alert', 'Audit'],
    ['AlertAndBlock', 'BlockAndRemediate'],
  ])('%s is refused naming %s', (action, successor) => {
    expect(faults({ action })).toEqual([{ path: 'action', message: expect.stringContaining(successor) }]);
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

describe('the value as it is sent', () => {
  it.each([
    ['2001:db8::1', '2001:0db8:0000:0000:0000:0000:0000:0001'],
    ['2001:DB8:0:0:0:0:0:A', '2001:0db8:0000:0000:0000:0000:0000:000a'],
    ['::', '0000:0000:0000:0000:0000:0000:0000:0000'],
    ['203.0.113.66', '203.0.113.66'],
    ['evil.example', 'evil.example'],
    ['https://evil.example/2001:db8::1', 'https://evil.example/2001:db8::1'],
  ])('%s becomes %s', (value, sent) => {
    expect(canonicalValue(value)).toBe(sent);
  });
});

it('bears params of any type: their shape is the business of the schema', () => {
  expect(() =>
    indicatorFaults({ indicatorValue: 5, action: {}, expirationTime: [], educateUrl: null }, now),
  ).not.toThrow();
});
