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
