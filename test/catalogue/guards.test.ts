import { describe, expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';
import { paramsOf, readManifest } from '../support/catalogue.ts';

const tenant = useActionTenant();
const { actions } = readManifest();
const machine = 'ws-001.contoso.example';

/** The first example of an action, about one machine. */
function paramsAbout(id: string, target: object): object {
  const { machineId, computerDnsName, ipAddress, ipSeenAt, ...rest } = paramsOf(id).examples[0];
  return { ...rest, ...target };
}

describe('a protected machine', () => {
  const targets: [string, () => object][] = [
    ['name', () => ({ computerDnsName: machine })],
    ['id', () => ({ machineId: tenant.machineId(machine) })],
  ];
  const guarded = actions.filter((action) => action.guarded);

  it.each(guarded.flatMap(({ id }) => targets.map(([by, target]) => ({ id, by, target }))))(
    'is refused to $id by $by',
    async ({ id, target }) => {
      const { code, json } = await tenant.run(id, paramsAbout(id, target()), { DEFENDER_PROTECTED_MACHINES: 'ws-*' });
      expect(code).toBe(4);
      expect(json.error).toMatchObject({ code: 'protected_machine', details: { matched: 'ws-*' } });
      expect(await tenant.writes()).toEqual([]);
    },
  );

  const others = actions.filter(({ id, guarded, effect }) => {
    const { properties } = paramsOf(id);
    return !guarded && effect !== 'read' && 'computerDnsName' in properties;
  });

  it.each(others)('is open to $id', async ({ id }) => {
    const params = { ...paramsAbout(id, { computerDnsName: machine }), dryRun: true };
    const { code, json } = await tenant.run(id, params, { DEFENDER_PROTECTED_MACHINES: 'ws-*' });
    expect({ code, json }).toMatchObject({ code: 0, json: { dryRun: true } });
  });
});

it.each(actions.filter(({ starts }) => starts))(
  '$id starts a machine action of type $starts',
  async ({ id, starts }) => {
    const { code, json } = await tenant.run(id, { ...paramsAbout(id, { computerDnsName: machine }), waitSeconds: 0 });
    expect({ code, json }).toMatchObject({ code: 0, json: { type: starts } });
  },
);
