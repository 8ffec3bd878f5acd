import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../../src/catalogue/schema.ts';
import { fillLeaves, paramsFromEnv } from '../../src/runner/env-params.ts';

const read = (text: string, schema: JsonSchema) => paramsFromEnv({ it: text }, { properties: { it: schema } });
const value = (text: string, schema: JsonSchema) => {
  const { params, faults } = read(text, schema);
  expect(faults).toEqual([]);
  return params.it;
};

describe('params from variables', () => {
  it.each([
    ['true', true],
    ['TRUE', true],
    ['1', true],
    ['Yes', true],
    ['false', false],
    ['0', false],
    ['no', false],
  ])('the boolean %s', (text, expected) => {
    expect(value(text, { type: 'boolean' })).toBe(expected);
  });

  it.each([
    ['42', 42],
    ['-1', -1],
    ['+7', 7],
    ['1.5', 1.5],
    [' 3 ', 3],
  ])('the number %j', (text, expected) => {
    expect(value(text, { type: 'number' })).toBe(expected);
  });

  it.each([
    ['a, b ,\n c,,\r\n', ['a', 'b', 'c']],
    ['["a, b"]', ['a, b']],
    [' ["x"] ', ['x']],
    ['one', ['one']],
  ])('the array %j', (text, expected) => {
    expect(value(text, { type: 'array', items: { type: 'string' } })).toEqual(expected);
  });

  it('the object in JSON', () => {
    expect(value('{"a": [1]}', { type: 'object' })).toEqual({ a: [1] });
    expect(read('{"a"', { type: 'object' }).faults).toEqual([
      { path: expect.any(String), message: 'must be an object in JSON' },
    ]);
  });

  it('text as it is', () => {
    expect(value('  kept as it is ', { type: 'string' })).toBe('  kept as it is ');
    expect(value('Nonesuch', { type: 'string' })).toBe('Nonesuch');
  });

  it('the empty string as absent', () => {
    expect(read('', { type: 'number' })).toEqual({ params: {}, faults: [] });
  });

  it.each([
    ['null', { type: 'string' }],
    [' None ', { type: 'string' }],
    ['UNDEFINED', { type: 'array' }],
    ['\t', { type: 'string' }],
    ['maybe', { type: 'boolean' }],
    ['constructor', { type: 'boolean' }],
    ['__proto__', { type: 'boolean' }],
    [' , ', { type: 'array' }],
    ['1e3', { type: 'integer' }],
    ['0x1f', { type: 'integer' }],
    ['1,000', { type: 'number' }],
    ['Infinity', { type: 'number' }],
    ['[1', { type: 'array' }],
    ['{', { type: 'object' }],
  ] as [string, JsonSchema][])('refuses %j for %j', (text, schema) => {
    const { params, faults } = read(text, schema);
    expect(params).toEqual({});
    expect(faults).toEqual([{ path: 'it', message: expect.any(String) }]);
  });

  it('takes None if the field has that value', () => {
    expect(value('None', { type: 'string', enum: ['None', 'Low'] })).toBe('None');
  });

  it('takes None for text that people read, but not white space', () => {
    const schema: JsonSchema = { type: 'string', 'x-kind': 'text' };
    expect(value('None', schema)).toBe('None');
    expect(read(' \t', schema).faults).toEqual([{ path: 'it', message: expect.any(String) }]);
  });

  it('reads only what the action declares', () => {
    expect(paramsFromEnv({ PATH: '/bin', it: 'x' }, { properties: { it: { type: 'string' } } }).params).toEqual({
      it: 'x',
    });
  });
});

describe('leaves', () => {
  const schema: JsonSchema = {
    type: 'object',
    properties: {
      id: { type: 'string' },
      inner: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'number' } } },
      list: { type: 'array', items: { type: 'object', properties: { x: { type: 'string' }, y: { type: 'string' } } } },
    },
  };

  it('that were left out are null, in nested objects and rows too', () => {
    expect(fillLeaves({ list: [{ x: '1' }, {}] }, schema)).toEqual({
      id: null,
      inner: { a: null, b: null },
      list: [
        { x: '1', y: null },
        { x: null, y: null },
      ],
    });
  });

  it('stay unchanged if they do not have the declared shape', () => {
    const list = [{ x: '1' }, 'PutFile', 7, ['a']];
    expect(fillLeaves({ id: { a: 1 }, inner: 'text', list }, schema)).toEqual({
      id: { a: 1 },
      inner: 'text',
      list: [{ x: '1', y: null }, 'PutFile', 7, ['a']],
    });
    expect(fillLeaves({ inner: [1], list: 'one' }, schema)).toEqual({ id: null, inner: [1], list: 'one' });
  });

  it('that were left out or are null are objects of nulls if an object is declared', () => {
    const { inner } = fillLeaves({ inner: null }, schema) as { inner: object };
    expect(inner).toEqual({ a: null, b: null });
  });

  it('with the name of something that every object has are kept', () => {
    expect(fillLeaves({ id: '1', constructor: 'x', toString: 'y' }, schema)).toMatchObject({
      constructor: 'x',
      toString: 'y',
    });
  });

  it('that are not declared are kept, and false and 0 are values', () => {
    expect(fillLeaves({ id: '', more: 1, inner: { b: 0, c: false } }, schema)).toMatchObject({
      id: '',
      more: 1,
      inner: { a: null, b: 0, c: false },
    });
  });
});
