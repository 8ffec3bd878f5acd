import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actionIds } from '../support/catalogue.ts';
import { cli, launch, runner, temporaryFolder } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();

/** Lists the files that a run loads, and Node's own modules. */
async function loadedBy(
  id: string,
  params: object,
  env: Record<string, string>,
  command: readonly string[] = [runner(id)],
): Promise<{ files: string[]; own: string[] }> {
  const folder = temporaryFolder();
  const [hook, list] = [join(folder, 'hook.cjs'), join(folder, 'loaded.json')];
  const loaded = '{ files: Object.keys(require.cache), own: process.moduleLoadList }';
  const write = `require('node:fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(${loaded}))`;
  writeFileSync(hook, `process.on('exit', () => ${write})`);
  const { code } = await launch(command[0] ?? '', command.slice(1), {
    stdin: params,
    env,
    nodeOptions: ['--require', hook],
  }).ended;
  expect(code).not.toBeNull();
  return JSON.parse(readFileSync(list, 'utf8'));
}

/** Which of these texts are in the files that a run loads, except for Node's own modules. */
async function foundIn(
  id: string,
  params: object,
  env: Record<string, string>,
  texts: string[],
  command?: readonly string[],
): Promise<string[]> {
  const paths = (await loadedBy(id, params, env, command)).files.filter((path) => path.includes('dist'));
  const sources = paths.map((path) => readFileSync(path, 'utf8'));
  return texts.filter((text) => sources.some((source) => source.includes(text)));
}

// Text of what every run checks, of the client, of sign-in, and of what only a terminal or hunting needs.
const [refusal, client, msal] = [
  'is not a parameter of this action',
  '/findbyip',
  'acquireTokenByClientCredential called',
];
const hunting = ['the object does not end', 'not named by its sign-in host'];
const terminal = 'waiting for the link to the package';
const parser = 'commander.unknownOption';
const all = [refusal, client, msal, terminal, parser, ...hunting];

describe('what is loaded', () => {
  it.each(actionIds())('by %s to refuse its params includes neither client nor sign-in', async (id) => {
    expect(await foundIn(id, { unknown: true }, {}, all)).toEqual([refusal]);
  });

  it('to read includes the client, and sign-in only if no token is cached', async () => {
    const read = () => foundIn('list-machines', { top: 1 }, tenant.env, all);
    expect(await read()).toEqual([refusal, client, msal]);
    expect(await read()).toEqual([refusal, client]);
  });

  it('by the installed command for a platform is the same; the parser is only for people', async () => {
    const command = [cli, 'run', 'list-machines'];
    expect(await foundIn('list-machines', { top: 1 }, tenant.env, all, command)).toEqual([refusal, client]);
    expect(await foundIn('list-machines', {}, tenant.env, all, [...command, '--top', '1'])).toContain(parser);
  });

  it('to hunt includes the reader of its response', async () => {
    expect(await foundIn('run-advanced-hunting-query', { query: 'DeviceInfo' }, tenant.env, hunting)).toContain(
      hunting[0],
    );
  });

  it("to write includes Node's client of HTTPS and no second one", async () => {
    const machineId = tenant.machineId('ws-001.contoso.example');
    const { own } = await loadedBy('isolate-machine', { machineId, comment: 'Test' }, tenant.env);
    expect((await tenant.writes()).length).toBe(1);
    expect(own).toContain('NativeModule https');
    expect(own.filter((name) => /undici|FormData|fetch/i.test(name))).toEqual([]);
  });
});
