import { realpathSync } from 'node:fs';
import { mkdtemp, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanEnvironment, type Surroundings } from './demo/child.ts';
import { type Ending, playIncident } from './demo/incident.ts';
import { createPlayer } from './demo/player.ts';
import { createScreen, type Row, type Screen, table } from './demo/screen.ts';
import { StepFailure } from './demo/step-failure.ts';
import { startTenant } from './demo/tenant.ts';

/** How much faster than life the tenant's machine actions run: isolating takes about a second, a collection two. */
const speed = 25;

/** Signals that end a demo early, and the exit code of each. */
const endings = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Starts a tenant and plays the incident in it; the tenant is ended however that goes. */
async function playInTenant(
  surroundings: Surroundings,
  screen: Screen,
  rows: Row[],
  downloadTo: string,
): Promise<Ending> {
  screen.say('Starting a simulated tenant in a process of its own ...');
  const tenant = await startTenant(speed, surroundings);
  try {
    screen.say(
      `It listens on ${tenant.env.DEFENDER_API_URL}; its machine actions run ${speed} times as fast as life.\n`,
    );
    const env = { ...surroundings.env, ...tenant.env };
    return await playIncident(createPlayer({ ...surroundings, env }, screen, rows), downloadTo);
  } finally {
    await tenant.stop();
  }
}

/** Shows the table of steps, the failed one included. */
function summarize(screen: Screen, rows: readonly Row[]): void {
  const seconds = rows.reduce((sum, row) => sum + row.seconds, 0);
  for (const line of rows.length === 0 ? [] : table(rows)) screen.say(line);
  screen.say(`\n${rows.length} steps, ${seconds.toFixed(1)} seconds`);
}

/**
 * Plays the demo with folders of its own; the one of the package stays if there is a package in it.
 * @returns why it failed, if it did
 */
async function show(screen: Screen, signal: AbortSignal): Promise<string | undefined> {
  const rows: Row[] = [];
  const caches = await mkdtemp(join(tmpdir(), 'defender-soar-demo-'));
  const packages = await mkdtemp(join(tmpdir(), 'defender-soar-package-'));
  const program = realpathSync(process.argv[1] ?? '');
  const surroundings = { program, env: cleanEnvironment(process.env, caches), signal };
  try {
    const { packagePath } = await playInTenant(surroundings, screen, rows, packages);
    summarize(screen, rows);
    screen.say(`The investigation package lies in ${packagePath}`);
    return undefined;
  } catch (error) {
    if (!signal.aborted && !(error instanceof StepFailure)) throw error;
    summarize(screen, rows);
    return signal.aborted ? 'interrupted' : `${rows.at(-1)?.step ?? 'Start'}: ${(error as StepFailure).message}`;
  } finally {
    await rm(caches, { recursive: true, force: true });
    // Only an empty folder can be removed this way: a package stays.
    await rmdir(packages).catch(() => {});
  }
}

/**
 * Plays an incident against a simulated tenant: every step is a run of the real action as a process of its own, the way a
 * platform calls it. Nothing outside of this computer is reached. The investigation package is kept and named at the end.
 *
 * @returns exit status: 0 if every step ended as expected, 1 if one did not, 128 and the signal's number after a signal
 */
export async function demo(): Promise<number> {
  const stop = new AbortController();
  let code = 1;
  const listeners = Object.entries(endings).map(([name, status]) => {
    const listener = () => {
      code = status;
      stop.abort();
    };
    process.on(name, listener);
    return () => process.off(name, listener);
  });
  // If output cannot be written, the demo ends once its processes have ended.
  let lost: Error | undefined;
  process.stdout.on('error', (error) => {
    lost = error;
    stop.abort();
  });
  try {
    const failure = await show(createScreen(process.stdout, process.stderr), stop.signal);
    if (failure === undefined) return 0;
    process.stderr.write(
      `demo failed: ${lost === undefined ? failure : `stdout cannot be written (${lost.message})`}\n`,
    );
    return code;
  } finally {
    for (const remove of listeners) remove();
  }
}
