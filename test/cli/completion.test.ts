import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, launch, removeFoldersAtEnd, start, temporaryFolder } from '../support/process.ts';

removeFoldersAtEnd();

/** The words that complete a command line whose last word is empty or begun. */
async function wordsOf(...line: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await launch(cli, ['completion', 'words', '--', ...line]).ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.split('\n').filter(Boolean);
}

describe('completion offers', () => {
  it.each([
    ['commands', [''], ['run', 'list', 'simulate', 'completion', 'help']],
    ['actions', ['run', ''], ['isolate-machine', 'list-machines']],
    [
      'the params and options of an action',
      ['run', 'isolate-machine', '--'],
      ['--wait', '--comment', '--resource', '-o'],
    ],
    ['the values of a param', ['run', 'isolate-machine', '--isolation-type', ''], ['Full', 'Selective']],
    ['formats', ['run', 'list-machines', '-o', ''], ['json', 'table', 'csv', 'ndjson']],
    ['the options of a command', ['simulate', '--'], ['--speed', '--seed']],
    ['platforms', ['export', ''], ['oif']],
    ['shells', ['completion', ''], ['bash', 'zsh', 'fish']],
  ])('%s', async (_what, line, expected) => {
    expect(await wordsOf(...line)).toEqual(
      expect.arrayContaining(expected.map((word) => word.replace('-o', '--output'))),
    );
  });

  it.each([
    ['a resource', ['run', 'isolate-machine', '--resource', '']],
    ['a comment', ['run', 'isolate-machine', '--comment', '']],
    ['a port', ['simulate', '--port', '']],
  ])('no words for %s', async (_what, line) => {
    expect(await wordsOf(...line)).toEqual([]);
  });
});

it('bash completes with the script', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'defender-soar'), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`, {
    mode: 0o755,
  });
  const { stdout: script } = await launch(cli, ['completion', 'bash']).ended;
  const asked = `${script}
COMP_WORDS=(defender-soar run isolate-machine --isol); COMP_CWORD=3; _defender_soar; echo "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = await start('bash', ['-c', asked], { env: { PATH: `${folder}:${process.env.PATH}` } })
    .ended;
  expect({ stdout, stderr }).toEqual({ stdout: '--isolation-type\n', stderr: '' });
});

it.each(['zsh', 'fish'])('the script of %s asks the command line for words', async (shell) => {
  const { code, stdout } = await launch(cli, ['completion', shell]).ended;
  expect(code).toBe(0);
  expect(stdout).toContain('defender-soar completion words -- ');
});

it('an unknown shell is refused', async () => {
  const { code, stderr } = await launch(cli, ['completion', 'zh']).ended;
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('did you mean zsh?') });
});
