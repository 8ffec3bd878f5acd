import type { MachineAction } from '../../../generated/types.ts';
import { type Content, makeContent } from '../../storage/content.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { viewAction } from '../machine-actions/record.ts';
import { machineActionsOf } from '../machine-actions/store.ts';

/** Name in storage of what a command of a machine action returned. */
export const resultName = (actionId: string, index: number): string => `${actionId}/${index}`;

/** What a command returned, by its name in storage; undefined if there is nothing. */
export function resultByName(tenant: Tenant, name: string): Content | undefined {
  const [, actionId = '', index] = /^([0-9a-f-]{36})\/(\d+)$/i.exec(name) ?? [];
  const record = machineActionsOf(tenant).get(actionId);
  return record && resultOf(viewAction(record, tenant), Number(index));
}

/** What a completed command returned: a file, or the output of a script; undefined for any other command. */
export function resultOf({ commands }: MachineAction, index: number): Content | undefined {
  const { command, commandStatus } = commands?.[index] ?? {};
  const value = (key: string) => command?.params?.find((param) => param.key === key)?.value ?? '';
  if (commandStatus !== 'Completed') return undefined;
  if (command?.type === 'GetFile') {
    const path = value('Path');
    const name = path.split(/[\\/]/).at(-1) ?? '';
    return makeContent('application/octet-stream', name, Buffer.from(`Contents of ${path}`));
  }
  if (command?.type !== 'RunScript') return undefined;
  const output = {
    script_name: value('ScriptName'),
    exit_code: 0,
    // The service leaves NUL characters at the end of the text.
    script_output: `${value('ScriptName')} ran ${value('Args')}\r\n\0\0`,
    script_errors: '',
  };
  return makeContent('application/json', 'output.json', Buffer.from(JSON.stringify(output)));
}
