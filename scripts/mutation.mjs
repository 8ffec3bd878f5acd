// Measures the tests: changes the source in one place at a time and lists the changes that no test notices. A change is
// active in the test process and in every process that a test starts; see scripts/mutation/.
import { createHash } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkout, makeCopy } from './mutation/copy.mjs';
import { Host, judge, record, share } from './mutation/runs.mjs';

/** The core of trust: the code that decides what is sent, what its outcome was, and what is reported. */
const core = [
  'src/redactor.ts',
  'src/plain-text.ts',
  'src/catalogue/validate.ts',
  'src/cloud/hosts.ts',
  'src/cloud/token-cache.ts',
  'src/cloud/tokens.ts',
  'src/defender/api/list.ts',
  'src/defender/api/odata.ts',
  'src/defender/api/poll.ts',
  'src/defender/indicators/bulk.ts',
  'src/defender/indicators/indicators.ts',
  'src/defender/indicators/rules.ts',
  'src/defender/machine-actions/start.ts',
  'src/defender/machines/protected.ts',
  'src/defender/machines/target.ts',
  'src/defender/packages/collect.ts',
  'src/defender/packages/part.ts',
  'src/defender/writes/answer.ts',
  'src/defender/writes/write.ts',
  'src/http/classify.ts',
  'src/http/envelope.ts',
  'src/http/http.ts',
  'src/http/limits.ts',
  'src/http/meanings.ts',
  'src/http/retry.ts',
  'src/http/transport.ts',
  'src/json/page.ts',
  'src/runner/batch.ts',
  'src/runner/env-params.ts',
  'src/runner/options.ts',
  'src/runner/output.ts',
];

/** Tests that are slow and say little about the core. */
const leftOut = ['test/soak/', 'test/export/', 'test/simulator/', 'test/e2e/throttled', 'test/e2e/large-answer'];

const help = `npm run mutation -- [file[:line] …] [options]

Changes the named source files (the ${core.length} files of the core, if none is named) in one place at a time, and runs the
tests that reach the place until one fails. The first run records which test file reaches which change, and takes as
long as those tests do; the recording is kept until the source or the test changes.

  --count N      mutants to draw, the same number from each file (8 a file, at most two of a line)
  --seed N       which ones (1)
  --tests A,B    test files and folders to use
                 (all but ${leftOut.join(', ')})
  --budget N     seconds of tests after which a mutant counts as survived (60)
  --processes N  mutants to run side by side (2)
  --report FILE  writes every result as JSON
  --list         prints the mutants that would be run
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string' },
    seed: { type: 'string', default: '1' },
    tests: { type: 'string' },
    budget: { type: 'string', default: '60' },
    processes: { type: 'string', default: '2' },
    report: { type: 'string' },
    list: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

const fail = (message) => {
  console.error(message);
  process.exit(2);
};
const whole = (name, otherwise) => {
  const value = values[name] ?? String(otherwise);
  return /^\d+$/.test(value) ? Number(value) : fail(`--${name} must be a whole number`);
};

/** What to change: files, each with a line if only that line is wanted. */
const wanted = (positionals.length > 0 ? positionals : core).map((text) => {
  const [file, line] = text.split(':');
  return existsSync(join(checkout, file)) ? { file, line } : fail(`${file} does not exist`);
});

const count = whole('count', 8 * wanted.length);
const seed = whole('seed');
const budget = whole('budget');
const processes = Math.max(1, whole('processes'));

/** The mutants of one file in the order that the seed gives them, at most so many of each line. */
function shuffled(mutants, most) {
  const place = ({ file, line, original, replacement }) =>
    createHash('sha256').update([seed, file, line, original, replacement].join('\0')).digest('hex');
  const lines = new Map();
  return mutants
    .map((mutant) => ({ mutant, place: place(mutant) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ mutant }) => mutant)
    .filter(({ line }) => lines.set(line, (lines.get(line) ?? 0) + 1).get(line) <= most);
}

/** So many mutants, taken from the wanted files in turn. */
function draw(mutants) {
  const piles = wanted.map(({ file, line }) => {
    const own = mutants.filter((mutant) => mutant.file === file && (!line || mutant.line === Number(line)));
    return shuffled(own, line ? own.length : 2);
  });
  const drawn = [];
  for (let turn = 0; drawn.length < count && piles.some((pile) => turn < pile.length); turn += 1) {
    for (const pile of piles) if (turn < pile.length && drawn.length < count) drawn.push(pile[turn]);
  }
  return drawn;
}

const short = (text) => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
};
const show = ({ file, line, place, original, replacement }) => {
  const change = place === 'entry' ? 'returns at once' : `${short(original)} → ${short(replacement) || 'dropped'}`;
  return `${file}:${line}  ${change}`;
};
const note = (text) => process.stderr.write(`${text}\n`);

/** A row of the table: the results of some mutants, counted. */
function row(name, results) {
  const number = (...kinds) => results.filter(({ result }) => kinds.includes(result)).length;
  const killed = number('killed', 'timeout');
  const rate = results.length === 0 ? '' : `${((100 * killed) / results.length).toFixed(1)} %`;
  return [name, results.length, killed, number('survived'), number('not reached'), rate].map(String);
}

function printSummary(results) {
  for (const kind of ['survived', 'not reached']) {
    const found = results.filter(({ result }) => result === kind);
    if (found.length === 0) continue;
    console.log(`\n${kind}:`);
    for (const result of found) {
      console.log(`  ${show(result)}${kind === 'survived' ? `  (${result.ran} of ${result.of} test files run)` : ''}`);
    }
  }
  const files = [...new Set(results.map(({ file }) => file))].sort();
  const table = [
    ['file', 'run', 'killed', 'survived', 'not reached', 'rate'],
    ...files.map((file) =>
      row(
        file,
        results.filter((result) => result.file === file),
      ),
    ),
    row('all', results),
  ];
  const widths = table[0].map((_, column) => Math.max(...table.map((cells) => cells[column].length)));
  const line = (cells) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ');
  console.log(`\n${table.map(line).join('\n')}`);
}

/** The recordings of the chosen tests that pass without a mutant; a test that fails anyway proves nothing. */
async function recordAll(copy, hosts) {
  const chosen = values.tests?.split(',');
  const isChosen = (test) =>
    chosen ? chosen.some((prefix) => test.startsWith(prefix)) : !leftOut.some((prefix) => test.startsWith(prefix));
  const tests = copy.tests.filter(isChosen);
  if (tests.length === 0) fail('no test file is chosen');
  const recordings = [];
  await share(tests, hosts, async (test, host) => {
    const recorded = await record(test, host, copy);
    note(`${recordings.length + 1}/${tests.length} ${recorded.outcome}, ${recorded.seconds.toFixed(1)} s  ${test}`);
    if (recorded.outcome !== 'passed') note(`  left out: without a mutant, ${recorded.failure ?? 'it does not end'}`);
    recordings.push({ ...recorded, ids: new Set(recorded.reached) });
  });
  return recordings.filter(({ outcome }) => outcome === 'passed');
}

async function run(copy, hosts) {
  const drawn = draw(copy.mutants);
  if (values.list) return console.log(drawn.map(show).join('\n'));
  const recordings = await recordAll(copy, hosts);
  const results = [];
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
  console.log(help);
  process.exit(0);
}
const copy = makeCopy(
  [...new Set([...core, ...wanted.map(({ file }) => file)])].filter((file) => existsSync(join(checkout, file))),
);
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
