import { describe, expect, it } from 'vitest';
import isolate from '../../actions/isolate-machine.ts';
import release from '../../actions/release-machine-from-isolation.ts';
import type { Action } from '../../src/catalogue/define-action.ts';
import { handClock } from '../support/clock.ts';
import { runHere, writeDefaults } from '../support/in-process.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();
const name = 'ws-001.contoso.example';
const isolation = { isolationType: 'Full' };

// biome-ignore lint/suspicious/noExplicitAny: an action of any id
const act = (action: Action<any>, target: object, protectedMachines = '') =>
  runHere(
    action,
    { ...writeDefaults, ...target },
    { env: { ...tenant.env, DEFENDER_PROTECTED_MACHINES: protectedMachines }, clock: handClock(Date.now()) },
  );

it.each([
  ['CanBeOnboarded', 'Active'],
  ['Onboarded', 'Inactive'],
])('a name is the active onboarded machine, not one that is %s and %s', async (onboardingStatus, healthStatus) => {
  const machineId = tenant.machineId(name);
  await tenant.seed('machines', [{ id: '1'.repeat(40), computerDnsName: name, onboardingStatus, healthStatus }]);
  const { json } = await act(isolate, { ...isolation, computerDnsName: 'ws-001' });
  expect(json.machineId).toBe(machineId);
});

describe('a machine named by id', () => {
  const paths = async () =>
    (await tenant.journal()).map(({ path }) => path).filter((path) => path.startsWith('/api/machines/'));

  it('is read and refused if the only entry of protectedMachines matches it', async () => {
    const { json } = await act(isolate, { ...isolation, machineId: tenant.machineId(name) }, 'ws-001');
    expect(json.error.code).toBe('protected_machine');
    expect(await tenant.writes()).toEqual([]);
  });

  it('is not read if no machine is protected', async () => {
    const machineId = tenant.machineId(name);
    expect((await act(isolate, { ...isolation, machineId })).code).toBe(0);
    expect(await paths()).toEqual([`/api/machines/${machineId}/isolate`]);
  });

  it('is not read for a write that is allowed on a protected machine', async () => {
    const machineId = tenant.machineId(name);
    expect((await act(release, { machineId }, 'ws-001')).code).toBe(0);
    expect(await paths()).toEqual([`/api/machines/${machineId}/unisolate`]);
  });
});
