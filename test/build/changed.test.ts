import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { quickTests, SLOW, TESTS_OF_SOURCE } from '../../build/changed.ts';
import { ROOT } from '../../build/checkout.ts';

const files = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).split('\n');
const isTest = (name: string) => files.some((file) => file.startsWith(`test/${name}`));

describe('the tests that npm run check leaves out', () => {
  it('exist under their names', () => {
    expect(SLOW.filter((name) => !isTest(name))).toEqual([]);
  });

  it('run if their source changes, and both exist', () => {
    for (const [source, names] of TESTS_OF_SOURCE) {
      expect(
        files.filter((file) => source.test(file)),
        String(source),
      ).not.toEqual([]);
      expect(names.filter((name) => !isTest(name))).toEqual([]);
    }
  });

  it('are not all there is', () => {
    expect(quickTests()).toContain('test/http/retry.test.ts');
  });
});
