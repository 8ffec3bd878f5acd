import type { MachineAction } from '../../../generated/types.ts';
import type { Course } from '../../tenant/course.ts';
import { wireTime } from '../../tenant/time.ts';
import { isObject } from '../../wire/body.ts';
import { ServiceError } from '../../wire/errors.ts';

/** One command of a live response action, as the service shows it. */
export type CommandView = NonNullable<MachineAction['commands']>[number];

/** What each command takes, in the order in which a session has to name them; the first key is needed. */
const KEYS: Record<string, readonly string[]> = {
  PutFile: ['FileName'],
  RunScript: ['ScriptName', 'Args'],
  GetFile: ['Path'],
};
const ORDER = Object.keys(KEYS);

/**
 * The commands of a request, not yet begun.
 *
 * https://learn.microsoft.com/defender-endpoint/api/run-live-response
 *
 * @throws ServiceError InvalidInput or InvalidRequestBody
 */
export function readCommands(commands: readonly unknown[]): CommandView[] {
  if (commands.length === 0) throw new ServiceError('InvalidInput', 'Commands holds no command.');
  const read = commands.map(readCommand);
  const ranks = read.map(({ command }) => ORDER.indexOf(command?.type ?? ''));
  if (ranks.some((rank, index) => rank < (ranks[index - 1] ?? 0))) {
    throw new ServiceError('InvalidInput', `Commands must come in the order ${ORDER.join(', ')}.`);
  }
  return read;
}

function readCommand(command: unknown, index: number): CommandView {
  const { type, params } = isObject(command) ? command : {};
  const keys = typeof type === 'string' && Object.hasOwn(KEYS, type) ? KEYS[type] : undefined;
  if (typeof type !== 'string' || keys === undefined) {
    throw new ServiceError('InvalidInput', `Command type '${String(type)}' is not one of ${ORDER.join(', ')}.`);
  }
  const given = Array.isArray(params) ? params : [];
  const isPair = (param: unknown) =>
    isObject(param) && keys.includes(String(param.key)) && typeof param.value === 'string';
  if (!given.every(isPair) || !given.some(({ key }) => key === keys[0])) {
    throw new ServiceError('InvalidRequestBody', `${type} takes params with the keys ${keys.join(', ')}.`);
  }
  return {
    index,
    startTime: null,
    endTime: null,
    commandStatus: 'Created',
    errors: [],
    command: { type, params: given },
  };
}

/**
 * The commands as they stand now: one after another they share the time that their action takes. In an action that is to
 * fail the last one does; one that is to end otherwise never gets to them.
 */
export function viewCommands(
  commands: readonly CommandView[],
  course: Course,
  ending: string,
  now: number,
  speed: number,
): CommandView[] {
  const begins = course.createdAt + (course.waits * 1000) / speed;
  const share = ((course.takes - course.waits) * 1000) / speed / commands.length;
  const isRun = ending === 'Succeeded' || ending === 'Failed';
  return commands.map((command, index) => {
    const [start, end] = [begins + index * share, begins + (index + 1) * share];
    if (!isRun || now < start) return command;
    const started = { ...command, startTime: wireTime(start) };
    if (now < end) return started;
    const failed = ending === 'Failed' && index === commands.length - 1;
    const outcome = failed
      ? { commandStatus: 'Failed', errors: ['The command could not be carried out.'] }
      : { commandStatus: 'Completed' };
    return { ...started, endTime: wireTime(end), ...outcome };
  });
}

/** What a completed command gave, as its link brings it; undefined where there is nothing to bring. */
export function resultOf(
  { commands }: MachineAction,
  index: number,
): { type: string; name: string; body: Buffer } | undefined {
  const { command, commandStatus } = commands?.[index] ?? {};
  const value = (key: string) => command?.params?.find((param) => param.key === key)?.value ?? '';
  if (commandStatus !== 'Completed') return undefined;
  if (command?.type === 'GetFile') {
    const path = value('Path');
    const name = path.split(/[\\/]/).at(-1) ?? '';
    return { type: 'application/octet-stream', name, body: Buffer.from(`Contents of ${path}`) };
  }
  if (command?.type !== 'RunScript') return undefined;
  const output = {
    script_name: value('ScriptName'),
    exit_code: 0,
    // The service leaves NUL characters behind the text.
    script_output: `${value('ScriptName')} ran ${value('Args')}\r\n\0\0`,
    script_errors: '',
  };
  return { type: 'application/json', name: 'output.json', body: Buffer.from(JSON.stringify(output)) };
}
