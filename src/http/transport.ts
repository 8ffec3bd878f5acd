import type { Readable } from 'node:stream';
import type { Axios, AxiosRequestConfig } from 'axios';
import { type AxiosOptions, createAxios } from './axios.ts';
import { bodyText } from './body.ts';
import type { WireRequest, WireResponse } from './wire.ts';

/** Sends requests. Every call throws `SoarError`; no status is an error here, and no redirect is followed. */
export interface Transport {
  /** The client for calls of an API. */
  axios: Axios;
  /** Reads the whole body as text. */
  send(request: WireRequest): Promise<WireResponse<string>>;
  /** Hands over the body as it arrives; the caller reads or destroys it. */
  open(request: WireRequest): Promise<WireResponse<Readable>>;
  /** Ends idle connections. */
  close(): void;
}

/** Creates the transport of a session. */
export function createTransport(options: AxiosOptions): Transport {
  const { axios, close } = createAxios(options);
  async function request<Body>(
    { method, url, headers, body, timeoutMs, mostBytes, identity, signal }: WireRequest,
    more: AxiosRequestConfig,
  ): Promise<WireResponse<Body>> {
    const {
      status,
      data,
      headers: answered,
    } = await axios.request<Body>({
      method,
      url,
      headers,
      data: body,
      timeout: timeoutMs,
      endedBy: signal,
      ...(identity && { identity }),
      ...(mostBytes !== undefined && { maxContentLength: mostBytes }),
      ...more,
    });
    return { status, headers: answered as Record<string, string>, body: data };
  }
  return {
    axios,
    async send(wire) {
      const headers = { 'accept-encoding': 'gzip', ...wire.headers };
      const response = await request<Buffer[]>({ ...wire, headers }, {});
      return { ...response, body: bodyText(response.body) };
    },
    open: (wire) => request<Readable>(wire, { responseType: 'stream' }),
    close,
  };
}
