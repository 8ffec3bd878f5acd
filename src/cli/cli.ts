#!/usr/bin/env node
import { manifest } from '../generated/manifest.ts';
import { optionError } from '../runner/options.ts';
import { fail, print } from './print.ts';

const version = process.env.DEFENDER_SOAR_VERSION ?? '';

const usage = `defender-soar ${version}: playbook actions for Microsoft Defender for Endpoint

usage: defender-soar run ACTION [options] < params.json   run an action (--help lists its options)
       defender-soar list                                 list the actions
       defender-soar describe ACTION                      print an action's params and result as JSON Schema
       defender-soar simulate [options]                   serve a simulated tenant
       defender-soar demo                                 play an incident against a simulated tenant
       defender-soar export oif --out DIR                 write the files of Sumo Logic's integration framework
       defender-soar --version | --help
`;

/** Becomes the runner of an action: from here on the process is the same as that of its own file. */
async function run(id: string | undefined, options: readonly string[]): Promise<void> {
  if (!manifest.actions.some((action) => action.id === id)) {
    throw optionError(
      'ACTION',
      `${id === undefined ? 'an action id is missing' : `there is no action ${id}`}; \`defender-soar list\` names them`,
    );
  }
  process.argv = [process.argv[0] ?? '', `${id}`, ...options];
  // Held in a variable, or the bundler would look for it.
  const runner = `./actions/${id}.js`;
  await import(runner);
}

const list = (): string =>
  `${JSON.stringify(manifest.actions.map(({ id, name, group, description }) => ({ id, name, group, description })))}\n`;

async function command([name, ...rest]: readonly string[]): Promise<number | undefined> {
  switch (name) {
    case 'run':
      await run(rest[0], rest.slice(1));
      return undefined;
    case 'describe':
      await run(rest[0], ['--describe', ...rest.slice(1)]);
      return undefined;
    case 'list':
      return print(list());
    case 'simulate':
      return (await import('./simulate.ts')).simulate(rest);
    case 'demo':
      return (await import('./demo.ts')).demo(rest);
    case 'export':
      return (await import('./export.ts')).exportFiles(rest, version);
    case '--version':
      return print(`${version}\n`);
    case '--help':
    case '-h':
      return print(usage);
    default:
      throw optionError(name ?? 'COMMAND', name === undefined ? 'a command is missing' : `there is no command ${name}`);
  }
}

async function main(): Promise<void> {
  try {
    const code = await command(process.argv.slice(2));
    if (code !== undefined) process.exitCode = code;
  } catch (thrown) {
    const { toSoarError } = await import('../errors.ts');
    process.exitCode = await fail(toSoarError(thrown));
  }
}

void main();
