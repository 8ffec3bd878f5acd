import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useFakeServers } from '../support/fake-server.ts';
import { launch, removeFoldersAtEnd, runner, temporaryFolder } from '../support/process.ts';

const startFakeServer = useFakeServers();
removeFoldersAtEnd();

/** Maximum rows and bytes of the services, and maximum memory of the run, in MB. */
const most = { rows: 100_000, bytes: 50_000_000, memory: 200 };

const types = {
  Timestamp: 'DateTime',
  DeviceName: 'String',
  ProcessUniqueId: 'Int64',
  IsRemote: 'SByte',
  Line: 'String',
};
const schema = Object.entries(types).map(([name, type]) => ({ name, type }));
/** Different integers beyond 2^53. */
const uniqueId = (index: number): bigint => 9_007_199_254_740_993n + BigInt(index) * 2n;
const timestamp = (index: number): string => `2026-11-22T03:00:00.${String(index).padStart(7, '0')}Z`;

/** One row in Graph's format, long enough that all rows together have the maximum size of an answer. */
function wireRow(index: number): string {
  const text = `{"Timestamp":"${timestamp(index)}","DeviceName":"ws-${index}.contoso.example","ProcessUniqueId@odata.type":"#Int64","ProcessUniqueId":${uniqueId(index)},"IsRemote":${index % 2},"Line":"`;
  return `${text}${'x'.repeat(most.bytes / most.rows - text.length)}"}`;
}

/**
 * A module that records peak memory, in MB, and duration, in seconds, of the process that loads it. A process inherits
 * the maxRSS of the one that started it, here a worker full of tests; VmHWM is its own.
 */
function meter(folder: string): { module: string; read: () => { peak: number; seconds: number } } {
  const [file, module] = [join(folder, 'figures.json'), join(folder, 'meter.mjs')];
  const peak = "Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024";
  const figures = `{ peak: ${process.platform === 'linux' ? peak : 'process.resourceUsage().maxRSS / 1024'}, seconds: performance.now() / 1000 }`;
  const note = `writeFileSync(${JSON.stringify(file)}, JSON.stringify(${figures}))`;
  writeFileSync(module, `import { readFileSync, writeFileSync } from 'node:fs';\nprocess.on('exit', () => ${note});\n`);
  return { module, read: () => JSON.parse(readFileSync(file, 'utf8')) };
}

it('a hunt prints 50 MB and 100,000 rows with every digit in at most 200 MB of memory', async ({ annotate }) => {
  const rows = Array.from({ length: most.rows }, (_, index) => wireRow(index)).join(',');
  const server = await startFakeServer({
    roles: ['ThreatHunting.Read.All'],
    answer: () => ({ body: `{"schema":${JSON.stringify(schema)},"results":[${rows}]}` }),
  });
  const { module, read } = meter(temporaryFolder());
  const { code, stdout, stderr } = await launch(runner('run-advanced-hunting-query'), [], {
    stdin: { query: 'DeviceProcessEvents' },
    env: server.env,
    nodeOptions: ['--import', module],
  }).ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { peak, seconds } = read();
  await annotate(`${stdout.length} bytes in ${seconds.toFixed(1)} s, at most ${peak.toFixed(0)} MB`);
  const ids = [...stdout.matchAll(/"ProcessUniqueId":(\d+)/g)].map(([, digits]) => digits);
  expect(ids).toHaveLength(most.rows);
  expect(ids.every((digits, index) => digits === String(uniqueId(index)))).toBe(true);
  const { results, ...rest } = JSON.parse(stdout);
  expect(rest).toMatchObject({ count: most.rows, truncated: true });
  expect(results.at(-1)).toMatchObject({ Timestamp: timestamp(most.rows - 1), IsRemote: true });
  expect(peak).toBeLessThanOrEqual(most.memory);
});
