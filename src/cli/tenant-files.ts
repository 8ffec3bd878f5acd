import { randomUUID } from 'node:crypto';
import { access, constants, lstat, readFile, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { SoarError } from '../errors.ts';
import { optionError } from '../runner/options.ts';
import { giveName, writePrivate } from './private-file.ts';

/** Where `simulate` is asked to write how its tenant is reached. */
export interface TenantFilePaths {
  /** File of variables, for `node --env-file` and shells. */
  environmentFile?: string;
  /** Resource file, for `--resource`. */
  resourceFile?: string;
}

/** The files of one tenant. */
export interface TenantFiles {
  /** Writes them. Throws `invalid_params` for one that cannot be written. */
  write(env: Readonly<Record<string, string>>): Promise<void>;
  /** Removes those that still are as they were written. */
  remove(): Promise<void>;
}

/** A comment for shells and in YAML: only a file that begins with it is replaced. */
const mark = '# Written by defender-soar simulate, which removes it when the tenant ends.\n';

/**
 * Formats variables so that shells and Node's parser read the same values.
 * https://nodejs.org/docs/latest-v20.x/api/cli.html#--env-fileconfig
 */
function formatVariables(env: Readonly<Record<string, string>>): string {
  // A variable that is set already wins over the file of --env-file, so a machine's own NODE_EXTRA_CA_CERTS would.
  const variables = { ...env, DEFENDER_CA_CERTIFICATES_FILE: String(env.NODE_EXTRA_CA_CERTS) };
  return Object.entries(variables)
    .map(([name, value]) => {
      // Node's parser knows no escape for it.
      if (/['\r\n]/.test(value))
        throw new Error(`${name} has a quote or a line break, which the file cannot hold: ${value}`);
      return `export ${name}='${value}'\n`;
    })
    .join('');
}

/** Formats the resource in YAML: a string in JSON is one in YAML. */
function formatResource(env: Readonly<Record<string, string>>): string {
  const fields = {
    label: 'simulated tenant',
    apiUrl: env.DEFENDER_API_URL,
    authority: env.DEFENDER_AUTHORITY,
    tenantId: env.DEFENDER_TENANT_ID,
    clientId: env.DEFENDER_CLIENT_ID,
    clientSecret: env.DEFENDER_CLIENT_SECRET,
    caCertificatesFile: env.NODE_EXTRA_CA_CERTS,
  };
  return Object.entries(fields)
    .map(([id, value]) => `${id}: ${JSON.stringify(value)}\n`)
    .join('');
}

/** The refusal of an option whose file cannot be written. */
function refusal(option: string, path: string, error: unknown): SoarError {
  const { code, message } = error as NodeJS.ErrnoException;
  return optionError(option, code === undefined ? message : `${path} cannot be written (${code})`);
}

/** Removes the file of an earlier tenant. Throws if the path is taken by anything else, or its folder takes no files. */
async function makeWay(path: string): Promise<void> {
  await access(dirname(path), constants.W_OK);
  const stats = await lstat(path).catch(() => undefined);
  if (stats === undefined) return;
  const isOurs = stats.isFile() && (await readFile(path, 'utf8')).startsWith(mark);
  if (!isOurs) throw new Error(`${path} exists, and simulate did not write it`);
  await rm(path);
}

/** Writes a private file whole, without replacing another one. */
async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  try {
    await writePrivate(temporary, text);
    await giveName(temporary, path, false);
  } finally {
    await rm(temporary, { force: true });
  }
}

/**
 * Prepares the files of a tenant before it starts: a file that exists afterwards belongs to a tenant that is ready. Throws
 * `invalid_params` for a path that cannot be used.
 */
export async function prepareTenantFiles({ environmentFile, resourceFile }: TenantFilePaths): Promise<TenantFiles> {
  const files = [
    { option: '--environment-file', path: environmentFile, format: formatVariables },
    { option: '--resource-file', path: resourceFile, format: formatResource },
  ].flatMap(({ path, ...file }) => (path === undefined ? [] : [{ ...file, path: resolve(path) }]));
  if (new Set(files.map(({ path }) => path)).size < files.length)
    throw optionError('--resource-file', '--environment-file and --resource-file name the same file');
  for (const { option, path } of files) {
    await makeWay(path).catch((error: unknown) => {
      throw refusal(option, path, error);
    });
  }
  const written = new Map<string, string>();
  return {
    async write(env) {
      for (const { option, path, format } of files) {
        try {
          const text = mark + format(env);
          await writeWhole(path, text);
          written.set(path, text);
        } catch (error) {
          throw refusal(option, path, error);
        }
      }
    },
    async remove() {
      for (const [path, text] of written) {
        const found = await readFile(path, 'utf8').catch(() => undefined);
        if (found === text) await rm(path, { force: true });
      }
    },
  };
}
