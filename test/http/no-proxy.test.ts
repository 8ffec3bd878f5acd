import { describe, expect, it } from 'vitest';
import { isExempt } from '../../src/http/no-proxy.ts';

const api = 'https://eu.api.security.microsoft.com/api/machines?$top=1';

describe('NO_PROXY exempts a host', () => {
  it.each([
    [api, 'eu.api.security.microsoft.com'],
    [api, 'microsoft.com'],
    [api, 'Microsoft.COM'],
    [api, '.microsoft.com'],
    [api, '*.microsoft.com'],
    [api, 'microsoft.com.'],
    [api, '*'],
    [api, 'localhost, internal.example,microsoft.com'],
    [api, 'localhost microsoft.com'],
    [api, 'microsoft.com:443'],
    ['https://proxyless.example:8443/', 'proxyless.example:8443'],
    ['https://10.1.2.3/', '10.1.2.3'],
    ['https://10.1.2.3/', '10.0.0.0/8'],
    ['https://10.1.2.3:8443/', '10.0.0.0/8:8443'],
    ['https://[2001:db8::1]/', '2001:db8:0::1'],
    ['https://[2001:db8::1]/', '[2001:db8::1]'],
    ['https://[2001:db8::1]:8443/', '[2001:db8::1]:8443'],
    ['https://[2001:db8::1]/', '2001:db8::/32'],
  ])('%s by %j', (url, noProxy) => {
    expect(isExempt(url, noProxy)).toBe(true);
  });
});

describe('NO_PROXY does not exempt a host', () => {
  it.each([
    [api, ''],
    [api, ' , ,'],
    [api, '.'],
    [api, '*.'],
    [api, 'soft.com'],
    [api, 'com.microsoft'],
    [api, 'us.api.security.microsoft.com'],
    [api, 'www.eu.api.security.microsoft.com'],
    [api, 'microsoft.com:8443'],
    [api, '10.0.0.0/8'],
    ['https://10.1.2.3/', '2.3'],
    ['https://10.1.2.3/', '10.1.2.4'],
    ['https://10.1.2.3/', '11.0.0.0/8'],
    ['https://10.1.2.3/', '10.0.0.0/33'],
    ['https://10.1.2.3/', '10.0.0.0/x'],
    ['https://[2001:db8::1]/', '2001:db8::2'],
    ['https://[2001:db8::1]/', '2001:db9::/32'],
  ])('%s by %j', (url, noProxy) => {
    expect(isExempt(url, noProxy)).toBe(false);
  });
});
