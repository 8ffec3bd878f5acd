import { describe, expect, it } from 'vitest';
import { canonicalValue, sameValue, spellingsOf, valueKey } from '../../src/defender/indicators/rules.ts';

const hex = (digits: number) => 'a1'.repeat(digits / 2);

describe('the value as it is sent', () => {
  it.each([
    ['2001:db8::1', '2001:0db8:0000:0000:0000:0000:0000:0001'],
    ['2001:DB8:0:0:0:0:0:A', '2001:0db8:0000:0000:0000:0000:0000:000a'],
    ['::', '0000:0000:0000:0000:0000:0000:0000:0000'],
    ['203.0.113.66', '203.0.113.66'],
    ['evil.example', 'evil.example'],
    ['https://evil.example/2001:db8::1', 'https://evil.example/2001:db8::1'],
    ['EVIL.example.', 'evil.example'],
    ['Bücher.example', 'xn--bcher-kva.example'],
    [hex(40).toUpperCase(), hex(40)],
    ['HTTPS://EVIL.example/A', 'HTTPS://EVIL.example/A'],
    ['EVIL.example/A', 'EVIL.example/A'],
    ['evil%2eexample', 'evil%2eexample'],
  ])('%s becomes %s', (value, sent) => {
    expect(canonicalValue(value)).toBe(sent);
  });
});

describe('two values', () => {
  it.each([
    ['EVIL.example', 'evil.example.'],
    ['bücher.example', 'XN--BCHER-KVA.example'],
    ['2001:db8::1', '2001:0DB8:0:0:0:0:0:1'],
    [hex(64), hex(64).toUpperCase()],
    ['HTTPS://EVIL.example/A', 'https://evil.example/A'],
    ['https://bücher.example:8443/A?b', 'https://xn--bcher-kva.example:8443/A?b'],
    ['https://[2001:db8::1]/A', 'https://[2001:0db8::0001]/A'],
  ])('%s and %s are the same', (a, b) => {
    expect(sameValue(a, b)).toBe(true);
    expect(valueKey(a)).toBe(valueKey(b));
  });

  it.each([
    ['docs.contoso.example', 'docs.contoso.example/document/d/abc'],
    ['evil.example', 'https://evil.example'],
    ['evil.example', 'evil%2eexample'],
    ['evil.example', 'ev\u00adil.example'],
    ['https://evil.example/A', 'https://evil.example/a'],
    ['https://evil.example/?q=A', 'https://evil.example/?q=a'],
    ['https://evil.example', 'https://evil.example/'],
    ['https://evil.example/', 'http://evil.example/'],
    ['https://evil.example/x', 'https://evil.example\\x'],
    ['https://Ada@evil.example/', 'https://ada@evil.example/'],
    ['evil.example/A', 'evil.example/a'],
  ])('%s and %s are not', (a, b) => {
    expect(sameValue(a, b)).toBe(false);
  });

  it('URLs that differ in the letter case of their paths go into separate bulk calls', () => {
    expect(valueKey('https://evil.example/A')).toBe(valueKey('https://evil.example/a'));
  });
});

describe('a filter asks for a value as it may have been entered', () => {
  it.each([
    ['evil.example', ['evil.example']],
    ['EVIL.example', ['evil.example', 'EVIL.example']],
    ['xn--bcher-kva.example', ['xn--bcher-kva.example', 'bücher.example']],
    ['2001:DB8::1', ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:DB8::1', '2001:db8::1']],
    [hex(32), [hex(32), hex(32).toUpperCase()]],
    ['HTTPS://EVIL.example/A', ['HTTPS://EVIL.example/A', 'https://evil.example/A']],
    ['203.0.113.66', ['203.0.113.66']],
    ['docs.contoso.example/x', ['docs.contoso.example/x']],
  ])('%s', (value, spellings) => {
    expect([...new Set(spellingsOf(value))]).toEqual(spellings);
  });
});
