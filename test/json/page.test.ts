import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePage, Rows } from '../../src/json/page.ts';

/** What a page says when all of it is read; undefined if it is not JSON. */
function readWhole(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Page = { value?: unknown } | null;

/** The same by way of its rows' text. */
function readRows(body: Buffer): unknown {
  let page: Page;
  try {
    page = parsePage(body) as Page;
  } catch (error) {
    expect(error).toBeInstanceOf(SyntaxError);
    return undefined;
  }
  const value = page?.value;
  if (!(value instanceof Rows)) return page;
  expect(String(value.text())).not.toMatch(/[\r\n]/);
  const rows = value.read();
  expect(value.count).toBe(rows.length);
  for (const most of [0, 1, rows.length, rows.length + 1])
    expect(JSON.parse(`[${value.text(most)}]`)).toEqual(rows.slice(0, most));
  return { ...page, value: rows };
}

const both = (text: string) => [readRows(Buffer.from(text)), readWhole(text)];

/** A page as a service may write it: with line breaks or without. */
const page = fc
  .tuple(
    fc.oneof(
      fc.record({ value: fc.array(fc.jsonValue()), count: fc.jsonValue(), '@odata.nextLink': fc.string() }),
      fc.dictionary(fc.oneof(fc.constant('value'), fc.string()), fc.jsonValue()),
      fc.jsonValue(),
    ),
    fc.constantFrom(undefined, 1, '\t', '\r\n '),
  )
  .map(([value, space]) => JSON.stringify(value, undefined, space).replaceAll('é', '\\u00e9'));

describe('a page', () => {
  it('says the same as text and read', () => {
    fc.assert(
      fc.property(page, (text) => {
        const [rows, whole] = both(text);
        expect(rows).toEqual(whole);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('that was changed is refused if it is not JSON any more, and nowhere else', () => {
    const changed = fc
      .tuple(page, fc.nat(), fc.nat(2), fc.constantFrom(...'{}[]",:\\ue0.-+1tf n\u0001\u000b'))
      .map(([text, at, cut, by]) => text.slice(0, at % text.length) + by + text.slice((at % text.length) + cut));
    fc.assert(
      fc.property(changed, (text) => {
        const [rows, whole] = both(text);
        expect(rows).toEqual(whole);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  it.each([
    ['', undefined],
    ['{"value":[]} x', undefined],
    ['{"value":[{"a":"\\u12g4"}]}', undefined],
    ['{"value":[01]}', undefined],
    ['{"value":[1.]}', undefined],
    ['{"value":[1e]}', undefined],
    ['{"value":[nul]}', undefined],
    ['{"value":[1,]}', undefined],
    ['{"value":[{"a":1,}]}', undefined],
    ['{"value":[{"a" 1}]}', undefined],
    ['{"value":["\n"]}', undefined],
    ['{"value":[1', undefined],
    ['\ufeff{"value":[]}', undefined],
    ['{"value":[1],"value":[2,3]}', { value: [2, 3] }],
    ['{"__proto__":1,"value":[-0.5e+2,true]}', JSON.parse('{"__proto__":1,"value":[-50,true]}')],
    [' {"value" : [ ] } \n', { value: [] }],
  ])('%j', (text, said) => {
    const [rows, whole] = both(text);
    expect(rows).toEqual(said);
    expect(whole).toEqual(said);
  });

  it('that is not UTF-8 is read as far as it is', () => {
    const body = Buffer.concat([Buffer.from('{"value":["a'), Buffer.from([0xff]), Buffer.from('b"]}')]);
    expect(readRows(body)).toEqual({ value: ['a\ufffdb'] });
  });

  it('keeps what a number would lose', () => {
    const { value } = parsePage(Buffer.from('{"value":[9007199254740993,1.0]}')) as { value: Rows };
    expect(String(value.text())).toBe('9007199254740993,1.0');
  });
});
