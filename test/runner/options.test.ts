import { describe, expect, it } from 'vitest';
import { checkExportedFrom, readOptions } from '../../src/runner/options.ts';

it.each(['-h', '--help'])('%s asks for help', (option) => {
  expect(readOptions([option]).help).toBe(true);
});

it('a batch runs eight lines at a time if nothing else is said', () => {
  expect(readOptions(['--batch']).batch).toBe(8);
});

it.each(['0', '65', '1.5', '-1', ''])('a batch does not run %j lines at a time', (lines) => {
  expect(() => readOptions(['--batch', `--concurrency=${lines}`])).toThrow('must be a whole number from 1 to 64');
});

it.each(['1', '64'])('a batch may run %s lines at a time', (lines) => {
  expect(readOptions(['--batch', '--concurrency', lines]).batch).toBe(Number(lines));
});

it('an unknown option is refused with where to find the known ones', () => {
  expect(() => readOptions(['--verbos'])).toThrow(
    expect.objectContaining({
      code: 'invalid_params',
      message: expect.stringContaining("'--verbos'"),
      fields: expect.objectContaining({ hint: 'Run with --help to see the options.' }),
    }),
  );
});

describe('a runner 1.2.3 and files that were exported', () => {
  it.each(['1.2.3', '1.2.2', '1.1.9', '0.9.9', '0.10.0', '1.2.3-beta.1', '1.2.3+build'])(
    'from %s go together',
    (from) => {
      expect(() => checkExportedFrom(from, '1.2.3')).not.toThrow();
    },
  );

  it.each(['1.2.4', '1.2.10', '1.3.0', '1.10.0', '2.0.0', '10.0.0', '1.2.4-beta.1'])(
    'from the newer %s do not',
    (from) => {
      expect(() => checkExportedFrom(from, '1.2.3')).toThrow(
        `the action was exported from ${from}, this runner is 1.2.3: upgrade the runner first`,
      );
    },
  );

  it.each(['latest', '1.2', '1.2.3.4', '1.2.3x', 'v1.2.3', '1.2.x', ''])(
    'from %j are refused, because it is not a version',
    (from) => {
      expect(() => checkExportedFrom(from, '1.2.3')).toThrow(`${from} is not a version such as 1.2.3`);
    },
  );
});
