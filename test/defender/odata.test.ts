import { describe, expect, it } from 'vitest';
import { allOf, equalities, literal, oneOf, queryOf, startsWith } from '../../src/defender/api/odata.ts';
import { serializeQuery } from '../../src/http/query.ts';
import { isBalanced } from '../../src/values/filter.ts';

describe('literals', () => {
  it.each([
    ['plain', "'plain'"],
    ["O'Brien", "'O''Brien'"],
    ["' or 1 eq 1 or 'a' eq '", "''' or 1 eq 1 or ''a'' eq '''"],
    ["''", "''''''"],
    ['', "''"],
    ['a\\b%27&$filter=x', "'a\\b%27&$filter=x'"],
  ])('%j becomes %s', (text, expected) => {
    expect(literal(text)).toBe(expected);
  });
});

describe('conditions', () => {
  it('are joined by and, the own filter in parentheses', () => {
    expect(allOf('a eq 1 or b eq 2', ['c eq 3', undefined, 'd eq 4'])).toBe('c eq 3 and d eq 4 and (a eq 1 or b eq 2)');
  });
  it('leave a lonely filter as it is', () => {
    expect(allOf('a eq 1 or b eq 2', [undefined])).toBe('a eq 1 or b eq 2');
  });
  it('that are none make no filter', () => {
    expect(allOf(undefined, [undefined])).toBeUndefined();
  });
  it('escape every value', () => {
    expect(equalities({ title: "it's", severity: undefined, action: 'Block' })).toEqual([
      "title eq 'it''s'",
      "action eq 'Block'",
    ]);
  });
});

describe('alternatives', () => {
  it('are joined by or, in parentheses, each once and with its value escaped', () => {
    expect(oneOf('name', ["o'neill", 'ipad', 'ipad'])).toBe("(name eq 'o''neill' or name eq 'ipad')");
    expect(startsWith('name', ["o'", 'i'])).toBe("(startswith(name,'o''') or startswith(name,'i'))");
  });
  it('need no parentheses if there is only one', () => {
    expect(oneOf('name', ['a', 'a'])).toBe("name eq 'a'");
    expect(startsWith('name', ['a'])).toBe("startswith(name,'a')");
  });
});

describe('a raw filter', () => {
  it.each(["a eq 'x'", "(a eq 1 or (b eq 2)) and startswith(c,'d')", "a eq ')('", "a eq 'it''s) or ('", ''])(
    'is balanced: %s',
    (filter) => {
      expect(isBalanced(filter)).toBe(true);
    },
  );
  it.each(['a) or (b', '(a eq 1', 'a eq 1)', "a eq 'x", "a eq 'it''s", "a eq 1) or (b eq ')'"])(
    'is not balanced: %s',
    (filter) => {
      expect(isBalanced(filter)).toBe(false);
    },
  );
});

describe('queries', () => {
  it('are encoded, with $ as Microsoft prints it', () => {
    const query = serializeQuery(
      queryOf({ filter: "a eq 'ü&#+'", orderBy: 'a desc', select: 'a,b', top: 5, skip: 10, count: true }),
    );
    expect(query).toBe(
      "$filter=a%20eq%20'%C3%BC%26%23%2B'&$orderby=a%20desc&$select=a%2Cb&$top=5&$skip=10&$count=true",
    );
    expect(new URLSearchParams(query).get('$filter')).toBe("a eq 'ü&#+'");
  });
  it('leave out what is not given', () => {
    expect(serializeQuery(queryOf({ top: 1, skip: 0, count: false }))).toBe('$top=1');
    expect(serializeQuery(queryOf({}))).toBe('');
  });
});
