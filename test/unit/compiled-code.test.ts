import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepCompiledCode } from '../../src/runner/compiled-code.ts';
import { removeFoldersAtEnd, temporaryFolder } from '../support/process.ts';

removeFoldersAtEnd();

/** The folders that Node was told to keep compiled code in. */
async function kept(home: string): Promise<string[]> {
  const told: string[] = [];
  await keepCompiledCode({ XDG_CACHE_HOME: home }, (folder) => told.push(folder));
  return told;
}

describe('compiled code', () => {
  it('is kept beside the tokens, once some are kept', async () => {
    const home = temporaryFolder();
    expect(await kept(home)).toEqual([]);
    mkdirSync(join(home, 'defender-soar'), { mode: 0o700 });
    expect(await kept(home)).toEqual([join(home, 'defender-soar', 'compiled')]);
  });

  it('is not kept where others can write', async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, 'defender-soar'));
    chmodSync(join(home, 'defender-soar'), 0o777);
    expect(await kept(home)).toEqual([]);
  });

  it('is not kept behind a link', async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, 'elsewhere'), { mode: 0o700 });
    symlinkSync(join(home, 'elsewhere'), join(home, 'defender-soar'));
    expect(await kept(home)).toEqual([]);
  });
});
