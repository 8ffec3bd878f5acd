import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../checkout.ts';
import type { Sample } from './blocks.ts';

/** What a command printed, and its exit code. */
export interface Ran {
  output: string;
  code: number;
}

/** No page takes longer than this, in milliseconds. */
const longestPage = 120_000;

/** Values that differ from run to run, each with what stands for it when outputs are compared. */
const volatile: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?/g, 'TIME'],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'GUID'],
  [/127\.0\.0\.1:\d+/g, 'HOST'],
  [/("?(latencyMs|clockSkewSeconds)"?:? *)-?\d+/g, '$1N'],
  [/\/tmp\/[\w.-]+/g, 'FOLDER'],
  [/\b[0-9a-f]{64}\b/g, 'SHA-256'],
  [/[ \t]+/g, ' '],
];

/** Replaces what differs from run to run, so that outputs can be compared. */
export const stable = (output: string): string =>
  volatile.reduce((text, [pattern, name]) => text.replaceAll(pattern, name), output);

/** Formats an output as a block of a language shows it: a JSON document on several lines. */
export function shown(output: string, language: string): string {
  if (language !== 'json') return output;
  try {
    return `${JSON.stringify(JSON.parse(output), null, 2)}\n`;
  } catch {
    return output;
  }
}

/**
 * Runs the commands of a page one after the other in one shell, in a folder of its own with a simulated tenant: its
 * connection is in `DEFENDER_*` variables and in `sim.yaml`.
 *
 * @param options options of the tenant
 * @param atEnd receives the environment of the tenant after the last command
 * @returns what each printed; undefined for one that is not run
 */
export async function runSamples(
  samples: readonly Sample[],
  options: readonly string[],
  atEnd?: (env: Readonly<Record<string, string>>) => Promise<void>,
): Promise<(Ran | undefined)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'samples-'));
  const bin = join(folder, '.bin');
  const env = { HOME: folder, XDG_CACHE_HOME: join(folder, '.cache'), PATH: `${bin}:${process.env.PATH}`, TZ: 'UTC' };
  const tenant = spawn(
    process.execPath,
    [`${ROOT}dist/cli.js`, 'simulate', '--speed', '1000', ...options, '--resource-file', 'sim.yaml'],
    {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    const [line] = await once(tenant.stdout, 'data');
    writeFileSync(join(folder, '.run'), script(samples));
    await promisify(execFile)('mkdir', ['-p', bin]);
    writeFileSync(join(bin, 'defender-soar'), `#!/bin/sh\nexec '${process.execPath}' '${ROOT}dist/cli.js' "$@"\n`, {
      mode: 0o755,
    });
    const variables = JSON.parse(String(line)) as Record<string, string>;
    const given = { ...env, ...variables };
    await promisify(execFile)('bash', ['.run'], { cwd: folder, env: given, timeout: longestPage });
    await atEnd?.(variables);
    return samples.map(({ notRun }, index) => {
      const file = join(folder, `.output.${index}`);
      if (notRun !== undefined || !existsSync(file)) return undefined;
      return { output: readFileSync(file, 'utf8'), code: Number(readFileSync(join(folder, `.code.${index}`), 'utf8')) };
    });
  } finally {
    tenant.kill();
    await once(tenant, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the shell script of a page: each command keeps its output and its exit code. */
const script = (samples: readonly Sample[]): string =>
  samples
    .map(({ command, notRun }, index) =>
      notRun === undefined ? `{\n${command}\n} > .output.${index} 2>&1 < /dev/null\necho $? > .code.${index}\n` : '',
    )
    .join('\n');
