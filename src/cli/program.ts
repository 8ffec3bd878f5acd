import { styleText } from 'node:util';
import { Command } from 'commander';
import { cloudNames } from './init/clouds.ts';
import { fieldOptions } from './init/field-options.ts';
import type { InitOptions } from './init/set-up.ts';
import { collected, quiet } from './parse-arguments.ts';
import { print } from './print.ts';

/** What a command leaves as the exit code of the process; undefined if the process is ended elsewhere. */
type Code = number | undefined;

/** A program, and the end of the command that ran. */
export interface Program {
  command: Command;
  /** Runs the command that was parsed; gives its exit code. */
  finish: () => Promise<Code>;
}

const description = `playbook actions for Microsoft Defender for Endpoint

Help of an action, with its params: defender-soar run ACTION --help`;

const filesHelp = `Both files are private, are written once the tenant listens, and are removed when it ends. A file that
simulate did not write is never replaced. With node --env-file, variables that are set already win.`;

/** Creates the program of the command line: every command with its options. Commands are loaded when they run. */
export function createProgram(version: string): Program {
  let finish: () => Promise<Code> = async () => undefined;
  let help = '';
  const program = quiet(new Command('defender-soar'))
    .description(description)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this')
    .configureOutput({
      writeOut: (text) => {
        help += text;
      },
    })
    .configureHelp({ styleTitle: (title) => styleText('bold', title) })
    .allowExcessArguments(false);
  const command = <T extends object>(
    usage: string,
    about: string,
    run: (options: T, args: readonly string[]) => Promise<Code>,
  ) =>
    program
      .command(usage)
      .description(about)
      .helpOption('-h, --help', 'print this')
      .allowExcessArguments(false)
      .action((...given: unknown[]) => {
        const parsed = given.at(-1) as Command;
        finish = () => run(parsed.opts<T>(), parsed.args);
      });

  command('run [action]', 'run an action; its params are options, or one JSON object on stdin', async () => undefined)
    .usage('ACTION [params] [options]')
    .addHelpText('after', '\nThe params and options of an action: defender-soar run ACTION --help');
  command('list [text]', 'list the actions, or those with a text in their id or description', async (options, [text]) =>
    (await import('./list.ts')).list(text, options),
  ).option('-o, --output <format>', 'json or table; on a terminal table, else json');
  command('describe [action]', "print an action's params and result as JSON Schema", async () => undefined).usage(
    'ACTION',
  );
  command('simulate', 'serve a simulated tenant', async (options) => (await import('./simulate.ts')).simulate(options))
    .option('--port <n>', 'TCP port (a free one)')
    .option('--machines <n>', 'machines in the tenant (25)')
    .option('--seed <n>', 'the same seed makes the same tenant (1)')
    .option('--speed <x>', 'how much faster than life machine actions run (1)')
    .option('--rate-limits <on|off>', 'whether calls beyond the published rates get 429 (on)')
    .option('--resource-file <file>', 'write a resource file, for --resource FILE')
    .option('--environment-file <file>', 'write the environment, for node --env-file=FILE and for . ./FILE in a shell')
    .addHelpText('after', `\n${filesHelp}`);
  const init = command<InitOptions>(
    'init',
    'set up the connection to a tenant: ask, test, write the resource file',
    async (options) => (await import('./init/init.ts')).init(options),
  )
    .option('--file <path>', 'resource file to write (defender.yaml)')
    .option('--force', 'replace files that exist')
    .option('--cloud <name>', `instead of --api-url: ${cloudNames.join(', ')}`)
    .option('--no-test', 'write the file without a test of the connection')
    .addHelpText(
      'after',
      '\nWithout a terminal nothing is asked. DEFENDER_* variables answer what no option does, such as DEFENDER_CLIENT_SECRET.',
    );
  for (const { name, value, help } of fieldOptions) init.option(`--${name} <${value}>`, help);
  command('demo', 'play an incident against a simulated tenant', async () => (await import('./demo.ts')).demo());
  command(
    'export <platform>',
    "write the files of a platform: oif is Sumo Logic's integration framework",
    async (options, [platform = '']) => (await import('./export.ts')).exportFiles(platform, options, version),
  )
    .option('--out <dir>', 'folder for the files, made if missing; files of the same name are replaced')
    .option(
      '--hunting-columns <a,b>',
      'columns of your queries to declare in addition to the well-known ones, so that they can be wired; may be repeated',
      collected,
    );
  command(
    'completion <shell> [words...]',
    'print the completion script of bash, zsh or fish',
    async (_, [shell = '', ...words]) => (await import('./completion.ts')).completion(shell, words, program.commands),
  );
  program.helpCommand('help [command]', 'print the help of a command');
  return {
    command: program,
    finish: () => (help === '' ? finish() : print(help)),
  };
}
