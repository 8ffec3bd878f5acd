/**
 * Error codes that the service documents. NotSimulated is the simulator's own; it is a 400, because common HTTP clients
 * retry a 501.
 */
const statusOfCode = {
  ActiveRequestAlreadyExists: 400,
  BadRequest: 400,
  InvalidDomainName: 400,
  InvalidHashValue: 400,
  InvalidInput: 400,
  InvalidIpAddress: 400,
  InvalidRequestBody: 400,
  MaximumBatchSizeExceeded: 400,
  MissingRequiredParameter: 400,
  ODataError: 400,
  OsPlatformNotSupported: 400,
  Unauthorized: 401,
  Forbidden: 403,
  ResourceNotFound: 404,
  TooManyRequests: 429,
  InternalServerError: 500,
  NotSimulated: 400,
} as const;

/** One of the error codes of the simulated tenant. */
export type ServiceCode = keyof typeof statusOfCode;

/**
 * A refusal with the service's code and message. It becomes the documented envelope
 * `{"error": {"code", "message", "target"}}`.
 *
 * https://learn.microsoft.com/defender-endpoint/api/common-errors
 */
export class ServiceError extends Error {
  readonly code: ServiceCode;
  readonly status: number;
  /** Additional response headers, for example Retry-After. */
  readonly headers: Record<string, string>;

  constructor(code: ServiceCode, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.code = code;
    this.status = statusOfCode[code];
    this.headers = headers;
  }
}

/** The documented code of a status, so that a fault without a body looks like the service. */
export function codeOfStatus(status: number): string {
  const known: Record<number, string> = {
    400: 'BadRequest',
    401: 'Unauthorized',
    403: 'Forbidden',
    404: 'NotFound',
    429: 'TooManyRequests',
    500: 'InternalServerError',
  };
  return known[status] ?? (status >= 500 ? 'InternalServerError' : 'BadRequest');
}
