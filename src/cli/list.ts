import { manifest } from '../generated/manifest.ts';
import { suggestion } from '../nearest.ts';
import { optionError } from '../runner/options.ts';
import { styleFor } from '../terminal/style.ts';
import { layOut } from '../terminal/table.ts';
import { print } from './print.ts';

const listFormats = ['json', 'table'];

/** Prints the actions, those of a text in their id or description if one is given. Throws `invalid_params` for an unknown format. */
export function list(text: string | undefined, { output }: { output?: string }): Promise<number> {
  const format = output ?? (process.stdout.isTTY ? 'table' : 'json');
  if (!listFormats.includes(format))
    throw optionError('--output', `--output must be json or table${suggestion(format, listFormats)}`);
  const wanted = text?.toLowerCase() ?? '';
  const actions = manifest.actions
    .map(({ id, name, group, description }) => ({ id, name, group, description }))
    .filter(({ id, description }) => `${id} ${description}`.toLowerCase().includes(wanted));
  if (format === 'json') return print(`${JSON.stringify(actions)}\n`);
  const rows = actions.map(({ id, group, description }) => [id, group, description]);
  const { heading, line } = layOut(['Action', 'Group', 'What it does'], rows, undefined, styleFor(process.stdout));
  return print(`${[heading, ...rows.map(line)].join('\n')}\n`);
}
