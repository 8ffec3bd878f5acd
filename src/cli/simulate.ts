import { optionError } from '../runner/options.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../simulator/server.ts';
import { print } from './print.ts';

/** Options of `simulate`, as they are written. */
export type SimulateOptions = { [Name in keyof SimulatorOptions]?: string };

/**
 * Serves an in-memory Defender tenant over TLS on 127.0.0.1 and prints, as one JSON line, the environment that points a
 * client at it. Ends on SIGTERM or SIGINT.
 *
 * @returns exit status: 0 after a signal, 1 if the environment cannot be printed; throws `invalid_params` for a bad option
 * and for a port that is taken
 */
export async function simulate(given: SimulateOptions): Promise<number> {
  const options = readOptions(given);
  // Before the start, so that a signal during it still cleans up.
  const stopped = signalled();
  const simulator = await started(options);
  const code = await print(`${JSON.stringify(simulator.env)}\n`);
  if (code === 0) await stopped;
  await simulator.close();
  return code;
}

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
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}
