import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import testConnection from '../../actions/test-connection.ts';
import { readResourceFile } from '../../src/resource/file.ts';
import { handClock } from '../support/clock.ts';
import { runHere } from '../support/in-process.ts';
import { removeFoldersAtEnd, temporaryFolder } from '../support/process.ts';

removeFoldersAtEnd();

function file(text: string): string {
  const path = join(temporaryFolder(), 'resource');
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}

describe('a resource file', () => {
  const noYaml = /neither JSON nor YAML; in YAML, quote values that begin with !, & or \*/;
  it.each([
    [
      'a field twice in JSON',
      '{"protectedMachines":"ws-*","label":"x","protectedMachines":"zz"}',
      /protectedMachines twice/,
    ],
    ['a field twice in other characters', '{"label":"x","l\\u0061bel":"y"}', /names label twice/],
    ['a field twice in JSON with comments', '{"label":"x", "label":"y"} # comment', /names label twice/],
    ['a field twice in YAML', 'protectedMachines: ws-*\n"protectedMachines": zz\n', /protectedMachines twice/],
    ['a tag for a value', 'protectedMachines: !ws-001\n', noYaml],
    ['a tag for an entry', 'protectedMachines:\n  - !ws-001\n  - zz\n', noYaml],
    ['a tag of another type', 'label: !!int 5\n', noYaml],
    ['an anchor for a value', 'protectedMachines: &ws-001\n', noYaml],
    ['an alias for a value', 'protectedMachines: *.contoso.example\n', noYaml],
    ['an alias of a value', 'label: &name SOC\nprotectedMachines: *name\n', noYaml],
    ['two documents', 'protectedMachines: ws-*\n---\nlabel: x\n', noYaml],
  ])('with %s is refused', async (_what, text, message) => {
    const here = { env: {}, clock: handClock(), argv: ['--resource', file(text)] };
    const { code, json } = await runHere(testConnection, {}, here);
    expect(code).toBe(2);
    expect(json.error.details).toEqual([{ path: 'resource', message: expect.stringMatching(message) }]);
  });

  it('in JSON may have names and long PEM text in its values', async () => {
    const fields = {
      label: '"label": "x"',
      protectedMachines: [':a', ':a', 'label', 'label'],
      caCertificates: `${'A'.repeat(64)}\n"\\`.repeat(10_000),
    };
    const read = await readResourceFile(file(JSON.stringify(fields)), new AbortController().signal);
    expect(read).toEqual({ value: { values: fields, warnings: [] } });
  });
});
