import { describe, expect, it } from 'vitest';
import { paramFaults } from '../../src/catalogue/validate.ts';
import { validatorOf } from '../support/live-catalogue.ts';

const now = Date.parse('2026-11-22T03:00:00Z');
const faultsOf = (id: string, params: Record<string, unknown>) => paramFaults(params, validatorOf(id), undefined, now);
const seenAt = (ipSeenAt: string) => faultsOf('get-machine', { ipAddress: '10.0.0.1', ipSeenAt });

describe('ipSeenAt', () => {
  it.each(['PT0S', '2026-11-22T03:00:00Z', 'P30D'])('may be %s', async (time) => {
    expect(await seenAt(time)).toEqual([]);
  });

  it.each([
    ['2026-11-22T03:00:00.001Z', 'must not be in the future'],
    ['P30DT1S', 'must be within the last 30 days'],
  ])('is refused if it is %s', async (time, message) => {
    expect(await seenAt(time)).toEqual([{ path: 'ipSeenAt', message }]);
  });
});

it.each(['P90D', '2027-01-01T00:00:00Z'])('seenSince may be %s', async (seenSince) => {
  expect(await faultsOf('list-machines', { seenSince })).toEqual([]);
});

it('a filter is refused if a parenthesis stays open, or if it is not text', async () => {
  const message = 'must close every parenthesis and quote that it opens';
  expect(await faultsOf('list-machines', { filter: '(a' })).toEqual([{ path: 'filter', message }]);
  expect(await faultsOf('list-machines', { filter: 5 })).toEqual([{ path: 'filter', message: 'must be string' }]);
  expect(await faultsOf('list-machines', { filter: '(a)' })).toEqual([]);
});
