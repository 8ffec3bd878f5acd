// Measures the tests: changes the source in one place at a time and lists the changes that no test notices. A change is
// active in the test process and in every process that a test starts; see build/mutation/.
import { createHash } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './checkout.ts';
import { type CopiedMutant, type Copy, makeCopy } from './mutation/copy.ts';
import { CORE } from './mutation/core.ts';
import { Host, type Judgement, judge, type Recording, record, share } from './mutation/runs.ts';

/** Tests that are slow and prove little about the core. */
const LEFT_OUT = ['test/soak/', 'test/export/', 'test/simulator/', 'test/e2e/throttled', 'test/e2e/large-answer'];

const HELP = `npm run mutation -- [file[:line] …] [options]

Changes the named source files (the ${CORE.length} files of the core, if none is named) in one place at a time, and runs the
tests that reach the place until one fails. The first run records which test file reaches which change, and takes as
long as those tests do; the recording is kept until the source or the test changes.

  --count N      mutants to draw, the same number from each file (8 a file, at most two of a line)
  --seed N       which ones (1)
  --tests A,B    test files and folders to use
                 (all but ${LEFT_OUT.join(', ')})
  --budget N     seconds of tests after which a mutant counts as survived (60)
  --processes N  mutants to run side by side (2)
  --report FILE  writes every result as JSON
  --list         prints the mutants that would be run
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string' },
    seed: { type: 'string' },
    tests: { type: 'string' },
    budget: { type: 'string' },
    processes: { type: 'string' },
    report: { type: 'string' },
    list: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

type Result = CopiedMutant & Judgement & { seconds: number };

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

function wholeNumber(name: 'count' | 'seed' | 'budget' | 'processes', otherwise: number): number {
  const value = values[name] ?? String(otherwise);
  return /^\d+$/.test(value) ? Number(value) : fail(`--${name} must be a whole number`);
}

/** Files to change, each with a line if only that line is wanted. */
const wanted = (positionals.length > 0 ? positionals : CORE).map((text) => {
  const [file = '', line] = text.split(':');
  return existsSync(join(ROOT, file)) ? { file, line } : fail(`${file} does not exist`);
});

const count = wholeNumber('count', 8 * wanted.length);
const seed = wholeNumber('seed', 1);
const budget = wholeNumber('budget', 60);
const processes = Math.max(1, wholeNumber('processes', 2));

/** Shuffles the mutants of one file by the seed, and limits the number from each line. */
function shuffled(mutants: readonly CopiedMutant[], most: number): CopiedMutant[] {
  const place = ({ file, line, original, replacement }: CopiedMutant) =>
    createHash('sha256').update([seed, file, line, original, replacement].join('\0')).digest('hex');
  const lines = new Map<number, number>();
  return mutants
    .map((mutant) => ({ mutant, place: place(mutant) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ mutant }) => mutant)
    .filter(({ line }) => {
      lines.set(line, (lines.get(line) ?? 0) + 1);
      return (lines.get(line) ?? 0) <= most;
    });
}

/** Draws mutants from the wanted files in turn. */
function draw(mutants: readonly CopiedMutant[]): CopiedMutant[] {
  const piles = wanted.map(({ file, line }) => {
    const own = mutants.filter((mutant) => mutant.file === file && (!line || mutant.line === Number(line)));
    return shuffled(own, line ? own.length : 2);
  });
  const turns = Math.max(...piles.map((pile) => pile.length));
  const inTurn = Array.from({ length: turns }, (_, turn) => piles.flatMap((pile) => pile.slice(turn, turn + 1)));
  return inTurn.flat().slice(0, count);
}

const short = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
};
const show = ({ file, line, place, original, replacement }: CopiedMutant): string => {
  const change = place === 'entry' ? 'returns at once' : `${short(original)} → ${short(replacement) || 'dropped'}`;
  return `${file}:${line}  ${change}`;
};
const note = (text: string) => process.stderr.write(`${text}\n`);

/** Counts the results of mutants in a row of the table. */
function row(name: string, results: readonly Result[]): string[] {
  const number = (...kinds: Judgement['result'][]) => results.filter(({ result }) => kinds.includes(result)).length;
  const killed = number('killed', 'timeout');
  const rate = results.length === 0 ? '' : `${((100 * killed) / results.length).toFixed(1)} %`;
  return [name, results.length, killed, number('survived'), number('not reached'), rate].map(String);
}

function printSummary(results: readonly Result[]): void {
  for (const kind of ['survived', 'not reached'] as const) {
    const found = results.filter(({ result }) => result === kind);
    if (found.length === 0) continue;
    console.log(`\n${kind}:`);
    for (const result of found) {
      console.log(`  ${show(result)}${kind === 'survived' ? `  (${result.ran} of ${result.of} test files run)` : ''}`);
    }
  }
  const files = [...new Set(results.map(({ file }) => file))].sort();
  const heads = ['file', 'run', 'killed', 'survived', 'not reached', 'rate'];
  const table = [
    heads,
    ...files.map((file) =>
      row(
        file,
        results.filter((result) => result.file === file),
      ),
    ),
    row('all', results),
  ];
  const widths = heads.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: string[]) =>
    cells.map((cell, column) => cell[column === 0 ? 'padEnd' : 'padStart'](widths[column] ?? 0)).join('  ');
  console.log(`\n${table.map(line).join('\n')}`);
}

/** Records the chosen tests that pass without a mutant; a test that fails anyway proves nothing. */
async function recordAll(copy: Copy, hosts: readonly Host[]): Promise<Recording[]> {
  const chosen = values.tests?.split(',');
  const isChosen = (test: string) =>
    chosen ? chosen.some((prefix) => test.startsWith(prefix)) : !LEFT_OUT.some((prefix) => test.startsWith(prefix));
  const tests = copy.tests.filter(isChosen);
  if (tests.length === 0) fail('no test file is chosen');
  const recordings: Recording[] = [];
  await share(tests, hosts, async (test, host) => {
    const recorded = await record(test, host, copy);
    note(`${recordings.length + 1}/${tests.length} ${recorded.outcome}, ${recorded.seconds.toFixed(1)} s  ${test}`);
    if (recorded.outcome !== 'passed') note(`  left out: without a mutant, ${recorded.failure ?? 'it does not end'}`);
    recordings.push(recorded);
  });
  return recordings.filter(({ outcome }) => outcome === 'passed');
}

async function run(copy: Copy, hosts: readonly Host[]): Promise<void> {
  const drawn = draw(copy.mutants);
  if (values.list) return console.log(drawn.map(show).join('\n'));
  const recordings = await recordAll(copy, hosts);
  const results: Result[] = [];
  await share(drawn, hosts, async (mutant, host) => {
    const began = performance.now();
    const judged = await judge(mutant, recordings, host, budget);
    const seconds = Number(((performance.now() - began) / 1000).toFixed(1));
    results.push({ ...mutant, ...judged, seconds });
    note(`${results.length}/${drawn.length} ${judged.result}, ${seconds} s  ${show(mutant)}`);
  });
  results.sort((a, b) => a.id - b.id);
  if (values.report) writeFileSync(values.report, `${JSON.stringify({ seed, results }, undefined, 2)}\n`);
  printSummary(results);
}

if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const copy = makeCopy([...new Set([...CORE, ...wanted.map(({ file }) => file)])]);
const hosts = Array.from({ length: processes }, () => new Host(copy.folder));
const close = () => {
  for (const host of hosts) host.close();
  rmSync(copy.folder, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    close();
    process.exit(1);
  });
}
try {
  await run(copy, hosts);
} finally {
  close();
}
