import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { paramFaults } from '../../src/catalogue/validate.ts';
import { actionIds, paramsOf, type Schema } from '../support/catalogue.ts';
import { rulesOf, validatorOf } from '../support/live-catalogue.ts';

const words = ['constructor', '__proto__', 'toString', 'None', '', ' ', '*', '%', "'", '../x', '::1%eth0', 'http://%'];
const broken = ['\ud800', 'a\udfff', '\0', '\n', '\u{FEFF}', 'P99999999999999Y', '9999-12-31T23:59:60Z'];
const long = ['a', '.', 'a.', '(', '1', 'é'].map((part) => part.repeat(70_000));
const text = fc.oneof(fc.constantFrom(...words), fc.constantFrom(...broken, ...long), fc.string({ unit: 'binary' }));
const hostile: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 1, arbitrary: fc.array(text, { maxLength: 3 }) },
  { weight: 2, arbitrary: fc.jsonValue() },
);

/** Generates the params of an example, with up to two of them replaced by anything. */
const anyParams = ({ examples, properties }: Schema): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .tuple(
      fc.constantFrom<object>(...examples),
      fc.dictionary(
        fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...Object.keys(properties), 'x') }, text),
        hostile,
        {
          maxKeys: 2,
        },
      ),
    )
    .map(([example, more]) => ({ ...example, ...more }));

/** Whether every text in params is valid Unicode. */
const areWhole = (params: object): boolean =>
  !/(^|[^\\])(\\\\)*\\ud[89a-f]/.test(JSON.stringify(Object.values(params)));

describe('params of any shape are either refused or can be sent', () => {
  it.each(actionIds())('to %s', async (id) => {
    const { check: rules } = await rulesOf(id);
    const check = async (params: Record<string, unknown>) => {
      const faults = await paramFaults(params, validatorOf(id), rules, Date.now());
      expect(faults.length > 0 || areWhole(params)).toBe(true);
    };
    await fc.assert(fc.asyncProperty(anyParams(paramsOf(id)), check), { numRuns: 100, seed: 20261128 });
  });
});
