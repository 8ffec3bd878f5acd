import { parseArgs } from 'node:util';
import { defaultMachines, type Simulator, type SimulatorOptions, startSimulator } from '../simulator/server.ts';
import { print } from './print.ts';

const USAGE = `Usage: defender-soar simulate [options]

Serves an in-memory Defender tenant over TLS on 127.0.0.1 and prints, as one JSON line, the environment that points a
client at it. Ends on SIGTERM or SIGINT.

  --port N              TCP port (a free one)
  --machines N          machines in the tenant (${defaultMachines})
  --seed N              the same seed makes the same tenant (1)
  --speed X             how much faster than life machine actions run (1)
  --rate-limits on|off  whether calls beyond the published rates get 429 (on)
  --help                this text
`;

/**
 * The `simulate` command.
 *
 * @param argv arguments after the command's name
 * @returns exit status: 0 after a signal, 2 for a bad option or a port that is taken (one line on stderr), 1 if the
 * environment cannot be printed
 */
export async function simulate(argv: string[]): Promise<number> {
  let simulator: Simulator;
  let stopped: Promise<void>;
  try {
    const options = readOptions(argv);
    if (options === undefined) return print(USAGE);
    // Before the start, so that a signal during it still cleans up.
    stopped = signalled();
    simulator = await startSimulator(options);
  } catch (error) {
    process.stderr.write(
      `simulate: ${(error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ')}\n`,
    );
    return 2;
  }
  const code = await print(`${JSON.stringify(simulator.env)}\n`);
  if (code === 0) await stopped;
  await simulator.close();
  return code;
}

/** Undefined when help was asked for. */
function readOptions(argv: string[]): SimulatorOptions | undefined {
  const { values } = parseArgs({
    args: argv,
    options: {
      port: { type: 'string' },
      machines: { type: 'string' },
      seed: { type: 'string' },
      speed: { type: 'string' },
      'rate-limits': { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return undefined;
  const options: SimulatorOptions = {};
  if (values.port !== undefined) options.port = wholeNumber('port', values.port, 65_535);
  if (values.machines !== undefined) options.machines = wholeNumber('machines', values.machines, 1_000_000);
  if (values.seed !== undefined) options.seed = wholeNumber('seed', values.seed, 2 ** 32 - 1);
  if (values.speed !== undefined) options.speed = speedOf(values.speed);
  if (values['rate-limits'] !== undefined) options.rateLimits = onOrOff(values['rate-limits']);
  return options;
}

function wholeNumber(name: string, text: string, most: number): number {
  if (/^\d{1,10}$/.test(text) && Number(text) <= most) return Number(text);
  throw new Error(`--${name} must be a whole number from 0 to ${most}, not '${text}'`);
}

function speedOf(text: string): number {
  const speed = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : 0;
  if (speed > 0) return speed;
  throw new Error(`--speed must be a number above 0, not '${text}'`);
}

function onOrOff(text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on';
  throw new Error(`--rate-limits must be on or off, not '${text}'`);
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}
