import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { copyCheckout, ROOT } from '../../build/checkout.ts';
import { newAction } from '../../build/new/action.ts';
import { newCollection } from '../../build/new/collection.ts';
import type { Manifest } from '../../src/generated/types.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'defender-soar-new-'));
  copyCheckout(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The files that still have something to decide, of those that the command printed. */
const openIn = (stdout: string) =>
  new Set([...stdout.matchAll(/^ {2}([^:\n]+):\d+: .*to decide:/gim)].map(([, file]) => file));

/** Runs a command of node_modules/.bin in the copy of the checkout. */
const run = (command: string, ...args: string[]) =>
  spawnSync(`${ROOT}node_modules/.bin/${command}`, args, { cwd: folder, encoding: 'utf8' });
const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const entries = () => (parse(read('integration.yaml')) as Manifest).actions;

describe('npm run new', () => {
  it.each([
    ['get-alert', 'get-machine', 'the action get-alert exists'],
    ['get-things', 'get-nothing', 'there is no action get-nothing; --like takes one of fetch-'],
    ['GetThings', 'get-machine', 'GetThings is not the id of an action: use verb-noun'],
    ['../things', 'get-machine', '../things is not the id of an action'],
    ['things', 'get-machine', 'things is not the id of an action'],
  ])('-- action %s --like %s is refused: %s', (id, like, message) => {
    expect(() => newAction(id, like)).toThrow(message);
  });

  it.each([
    [['action', 'get-alert', '--like', 'get-machine'], 'the action get-alert exists'],
    [['action', 'get-things'], '--like is missing'],
    [['action'], 'the id is missing'],
    [['collection', 'things', '--path', '/api/things'], '--permission is missing'],
    [['thing', 'get-things'], 'thing is unknown'],
    [['action', 'get-things', '--unlike', 'x'], "Unknown option '--unlike'"],
  ])('%j writes nothing and exits with 2: %s', (args, message) => {
    const before = read('integration.yaml');
    const { status, stderr, stdout } = run('jiti', 'build/new.ts', ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain('npm run new -- action <id> --like <id>');
    expect(read('integration.yaml')).toBe(before);
  });

  const vulnerabilities = {
    name: 'vulnerabilities',
    path: '/api/vulnerabilities',
    permission: 'Vulnerability.Read.All',
  };
  it.each([
    [{ name: 'machines', entity: undefined }, 'the action list-machines exists'],
    [{ name: 'machine', entity: undefined }, 'schemas/defender/machine.json exists'],
    [{ name: 'files', entity: undefined }, 'src/defender/files exists'],
    [{ name: 'Software', entity: undefined }, 'Software is not a name: use a-z and -'],
    [{ name: 'software', entity: '../software' }, '../software is not a name'],
    [{ path: 'vulnerabilities', entity: undefined }, '--path vulnerabilities is not a path such as /api/machines'],
    [{ permission: 'All', entity: undefined }, '--permission All is not a permission such as Machine.Read.All'],
  ])('-- collection with %j is refused: %s', (wrong, message) => {
    expect(() => newCollection({ ...vulnerabilities, ...wrong })).toThrow(message);
  });

  it('prints its help', () => {
    const { status, stdout } = run('jiti', 'build/new.ts', '--help');
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('--like ID') });
  });
});

describe('npm run new -- action', () => {
  it('writes stubs that compile, and lists what is still to decide', () => {
    const liked = entries().findIndex(({ id }) => id === 'isolate-machine');
    const { status, stdout } = run('jiti', 'build/new.ts', 'action', 'contain-machine', '--like', 'isolate-machine');
    expect(status).toBe(0);

    expect(entries()[liked + 1]).toMatchObject({
      id: 'contain-machine',
      name: 'Contain Machine',
      collection: 'machine-actions',
      effect: 'change',
      guarded: true,
    });
    expect(entries()[liked + 1]).not.toHaveProperty('undo');
    expect(JSON.parse(read('schemas/actions/contain-machine.json'))).toMatchObject({
      $id: 'actions/contain-machine.json',
      title: 'Contain Machine',
      definitions: { params: { title: 'ContainMachineParams' } },
    });
    expect(read('actions/contain-machine.ts')).toContain("defineAction('contain-machine'");
    expect(read('test/actions/contain-machine.test.ts')).not.toMatch(/'isolate-machine'/);
    expect(read('src/generated/types.ts')).toContain("'contain-machine': {");
    expect(existsSync(join(folder, 'actions/contain-machine.rules.ts'))).toBe(false);

    expect(run('tsc').stdout).toBe('');
    expect(run('biome', 'check', '--error-on-warnings', 'actions', 'schemas', 'test/actions').status).toBe(0);
    expect([...openIn(stdout)]).toEqual([
      'integration.yaml',
      'schemas/actions/contain-machine.json',
      'actions/contain-machine.ts',
      'test/actions/contain-machine.test.ts',
    ]);
  });

  it('copies the rules of an action that has some', () => {
    const { status } = run('jiti', 'build/new.ts', 'action', 'poll-new-things', '--like', 'poll-new-alerts');
    expect(status).toBe(0);
    expect(read('actions/poll-new-things.rules.ts')).toContain('export const check');
  });

  it('leaves one test that names each place by file and line', () => {
    const { status, stderr } = run('vitest', 'run', 'test/catalogue/to-decide.test.ts');
    expect(status).toBe(1);
    expect(stderr).toMatch(/actions\/contain-machine\.ts:1: /);
  });
});

describe('npm run new -- collection', () => {
  it('writes a list that compiles, keeps the layers, and answers from the simulated tenant', () => {
    const options = ['--path', '/api/vulnerabilities', '--permission', 'Vulnerability.Read.All'];
    const { status, stdout } = run('jiti', 'build/new.ts', 'collection', 'vulnerabilities', ...options);
    expect(status).toBe(0);
    expect(entries().find(({ id }) => id === 'list-vulnerabilities')).toMatchObject({
      name: 'List Vulnerabilities',
      collection: 'vulnerabilities',
      effect: 'read',
      permissions: ['Vulnerability.Read.All'],
    });
    expect(JSON.parse(read('schemas/defender/vulnerability.json'))).toMatchObject({ title: 'Vulnerability' });
    expect(read('src/simulator/collections/all.ts')).toContain('  vulnerabilities,\n];');
    expect(openIn(stdout)).toContain('src/defender/vulnerabilities/read.ts');

    expect(run('tsc').stdout).toBe('');
    expect(run('biome', 'check', '--error-on-warnings', 'actions', 'schemas', 'src', 'test/actions').status).toBe(0);
    expect(run('depcruise', 'src', 'actions').status).toBe(0);
    expect(run('vitest', 'run', 'test/actions/list-vulnerabilities.test.ts').status).toBe(0);
  });
});
