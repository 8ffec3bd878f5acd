// Writes the stubs of an action or a collection: what is still to decide fails the types, or test/catalogue/to-decide.test.ts.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './checkout.ts';
import { newAction } from './new/action.ts';
import { newCollection } from './new/collection.ts';
import { type Files, UsageError } from './new/stub.ts';
import { placesToDecide } from './new/to-decide.ts';

const HELP = `npm run new -- action <id> --like <id>
npm run new -- collection <name> --path <path> --permission <permission> [--entity <name>]

Writes stubs, generates what follows from them, and lists what is still to decide. Until that is decided, npm test
fails and names each place.

An action is a copy of the action that it is like: manifest entry, schema, action and test. A collection is a list that
works from end to end: the action list-<name>, the entity, the client, and the simulated tenant.

  --like ID          action to copy
  --path PATH        path of the collection in Defender's API, such as /api/remediationTasks
  --permission NAME  application permission to read it, such as RemediationTasks.Read.All
  --entity NAME      one of the collection, such as remediation-activity (the name without its plural ending)
  --help             print this
`;

function readOptions() {
  const string = { type: 'string' } as const;
  const options = {
    like: string,
    path: string,
    permission: string,
    entity: string,
    help: { type: 'boolean' },
  } as const;
  return parseArgs({ allowPositionals: true, options });
}

/** Returns a given value. */
function needed(value: string | undefined, what: string): string {
  if (value === undefined) throw new UsageError(`${what} is missing`);
  return value;
}

function stubs({ values, positionals: [kind, name, ...rest] }: ReturnType<typeof readOptions>): Files {
  if (rest.length > 0) throw new UsageError(`unexpected: ${rest.join(' ')}`);
  switch (kind) {
    case 'action':
      return newAction(needed(name, 'the id'), needed(values.like, '--like'));
    case 'collection':
      return newCollection({
        name: needed(name, 'the name'),
        path: needed(values.path, '--path'),
        permission: needed(values.permission, '--permission'),
        entity: values.entity,
      });
    default:
      throw new UsageError(kind === undefined ? 'action or collection is missing' : `${kind} is unknown`);
  }
}

/** Runs a command of node_modules/.bin. */
function run(command: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(`${ROOT}node_modules/.bin/${command}`, args, {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stdout}${stderr}`);
}

/** Writes files and formats them. */
function write(files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text.trimStart());
  }
  run('biome', ['check', '--write', ...Object.keys(files).filter((path) => !path.endsWith('.yaml'))]);
}

function main(): void {
  const options = readOptions();
  if (options.values.help) {
    console.log(HELP);
    return;
  }
  const files = stubs(options);
  write(files);
  run('jiti', ['build/generate.ts']);
  console.log(`written:\n  ${Object.keys(files).join('\n  ')}\nto decide:\n  ${placesToDecide().join('\n  ')}`);
}

try {
  main();
} catch (error) {
  const isUsage = error instanceof UsageError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
  if (!isUsage) throw error;
  console.error(`${(error as Error).message}\n\n${HELP}`);
  process.exitCode = 2;
}
