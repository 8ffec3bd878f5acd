import { describe, expect, it } from 'vitest';
import { type ErrorFields, errorCodes, SoarError, toSoarError } from '../../src/errors.ts';
import { errorLine, exitCodeOf } from '../../src/runner/output.ts';

describe('the line on stderr', () => {
  it.each<[what: string, fields: ErrorFields, line: string]>([
    ['no hint and no ids', {}, 'rejected: no'],
    ['a hint alone', { hint: 'Do this.' }, 'rejected: no - Do this.'],
    ['a machine action', { details: { machineActionId: 'm-1' } }, 'rejected: no (machine action m-1)'],
    [
      'every id',
      {
        hint: 'Do this.',
        requestId: 'r-1',
        details: { machineAction: { id: 'm-1' }, investigation: { id: 'i-1' }, candidates: [{ id: 'a' }, { id: 'b' }] },
      },
      'rejected: no - Do this. (machine action m-1; investigation i-1; candidates a b; request r-1)',
    ],
    ['an investigation', { details: { investigationId: 'i-1' } }, 'rejected: no (investigation i-1)'],
  ])('is code and message with %s', (_what, fields, line) => {
    expect(errorLine(new SoarError('rejected', 'no', fields))).toBe(line);
  });

  it('takes 1,000 characters, 300 of the hint and 400 of the ids before it cuts anything', () => {
    const fields = { hint: 'h'.repeat(300), details: { machineActionId: 'i'.repeat(400 - 15) } };
    const end = ` - ${fields.hint} (machine action ${fields.details.machineActionId})`;
    const message = 'm'.repeat(1000 - end.length - 'rejected: '.length);
    expect(errorLine(new SoarError('rejected', message, fields))).toBe(`rejected: ${message}${end}`);
    const cut = errorLine(new SoarError('rejected', `${message}m`, fields));
    expect(cut).toBe(`rejected: ${message.slice(1)}…${end}`);
  });

  it.each([
    ['a long message', { message: 'x'.repeat(5000), hint: 'Do this.' }],
    ['a long hint', { message: 'm', hint: 'x'.repeat(5000) }],
    ['both', { message: 'x'.repeat(5000), hint: 'y'.repeat(5000) }],
    ['line breaks of every kind', { message: 'a\nb\r\nc\u2028d\u2029e\u0085f\u000bg', hint: 'h\n' }],
  ])('is one line of at most 1,000 characters with %s, ids kept', (_what, { message, hint }) => {
    const line = errorLine(new SoarError('outcome_unknown', message, { hint, requestId: 'request-1' }));
    expect(line.length).toBeLessThanOrEqual(1000);
    for (const lineBreak of ['\n', '\r', '\u2028', '\u2029', '\u0085', '\u000b']) expect(line).not.toContain(lineBreak);
    expect(line).toContain('request-1');
    expect(line.startsWith('outcome_unknown: ')).toBe(true);
  });

  it('keeps 400 characters of ids that are longer', () => {
    const details = { machineActionId: 'i'.repeat(500) };
    expect(errorLine(new SoarError('rejected', 'm', { details }))).toBe(
      `rejected: m (machine action ${'i'.repeat(400 - 'machine action '.length - 1)}…)`,
    );
  });

  it('stays short with many candidates', () => {
    const candidates = Array.from({ length: 500 }, (_, index) => ({ id: String(index).padStart(40, '0') }));
    const line = errorLine(new SoarError('ambiguous_machine', 'm', { details: { candidates } }));
    expect(line.length).toBeLessThanOrEqual(1000);
    expect(line).toContain(candidates[0]?.id);
  });
});

describe('the error document', () => {
  it('has no stack, no cause and nothing internal', () => {
    const cause = new Error('inner');
    const error = new SoarError('network_failed', 'm', { cause, delivered: 'maybe', retry: 'always', status: 502 });
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: 'network_failed',
      message: 'm',
      retryable: true,
      status: 502,
    });
  });

  it('of an unexpected kind is internal', () => {
    expect(toSoarError(new TypeError('oops'))).toMatchObject({ code: 'internal' });
    expect(toSoarError('text')).toMatchObject({ code: 'internal' });
  });
});

describe('exit codes', () => {
  const table: Record<string, [exit: number, retryable: boolean]> = {
    invalid_params: [2, false],
    invalid_resource: [2, false],
    authentication_failed: [3, false],
    permission_denied: [3, false],
    not_found: [4, false],
    ambiguous_machine: [4, false],
    protected_machine: [4, false],
    protected_indicator: [4, false],
    read_only: [4, false],
    budget_exhausted: [4, false],
    conflict: [4, false],
    rejected: [4, false],
    action_failed: [4, false],
    rate_limited: [5, true],
    unavailable: [5, true],
    network_failed: [5, true],
    timed_out: [5, true],
    not_ready: [5, true],
    still_running: [5, true],
    outcome_unknown: [6, false],
    unexpected_response: [1, false],
    internal: [1, false],
    cancelled: [143, false],
  };

  it('are those of the contract', () => {
    const held = Object.entries(errorCodes).map(([code, { exit, retryable }]) => [code, [exit, retryable]]);
    expect(Object.fromEntries(held)).toEqual(table);
  });

  it('follow the signal', () => {
    expect(exitCodeOf('cancelled', 'SIGINT')).toBe(130);
    expect(exitCodeOf('cancelled', 'SIGTERM')).toBe(143);
    expect(exitCodeOf('rejected', 'SIGINT')).toBe(4);
  });
});
