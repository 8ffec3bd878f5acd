import { describe, expect, it } from 'vitest';
import { readColumns } from '../../src/defender/hunting/columns.ts';
import { rowReader, rowWriter } from '../../src/defender/hunting/values.ts';
import { parseLossless, stringifyLossless } from '../../src/json/lossless.ts';

/** What becomes of one row, as text. */
function read(types: Record<string, string>, row: string): string {
  const columns = readColumns(Object.entries(types).map(([name, type]) => ({ name, type })));
  return rowWriter(columns)(rowReader(columns)(parseLossless(row) as Record<string, unknown>));
}

describe('a row', () => {
  it.each<[what: string, types: Record<string, string>, row: string, text: string]>([
    ['in camel case', { DeviceId: 'String' }, '{"deviceId":"a"}', '{"DeviceId":"a"}'],
    ['in any case', { DeviceId: 'String' }, '{"DEVICEID":"a"}', '{"DeviceId":"a"}'],
    [
      'whose names differ in case alone',
      { LogonId: 'Int64', LogonID: 'Int64' },
      '{"logonID":2,"logonId":1}',
      '{"LogonId":1,"LogonID":2}',
    ],
    [
      'with an exact name behind one that fits two',
      { LogonId: 'Int64', LogonID: 'Int64' },
      '{"LOGONID":2,"LogonId":1}',
      '{"LogonId":1,"LogonID":2}',
    ],
    [
      'with camel case behind any case',
      { DeviceId: 'String', DeviceID: 'String' },
      '{"deviceid":"b","deviceId":"a"}',
      '{"DeviceId":"a","DeviceID":"b"}',
    ],
    ['with an exact name behind a similar one', { A: 'String', a: 'String' }, '{"a":"2","A":"1"}', '{"A":"1","a":"2"}'],
    ['that lacks a column', { A: 'String', B: 'Int64' }, '{"A":""}', '{"A":"","B":null}'],
    ['with more than the schema', { A: 'String' }, '{"A":"","More":{}}', '{"A":"","More":null}'],
    ['with annotations', { A: 'Int64' }, '{"A@odata.type":"#Int64","A":1,"@odata.id":"x"}', '{"A":1}'],
    [
      'of nulls',
      { A: 'DateTime', B: 'Object', C: 'SByte', D: 'Int64' },
      '{"A":{},"B":{},"C":{},"D":{}}',
      '{"A":null,"B":null,"C":null,"D":null}',
    ],
    ['of a null with its type', { A: 'Object' }, '{"A":{"@odata.type":"#x"}}', '{"A":null}'],
    [
      'of a bag',
      { A: 'Object' },
      '{"A":{"@odata.type":"#x","b":{"c@odata.type":"#y","c":[1]}}}',
      '{"A":{"b":{"c":[1]}}}',
    ],
    ['of a bag as text', { A: 'dynamic' }, '{"A":"{\\"b\\":1}"}', '{"A":{"b":1}}'],
    [
      'of a bag as text that has annotations itself',
      { A: 'Object' },
      '{"A":"{\\"@odata.type\\":\\"#x\\",\\"b@odata.bind\\":{\\"@odata.id\\":1}}"}',
      '{"A":{"@odata.type":"#x","b@odata.bind":{"@odata.id":1}}}',
    ],
    [
      'of a list of such texts',
      { A: 'Object' },
      '{"A":["{\\"@odata.type\\":\\"#x\\"}",{"@odata.type":"#y","c":"{\\"@odata.id\\":1}"}]}',
      '{"A":[{"@odata.type":"#x"},{"c":"{\\"@odata.id\\":1}"}]}',
    ],
    ['of a list of texts', { A: 'Object' }, '{"A":["{\\"b\\":1}","c","1"]}', '{"A":[{"b":1},"c","1"]}'],
    ['of text that only begins like a structure', { A: 'Object' }, '{"A":"{b"}', '{"A":"{b"}'],
    ['of text that is not a dynamic value', { A: 'String' }, '{"A":"{\\"b\\":1}"}', '{"A":"{\\"b\\":1}"}'],
    [
      'of times',
      { A: 'DateTime', B: 'datetime' },
      '{"A":"2026-11-22T03:00:00Z","B":"2026-11-22T03:00:00.1234567Z"}',
      '{"A":"2026-11-22T03:00:00.0000000Z","B":"2026-11-22T03:00:00.1234567Z"}',
    ],
    ['of a time that is text', { A: 'String' }, '{"A":"2026-11-22T03:00:00Z"}', '{"A":"2026-11-22T03:00:00Z"}'],
  ])('%s', (_what, types, row, text) => {
    expect(read(types, row)).toBe(text);
  });

  it('has one name for each type', () => {
    const given = ['SByte', 'bool', 'long', 'real', 'dynamic', 'SqlDecimal', 'guid', 'Other'].map((type) => ({
      name: 'x',
      type,
    }));
    const types = readColumns(given).map(({ type }) => type);
    expect(types).toEqual(['Boolean', 'Boolean', 'Int64', 'Double', 'Object', 'Decimal', 'Guid', 'Other']);
  });
});

describe('numbers', () => {
  it.each([
    '9007199254740993',
    '-9007199254740993',
    '[9007199254740993,{"a":-18446744073709551616}]',
    '{"text":"a\\"9007199254740993","\u{F0000}":[9007199254740993,"\u{F0000}9007199254740993"]}',
    '1000000000000000',
  ])('%s come out as they went in', (text) => {
    expect(stringifyLossless(parseLossless(text))).toBe(text);
  });

  it('with fraction or exponent are ordinary ones', () => {
    const text = '[0.12345678901234567,1.0,12345678901234567890e1]';
    expect(parseLossless(text)).toEqual(JSON.parse(text));
  });
});
