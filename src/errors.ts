/** What an error code means to a caller: whether the same call may work later, and the process's exit status. */
export interface CodeEntry {
  readonly exit: number;
  readonly retryable: boolean;
  readonly meaning: string;
}

const entry = (exit: number, retryable: boolean, meaning: string): CodeEntry => ({ exit, retryable, meaning });

/** Every error code. After SIGINT the exit status of `cancelled` is 130 instead. */
export const errorCodes = {
  invalid_params: entry(2, false, 'The params were refused before anything was sent.'),
  invalid_resource: entry(2, false, 'The resource was refused before anything was sent.'),
  authentication_failed: entry(3, false, 'Entra ID refused the sign-in, or Defender refused a fresh token.'),
  permission_denied: entry(3, false, 'The application lacks a permission; the hint names it.'),
  not_found: entry(4, false, 'The machine, action or other entity does not exist.'),
  ambiguous_machine: entry(4, false, 'Several machines match, and not exactly one is onboarded and active.'),
  protected_machine: entry(4, false, 'The machine is on the list of protected machines.'),
  protected_indicator: entry(4, false, 'The block would reach something on the list of protected indicators.'),
  read_only: entry(4, false, 'The mode of the resource is readOnly, and the action writes.'),
  budget_exhausted: entry(4, false, 'The application has used its budget of containments for this hour.'),
  conflict: entry(
    4,
    false,
    'Something prevents the action, such as another one that is running; the message says what.',
  ),
  rejected: entry(4, false, 'Defender refused the call; the error has its code and message.'),
  action_failed: entry(4, false, 'The machine action or investigation ended without success.'),
  rate_limited: entry(5, true, 'The limit of calls is reached, and the time to wait exceeds the deadline.'),
  unavailable: entry(5, true, 'The service returned server errors until the deadline.'),
  network_failed: entry(5, true, 'The host could not be reached or trusted, or the connection broke.'),
  timed_out: entry(5, true, 'No answer came within the deadline.'),
  not_ready: entry(5, true, 'The result is not ready yet.'),
  still_running: entry(5, true, 'The machine action or investigation was still running after waitSeconds.'),
  outcome_unknown: entry(
    6,
    false,
    'A write was sent and its answer was lost: Defender may or may not have accepted it.',
  ),
  unexpected_response: entry(1, false, 'The response is not as documented.'),
  internal: entry(1, false, 'A bug in this package, or its output could not be written.'),
  cancelled: entry(143, false, 'A signal ended the run.'),
} as const satisfies Record<string, CodeEntry>;

/** Exit status of a batch of which a line failed: the errors are in the answers. */
export const failedBatchExit = 7;

/** One of the documented error codes. */
export type ErrorCode = keyof typeof errorCodes;

/** One fault of the input: dotted field name, and the rule that it violates. */
export interface Fault {
  path: string;
  message: string;
}

/** Joins the faults of two checks; if both found faults of one path, only those of the first check are kept. */
export const mergeFaults = (first: readonly Fault[], second: readonly Fault[]): Fault[] => [
  ...first,
  ...second.filter(({ path }) => !first.some((fault) => fault.path === path)),
];

/** What an error carries besides code and message; see `schemas/defender/error.json`. */
export interface ErrorFields {
  hint?: string | undefined;
  retryAfterSeconds?: number | undefined;
  status?: number | undefined;
  defenderCode?: string | undefined;
  requestId?: string | undefined;
  details?: object | undefined;
  cause?: unknown;
  /** Whether the service may have acted on the request: `no` only if that is proven. Never printed. */
  delivered?: 'no' | 'maybe';
  /** Whether the answer itself names the cause, so that its hint is not replaced. Never printed. */
  certain?: boolean;
  /** How long to retry: not at all, a few times, or until the deadline. Never printed. */
  retry?: 'never' | 'limited' | 'always';
}

/** Maximum length of a message, because a gateway may return a whole page. */
const longestMessage = 4000;

/** The only error class of this package: thrown where the cause is known, printed once at the end of the run. */
export class SoarError extends Error {
  readonly code: ErrorCode;
  readonly fields: ErrorFields;

  constructor(code: ErrorCode, message: string, fields: ErrorFields = {}) {
    super(message, { cause: fields.cause });
    this.name = 'SoarError';
    this.code = code;
    this.fields = fields;
  }

  /** Returns the same error with some fields changed. */
  with(fields: ErrorFields): SoarError {
    return new SoarError(this.code, this.message, { ...this.fields, ...fields });
  }

  /** Changes every text but the stack, for example to remove secrets; the log removes them from stacks. */
  map(change: <T>(value: T) => T): SoarError {
    const { hint, defenderCode, requestId, details } = this.fields;
    const fields = change({ hint, defenderCode, requestId, details });
    const mapped = new SoarError(this.code, change(this.message).slice(0, longestMessage), {
      ...this.fields,
      ...fields,
    });
    mapped.stack = this.stack ?? '';
    return mapped;
  }

  /** Returns the documented error object, without stack, cause or internal fields. */
  toJSON(): object {
    const { hint, retryAfterSeconds, status, defenderCode, requestId, details } = this.fields;
    const { retryable } = errorCodes[this.code];
    return {
      code: this.code,
      message: this.message,
      hint,
      retryable,
      retryAfterSeconds,
      status,
      defenderCode,
      requestId,
      details,
    };
  }
}

/** Converts any thrown value to a `SoarError`; an unexpected one is `internal`. */
export function toSoarError(error: unknown): SoarError {
  if (error instanceof SoarError) return error;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new SoarError('internal', `this package failed: ${message}`, {
    hint: 'Run again with DEFENDER_LOG=debug and report what it prints.',
    cause: error,
  });
}
