import { describe, expect, it } from 'vitest';
import { momentText, readMoment } from '../../src/values/moment.ts';
import { timeOf } from '../../src/values/text.ts';

const now = Date.parse('2026-03-31T12:00:00Z');
const iso = (text: string, direction: 'back' | 'ahead') => {
  const at = readMoment(text, now, direction);
  return at === undefined ? undefined : new Date(at).toISOString();
};

describe('times', () => {
  it.each([
    ['2026-11-22T03:00:00Z', '2026-11-22T03:00:00.000Z'],
    ['2026-11-22t03:00:00z', '2026-11-22T03:00:00.000Z'],
    ['2026-11-22T03:00:00.1234567Z', '2026-11-22T03:00:00.123Z'],
    ['2026-11-22T03:00:00+02:00', '2026-11-22T01:00:00.000Z'],
    ['2026-11-22T03:00:00-11:30', '2026-11-22T14:30:00.000Z'],
    ['2026-11-22 03:00:00', '2026-11-22T03:00:00.000Z'],
    ['2026-11-22 03:00', '2026-11-22T03:00:00.000Z'],
    ['2026-11-22T03:00', '2026-11-22T03:00:00.000Z'],
    ['2026-11-22T03:00:00', '2026-11-22T03:00:00.000Z'],
    ['2026-11-22T03:00:00.000', '2026-11-22T03:00:00.000Z'],
    ['2026-11-22 03:00:00.5', '2026-11-22T03:00:00.500Z'],
    ['2026-11-22 03:00:00+02:00', '2026-11-22T01:00:00.000Z'],
    ['2024-02-29 00:00:00', '2024-02-29T00:00:00.000Z'],
  ])('%s is %s, whatever the direction', (text, expected) => {
    expect(iso(text, 'back')).toBe(expected);
    expect(iso(text, 'ahead')).toBe(expected);
  });
});

describe('durations', () => {
  it.each([
    ['PT24H', '2026-03-30T12:00:00.000Z', '2026-04-01T12:00:00.000Z'],
    ['P30D', '2026-03-01T12:00:00.000Z', '2026-04-30T12:00:00.000Z'],
    ['P1W', '2026-03-24T12:00:00.000Z', '2026-04-07T12:00:00.000Z'],
    ['P1Y', '2025-03-31T12:00:00.000Z', '2027-03-31T12:00:00.000Z'],
    ['P2M', '2026-01-31T12:00:00.000Z', '2026-05-31T12:00:00.000Z'],
    ['P1DT1H30M15S', '2026-03-30T10:29:45.000Z', '2026-04-01T13:30:15.000Z'],
    ['PT0.5S', '2026-03-31T11:59:59.500Z', '2026-03-31T12:00:00.500Z'],
    ['PT0S', '2026-03-31T12:00:00.000Z', '2026-03-31T12:00:00.000Z'],
  ])('%s is %s back and %s ahead', (text, back, ahead) => {
    expect(iso(text, 'back')).toBe(back);
    expect(iso(text, 'ahead')).toBe(ahead);
  });

  it('a month from a day that the other month does not have stays in that month', () => {
    // 31 March less a month: February has no 31st, and 3 March would be no month ago.
    expect(iso('P1M', 'back')).toBe('2026-02-28T12:00:00.000Z');
    expect(iso('P1M', 'ahead')).toBe('2026-04-30T12:00:00.000Z');
  });
});

describe('what is not a time', () => {
  it.each([
    '',
    'yesterday',
    '2026-11-22',
    '2026-11-22T03',
    '2026-11-22  03:00',
    '2026-11-22 03:00:00.',
    '2026-11-22 03:60',
    '2026-02-29 03:00',
    '2026-02-29T00:00:00Z',
    '2026-02-31 00:00:00',
    '2026-13-01T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-11-22T24:30:00Z',
    '2026-11-22T03:60:00Z',
    '2026-11-22T03:00:00+25:00',
    'P',
    'PT',
    'P1',
    'P-1D',
    '-P1D',
    'p1d',
    'P1H',
    'PT1D',
    'P1.5D',
    'P999999999999Y',
    '1700000000',
  ])('%j', (text) => {
    expect(readMoment(text, now, 'back')).toBeUndefined();
  });
});

it('as text for Defender', () => {
  expect(momentText('PT1H', now, 'back')).toBe('2026-03-31T11:00:00.000Z');
});

describe('a time of an answer', () => {
  it.each(['2026-11-22T03:00:00.1234567Z', '2026-11-22T04:00:00.123+01:00', '2026-11-22T03:00:00.123'])(
    '%s',
    (text) => {
      expect(timeOf(text)).toBe(Date.parse('2026-11-22T03:00:00.123Z'));
    },
  );

  it.each(['5', 5, '2026', 'Nov 22 2026', '2026-02-31T00:00:00Z', 'P1D', null, undefined, {}])(
    '%j is not one',
    (value) => {
      expect(timeOf(value)).toBe(0);
    },
  );
});
