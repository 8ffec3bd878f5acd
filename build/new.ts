// Writes the stubs of an action: what is still to decide fails the types, or test/catalogue/to-decide.test.ts.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './checkout.ts';
import { type Files, newAction, UsageError } from './new/action.ts';
import { placesToDecide } from './new/to-decide.ts';

const HELP = `npm run new -- action <id> --like <id>

Writes the manifest entry, the schema, the action and the test of a new action as copies of the action that it is
like, generates what follows from them, and lists what is still to decide. Until that is decided, npm test fails and
names each place.

  --like ID  action to copy
  --help     print this
`;

function filesFor([kind, name, ...rest]: readonly string[], like: string | undefined): Files {
  if (rest.length > 0) throw new UsageError(`one name at a time: ${rest.join(' ')} is too much`);
  if (kind !== 'action') throw new UsageError(kind === undefined ? 'what is new is missing' : `${kind} is unknown`);
  if (name === undefined) throw new UsageError('the id is missing');
  if (like === undefined) throw new UsageError('--like is missing: the id of an action to copy');
  return newAction(name, like);
}

function run(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { like: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const files = filesFor(positionals, values.like);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
  const { status } = spawnSync(`${ROOT}node_modules/.bin/jiti`, ['build/generate.ts'], { cwd: ROOT, stdio: 'inherit' });
  process.exitCode = status ?? 1;
  console.log(`written:\n  ${Object.keys(files).join('\n  ')}\nto decide:\n  ${placesToDecide().join('\n  ')}`);
}

try {
  run();
} catch (error) {
  const isUsage = error instanceof UsageError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
  if (!isUsage) throw error;
  console.error(`${(error as Error).message}\n\n${HELP}`);
  process.exitCode = 2;
}
