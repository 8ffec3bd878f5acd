import { SoarError, toSoarError } from '../../errors.ts';
import type { LiveResponseScripts, MachineAction, RunLiveResponseParams } from '../../generated/types.ts';
import { unexpected } from '../../http/classify.ts';
import { repeat } from '../../http/retry.ts';
import { isObject, textOf } from '../../values/text.ts';
import { followLink, linkRefused } from '../api/link.ts';
import { type DefenderContext, type Target, withDeadline } from '../context.ts';
import { actionFailed, getLiveResponseResultUri, getMachineAction, isActive } from '../machine-actions/read.ts';
import type { MachineActionRequest } from '../machine-actions/requests.ts';
import { type StartedMachineAction, startMachineAction } from '../machine-actions/start.ts';
import { commandsOf, type LiveResponseCommand } from './rules.ts';

type Script = NonNullable<LiveResponseScripts['scripts']>[number];
type CommandStatus = NonNullable<MachineAction['commands']>[number];

/** Longest time for the download of one output, in milliseconds. */
const outputMs = 30_000;

const operation = 'the download of the output';

/** The commands of an action, each with its index; empty if Defender does not list them. */
const commandsHeld = ({ commands }: MachineAction): (CommandStatus & { index: number })[] =>
  (commands ?? []).map((command, at) => ({ ...command, index: command.index ?? at }));

/** The document that a script's link leads to. */
function readOutput(index: number, text: string): Script {
  // The document and the output of the script sometimes end in NUL characters.
  const ended = (value: string) => value.replace(/\0+$/, '');
  let output: unknown;
  try {
    output = JSON.parse(ended(text.replace(/^\uFEFF/, '')));
  } catch (cause) {
    throw unexpected(operation, 'something other than JSON', { cause });
  }
  // Any field may be missing, but a document without both of these does not come from Defender.
  const isOutput = isObject(output) && ('script_output' in output || 'exit_code' in output);
  if (!isOutput) throw unexpected(operation, 'JSON that is not the output of a script');
  const { script_name, exit_code, script_output, script_errors } = output as Script;
  return {
    index,
    script_name: script_name ?? null,
    exit_code: exit_code ?? null,
    script_output: ended(textOf(script_output)),
    script_errors: ended(textOf(script_errors)),
  };
}

/** What one script printed: https://learn.microsoft.com/defender-endpoint/api/get-live-response-result */
async function outputOf(context: DefenderContext, id: string, index: number): Promise<Script> {
  const { transport, deadline, clock, signal, log, progress } = context;
  const uri = await getLiveResponseResultUri(context, id, index);
  if (uri === undefined) throw notReady(id, index, 'Defender gives no link yet');
  const headers = { accept: '*/*' };
  const fetch = async () => {
    const response = await followLink(context, uri, operation, (url) => {
      const timeoutMs = Math.max(1, Math.min(outputMs, deadline.remaining()));
      return transport.send({ method: 'GET', url, headers, timeoutMs, signal });
    });
    if (response.status !== 200) throw linkRefused(response, operation, 'Fetch the link again.', clock.now());
    return response.body;
  };
  return readOutput(index, await repeat(fetch, false, { clock, deadline, signal, log, progress }));
}

/**
 * What the scripts of a session printed that have completed. The commands were run whether or not their output can be
 * read; if not, the reason replaces it.
 */
function outputsOf(context: DefenderContext, id: string, action: MachineAction): Promise<Script[]> {
  const completed = commandsHeld(action).filter(
    ({ command, commandStatus }) => command?.type === 'RunScript' && commandStatus === 'Completed',
  );
  const read = async ({ index }: { index: number }): Promise<Script> => {
    try {
      return await outputOf(context, id, index);
    } catch (thrown) {
      const error = toSoarError(thrown);
      if (error.code === 'cancelled') throw error;
      return { index, error: context.redactor.clean(`${error.code}: ${error.message}`) };
    }
  };
  return Promise.all(completed.map(read));
}

/** Whether an action runs just these commands, in this order; undefined if it does not list its own. */
const runsAll =
  (wanted: readonly LiveResponseCommand[]) =>
  ({ commands }: MachineAction) => {
    const text = ({ type, params }: NonNullable<Command>) =>
      [type, ...(params ?? []).map(({ key, value }) => `${key}=${value}`).sort()].join('\n');
    const held = (commands ?? []).flatMap(({ command }) => (command ? [text(command)] : []));
    return held.length === 0 ? undefined : held.join('\n\n') === wanted.map(text).join('\n\n');
  };

type Command = NonNullable<MachineAction['commands']>[number]['command'];

/** https://learn.microsoft.com/defender-endpoint/api/run-live-response */
const liveResponse = (Commands: LiveResponseCommand[]): MachineActionRequest => ({
  verb: 'runliveresponse',
  type: 'LiveResponse',
  body: { Commands },
  scope: { isSame: runsAll(Commands) },
});

/**
 * Says what to do about a file that the library does not hold. Microsoft documents no error code for it, so that only the
 * message tells: by the name of the file, or by the word.
 */
function withLibraryHint(error: SoarError, commands: readonly LiveResponseCommand[]): SoarError {
  const { code, message, fields } = error;
  const isRefused = code === 'rejected' || code === 'not_found';
  if (!isRefused && code !== 'action_failed') return error;
  const names = commands.flatMap(({ type, params }) =>
    type === 'GetFile' ? [] : params.filter(({ key }) => key !== 'Args').map(({ value }) => value),
  );
  const named = names.filter((name) => message.includes(name));
  // The name alone can come from the script that failed.
  const isAbout = /\blibrary\b/i.test(message) || (isRefused && named.length > 0);
  if (!isAbout || names.length === 0) return error;
  const missing = (named.length > 0 ? named : names).join(', ');
  const upload = `Upload ${missing} to the live response library in the Microsoft Defender portal, or correct the name.`;
  return error.with({ hint: isRefused ? upload : `${upload} ${fields.hint}` });
}

/** Runs commands in a session on a machine and, with `waitSeconds`, returns the output of its scripts. */
export async function runLiveResponse(
  context: DefenderContext,
  target: Target,
  params: RunLiveResponseParams,
): Promise<StartedMachineAction & LiveResponseScripts> {
  const commands = commandsOf(params);
  const later = () => withDeadline(context, context.timeoutSeconds);
  try {
    const action = await startMachineAction(context, target, liveResponse(commands), params);
    if (params.waitSeconds === 0 || action.id === undefined) return action;
    return { ...action, scripts: await outputsOf(later(), action.id, action) };
  } catch (thrown) {
    // What ran before a command failed, or before the time was up, has printed something all the same.
    const error = withLibraryHint(toSoarError(thrown), commands);
    const { machineAction } = (error.fields.details ?? {}) as { machineAction?: MachineAction & { id: string } };
    if (machineAction === undefined) throw error;
    const scripts = await outputsOf(later(), machineAction.id, machineAction);
    throw scripts.length === 0 ? error : error.with({ details: { machineAction, scripts } });
  }
}

const notReady = (id: string, index: number, why: string): SoarError =>
  new SoarError('not_ready', `there is no result of command ${index} of machine action ${id} yet: ${why}`, {
    hint: 'Try again in a minute; for a machine that is offline the session is queued for two hours.',
  });

/**
 * Returns the link to the result of one command. The action is read first: Defender returns 404 for "not yet", "never" and
 * "no such command" alike.
 */
export async function fetchLiveResponseResultUri(
  context: DefenderContext,
  id: string,
  index: number,
): Promise<{ value: string }> {
  const action = await getMachineAction(context, id);
  const refuse = (what: string, hint: string) => new SoarError('rejected', `machine action ${id} ${what}`, { hint });
  if (action.type !== 'LiveResponse')
    throw refuse(`is ${action.type}, which runs no commands`, 'Give the id of a machine action of type LiveResponse.');
  const held = commandsHeld(action);
  const command = held.find((one) => one.index === index);
  if (held.length > 0 && command === undefined) {
    throw new SoarError('not_found', `machine action ${id} has no command ${index}: it has ${held.length}, from 0`, {
      hint: 'Look with get-machine-action-details.',
    });
  }
  if (command?.command?.type === 'PutFile')
    throw refuse(`only puts a file with command ${index}`, 'Ask for the result of RunScript or GetFile.');
  if (command?.commandStatus === 'Failed') {
    const why = (command.errors ?? []).join('; ') || 'Defender gives no reason';
    throw new SoarError('action_failed', `command ${index} of machine action ${id} failed: ${why}`, {
      hint: 'Look at the script or the path; the commands behind it were not run.',
      details: { machineAction: action },
    });
  }
  const isDone = command?.commandStatus === 'Completed' || (!command && action.status === 'Succeeded');
  if (!isDone && isActive(action)) throw notReady(id, index, `the session goes on (${action.status})`);
  if (!isDone && action.status !== 'Succeeded') throw actionFailed(action);
  const value = await getLiveResponseResultUri(context, id, index);
  if (value === undefined) throw notReady(id, index, 'the command has completed, but Defender gives no link yet');
  return { value };
}
