import { contextOf } from '../../odata/page.ts';
import type { MachineRecord, Tenant } from '../../tenant/tenant.ts';
import { readBody } from '../../wire/body.ts';
import { ServiceError } from '../../wire/errors.ts';
import { json, type Reply } from '../../wire/exchange.ts';
import type { Call, Route } from '../../wire/route.ts';
import { machineById } from '../machine-actions/writes.ts';

const ROLES = ['Machine.ReadWrite.All'];
const TAG = { Value: 'string', Action: 'string' } as const;

/** Machines that one call may name. */
const MOST_MACHINES = 500;

/** Tags of machines: one machine at a time, or many. */
export const machineTagRoutes: readonly Route[] = [
  { method: 'POST', path: '/api/machines/{id}/tags', roles: ROLES, handle: tagMachine },
  { method: 'POST', path: '/api/machines/AddOrRemoveTagForMultipleMachines', roles: ROLES, handle: tagMachines },
];

/** 200 with the machine. https://learn.microsoft.com/defender-endpoint/api/add-or-remove-machine-tags */
function tagMachine(call: Call): Reply {
  const change = readChange(readBody(call.exchange, { required: TAG }));
  const machine = change(machineById(call));
  call.tenant.machines.put(machine);
  return json(200, { '@odata.context': contextOf(call.exchange, 'Machines/$entity'), ...machine });
}

/** 200 with the machines; an unknown one and nothing is done. https://learn.microsoft.com/defender-endpoint/api/add-or-remove-multiple-machine-tags */
function tagMachines({ exchange, tenant }: Call): Reply {
  const body = readBody(exchange, { required: { ...TAG, MachineIds: 'array' } });
  const change = readChange(body);
  const ids = body.MachineIds as unknown[];
  if (ids.length === 0) throw new ServiceError('InvalidInput', 'MachineIds names no machine.');
  if (ids.length > MOST_MACHINES) {
    const message = `MachineIds holds ${ids.length} items; at most ${MOST_MACHINES} are allowed.`;
    throw new ServiceError('MaximumBatchSizeExceeded', message);
  }
  const value = ids.map((id) => change(machineOf(tenant, id)));
  for (const machine of value) tenant.machines.put(machine);
  return json(200, { '@odata.context': contextOf(exchange, 'Machines'), value });
}

function machineOf({ machines }: Tenant, id: unknown): MachineRecord {
  const machine = typeof id === 'string' ? machines.get(id) : undefined;
  if (machine !== undefined) return machine;
  throw new ServiceError('ResourceNotFound', `Machine ${String(id)} was not found.`);
}

/** What a body asks for; adding what is there, and removing what is not, changes nothing. */
function readChange({ Value, Action }: Record<string, unknown>): (machine: MachineRecord) => MachineRecord {
  const tag = String(Value);
  if (Action !== 'Add' && Action !== 'Remove') {
    throw new ServiceError('InvalidInput', `Action '${String(Action)}' is not one of Add, Remove.`);
  }
  return (machine) => {
    const others = (machine.machineTags ?? []).filter((held) => held !== tag);
    return { ...machine, machineTags: Action === 'Add' ? [...others, tag] : others };
  };
}
