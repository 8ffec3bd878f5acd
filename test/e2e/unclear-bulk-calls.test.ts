import { expect, it } from 'vitest';
import deleteIndicator from '../../actions/delete-indicator.ts';
import submitIndicator from '../../actions/submit-indicator.ts';
import type { Action } from '../../src/catalogue/define-action.ts';
import { answersOf, ndjson } from '../support/batch.ts';
import { handClock } from '../support/clock.ts';
import { runHere } from '../support/in-process.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();

const indicator = (indicatorValue: string) => ({
  indicatorValue,
  action: 'Block',
  title: 'Title',
  description: 'Text',
});

// With a clock that jumps, because a lost call is read back for ten seconds.
// biome-ignore lint/suspicious/noExplicitAny: an action of any id
const batchHere = async (action: Action<any>, items: readonly object[]) => {
  const clock = handClock(Date.now());
  const { code, stdout } = await runHere(action, ndjson(items), { env: tenant.env, clock, argv: ['--batch'] });
  return { code, lines: answersOf(stdout), slept: clock.slept };
};
const told = (lines: { result?: { deleted?: boolean; id?: string }; error: { code: string } }[]) =>
  lines.map(({ result, error }) => result?.deleted ?? result?.id ?? error.code);
const bulkCalls = async () => (await tenant.writes()).filter(({ path }) => !/\/\d+$/.test(path)).length;
const two = [indicator('a.example'), indicator('b.example')];
const ids = [{ indicatorId: '991' }, { indicatorId: '992' }];
const isHeld = (id: string) => tenant.held.indicators.get(id) !== undefined;

it('a lost import is a result for each item that was found, and outcome_unknown for the rest', async () => {
  await tenant.seed('indicators', [{ ...indicator('a.example'), id: '2001', indicatorType: 'DomainName' }]);
  await tenant.fault('indicators/import', { method: 'POST', reset: true });
  const { code, lines } = await batchHere(submitIndicator, two);
  expect(code).toBe(7);
  expect(told(lines)).toEqual(['2001', 'outcome_unknown']);
  expect(lines[1].error.details).toMatchObject({ outcome: 'unknown' });
  expect(await bulkCalls()).toBe(1);
});

it('a lost import is answered at the first look that finds every item', async () => {
  await tenant.fault('indicators/import', { method: 'POST', commitThenDrop: true });
  const { code, lines, slept } = await batchHere(submitIndicator, two);
  expect({ code, slept }).toEqual({ code: 0, slept: [0] });
  expect(lines.map(({ result }) => result.indicatorValue)).toEqual(['a.example', 'b.example']);
});

it('a lost import does not adopt a URL with another path', async () => {
  const url = (path: string) => ({ ...indicator(`https://evil.example/${path}`), indicatorType: 'Url' });
  await tenant.seed('indicators', [url('A')]);
  await tenant.fault('indicators/import', { method: 'POST', reset: true });
  expect(told((await batchHere(submitIndicator, [url('a')])).lines)).toEqual(['outcome_unknown']);
});

it('an item that the answer of an import leaves out is outcome_unknown', async () => {
  const answer = { value: [{ id: '77', indicator: 'a.example', isFailed: false, failureReason: null }] };
  await tenant.fault('indicators/import', { method: 'POST', body: answer });
  const { code, lines } = await batchHere(submitIndicator, two);
  expect(code).toBe(7);
  expect(told(lines)).toEqual(['77', 'outcome_unknown']);
  expect(lines[1].error.message).toContain('b.example');
  expect(lines[1].error.details).toMatchObject({ outcome: 'unknown' });
});

it('an import whose answer has no list is read back', async () => {
  await tenant.seed('indicators', [{ ...indicator('a.example'), id: '2001', indicatorType: 'DomainName' }]);
  await tenant.fault('indicators/import', { method: 'POST', body: { value: null } });
  const { lines } = await batchHere(submitIndicator, two);
  expect(told(lines)).toEqual(['2001', 'outcome_unknown']);
  expect(lines[1].error.message).toContain('no list');
});

it('a batch delete by id is one call, and 204 confirms it', async () => {
  const { lines } = await batchHere(deleteIndicator, ids);
  expect(told(lines)).toEqual([true, true]);
  expect(await tenant.calls()).toEqual(['POST /api/indicators/BatchDelete']);
});

it('a 200 does not confirm a batch delete', async () => {
  await tenant.fault('BatchDelete', { method: 'POST', status: 200, body: {} });
  const { lines } = await batchHere(deleteIndicator, ids);
  expect(told(lines)).toEqual(['outcome_unknown', 'outcome_unknown']);
});

it('a lost batch delete reports an outcome for each id', async () => {
  await tenant.fault('BatchDelete', { method: 'POST', commitThenDrop: true });
  await tenant.fault('/api/indicators$', { method: 'GET', body: { value: [{ id: '992' }] }, times: 99 });
  const { code, lines } = await batchHere(deleteIndicator, ids);
  expect(code).toBe(7);
  expect(told(lines)).toEqual([true, 'outcome_unknown']);
  expect(lines[0].result).toEqual({ indicatorId: '991', deleted: true });
  expect(await bulkCalls()).toBe(1);
});

it('a completed batch delete is not repeated after a 503', async () => {
  const gateway = { status: 503, headers: { 'Retry-After': '1' }, commitThenDrop: true };
  await tenant.fault('BatchDelete', { method: 'POST', ...gateway });
  const { code, lines } = await batchHere(deleteIndicator, ids);
  expect(code).toBe(0);
  expect(told(lines)).toEqual([true, true]);
  expect(await bulkCalls()).toBe(1);
});

it('an id that no longer exists after an unclear batch delete counts as deleted', async () => {
  await tenant.fault('BatchDelete', { method: 'POST', status: 503, headers: { 'Retry-After': '1' } });
  await tenant.fault('/api/indicators$', {
    method: 'GET',
    body: { value: ids.map(({ indicatorId: id }) => ({ id })) },
  });
  tenant.held.indicators.delete('991');
  const { code, lines } = await batchHere(deleteIndicator, ids);
  expect(code).toBe(0);
  expect(told(lines)).toEqual([true, true]);
  expect(isHeld('992')).toBe(false);
});

it('known ids are deleted one by one if their batch delete is refused again', async () => {
  await tenant.fault('BatchDelete', { method: 'POST', status: 404, body: { error: { code: 'NotFound' } }, times: 9 });
  await tenant.fault('/api/indicators/991$', { method: 'DELETE', status: 403 });
  const { code, lines } = await batchHere(deleteIndicator, [...ids, { indicatorId: '993' }]);
  expect(code).toBe(7);
  expect(told(lines)).toEqual(['permission_denied', true, true]);
  expect(['991', '992', '993'].map(isHeld)).toEqual([true, false, false]);
  expect(await bulkCalls()).toBe(1);
});
