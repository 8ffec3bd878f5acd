import { basename, relative } from 'node:path';
import { optionError } from '../runner/options.ts';
import { quoted } from '../runner/usage.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../simulator/server.ts';
import { print } from './print.ts';
import { prepareTenantFiles, type TenantFilePaths } from './tenant-files.ts';

/** Options of `simulate`, as they are written. */
export type SimulateOptions = { [Name in keyof SimulatorOptions]?: string } & TenantFilePaths;

/**
 * Serves an in-memory Defender tenant over TLS on 127.0.0.1, writes the files that were asked for, and prints the
 * environment that points a client at it as one JSON line. A signal ends it, and the files are removed.
 *
 * @returns exit status: 0 after a signal, 1 if the environment cannot be printed; throws `invalid_params` for a bad option,
 * a file that cannot be written, and a port that is taken
 */
export async function simulate(given: SimulateOptions): Promise<number> {
  const options = readOptions(given);
  const files = await prepareTenantFiles(given);
  // Before the start, so that a signal during it still cleans up.
  const stopped = signalled();
  const simulator = await started(options);
  try {
    await files.write(simulator.env);
    const code = await print(`${JSON.stringify(simulator.env)}\n`);
    if (code !== 0) return code;
    if (process.stderr.isTTY) process.stderr.write(readyText(String(simulator.env.DEFENDER_API_URL), given));
    await stopped;
    return 0;
  } finally {
    await files.remove();
    await simulator.close();
  }
}

/** Returns this command line as the user may call it, with options of Node. */
function callOf(...nodeOptions: string[]): string {
  const program = process.argv[1] ?? '';
  if (nodeOptions.length === 0 && basename(program) === 'defender-soar') return 'defender-soar';
  const path = relative('', program);
  return ['node', ...nodeOptions, path.startsWith('..') ? program : path].map(quoted).join(' ');
}

/** Lists the two commands that a person may try next. */
function nextCommands({ environmentFile, resourceFile }: TenantFilePaths): string[] {
  const list = 'run list-machines --top 5';
  const isolate = 'run isolate-machine --computer-dns-name ws-001.contoso.example --comment "A rehearsal"';
  if (resourceFile !== undefined)
    return [list, isolate].map((run) => `${callOf()} ${run} --resource ${quoted(resourceFile)}`);
  if (environmentFile !== undefined)
    return [list, isolate].map((run) => `${callOf(`--env-file=${environmentFile}`)} ${run}`);
  return [`${callOf()} simulate --resource-file sim.yaml`, `${callOf()} ${list} --resource sim.yaml`];
}

/** Formats what a person at a terminal reads once the tenant is ready. */
const readyText = (address: string, files: TenantFilePaths): string =>
  `ready: ${address} serves the simulated tenant; Ctrl-C ends it. Try in another terminal:\n${nextCommands(files)
    .map((command) => `  ${command}\n`)
    .join('')}`;

async function started(options: SimulatorOptions): Promise<Simulator> {
  try {
    return await startSimulator(options);
  } catch (error) {
    throw optionError('--port', `the tenant cannot listen (${(error as Error).message})`);
  }
}

function readOptions({ port, machines, seed, speed, rateLimits }: SimulateOptions): SimulatorOptions {
  return {
    ...(port !== undefined && { port: wholeNumber('port', port, 65_535) }),
    ...(machines !== undefined && { machines: wholeNumber('machines', machines, 1_000_000) }),
    ...(seed !== undefined && { seed: wholeNumber('seed', seed, 2 ** 32 - 1) }),
    ...(speed !== undefined && { speed: speedOf(speed) }),
    ...(rateLimits !== undefined && { rateLimits: onOrOff(rateLimits) }),
  };
}

function wholeNumber(name: string, text: string, most: number): number {
  if (/^\d{1,10}$/.test(text) && Number(text) <= most) return Number(text);
  throw optionError(`--${name}`, `--${name} must be a whole number from 0 to ${most}, not '${text}'`);
}

function speedOf(text: string): number {
  const speed = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : 0;
  if (speed > 0) return speed;
  throw optionError('--speed', `--speed must be a number above 0, not '${text}'`);
}

function onOrOff(text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on';
  throw optionError('--rate-limits', `--rate-limits must be on or off, not '${text}'`);
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
