import { actions, version } from 'computed:actions';
import type { Command } from 'commander';
import { createCatalogue } from '../catalogue/catalogue.ts';
import { manifest } from '../generated/manifest.ts';
import { suggestion } from '../nearest.ts';
import { optionError, runnerOptions, valuedOptions } from '../runner/options.ts';
import { paramOptions } from '../runner/param-options.ts';
import { formats } from './formats/format.ts';
import { print } from './print.ts';

/** The script of each shell: it asks this program for the words that may follow, and completes files if there are none. */
const scripts: Readonly<Record<string, string>> = {
  bash: `_defender_soar() {
  local IFS=$'\\n' word=\${COMP_WORDS[COMP_CWORD]}
  COMPREPLY=($(compgen -W "$(defender-soar completion words -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "$word"))
}
complete -o default -F _defender_soar defender-soar
`,
  zsh: `#compdef defender-soar
_defender_soar() {
  local -a found
  found=("\${(@f)$(defender-soar completion words -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found" ]]; then compadd -- $found; else _files; fi
}
compdef _defender_soar defender-soar
`,
  fish: `complete -c defender-soar -f -a '(defender-soar completion words -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
complete -c defender-soar -F -n 'string match -qr -- "^--(resource|params|out)$" (commandline -opc)[-1]'
`,
};

/** Lists the options of an action, and the values of the one before the word, if it has a choice. */
async function wordsOfRun(id: string, before: string | undefined): Promise<string[]> {
  const options = paramOptions((await createCatalogue(version, actions).describe(id)).params);
  if (before === '-o' || before === '--output') return [...formats];
  const { value, schema } = options.find(({ name }) => `--${name}` === before) ?? {};
  if (schema?.enum !== undefined) return schema.enum.map(String);
  if (value !== undefined || [...valuedOptions, 'params'].some((name) => `--${name}` === before)) return [];
  return [...options.map(({ name }) => name), 'output', 'params', ...Object.keys(runnerOptions)].map(
    (name) => `--${name}`,
  );
}

/** Lists the words that may stand at the end of a command line; empty if a file may stand there. */
async function wordsAfter(line: readonly string[], commands: readonly Command[]): Promise<string[]> {
  const [name, id] = line;
  const ids = manifest.actions.map((action) => action.id);
  if (line.length <= 1) return [...commands.map((command) => command.name()), 'help'];
  if (line.length === 2 && /^(run|describe|help)$/.test(name ?? '')) return ids;
  if (name === 'run') return ids.some((each) => each === id) ? wordsOfRun(id ?? '', line.at(-2)) : [];
  if (name === 'completion') return Object.keys(scripts);
  if (name === 'export' && line.length === 2) return ['oif'];
  const command = commands.find((each) => each.name() === name);
  const expectsValue = command?.options.some((option) => option.required && option.long === line.at(-2));
  return expectsValue ? [] : (command?.options.map(({ long }) => `${long}`) ?? []);
}

/**
 * Prints the completion script of a shell, or the words that complete a command line, one a line.
 *
 * @param commands the commands of the program
 * @returns exit status; throws `invalid_params` for an unknown shell
 */
export async function completion(
  shell: string,
  line: readonly string[],
  commands: readonly Command[],
): Promise<number> {
  if (shell === 'words') return print((await wordsAfter(line, commands)).map((word) => `${word}\n`).join(''));
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (script !== undefined) return print(script);
  const known = Object.keys(scripts);
  throw optionError(
    'SHELL',
    `there is no completion for ${shell}: ${known.join(', ')} have one${suggestion(shell, known)}`,
  );
}
