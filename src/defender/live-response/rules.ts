import type { Fault } from '../../errors.ts';
import type { RunLiveResponseParams } from '../../generated/types.ts';

/** One command of a session, in the form of the request. */
export type LiveResponseCommand = NonNullable<RunLiveResponseParams['commands']>[number];

/** What each command takes, in the order in which a session runs them: https://learn.microsoft.com/defender-endpoint/api/run-live-response */
const commandKeys = {
  PutFile: { needed: 'FileName', all: ['FileName'] },
  RunScript: { needed: 'ScriptName', all: ['ScriptName', 'Args'] },
  GetFile: { needed: 'Path', all: ['Path'] },
} as const satisfies Record<LiveResponseCommand['type'], { needed: string; all: readonly string[] }>;

const order = Object.keys(commandKeys);

/** The commands that params name, in whichever form. */
export function commandsOf({ commands, type, key, value }: RunLiveResponseParams): LiveResponseCommand[] {
  if (commands !== undefined) return commands;
  return type === undefined || key === undefined || value === undefined ? [] : [{ type, params: [{ key, value }] }];
}

/** What is wrong with the keys of one command, if anything is. */
function keyFault(type: keyof typeof commandKeys, keys: readonly unknown[]): string | undefined {
  const { needed, all } = commandKeys[type];
  if (!keys.includes(needed)) return `must have the key ${needed}: ${type} takes ${all.join(' and ')}`;
  if (keys.some((key) => !(all as readonly unknown[]).includes(key))) return `${type} takes ${all.join(' and ')} alone`;
  return new Set(keys).size < keys.length ? 'must not have a key twice' : undefined;
}

const isKnown = (type: unknown): type is keyof typeof commandKeys => order.includes(String(type));

/** Checks what a schema cannot express: the order of commands, and what each one requires. Accepts params of any type. */
export function commandFaults({ commands, type, key, value }: Readonly<Record<string, unknown>>): Fault[] {
  const faults: Fault[] = [];
  if (isKnown(type) && commands === undefined) {
    const message = keyFault(type, key === undefined ? [] : [key]);
    if (message !== undefined) faults.push({ path: 'key', message });
    if (value === undefined) faults.push({ path: 'value', message: 'is missing' });
  }
  if (!Array.isArray(commands)) return faults;
  let furthest = 0;
  for (const [index, command] of commands.entries()) {
    if (!isKnown(command?.type) || !Array.isArray(command.params)) continue;
    const rank = order.indexOf(command.type);
    if (rank < furthest) {
      const message = `must not come after ${order[furthest]}: a session runs ${order.join(', then ')}`;
      faults.push({ path: `commands.${index}.type`, message });
    }
    furthest = Math.max(furthest, rank);
    const params: readonly ({ key?: unknown; value?: unknown } | null)[] = command.params;
    for (const [at, param] of params.entries()) {
      // Arguments may be empty; the name of a file or script may not.
      if (typeof param?.value === 'string' && param.value.trim() === '' && param.key !== 'Args')
        faults.push({ path: `commands.${index}.params.${at}.value`, message: 'must not be blank' });
    }
    const keys = params.map((param) => param?.key);
    const message = keyFault(command.type, keys);
    if (message !== undefined) faults.push({ path: `commands.${index}.params`, message });
  }
  return faults;
}
