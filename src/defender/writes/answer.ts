import { SoarError } from '../../errors.ts';
import { type Answer, type Call, nameOf } from '../../http/call.ts';
import { unexpected } from '../../http/classify.ts';
import { sameText } from '../../values/text.ts';

/**
 * Whether Defender refused a write because one of its kind is under way: it says so by a code or by its documented
 * message; for some actions it only says 400, and then `maybe` has to be settled by looking.
 */
export function isAlreadyActive(error: unknown): 'yes' | 'maybe' | 'no' {
  if (!(error instanceof SoarError) || error.fields.status !== 400) return 'no';
  const { defenderCode = 'BadRequest' } = error.fields;
  if (defenderCode === 'ActiveRequestAlreadyExists' || /already in progress/i.test(error.message)) return 'yes';
  return defenderCode === 'BadRequest' ? 'maybe' : 'no';
}

/** The id of what a write created; without it the outcome of the write is unknown. */
export function idOf(call: Call, { json, status }: Answer): string {
  if (typeof json.id === 'string' && json.id !== '') return json.id;
  if (typeof json.id === 'number') return String(json.id);
  throw unexpected(nameOf(call), `${status} and no id`, { status });
}

/** Reads the entity of a write from its answer; `other` describes a wrong one in the error. */
export function entityOf(call: Call, answer: Answer, id: string, other: string): { id: string } {
  const entity = { ...answer.json, id: idOf(call, answer) };
  if (sameText(entity.id, id)) return entity;
  throw unexpected(nameOf(call), other, { status: answer.status });
}

/**
 * Holds an answer that says nothing but yes to its documented status: another yes may come from something in between.
 * Throws `unexpected_response`.
 */
export function expectStatus(call: Call, { status }: Answer, documented: number): void {
  if (status !== documented) throw unexpected(nameOf(call), `${status} instead of ${documented}`, { status });
}
