import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actionIds } from '../support/catalogue.ts';
import { launch, runner, temporaryFolder } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();

/** Which of these texts are in the files that a run loads, except for Node's own modules. */
async function foundIn(id: string, params: object, env: Record<string, string>, texts: string[]): Promise<string[]> {
  const folder = temporaryFolder();
  const [hook, list] = [join(folder, 'hook.cjs'), join(folder, 'loaded.json')];
  writeFileSync(
    hook,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(Object.keys(require.cache))))`,
  );
  const { code } = await launch(runner(id), [], { stdin: params, env, nodeOptions: ['--require', hook] }).ended;
  expect(code).not.toBeNull();
  const paths = (JSON.parse(readFileSync(list, 'utf8')) as string[]).filter((path) => path.includes('dist'));
  const sources = paths.map((path) => readFileSync(path, 'utf8'));
  return texts.filter((text) => sources.some((source) => source.includes(text)));
}

// Text of what every run checks, of the client, of sign-in, and of what only hunting needs.
const [refusal, client, msal] = [
  'is not a parameter of this action',
  '/findbyip',
  'acquireTokenByClientCredential called',
];
const hunting = ['the object does not end', 'not named by its sign-in host'];
const all = [refusal, client, msal, ...hunting];

describe('what is loaded', () => {
  it.each(actionIds())('by %s to refuse its params includes neither client nor sign-in', async (id) => {
    expect(await foundIn(id, { unknown: true }, {}, all)).toEqual([refusal]);
  });

  it('to read includes the client, and sign-in only if no token is cached', async () => {
    const read = () => foundIn('list-machines', { top: 1 }, tenant.env, all);
    expect(await read()).toEqual([refusal, client, msal]);
    expect(await read()).toEqual([refusal, client]);
  });

  it('to hunt includes the reader of its response', async () => {
    expect(await foundIn('run-advanced-hunting-query', { query: 'DeviceInfo' }, tenant.env, hunting)).toContain(
      hunting[0],
    );
  });
});
