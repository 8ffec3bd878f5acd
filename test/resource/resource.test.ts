import { describe, expect, it } from 'vitest';
import { readResource } from '../../src/resource/resource.ts';

const { signal } = new AbortController();
const fields = {
  apiUrl: 'api.security.microsoft.com',
  tenantId: 'contoso.example',
  clientId: '11111111-2222-4333-8444-555555555555',
  clientSecret: 'secret',
};

describe('the token resource', () => {
  it.each([
    ['https://api.security.microsoft.com', 'https://api.security.microsoft.com'],
    ['https://api.security.microsoft.com//', 'https://api.security.microsoft.com'],
    ['https://127.0.0.1:8443/', 'https://127.0.0.1:8443'],
    [
      'https://securitycenter.onmicrosoft.com/windowsatpservice',
      'https://securitycenter.onmicrosoft.com/windowsatpservice',
    ],
  ])('%s is read', async (tokenResource, read) => {
    const { resource, faults } = await readResource({ ...fields, tokenResource }, {}, signal);
    expect(faults).toEqual([]);
    expect(resource.tokenResource).toBe(read);
  });

  it.each([
    'api.security.microsoft.com',
    'http://api.security.microsoft.com',
    'https://',
    'https://:password@api.security.microsoft.com',
    'https://api.security.\tmicrosoft.com',
    'https://api.security.microsoft.com/a b',
    'https://api.security.microsoft.com/?',
    'https://api.security.microsoft.com#',
    'https:\\\\api.security.microsoft.com',
  ])('%j is refused, although a URL parser would read it', async (tokenResource) => {
    const { faults } = await readResource({ ...fields, tokenResource }, {}, signal);
    expect(faults).toEqual([{ path: 'resource.tokenResource', message: expect.stringMatching(/^must be an https/) }]);
  });
});
