/**
 * Error codes the service documents. NotSimulated is the simulator's own. It is a 400, because
 * common HTTP clients send a request again after a 501.
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

/** One of the error codes the simulated tenant answers with. */
export type ServiceCode = keyof typeof statusOfCode;

/**
 * A refusal in the service's own words. Thrown anywhere below the router, which makes it the documented envelope
 * `{"error": {"code", "message", "target"}}`.
 *
 * https://learn.microsoft.com/defender-endpoint/api/common-errors
 */
export class ServiceError extends Error {
  readonly code: ServiceCode;
  readonly status: number;
  /** Response headers besides the usual ones, for example Retry-After. */
  readonly headers: Record<string, string>;

  constructor(code: ServiceCode, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.code = code;
    this.status = statusOfCode[code];
    this.headers = headers;
  }
}

/** The code an injected fault's status is documented with, so that a fault without a body still looks like the service. */
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
