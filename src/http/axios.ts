import { Axios } from 'axios';
import { type ConnectionOptions, createExchange } from './adapter.ts';
import type { Attempt } from './attempt.ts';
import { serializeQuery } from './query.ts';
import { requestSteps, responseSteps } from './steps.ts';

declare module 'axios' {
  interface AxiosRequestConfig {
    /**
     * Ends this request alone. Axios' own `signal` would replace the adapter's error, which says whether the request may
     * have been delivered.
     */
    endedBy?: AbortSignal | undefined;
    /** Whether the request asks the identity endpoint of this machine. */
    identity?: boolean | undefined;
    /** Whether the chunks of a success are kept compressed. */
    gzipped?: boolean | undefined;
    /** The attempt of an API call that this request is; left out for sign-in and downloads. */
    attempt?: Attempt;
  }
}

/** How an axios instance is made. */
export interface AxiosOptions extends ConnectionOptions {
  userAgent: string;
}

/** Creates the one HTTP client of a session, and what ends its idle connections. */
export function createAxios({ userAgent, ...connections }: AxiosOptions): { axios: Axios; close(): void } {
  const { adapter, close } = createExchange(connections);
  const axios = new Axios({
    adapter,
    headers: { accept: 'application/json', 'user-agent': userAgent },
    paramsSerializer: { serialize: serializeQuery },
    transformRequest: [
      (data, headers) => {
        if (typeof data !== 'object' || data === null) return data;
        headers.setContentType('application/json', false);
        return JSON.stringify(data);
      },
    ],
    // Every status is judged by the steps, a redirect too.
    validateStatus: null,
    maxRedirects: 0,
  });
  // Axios runs the request interceptor that was added last first.
  for (const step of requestSteps.toReversed()) axios.interceptors.request.use(step);
  for (const step of responseSteps) axios.interceptors.response.use(step);
  return { axios, close };
}
