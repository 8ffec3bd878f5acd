import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../src/defender/hunting/answer.ts';
import { rowWriter } from '../../src/defender/hunting/values.ts';
import { unexpected } from '../../src/http/classify.ts';
import { AnswerScanner } from '../../src/json/scanner.ts';

const schema = '[{"Name":"A","Type":"Object"},{"Name":"B","Type":"Int64"}]';
const answer = (results: string, rest = '') => `{"Schema":${schema},"Results":[${results}]${rest}}`;

/** The rows of a body, as they are written out; throws what becomes of one that is not an answer. */
async function rowsOf(body: string): Promise<string[]> {
  async function* chunks() {
    yield Buffer.from(body);
  }
  const { columns, pages } = await readAnswer(chunks(), (what) => unexpected('POST /hunt', what));
  const rows: string[] = [];
  for await (const page of pages) rows.push(...page.map(rowWriter(columns)));
  return rows;
}

describe('an answer', () => {
  it('is cut into the same rows wherever its chunks end', () => {
    const rows = ['{"a":"}]\\"{é"}', '{"b":[{"c":"\\\\"}]}', '{}'];
    const before = '{"x":{"results":[1]},"n" : -1.5e3 ,"t":true,"s":"\\"]","z":null, "Schema":[{"Name":"a"}],';
    const bytes = Buffer.from(`${before}"Results": [ ${rows.join(' ,\n')} ],"last":1}\r\n\t `);
    for (let size = 1; size <= bytes.length; size += 1) {
      const scanner = new AnswerScanner();
      for (let at = 0; at < bytes.length; at += size) scanner.push(bytes.subarray(at, at + size));
      scanner.end();
      expect(scanner.rows).toEqual(rows);
      expect(scanner.schema).toBe('[{"Name":"a"}]');
    }
  });

  it.each([
    ['no comma between rows', answer('{"B":1}{"B":2}')],
    ['two commas between rows', answer('{"B":1},,{"B":2}')],
    ['a comma before the first row', answer(',{"B":1}')],
    ['a comma behind the last row', answer('{"B":1},')],
    ['a colon between rows', answer('{"B":1}:{"B":2}')],
    ['a row that is a list', answer('[]')],
    ['a row that is a number', answer('1')],
    ['rows that end with a brace', `{"Schema":${schema},"Results":[{"B":1}}}`],
    ['an end with a bracket', `{"Schema":${schema},"Results":[{"B":1}]]`],
    ['no comma between members', `{"Schema":${schema} "Results":[]}`],
    ['two commas between members', `{"Schema":${schema},,"Results":[]}`],
    ['a comma before the first member', `{,"Schema":${schema},"Results":[]}`],
    ['a comma behind the last member', answer('', ',')],
    ['a comma for a colon', `{"Schema",${schema},"Results":[]}`],
    ['two colons', `{"Schema"::${schema},"Results":[]}`],
    ['no colon', `{"Schema"${schema},"Results":[]}`],
    ['a name that is not text', answer('', ',Stats:1')],
    ['a member without a value', answer('', ',"Stats":')],
    ['a word that is not JSON', answer('', ',"Stats":nothing')],
    ['a number that is not JSON', answer('', ',"Stats":01')],
    ['broken JSON in another member', answer('', ',"Stats":{"a" 1}')],
    ['a vertical tab for a space', answer('\u000b')],
    ['a long integer for a name', answer('{1234567890123456789:1}')],
    ['a long integer with a leading zero', answer('{"B":01234567890123456789}')],
    ['something behind its end', `${answer('')}{}`],
    ['no end', answer('').slice(0, -1)],
  ])('is refused with %s', async (_what, body) => {
    await expect(rowsOf(body)).rejects.toMatchObject({ code: 'unexpected_response' });
  });

  it('keeps a value of too many levels as text, and every other row', async () => {
    const deep = `${'['.repeat(100_000)}"]"${']'.repeat(100_000)}`;
    const asText = `{"A":${JSON.stringify(deep)},"B":2}`;
    const rows = await rowsOf(answer(['{"A":[1],"B":1}', `{"A":${deep},"B":2}`, asText, '{"A":{},"B":3}'].join()));
    expect(rows).toEqual(['{"A":[1],"B":1}', asText, asText, '{"A":null,"B":3}']);
  });

  it.each([
    [100, (deep: string) => `{"A":${deep},"B":null}`],
    [101, (deep: string) => `{"A":${JSON.stringify(deep)},"B":null}`],
  ])('of a value of %i levels', async (levels, row) => {
    const deep = '['.repeat(levels) + ']'.repeat(levels);
    expect(await rowsOf(answer(`{"A":${deep}},{"A":${JSON.stringify(deep)}}`))).toEqual([row(deep), row(deep)]);
  });
});
