import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../build/checkout.ts';
import { CORE } from '../../build/mutation/core.ts';
import { instrument, mutantsOf } from '../../build/mutation/mutants.ts';

it.each(CORE)('%s of the core exists', (file) => {
  expect(existsSync(ROOT + file)).toBe(true);
});

const changesOf = (source: string) => mutantsOf(source).map(({ original, replacement }) => [original, replacement]);

/** What a program makes of `tell` while one mutant, or none, is on. */
function run(source: string, on?: number): unknown[] {
  const mutants = mutantsOf(source).map((mutant, id) => ({ ...mutant, id }));
  const code = instrument(source, mutants, 'switch').replace(/import .*\n$/, '');
  const told: unknown[] = [];
  try {
    new Function('mutated', 'tell', code)(
      (id: number) => id === on,
      (...values: unknown[]) => told.push(...values),
    );
  } catch (error) {
    told.push(String(error));
  }
  return told;
}

describe('mutants', () => {
  it.each([
    ['if (a) b();', ['a', 'false'], ['a', 'true'], ['b();', '']],
    ['x = a && b', ['x = a && b', ''], ['a && b', 'a'], ['a && b', 'b'], ['a && b', '(a) || (b)']],
    ['const x = a <= 10;', ['a <= 10', 'a < 10'], ['10', '5'], ['10', '20']],
    ['const x = a ?? -1;', ['a ?? -1', 'a'], ['a ?? -1', '-1'], ['1', '2'], ['1', '0']],
    ["const x: 'y' = z as 'y';"],
    ["import x from 'y';"],
    ["export * from 'y';"],
    ["const x = a + 'b';", ["'b'", "''"]],
    ['const x = /^[$^]\\$a$/i;', ['/^[$^]\\$a$/i', '/[$^]\\$a$/i'], ['/^[$^]\\$a$/i', '/^[$^]\\$a/i']],
    ['const x = [a, ...b];', ['a', ''], ['...b', '']],
    ['const x = { a, get b() { return c; } };', ['a', '']],
    ['const { a, "b": c } = d;'],
    ['const x = a?.b().trim();', ['a?.b().trim()', 'a?.b()']],
    ['const x = a.trim()?.b;'],
    ['while (a) { throw b; }', ['a', 'false'], ['throw b;', '']],
    ['function f() { a(); b(); }', ['', 'return;'], ['a();', ''], ['b();', '']],
  ])('of %s', (source, ...changes) => {
    expect(changesOf(source as string)).toEqual(changes);
  });

  it('have the line that they begin on', () => {
    expect(mutantsOf('\n\nconst x = !a;').map(({ line }) => line)).toEqual([3]);
  });
});

describe('an instrumented source', () => {
  const source = `
    function grade(n) {
      if (n < 0) throw new Error('below zero: ' + n);
      tell({ n, grade: n > 5 ? 'high' : 'low' });
      return [n, 'done'];
    }
    tell(grade(5), grade(6), grade(0), 'a b '.trim());
    grade(-1);`;

  it('behaves as the source does if no mutant is on', () => {
    const graded = [
      { n: 5, grade: 'low' },
      { n: 6, grade: 'high' },
      { n: 0, grade: 'low' },
    ];
    expect(run(source)).toEqual([...graded, [5, 'done'], [6, 'done'], [0, 'done'], 'a b', 'Error: below zero: -1']);
  });

  it('behaves differently for each mutant', () => {
    const plain = JSON.stringify(run(source));
    const unnoticed = mutantsOf(source).filter((_, id) => JSON.stringify(run(source, id)) === plain);
    expect(unnoticed.map(({ original, replacement }) => [original, replacement])).toEqual([]);
  });
});
