import { contextOf } from '../../odata/page.ts';
import { readBody } from '../../wire/body.ts';
import { ServiceError } from '../../wire/errors.ts';
import { json, type Reply } from '../../wire/exchange.ts';
import { type Call, param, type Route } from '../../wire/route.ts';
import type { MachineRecord } from './record.ts';
import { machineById } from './rules.ts';
import { machinesOf } from './store.ts';

const roles = ['Machine.ReadWrite.All'];
const tagShape = { Value: 'string', Action: 'string' } as const;

/** Most machines in one call. */
const mostMachines = 500;

/** Tags of machines: one machine at a time, or many. */
export const tagRoutes: readonly Route[] = [
  { method: 'POST', path: '/api/machines/{id}/tags', roles, handle: tagMachine },
  { method: 'POST', path: '/api/machines/AddOrRemoveTagForMultipleMachines', roles, handle: tagMachines },
];

/** 200 with the machine. https://learn.microsoft.com/defender-endpoint/api/add-or-remove-machine-tags */
function tagMachine(call: Call): Reply {
  const change = readChange(readBody(call.exchange, { required: tagShape }));
  const machine = change(machineById(call.tenant, param(call, 'id')));
  machinesOf(call.tenant).put(machine);
  return json(200, { '@odata.context': contextOf(call.exchange, 'Machines/$entity'), ...machine });
}

/** 200 with the machines; an unknown id refuses the whole call. https://learn.microsoft.com/defender-endpoint/api/add-or-remove-multiple-machine-tags */
function tagMachines({ exchange, tenant }: Call): Reply {
  const body = readBody(exchange, { required: { ...tagShape, MachineIds: 'array' } });
  const change = readChange(body);
  const ids = body.MachineIds as unknown[];
  if (ids.length === 0) throw new ServiceError('InvalidInput', 'MachineIds names no machine.');
  if (ids.length > mostMachines) {
    const message = `MachineIds holds ${ids.length} items; at most ${mostMachines} are allowed.`;
    throw new ServiceError('MaximumBatchSizeExceeded', message);
  }
  const value = ids.map((id) => change(machineById(tenant, id)));
  for (const machine of value) machinesOf(tenant).put(machine);
  return json(200, { '@odata.context': contextOf(exchange, 'Machines'), value });
}

/** Parses a change of tags; adding a present tag and removing a missing one change nothing. */
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
