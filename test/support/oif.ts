import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { OifAction, OifIntegration } from '../../src/generated/types.ts';
import type { HandClock } from './clock.ts';
import { type Ended, type Running, start } from './process.ts';

/** An exported folder as the platform reads it. */
export interface Exported {
  integration: OifIntegration;
  /** By action id. */
  actions: Record<string, OifAction>;
  dockerfile: string;
}

/** Reads an export. */
export function readExport(folder: string): Exported {
  const read = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');
  const names = readdirSync(join(folder, 'actions'));
  return {
    integration: parse(read('integration.yaml')) as OifIntegration,
    actions: Object.fromEntries(
      names.map((name) => [name.replace(/\.yaml$/, ''), parse(read('actions', name)) as OifAction]),
    ),
    dockerfile: read('Dockerfile'),
  };
}

/**
 * Reads the values at a path of the framework. Throws if a step does not exist; null and an empty array end a path early.
 */
export function valuesAt(document: unknown, path: string): unknown[] {
  const steps = path.match(/\[\]|[^."]+|"[^"]+"/g) ?? [];
  return steps.reduce<unknown[]>(
    (values, step) =>
      values.flatMap((value) => {
        if (value === null) return [];
        if (step === '[]') return value as unknown[];
        const key = step.replaceAll('"', '');
        if (!Object.hasOwn(value as object, key)) throw new Error(`nothing at ${key} of ${path}`);
        return [(value as Record<string, unknown>)[key]];
      }),
    [document],
  );
}

/** Builds the variables of an action from its form: the given value, else the default, else nothing. */
export function formOf({ fields }: OifAction, given: Record<string, string> = {}): Record<string, string> {
  const unknown = Object.keys(given).filter((id) => !fields.some((field) => field.id === id));
  if (unknown.length > 0) throw new Error(`the form has no field ${unknown.join(', ')}`);
  return Object.fromEntries(
    fields.map(({ id, type, default: preset }) => [id, given[id] ?? preset ?? (type === 'checkbox' ? 'false' : '')]),
  );
}

/** Builds the variables of a resource from its form, for a simulated tenant. */
export function resourceOf({ configuration }: OifIntegration, env: Record<string, string>): Record<string, string> {
  const given: Record<string, string> = {
    apiUrl: String(env.DEFENDER_API_URL),
    authority: String(env.DEFENDER_AUTHORITY),
    tenantId: String(env.DEFENDER_TENANT_ID),
    clientId: String(env.DEFENDER_CLIENT_ID),
    clientSecret: String(env.DEFENDER_CLIENT_SECRET),
    caCertificates: readFileSync(String(env.NODE_EXTRA_CA_CERTS), 'utf8'),
  };
  return Object.fromEntries(Object.keys(configuration.data_attributes).map((id) => [id, given[id] ?? '']));
}

/** Starts a script as the platform does: with bash and environment variables only. */
export const startScript = (code: string, env: Record<string, string | undefined>): Running =>
  start('bash', ['-c', code], { env });

/** Runs a script to its end. */
export const runScript = (code: string, env: Record<string, string | undefined>): Promise<Ended> =>
  startScript(code, env).ended;

/** Minutes of an interval such as `10m`. */
const minutesOf = (interval: string): number =>
  Number.parseInt(interval, 10) * { m: 1, h: 60, d: 1440 }[interval.at(-1) as 'm' | 'h' | 'd'];

/**
 * Repeats a scheduled action as the platform documents it: with the same inputs at an interval, until the value at a path
 * is one of the final ones or the schedule expires; returns the last result. The clock jumps from run to run.
 */
export async function driveSchedule(
  { scheduled = [], exit_condition: conditions = [] }: OifAction,
  clock: HandClock,
  run: () => Promise<unknown>,
): Promise<{ results: unknown[]; expired: boolean }> {
  const [{ every, expire } = { every: '', expire: '' }] = scheduled;
  const results: unknown[] = [];
  for (let minutes = 0; minutes < minutesOf(expire); minutes += minutesOf(every)) {
    const result = await run();
    results.push(result);
    const isOver = conditions.some(({ path, string }) =>
      valuesAt(result, path).some((value) => [string].flat().includes(String(value))),
    );
    if (isOver) return { results, expired: false };
    clock.advance(minutesOf(every) * 60_000);
  }
  return { results, expired: true };
}

/** Parses the instructions of a Dockerfile: keyword and arguments, with continued lines joined. */
export const instructionsOf = (dockerfile: string): [string, string][] =>
  dockerfile
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, keyword = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
      return [keyword, rest];
    });

/**
 * Executes the RUN steps of a Dockerfile with its ENV in a folder instead of an image: npm installs below it, and its
 * programs are first in PATH. Stops at the first step that fails.
 */
export async function buildImage(
  dockerfile: string,
  folder: string,
  change: Record<string, string>,
): Promise<{ env: Record<string, string>; last: Ended }> {
  mkdirSync(join(folder, 'home'), { recursive: true });
  const env: Record<string, string> = {
    HOME: join(folder, 'home'),
    PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
    npm_config_prefix: folder,
    npm_config_update_notifier: 'false',
    npm_config_fetch_retries: '0',
  };
  let last: Ended | undefined;
  for (const [keyword, rest] of instructionsOf(dockerfile)) {
    const [, name = '', value = ''] = /^(\w+)="(.*)"$/.exec(rest) ?? [];
    if (keyword === 'ENV') env[name] = change[name] ?? value;
    if (keyword !== 'RUN') continue;
    last = await start('sh', ['-c', rest], { env }).ended;
    if (last.code !== 0) break;
  }
  if (last === undefined) throw new Error('the Dockerfile has no RUN');
  return { env, last };
}
