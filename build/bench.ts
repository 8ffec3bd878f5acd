// Measures this package against the bare minimum on the same machine, at the same time, against the same simulated
// tenant: `npm run bench [-- --runs N --rows isolate,batch]`. Prints one table; a ratio counts, a time does not.
import { parseArgs } from 'node:util';
import { batch, cleanUp, download, indicators, isolate, list, type Row, tarball } from './bench/rows.ts';
import { type BenchTenant, startTenant } from './bench/tenant.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '20' }, rows: { type: 'string' } } });

type Measure = (tenant: BenchTenant, turns: number, machines: number) => Promise<Row[]>;

/** Rows that share a tenant, and its number of machines. */
const STAGES: [machines: number, measures: Record<string, Measure>][] = [
  [3000, { isolate, batch, indicators, download }],
  [100_000, { list }],
  [300_000, { list }],
];

const wanted = values.rows?.split(',');
const isWanted = (name: string) => wanted === undefined || wanted.includes(name);
const table: string[][] = [['what', 'ours', 'bare', 'ratio, memory', 'target', 'least']];
try {
  if (isWanted('tarball')) table.push(...tarball());
  for (const [machines, measures] of STAGES) {
    const chosen = Object.entries(measures).filter(([name]) => isWanted(name));
    if (chosen.length === 0) continue;
    const tenant = await startTenant(machines);
    try {
      for (const [, measure] of chosen) table.push(...(await measure(tenant, Number(values.runs), machines)));
    } finally {
      await tenant.close();
    }
  }
} finally {
  cleanUp();
}
const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
for (const row of table) {
  const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
  console.log(cells.join('  ').trimEnd());
}
