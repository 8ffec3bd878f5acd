import { type Backend, huntingRoles, isRetired, retirementDay } from '../../cloud/hunting-api.ts';
import { type ErrorFields, SoarError } from '../../errors.ts';
import type { Failure } from '../../http/call.ts';

/**
 * From so many milliseconds on a failure is the query's own length: the services stop it at 200 seconds (Defender) and
 * at three minutes (Graph). https://learn.microsoft.com/defender-endpoint/api/run-advanced-query-api,
 * https://learn.microsoft.com/graph/api/resources/security-api-overview
 */
const longQuery = 170_000;

/** The share of CPU is counted anew every quarter of an hour. https://learn.microsoft.com/defender-xdr/advanced-hunting-limits */
const cycle = 15 * 60_000;

const narrow = 'Narrow the query: a shorter time, filters before joins, fewer columns.';

/** A quota's name, and the words that identify it if the name is missing. Messages of CPU quotas may mention calls too. */
const namesCalls =
  /\b(?:number|quota|limit|rate) of (?:\w+ )?(?:calls|requests)\b|\bcalls?(?:'s?)? (?:quota|limit|rate)\b|\b(?:calls|requests) per \w+/i;
const saysCpu = /\bcpu\b|\b(?:run(?:ning)?|execution)[ -]?time\b/i;
const saysCalls = /\bcalls\b/i;

const saysQuery =
  /\b(?:syntax|semantic|recognition) error|\bS(?:YN|EM)\d{4}\b|\bcould not be (?:parsed|resolved)|\bfailed to (?:parse|resolve)|\boperator: /i;
const saysTooLong = /\btimed?[ -]?out\b|\btime limit\b|\bexecution time\b/i;
const saysTooLarge = /\bresult (size|set)\b|\btoo (large|many (rows|records))\b/i;

/** The service's own message, without quoted parts of the query. */
const unquoted = (message: string): string => message.replace(/(?<!\w)(?:'[^']*'|"[^"]*"|`[^`]*`)(?!\w)/g, "''");

/** Line and character of a syntax error, as the engine's message has them: the only place where they are. */
function positionIn(message: string): { line?: number; position?: number } | undefined {
  const [, line, position] =
    /\[(?:line:position=)?(\d+)[,:]\s*(\d+)\]/i.exec(message) ??
    /line:?\s*(\d+)\W+(?:position|column|char)\w*:?\s*(\d+)/i.exec(message) ??
    /()\bposition:?\s*(\d+)/i.exec(message) ??
    [];
  return position === undefined ? undefined : { ...(line && { line: Number(line) }), position: Number(position) };
}

const become = (code: 'timed_out', error: SoarError, fields: ErrorFields): SoarError =>
  new SoarError(code, error.message, { ...error.fields, ...fields });

/** 429: the body's text alone tells which quota it is, if anything does. */
function explainQuota(error: SoarError, now: number): SoarError {
  const { message } = error;
  const isCpu = saysCpu.test(message) && !namesCalls.test(message);
  if (isCpu) {
    const untilCycle = Math.ceil((cycle - (now % cycle)) / 1000);
    return error.with({
      hint: "The tenant's share of CPU for hunting is used up, which portal users share; it is renewed every 15 minutes. Make the queries cheaper.",
      details: { quota: 'cpu' },
      retryAfterSeconds: error.fields.retryAfterSeconds ?? untilCycle,
    });
  }
  if (namesCalls.test(message) || saysCalls.test(message)) {
    return error.with({
      hint: "The tenant's quota of hunting calls is used up: try again after the wait, or spread the calls.",
      details: { quota: 'calls' },
    });
  }
  return error.with({
    hint: "A quota of the tenant's hunting is used up, of calls or of CPU: try again after the wait, spread the calls, and make the queries cheaper.",
  });
}

/** Classifies a refusal. Query errors come first: their messages quote the query, so keywords in them prove nothing. */
function explainRefusal(error: SoarError): SoarError {
  const said = unquoted(error.message);
  const position = positionIn(said);
  if (position === undefined && !saysQuery.test(said)) {
    if (saysTooLong.test(said)) return become('timed_out', error, { hint: narrow, retry: 'never' });
    if (saysTooLarge.test(said)) {
      return error.with({ hint: 'The result is larger than the service gives out: ask for fewer rows or columns.' });
    }
  }
  return error.with({
    hint: "Correct the query as the service's message says.",
    ...(position && { details: position }),
  });
}

function explainFault(error: SoarError, backend: Backend, tookMs: number): SoarError {
  if (tookMs >= longQuery) return become('timed_out', error, { hint: narrow, retry: 'never' });
  // Graph's 504 is its limit of time: sent again, the query would take as long again. Defender has a 400 for that.
  if (error.fields.status === 504)
    return become('timed_out', error, { hint: narrow, ...(backend === 'graph' && { retry: 'never' }) });
  // Graph says no more than this of a result that is too large, or of a query that takes too long.
  if (backend === 'graph' && error.fields.defenderCode === 'UnknownError')
    return error.with({ hint: `Try again later; if it lasts: ${narrow.toLowerCase()}`, retry: 'limited' });
  return error;
}

const graph403 = `Check that ${huntingRoles.graph} is granted as an application permission with admin consent, and that the tenant's licence includes advanced hunting.`;

const graph401 =
  'Microsoft Graph refused a fresh token: check that tenantId and authority belong to the cloud of the tenant.';

/** What to check if an answer is not Graph's own. */
export const notGraphs = 'Check that no proxy answers instead of Microsoft Graph.';

function explainByCode(error: SoarError, backend: Backend, { tookMs, now }: Failure): SoarError {
  const { status, certain } = error.fields;
  switch (error.code) {
    case 'rate_limited':
      return status === 429 ? explainQuota(error, now) : error;
    case 'rejected':
      return explainRefusal(error);
    case 'permission_denied':
      return backend === 'graph' && !certain ? error.with({ hint: graph403 }) : error;
    case 'authentication_failed':
      return backend === 'graph' && status === 401 && !certain ? error.with({ hint: graph401 }) : error;
    case 'not_found':
    case 'unexpected_response':
      return backend === 'graph' ? error.with({ hint: notGraphs }) : error;
    case 'timed_out':
      if (tookMs >= longQuery) return error.with({ hint: narrow, retry: 'never' });
      return error.with({ hint: `${error.fields.hint} ${narrow}` });
    case 'unavailable':
      return explainFault(error, backend, tookMs);
    default:
      return error;
  }
}

/** Whatever the retired endpoint says, it says because it is retired. */
const retired = `Microsoft has retired this endpoint on ${retirementDay}: grant ${huntingRoles.graph} of Microsoft Graph and set huntingApi to auto.`;

/** Explains the failed attempt of a query, by the API that it ran on. */
export const explainFailure =
  (backend: Backend) =>
  (error: SoarError, failure: Failure): SoarError => {
    const explained = explainByCode(error, backend, failure);
    const isRetirement = backend === 'defender' && isRetired(failure.now) && error.fields.status !== undefined;
    return isRetirement ? explained.with({ hint: retired }) : explained;
  };
