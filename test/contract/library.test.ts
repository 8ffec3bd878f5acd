import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkout, temporaryFolder } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();
const project = temporaryFolder();
const execute = promisify(execFile);

const tsconfig = {
  compilerOptions: {
    module: 'NodeNext',
    target: 'ES2023',
    lib: ['ES2023'],
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    // The types of the package are checked too.
    skipLibCheck: false,
  },
  include: ['*.ts', '*.cts'],
};

const commonJs = `
import library = require('defender-soar');
export const engine: library.Engine = library.openEngine();
void engine.describe('isolate-machine').then(({ params }) => console.log(engine.version, Object.keys(params.properties ?? {}).length));
`;

const misuse = `
import * as library from 'defender-soar';
const { openEngine } = library;
const session = await openEngine().open({ tenantId: 'contoso.example' });
// @ts-expect-error an isolation needs a comment
await session.run('isolate-machine', { machineId: 'a' });
// @ts-expect-error there is no such isolation
await session.run('isolate-machine', { machineId: 'a', comment: 'c', isolationType: 'Half' });
// @ts-expect-error there is no such field
await openEngine().open({ tenant: 'contoso.example' });
const ended = await session.run('isolate-machine', { machineId: 'a', comment: 'c' });
if ('result' in ended && !library.isRowStream(ended.result)) ended.result.requestor?.toUpperCase();
`;

beforeAll(() => {
  const pack = ['pack', '--ignore-scripts', '--pack-destination', project];
  execFileSync('npm', pack, { cwd: checkout, stdio: 'ignore' });
  const [tarball = ''] = readdirSync(project);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(tsconfig));
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: project, stdio: 'ignore' });
  // The types of Node, without a registry.
  mkdirSync(join(project, 'node_modules/@types'));
  symlinkSync(join(checkout, 'node_modules/@types/node'), join(project, 'node_modules/@types/node'));
  copyFileSync(join(checkout, 'examples/library.ts'), join(project, 'library.ts'));
  writeFileSync(join(project, 'common.cts'), commonJs);
  writeFileSync(join(project, 'misuse.ts'), misuse);
  execFileSync(join(checkout, 'node_modules/.bin/tsc'), { cwd: project, stdio: 'inherit' });
});

const run = (file: string, args: string[] = [], env: Record<string, string> = {}) =>
  execute(process.execPath, [file, ...args], {
    cwd: project,
    env: { PATH: process.env.PATH, DEFENDER_TOKEN_CACHE: 'off', ...tenant.env, ...env },
  }).catch((error: { stdout: string; stderr: string; code: number }) => error);

describe('the library in a project of its own', () => {
  it('installs nothing but itself', () => {
    expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      '@types',
      'defender-soar',
    ]);
  });

  it('runs the example from an ES module: the machine is isolated, and the rows are listed', async () => {
    const machineId = tenant.machineId('ws-001.contoso.example');
    const { stdout, stderr } = await run('library.js', [machineId]);
    expect(stderr).toContain('write: accepted');
    expect(stdout).toContain(machineId);
    expect((await tenant.writes()).map(({ path }) => path)).toEqual([`/api/machines/${machineId}/isolate`]);
  });

  it('throws the SoarError that the example catches, from ES modules too', async () => {
    const ended = await run('library.js', ['0'.repeat(40)], { DEFENDER_CLIENT_SECRET: 'wrong' });
    expect(ended.stderr).toContain('authentication_failed');
    expect(ended).toMatchObject({ code: 1 });
  });

  it('loads from CommonJS', async () => {
    expect((await run('common.cjs')).stdout).toMatch(/^\d+\.\d+\.\d+ \d+\n$/);
  });
});
