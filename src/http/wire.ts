import type { Deadline } from '../clock.ts';

/** One HTTPS request. */
export interface WireRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string | undefined;
  /** Longest time to wait: for the whole answer, or with `open` for its headers. */
  timeoutMs: number;
  /** Largest body that is read, in bytes; that of an entity if left out. Does not bound `open`. */
  mostBytes?: number | undefined;
  /** Whether it asks the identity endpoint of this machine: without proxy, and over plain HTTP if the URL says so. */
  identity?: boolean;
  /** Ends this request alone; that of the transport ends it too. */
  signal?: AbortSignal;
}

/** What came back; header names are lower-case. */
export interface WireResponse<Body> {
  status: number;
  headers: Record<string, string>;
  body: Body;
}

/** How far a request got before it failed, and what was in the way. */
export interface Progress {
  /** True once TLS stood: from then on the service may have acted on the request. */
  connected: boolean;
  timedOut: boolean;
  /** Host and port of the proxy in between, if there is one, and whether its tunnel stood. */
  proxy?: string | undefined;
  tunnel?: boolean;
  /** Status with which a proxy refused the tunnel. */
  proxyStatus?: number | undefined;
}

/** An access token, and whether an earlier process left it in the cache. */
export interface TokenInUse {
  value: string;
  cached: boolean;
}

/** Gives out tokens for one API. Both calls throw `authentication_failed` or a retryable code. */
export interface TokenSource {
  /** The token in use, one from the cache, or a new one. The signal ends the wait, not a sign-in that other calls share. */
  get(deadline: Deadline, signal: AbortSignal): Promise<TokenInUse>;
  /** Drops what is known and signs in. */
  renew(deadline: Deadline, signal: AbortSignal): Promise<TokenInUse>;
  /** The token in use, if there is one. */
  current(): string | undefined;
}
