import { describe, expect, it } from 'vitest';
import { defaultAuthority, defaultTokenResource, readOrigin } from '../../src/cloud/hosts.ts';
import { removeFoldersAtEnd, runAction } from '../support/process.ts';

removeFoldersAtEnd();

const accepted = [
  'api.security.microsoft.com',
  ...['us', 'eu', 'uk', 'au', 'swa', 'ina', 'aea'].map((label) => `${label}.api.security.microsoft.com`),
  'api-us.security.microsoft.com',
  'api-eu.security.microsoft.com',
  'api-uk.security.microsoft.com',
  'api.securitycenter.microsoft.com',
  ...['us', 'eu', 'uk', 'au', 'eu3'].map((label) => `api-${label}.securitycenter.microsoft.com`),
  'api.securitycenter.windows.com',
  'api-us.securitycenter.windows.com',
  'api-gcc.securitycenter.microsoft.us',
  'api-gov.securitycenter.microsoft.us',
];

const alone = 'must be a host alone, without path or query';

describe('API hosts', () => {
  it.each(accepted)('%s', (host) => {
    for (const text of [host, `https://${host}`, `https://${host}/`, `HTTPS://${host.toUpperCase()}:443`]) {
      expect(readOrigin(text, 'api', [])).toEqual({ origin: `https://${host}`, loopback: false });
    }
  });

  it.each(['', 'not a host', 'https://', 'https://a b'])('not %j, which is not a host name', (text) => {
    expect(readOrigin(text, 'api', [])).toEqual({ fault: expect.stringContaining('is not a host name') });
  });

  it.each([
    'api.security.microsoft.com.evil.example',
    'evil-api.security.microsoft.com',
    'a.b.api.security.microsoft.com',
    'apixsecurity.microsoft.com',
    'api.security.microsoft.co',
    'security.microsoft.com',
    'us.api.securitycenter.microsoft.com',
    'api-dod.securitycenter.microsoft.us',
    'api.securitycenter.microsoft.us',
    'graph.microsoft.com',
    'login.microsoftonline.com',
    'evil.example',
    'xn--pi-7ia.security.microsoft.com',
  ])('not %j, which is another host', (text) => {
    const fault = `${text} is not an API host of Microsoft Defender for Endpoint; DEFENDER_ALLOWED_HOSTS admits further hosts by name`;
    expect(readOrigin(text, 'api', [])).toEqual({ fault });
  });

  it.each([
    ['api.security.microsoft.com@evil.example', 'must not hold a user name or password'],
    ['https://api.security.microsoft.com:80443', 'is not a host name; write for example api.security.microsoft.com'],
    ['https://api%2esecurity.microsoft.com', `${alone}; write https://api.security.microsoft.com`],
    ['https://api.security.microsoft\u3002com', `${alone}; write https://api.security.microsoft.com`],
    ['https:\\\\api.security.microsoft.com', alone],
  ])('not %j, although a URL parser would read it', (text, fault) => {
    expect(readOrigin(text, 'api', [])).toEqual({ fault });
  });

  it.each([
    ['http://api.security.microsoft.com', 'https://api.security.microsoft.com'],
    ['https://user:pw@us.api.security.microsoft.com', 'https://us.api.security.microsoft.com'],
    ['https://api.security.microsoft.com/api', 'https://api.security.microsoft.com'],
    ['https://api.security.microsoft.com//', 'https://api.security.microsoft.com'],
    ['https://api.security.microsoft.com/?x=1', 'https://api.security.microsoft.com'],
    ['https://api.security.microsoft.com?', 'https://api.security.microsoft.com'],
    ['https://api.security.microsoft.com/#', 'https://api.security.microsoft.com'],
    ['api.security.microsoft.com:8443', 'https://api.security.microsoft.com'],
  ])('%s is refused with the corrected value', (text, corrected) => {
    const read = readOrigin(text, 'api', []);
    expect(read).toHaveProperty('fault');
    expect('fault' in read && read.fault).toContain(corrected);
    expect('fault' in read && read.fault).not.toContain('pw');
  });

  it('may be admitted by name', () => {
    expect(readOrigin('Defender.Example', 'api', ['defender.example'])).toEqual({
      origin: 'https://defender.example',
      loopback: false,
    });
    expect(readOrigin('sub.defender.example', 'api', ['defender.example'])).toEqual({
      fault: expect.stringContaining('sub.defender.example is not an API host'),
    });
    expect(readOrigin('defender.example:8443', 'api', ['defender.example'])).toEqual({
      fault: 'must use port 443; write https://defender.example',
    });
  });
});

describe('sign-in hosts', () => {
  it.each(['login.microsoftonline.com', 'login.microsoftonline.us'])('%s', (host) => {
    expect(readOrigin(host, 'authority', [])).toEqual({ origin: `https://${host}`, loopback: false });
  });
  it.each([
    'login.windows.net',
    'api.security.microsoft.com',
    'login.microsoftonline.com.evil.example',
    'login.microsoftonline.de',
  ])('not %s', (host) => {
    expect(readOrigin(host, 'authority', [])).toEqual({
      fault: expect.stringContaining(`${host} is not a sign-in host of Microsoft Entra ID`),
    });
  });
});

describe('loopback', () => {
  it.each(['localhost:8443', '127.0.0.1:1', '127.8.9.10', '127.10.200.255', 'https://[::1]:8443'])(
    '%s, any port',
    (text) => {
      expect(readOrigin(text, 'api', [])).toMatchObject({ loopback: true });
    },
  );
  it.each([
    ['localhost.evil.example', 'is not an API host'],
    ['127.0.0.1.evil.example', 'is not an API host'],
    ['128.0.0.1', 'is not an API host'],
    ['[::2]', 'is not an API host'],
    ['http://localhost:8443', 'must be https; write https://localhost:8443'],
    ['0x7f.1:8443', 'must be a host alone, without path or query; write https://127.0.0.1:8443'],
    ['2130706433', 'must be a host alone, without path or query; write https://127.0.0.1'],
  ])('not %s', (text, fault) => {
    expect(readOrigin(text, 'api', [])).toEqual({ fault: expect.stringContaining(fault) });
  });

  it.each([
    ['https://localhost:8443', 'https://127.0.0.1:9443', []],
    ['api.security.microsoft.com', 'login.microsoftonline.com', []],
    ['https://localhost:8443', undefined, ['resource.authority']],
    ['https://localhost:8443', 'login.microsoftonline.com', ['resource.authority']],
    ['api.security.microsoft.com', 'https://localhost:8443', ['resource.authority']],
  ])('only as a pair: %s and %s', async (apiUrl, authority, faults) => {
    // The params are wrong as well, so that nothing is ever sent.
    const { json } = await runAction(
      'list-machines',
      { top: 0 },
      {
        DEFENDER_API_URL: apiUrl,
        DEFENDER_AUTHORITY: authority,
        DEFENDER_TENANT_ID: 'contoso.example',
        DEFENDER_CLIENT_ID: '11111111-2222-4333-8444-555555555555',
        DEFENDER_CLIENT_SECRET: 'secret',
      },
    );
    expect(json.error.details.map(({ path }: { path: string }) => path)).toEqual([...faults, 'top']);
  });
});

describe('what follows from the API host', () => {
  it.each([
    [
      'https://api.security.microsoft.com',
      'https://login.microsoftonline.com',
      'https://api.securitycenter.microsoft.com',
    ],
    [
      'https://us.api.security.microsoft.com',
      'https://login.microsoftonline.com',
      'https://api.securitycenter.microsoft.com',
    ],
    [
      'https://api-eu.securitycenter.windows.com',
      'https://login.microsoftonline.com',
      'https://api.securitycenter.microsoft.com',
    ],
    [
      'https://api-gcc.securitycenter.microsoft.us',
      'https://login.microsoftonline.com',
      'https://api-gcc.securitycenter.microsoft.us',
    ],
    [
      'https://api-gov.securitycenter.microsoft.us',
      'https://login.microsoftonline.us',
      'https://api-gov.securitycenter.microsoft.us',
    ],
  ])('%s', (origin, authority, resource) => {
    expect(defaultAuthority(origin)).toBe(authority);
    expect(defaultTokenResource(origin)).toBe(resource);
  });
});
