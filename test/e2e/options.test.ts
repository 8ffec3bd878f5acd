import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { actionIds } from '../support/catalogue.ts';
import { checkout, cli, launch, removeFoldersAtEnd, runAction, runner, temporaryFolder } from '../support/process.ts';

removeFoldersAtEnd();
const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { version: string };

/** Runs list-machines without a resource. */
const bare = (...args: string[]) => launch(runner('list-machines'), args).ended;

describe('options that need no resource', () => {
  it('--help prints usage and exits 0', async () => {
    const { code, stdout, stderr } = await bare('--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const option of ['--resource', '--from-env', '--describe', '--exported-from', '--version'])
      expect(stdout).toContain(option);
    expect(stdout).toContain("reported within the tenant's retention period");
  });

  it('--version prints the version of the package', async () => {
    expect(await bare('--version')).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('--describe prints self-contained draft-07 schemas', async () => {
    const { code, stderr, json } = await bare('--describe');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(Object.keys(json)).toEqual(['id', 'name', 'group', 'description', 'permissions', 'params', 'result']);
    expect(json).toMatchObject({ id: 'list-machines', name: 'List Machines', group: 'enrichment' });
    for (const schema of [json.params, json.result]) {
      expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
      expect(JSON.stringify(schema)).not.toContain('$ref');
      new Ajv({ strict: false, validateFormats: false }).compile(schema);
    }
    expect(json.params.additionalProperties).toBe(false);
  });

  it('the command line prints the same description, list and answer as the runner', async () => {
    const described = await launch(cli, ['describe', 'list-machines']).ended;
    expect(described.json).toEqual((await bare('--describe')).json);
    const listed = await launch(cli, ['list']).ended;
    expect(listed.json.map(({ id }: { id: string }) => id)).toEqual(actionIds());
    expect(await launch(cli, ['--version']).ended).toMatchObject({ code: 0, stdout: `${version}\n` });
  });
});

describe('the command line refuses', () => {
  it.each([
    ['an unknown option', ['--bogus']],
    ['an option without its value', ['--resource']],
    ['a value for a switch', ['--from-env=yes']],
    ['a stray argument', ['machines']],
    ['a newer version', ['--exported-from', '99.0.0']],
  ])('%s', async (_what, args) => {
    const { code, json, stderr } = await bare(...args);
    expect(code).toBe(2);
    expect(json.error.code).toBe('invalid_params');
    expect(json.error.details).toHaveLength(1);
    expect(stderr).toMatch(/^invalid_params: [^\n]+\n$/);
  });

  it('an unknown action', async () => {
    const { code, json, stderr } = await launch(cli, ['run', 'reboot-machine']).ended;
    expect(code).toBe(2);
    expect(json.error).toMatchObject({ code: 'invalid_params', retryable: false });
    expect(stderr).toContain('reboot-machine');
  });

  it('an action id that is a path', async () => {
    const { code, json } = await launch(cli, ['run', '../cli']).ended;
    expect(code).toBe(2);
    expect(json.error.code).toBe('invalid_params');
  });
});

it('--exported-from accepts the current version', async () => {
  const { json } = await runAction('list-machines', {}, {}, ['--exported-from', version]);
  // The options were accepted: the missing resource is the next error.
  expect(json.error.code).toBe('invalid_resource');
});

const hasScript = (() => {
  try {
    execFileSync('script', ['--version'], { stdio: 'ignore' });
    return process.platform === 'linux';
  } catch {
    return false;
  }
})();

describe.runIf(hasScript)('a terminal on stdin', () => {
  it('prints usage on stderr, nothing on stdout, and exits 2', () => {
    // `script` runs the shell in a terminal; stdout and stderr go to files, so that they are separate.
    const inner = `node ${runner('list-machines')} >out 2>err; echo "code=$?"`;
    const folder = temporaryFolder();
    const shown = execFileSync('script', ['-qec', inner, '/dev/null'], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder },
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect(shown).toContain('code=2');
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('');
    expect(readFileSync(join(folder, 'err'), 'utf8')).toContain('usage: defender-soar run list-machines');
  });
});
