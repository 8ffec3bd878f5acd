import type { AxiosRequestConfig } from 'axios';
import nock from 'nock';
import { expect, it } from 'vitest';
import { createAxios } from '../../src/http/axios.ts';
import { useNock } from '../support/nocked.ts';

useNock();

const { signal } = new AbortController();
const { axios } = createAxios({ userAgent: 'test', proxyFor: () => '', signal });
const baseURL = 'https://api.security.microsoft.com';

it.each<AxiosRequestConfig>([
  { baseURL, url: '/api/machines' },
  { baseURL, url: '/api/machines', params: {} },
  { baseURL, url: '/api/machines', params: { $filter: "computerDnsName eq 'a&b+c#d'", $top: 5, $skip: undefined } },
  { baseURL, url: "/api/machines/findbyip(ip='10.0.0.1',timestamp=2026-11-22T03:00:00Z)" },
  { url: `${baseURL}/api/machines?$skiptoken=a%20b` },
])('sends a request to the address that a dry run shows: %j', async (config) => {
  let path = '';
  nock(baseURL)
    .get(/./)
    .reply(function answer() {
      path = this.req.path;
      return [200, '{}'];
    });
  await axios.request({ ...config, method: 'GET', timeout: 10_000 });
  // Node writes an apostrophe in a query as %27.
  expect(`${baseURL}${path}`).toBe(new URL(axios.getUri(config)).href);
});
