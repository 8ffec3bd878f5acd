import nock from 'nock';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { fakeToken } from './fake-server.ts';

// Importing nock patches Node's HTTP for every file of the worker; `useNock` patches it for one.
nock.restore();

/** A tenant of the commercial cloud, as environment variables. */
export const commercial = {
  DEFENDER_API_URL: 'api.security.microsoft.com',
  DEFENDER_TENANT_ID: '11111111-2222-4333-8444-555555555555',
  DEFENDER_CLIENT_ID: '99999999-8888-4777-8666-555555555555',
  DEFENDER_CLIENT_SECRET: 'fake8Q~secret-that-must-not-leak',
};

/** A sign-in request as it was sent. */
export interface SignIn {
  url: string;
  form: Record<string, string>;
}

/** Registers hooks for a file that answers HTTP by nock: nothing reaches a real host, and nothing planned is left over. */
export function useNock(): void {
  beforeAll(() => {
    nock.activate();
    nock.disableNetConnect();
  });
  afterEach(() => {
    const left = nock.pendingMocks();
    nock.cleanAll();
    expect(left).toEqual([]);
  });
  afterAll(() => {
    nock.restore();
    nock.enableNetConnect();
  });
}

/** Plans one successful sign-in at a host; the list fills as requests come. */
export function signIn(host = 'https://login.microsoftonline.com', roles = ['Machine.Read.All']): SignIn[] {
  const sent: SignIn[] = [];
  const path = `/${commercial.DEFENDER_TENANT_ID}/oauth2/v2.0/token`;
  nock(host)
    .post((uri) => uri.startsWith(path))
    .reply((uri, body) => {
      sent.push({ url: `${host}${uri}`, form: Object.fromEntries(new URLSearchParams(formText(body))) });
      return [200, { token_type: 'Bearer', expires_in: 3599, access_token: fakeToken(roles) }];
    });
  return sent;
}

/** The form as text: nock hands a form over parsed. */
const formText = (body: unknown): string =>
  typeof body === 'string' ? body : new URLSearchParams(body as Record<string, string>).toString();
