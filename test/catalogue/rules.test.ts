import { expect, it } from 'vitest';
import { factsOf } from '../../build/catalogue.ts';
import { paramFaults } from '../../src/catalogue/validate.ts';
import { validatorOf } from '../support/live-catalogue.ts';

it('a rule is reported at the first param that it names', async () => {
  const message = 'at most one of machineId, computerDnsName and ipAddress may name the machine';
  const params = { computerDnsName: 'ws-001', ipAddress: '10.0.4.17' };
  expect(await paramFaults(params, validatorOf('list-machine-actions'), undefined, 0)).toEqual([
    { path: 'machineId', message },
  ]);
});

it('a param that is given without the one that it requires is reported', async () => {
  const params = { machineId: 'f'.repeat(40), ipSeenAt: 'PT1H' };
  expect(await paramFaults(params, validatorOf('get-machine'), undefined, 0)).toEqual([
    { path: 'ipSeenAt', message: 'requires ipAddress' },
  ]);
});

it.each([
  [{ description: 'no param is named', not: { minProperties: 2 } }],
  [{ oneOf: [{ required: ['machineId'] }] }],
])('the schema of params with the rule %j does not compile', (rule) => {
  const params = { properties: {}, allOf: [rule] };
  expect(() => factsOf(params)).toThrow('a rule needs a description and a param to report');
});
