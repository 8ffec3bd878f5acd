import { wireTime } from '../tenant/time.ts';
import { type Exchange, json, type Reply } from '../wire/exchange.ts';

/**
 * A refusal in Entra's own words: an OAuth error and the AADSTS number that says which rule was broken.
 *
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export class EntraError extends Error {
  readonly status: number;
  /** OAuth 2.0 error, for example invalid_client. */
  readonly error: string;
  /** AADSTS number. */
  readonly number: number;

  constructor(status: number, error: string, number: number, message: string) {
    super(message);
    this.status = status;
    this.error = error;
    this.number = number;
  }
}

/** The error document of the sign-in service. `now` is in milliseconds since 1970. */
export function entraReply(error: EntraError, exchange: Exchange, now: number): Reply {
  const timestamp = `${wireTime(now).slice(0, 19).replace('T', ' ')}Z`;
  const correlation = header(exchange, 'client-request-id') ?? exchange.requestId;
  const trace = `Trace ID: ${exchange.requestId} Correlation ID: ${correlation} Timestamp: ${timestamp}`;
  return json(error.status, {
    error: error.error,
    error_description: `AADSTS${error.number}: ${error.message} ${trace}`,
    error_codes: [error.number],
    timestamp,
    trace_id: exchange.requestId,
    correlation_id: correlation,
    error_uri: `${exchange.origin}/error?code=${error.number}`,
  });
}

function header(exchange: Exchange, name: string): string | undefined {
  const value = exchange.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
