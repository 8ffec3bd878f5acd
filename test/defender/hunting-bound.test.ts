import { describe, expect, it } from 'vitest';
import { boundQuery } from '../../src/defender/hunting/bound.ts';
import { readTimespan } from '../../src/defender/hunting/timespan.ts';
import { SoarError } from '../../src/errors.ts';

const now = Date.parse('2026-11-22T03:00:00Z');
const at = (text: string) => Date.parse(text);

describe('a time span', () => {
  it.each([
    ['P7D', { back: 7 * 86_400_000 }],
    ['PT90M', { back: 90 * 60_000 }],
    ['P1M', { back: 31 * 86_400_000 }],
    ['2026-11-01T00:00:00Z/2026-11-02T00:00:00Z', { from: at('2026-11-01'), to: at('2026-11-02') }],
    ['2026-11-01/2026-11-02', { from: at('2026-11-01'), to: at('2026-11-02') }],
    ['2026-11-01T02:00:00+02:00/P1D', { from: at('2026-11-01'), to: at('2026-11-02') }],
    ['P1D/2026-11-02', { from: at('2026-11-01'), to: at('2026-11-02') }],
    ['2026-11-01', { from: at('2026-11-01') }],
  ])('%s', (text, span) => {
    expect(readTimespan(text, now)).toEqual(span);
  });

  it.each([
    '',
    'P',
    'P0D',
    'P1D/P1D',
    'P1D/',
    '/P1D',
    '2026-11-02/2026-11-01',
    '2026-02-30/P1D',
    '2027-01-01',
    'a/b',
    '2026-11-01/2026-11-02/2026-11-03',
  ])('not %j', (text) => {
    expect(readTimespan(text, now)).toBeUndefined();
  });
});

describe('its bound on the Defender endpoint', () => {
  const bound = (query: string) => boundQuery(query, { back: 60_000 }).query;
  const where = ' | where Timestamp >= ago(60000ms) and Timestamp <= now()';

  it.each([
    ['DeviceInfo', `DeviceInfo${where}`],
    [' DeviceInfo ;', ` DeviceInfo${where} ;`],
    ['DeviceInfo | take 5', `DeviceInfo${where} | take 5`],
    ['// first\nDeviceInfo // mine | yours\n| count', `// first\nDeviceInfo${where} // mine | yours\n| count`],
    [
      'DeviceEvents | where ActionType == "a | union b; let c" and X !in ("d", \'e\')',
      `DeviceEvents${where} | where ActionType == "a | union b; let c" and X !in ("d", 'e')`,
    ],
    [
      'DeviceEvents | where P startswith @"C:\\" | extend q = "\\"|" | project-away q',
      `DeviceEvents${where} | where P startswith @"C:\\" | extend q = "\\"|" | project-away q`,
    ],
    [
      'DeviceLogonEvents | summarize n = count() by bin(Timestamp, 1h), DeviceName | order by n desc',
      `DeviceLogonEvents${where} | summarize n = count() by bin(Timestamp, 1h), DeviceName | order by n desc`,
    ],
  ])('%s', (query, bounded) => {
    expect(bound(query)).toBe(bounded);
  });

  it.each([
    'in ("a")',
    "in~ ('a', @\"b\\\", h'c, (d)')",
    '!in~ (1, -2, 3.5, 1e-5, 0x1F, 1h, 30d)',
    'in (true, false, null)',
    'in (dynamic(["a", {"b": [1]}]))',
    'in ("a", datetime(2026-11-01T00:00:00Z), guid(74be27de-1e4e-49d9-b579-fe0b331d3642), int(null))',
    'has_any ("a", "b")',
    'has_all (dynamic(["a"]))',
  ])('takes a list of literals: %s', (list) => {
    expect(bound(`DeviceInfo | where X ${list} | count`)).toBe(`DeviceInfo${where} | where X ${list} | count`);
  });

  it('has both ends of an interval', () => {
    expect(boundQuery('DeviceInfo', { from: at('2026-11-01'), to: at('2026-11-02') }).bound).toBe(
      ' | where Timestamp >= datetime(2026-11-01T00:00:00.000Z) and Timestamp <= datetime(2026-11-02T00:00:00.000Z)',
    );
    expect(boundQuery('DeviceInfo', { from: at('2026-11-01') }).bound).toContain('Timestamp <= now()');
  });

  it.each([
    ['let x = 1; DeviceInfo | take x', 'begins with let'],
    ['union DeviceInfo, DeviceEvents', 'begins with union'],
    ['SigninLogs | take 1', 'begins with SigninLogs'],
    ['(DeviceInfo | take 1)', 'begins with ('],
    ['', 'begins with nothing'],
    ['DeviceInfo, DeviceEvents', ', stands behind'],
    ['DeviceInfo | union DeviceEvents', 'operator union'],
    ['DeviceInfo | join kind=inner (DeviceEvents) on DeviceId', 'operator join'],
    ['DeviceInfo | lookup Other on x', 'operator lookup'],
    ['DeviceInfo | evaluate bag_unpack(x)', 'operator evaluate'],
    ['DeviceInfo | as T', 'operator as'],
    ['DeviceInfo | invoke FileProfile()', 'operator invoke'],
    ['DeviceInfo | where DeviceId in (Others | project DeviceId)', 'subquery'],
    ['DeviceInfo | where DeviceId in (Others)', 'takes its values from (Others'],
    ['DeviceInfo | where DeviceId in~ (Others)', 'takes its values from'],
    ['DeviceInfo | where DeviceId !in (Others)', 'takes its values from'],
    ["DeviceInfo | where DeviceId in (['DeviceFileEvents'])", "takes its values from (['DeviceFileEvents'])"],
    ['DeviceInfo | where DeviceId in ((EmailEvents))', 'takes its values from ((EmailEvents))'],
    ['DeviceInfo | where DeviceId in (MyFunction())', 'takes its values from (MyFunction())'],
    ["DeviceInfo | where DeviceId in (_GetWatchlist('x'))", "takes its values from (_GetWatchlist('x'))"],
    ['DeviceInfo | where DeviceId in (EmailEvents, IdentityInfo)', 'takes its values from (EmailEvents)'],
    ['DeviceInfo | where DeviceId in ("a", MyFunction("b"))', 'takes its values from (MyFunction("b"))'],
    ['DeviceInfo | where DeviceId in (dynamic(["a"]).b(Others))', 'takes its values from'],
    ['DeviceInfo | where x has_any (Others)', 'has_any in it takes its values from'],
    ['DeviceInfo | where x has_all ((Others))', 'has_all in it takes its values from'],
    ['DeviceInfo | where x in Others', 'takes its values from Others'],
    ['DeviceInfo | where x in (1 + toint(Others))', 'takes its values from'],
    ['DeviceInfo | where x in (', 'takes its values from'],
    ['DeviceInfo | where n > toscalar(Others)', 'toscalar()'],
    ['DeviceInfo | where x == tostring(DeviceEvents)', 'DeviceEvents once more'],
    ['DeviceInfo; DeviceEvents', 'several statements'],
    ['DeviceInfo | where x == "open', 'does not end'],
    ['DeviceInfo | where x == `y', 'does not end'],
  ])('is refused for %s', (query, reason) => {
    const refusal = () => bound(query);
    expect(refusal).toThrow(SoarError);
    expect(refusal).toThrow(reason);
    expect(refusal).toThrow(expect.objectContaining({ code: 'invalid_params' }));
  });
});
