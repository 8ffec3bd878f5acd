import { describe, expect, it } from 'vitest';
import { readManifest } from '../support/catalogue.ts';
import { cli, launch, runner } from '../support/process.ts';

const help = (...args: string[]) => launch(cli, args).ended;

describe.each(readManifest().actions)('the help of $id', (entry) => {
  it('names each param with its type, default and first sentence, an example and the permissions', async () => {
    const { code, stdout, stderr } = await help('run', entry.id, '--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { json } = await help('describe', entry.id);
    const words = stdout.replaceAll(/\s+/g, ' ');
    expect(words).toContain(`${entry.name}: ${entry.description} ${entry.details}`);
    for (const [param, { description, default: preset }] of Object.entries<{ description: string; default?: unknown }>(
      json.params.properties,
    )) {
      const option = param
        .replace(/(Seconds|Minutes|Hours)$/, '')
        .replaceAll(/[A-Z]+/g, (letter) => `-${letter.toLowerCase()}`);
      expect(words).toMatch(new RegExp(`--(\\[no-\\])?${option} `));
      expect(words).toContain(description.split(/\. (?=[A-Z"`])/)[0]);
      if (preset !== undefined) expect(words).toContain(`default ${preset}`);
    }
    expect(words).toContain(`Example defender-soar run ${entry.id}`);
    for (const permission of entry.permissions.flat())
      expect(words).toContain(typeof permission === 'string' ? permission : permission.permission);
    const [, table = ''] = /^Params$(.*)^Example$/ms.exec(stdout) ?? [];
    expect(Math.max(...table.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100);
  });
});

it('every way to an action’s help shows the same page', async () => {
  const { stdout } = await help('run', 'isolate-machine', '--help');
  expect((await help('help', 'isolate-machine')).stdout).toBe(stdout);
  expect((await help('help', 'run', 'isolate-machine')).stdout).toBe(stdout);
  expect((await launch(runner('isolate-machine'), ['--help']).ended).stdout).toBe(stdout);
});

it.each([[], ['run'], ['simulate'], ['export'], ['list']])('%s --help lists options', async (...command) => {
  const { code, stdout, stderr } = await help(...command, '--help');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('Usage: defender-soar');
});
