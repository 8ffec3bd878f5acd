import { chmodSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepCompiledCode } from '../../src/runner/compiled-code.ts';
import { removeFoldersAtEnd, temporaryFolder } from '../support/process.ts';

removeFoldersAtEnd();

/** The folders in which Node was asked to keep compiled code. */
async function kept(home: string, env = {}): Promise<string[]> {
  const told: string[] = [];
  await keepCompiledCode({ XDG_CACHE_HOME: home, ...env }, (folder) => told.push(folder));
  return told;
}

describe('compiled code', () => {
  it('is kept next to the tokens, once there is a folder for them', async () => {
    const home = temporaryFolder();
    expect(await kept(home)).toEqual([]);
    mkdirSync(join(home, 'defender-soar'), { mode: 0o700 });
    const compiled = join(home, 'defender-soar', 'compiled');
    expect(await kept(home)).toEqual([compiled]);
    expect(await kept(home)).toEqual([compiled]);
    expect(statSync(compiled).mode & 0o777).toBe(0o700);
    expect(await kept(home, { DEFENDER_TOKEN_CACHE: 'off' })).toEqual([]);
  });

  it.each(['.', 'compiled'])('is not kept where others can write: %s', async (name) => {
    const home = temporaryFolder();
    mkdirSync(join(home, 'defender-soar', 'compiled'), { recursive: true, mode: 0o700 });
    chmodSync(join(home, 'defender-soar', name), 0o777);
    expect(await kept(home)).toEqual([]);
  });

  it.each(['defender-soar', 'defender-soar/compiled'])('is not kept behind a link: %s', async (name) => {
    const home = temporaryFolder();
    mkdirSync(join(home, 'elsewhere'), { mode: 0o700 });
    mkdirSync(dirname(join(home, name)), { recursive: true, mode: 0o700 });
    symlinkSync(join(home, 'elsewhere'), join(home, name));
    expect(await kept(home)).toEqual([]);
  });
});
