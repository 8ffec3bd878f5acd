import { isObject } from '../../tenant/is-object.ts';
import { ServiceError } from '../../wire/errors.ts';
import type { CommandView } from '../machine-actions/commands.ts';

/** The keys of each command's params, in the order in which a session must name the commands; the first key is required. */
const keysOf: Record<string, readonly string[]> = {
  PutFile: ['FileName'],
  RunScript: ['ScriptName', 'Args'],
  GetFile: ['Path'],
};
const order = Object.keys(keysOf);

/**
 * Reads the commands of a request.
 *
 * https://learn.microsoft.com/defender-endpoint/api/run-live-response
 *
 * @throws ServiceError InvalidInput or InvalidRequestBody
 */
export function readCommands(commands: readonly unknown[]): CommandView[] {
  if (commands.length === 0) throw new ServiceError('InvalidInput', 'Commands holds no command.');
  const read = commands.map(readCommand);
  const ranks = read.map(({ command }) => order.indexOf(command?.type ?? ''));
  if (ranks.some((rank, index) => rank < (ranks[index - 1] ?? 0))) {
    throw new ServiceError('InvalidInput', `Commands must come in the order ${order.join(', ')}.`);
  }
  return read;
}

function readCommand(command: unknown, index: number): CommandView {
  const { type, params } = isObject(command) ? command : {};
  const keys = typeof type === 'string' && Object.hasOwn(keysOf, type) ? keysOf[type] : undefined;
  if (typeof type !== 'string' || keys === undefined) {
    throw new ServiceError('InvalidInput', `Command type '${String(type)}' is not one of ${order.join(', ')}.`);
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
