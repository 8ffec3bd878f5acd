// The rows of the table: what is measured, against what, and the target.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../checkout.ts';
import { type Command, compare, costsOf, secondsOf } from './measure.ts';
import type { BenchTenant } from './tenant.ts';

/** Cells of a row: what, ours, bare, ratio and memory, target, least. */
export type Row = [what: string, ours: string, bare: string, ratio: string, target: string, least: string];

/** Folder for caches and downloads of the measured processes. */
const HOME = mkdtempSync(join(tmpdir(), 'defender-soar-bench-'));
const DOWNLOADS = join(HOME, 'packages');

/** Removes what the rows left on disk. */
export const cleanUp = (): void => rmSync(HOME, { recursive: true, force: true });

const { PATH } = process.env;
const UNLIMITED = { DEFENDER_RATE_LIMITS: 'off' };

/** A connection that receives no request; without the tenant's certificate, which takes Node time to load. */
const NOWHERE = {
  DEFENDER_API_URL: 'https://api.security.microsoft.com',
  DEFENDER_TENANT_ID: '00000000-0000-4000-8000-000000000001',
  DEFENDER_CLIENT_ID: '00000000-0000-4000-8000-000000000002',
  DEFENDER_CLIENT_SECRET: 'bench',
};

const node = (args: string[], env: NodeJS.ProcessEnv = { PATH }, stdin = ''): Command => ({
  command: process.execPath,
  args,
  env,
  stdin,
});
const bare = (work: string, env: NodeJS.ProcessEnv, stdin?: string) =>
  node([`${ROOT}build/bench/bare.mjs`, work], env, stdin);
const runner = (id: string, env: NodeJS.ProcessEnv, stdin: string, args: string[] = []) =>
  node([`${ROOT}dist/actions/${id}.js`, ...args], { PATH, HOME, XDG_CACHE_HOME: join(HOME, 'cache'), ...env }, stdin);

const ndjson = (items: readonly object[]): string => items.map((item) => JSON.stringify(item)).join('\n');

const ratio = (value: number): string => `${value.toFixed(2)} ×`;
const seconds = (value: number): string => `${value.toFixed(value < 10 ? 3 : 1)} s`;
const megabytes = (value: number, digits = 0): string => `${value.toFixed(digits)} MB`;

interface Timing {
  between?: () => unknown;
  turns: number;
  /** The least that keeps the contract: if it misses the target, so does everything. */
  least?: Command;
  /** Peak memory of ours, in MB. */
  peak?: number;
}

/** Compares the time of ours with that of a bare script. */
async function timed(
  what: string,
  target: string,
  [ours, theirs]: [Command, Command],
  { between, turns, least, peak }: Timing,
): Promise<Row> {
  const commands = least ? [ours, theirs, least] : [ours, theirs];
  const [own = 0, other = 0, floor] = await compare(commands, turns, between);
  const compared = ratio(own / other) + (peak === undefined ? '' : `, ${megabytes(peak)}`);
  return [what, seconds(own), seconds(other), compared, target, floor === undefined ? '' : ratio(floor / other)];
}

/** Reads the ids of a number of machines that can be isolated. */
async function machinesOf(tenant: BenchTenant, count: number): Promise<string[]> {
  const token = await tenant.signIn();
  const filter = encodeURIComponent("osPlatform eq 'Windows11' and onboardingStatus eq 'Onboarded'");
  const { value } = await tenant.call('GET', `/api/machines?$top=10000&$filter=${filter}`, { token });
  if (value.length < count) throw new Error(`the tenant has ${value.length} of ${count} machines`);
  return value.slice(0, count).map(({ id }: { id: string }) => id);
}

/** Measures one action on one machine, and the refusal of bad params. */
export async function isolate(tenant: BenchTenant, turns: number): Promise<Row[]> {
  const [machineId] = await machinesOf(tenant, 1);
  const params = JSON.stringify({ machineId, comment: 'Bench' });
  const ours = runner('isolate-machine', tenant.env, params);
  const between = () => tenant.control('reset', {});
  const forget = async () => {
    await between();
    rmSync(join(HOME, 'cache'), { recursive: true, force: true });
  };
  const warm = { ...tenant.env, BENCH_TOKEN: await tenant.signIn() };
  const cold = bare('signInAndIsolate', tenant.env, params);
  const refused = { ...runner('isolate-machine', NOWHERE, '{"machineId":"None"}'), code: 2 };
  const least = node([`${ROOT}build/bench/refuse.cjs`], { PATH }, '{}');
  return [
    await timed('isolate-machine, no cached token', '≤ 1.65 ×', [ours, cold], { between: forget, turns }),
    await timed('isolate-machine, warm token cache', '≤ 1.45 ×', [ours, bare('isolate', warm, params)], {
      between,
      turns,
    }),
    await timed('bad params refused', '≤ 1.4 ×', [refused, node(['-e', '0'])], { turns, least }),
  ];
}

/** Measures 1,000 lines of a batch. */
export async function batch(tenant: BenchTenant, turns: number): Promise<Row[]> {
  const lines = ndjson((await machinesOf(tenant, 1000)).map((machineId) => ({ machineId, comment: 'Bench' })));
  const between = () => tenant.control('reset', {});
  const ours = runner('isolate-machine', { ...tenant.env, ...UNLIMITED }, lines, ['--batch']);
  await between();
  const { peak } = await costsOf(ours);
  const commands: [Command, Command] = [ours, bare('isolateAll', tenant.env, lines)];
  const timing = { between, turns: Math.ceil(turns / 2), peak };
  return [await timed('batch of 1,000 isolates', '≤ 1.67 ×, ≤ 150 MB', commands, timing)];
}

/** Measures bulk calls of a batch. */
export async function indicators(tenant: BenchTenant): Promise<Row[]> {
  const lines = Array.from({ length: 15_000 }, (_, index) => ({
    indicatorValue: `host-${index}.bench.example`,
    indicatorType: 'DomainName',
    action: 'Block',
    title: 'Bench',
    description: 'Bench',
  }));
  await tenant.control('reset', {});
  await tenant.control('seed', { collection: 'indicators', items: [], replace: true });
  const ours = runner('submit-indicator', { ...tenant.env, ...UNLIMITED }, ndjson(lines), ['--batch']);
  const { seconds: took, peak } = await costsOf(ours);
  const { requests } = await tenant.call('GET', '/_control/journal');
  const calls = requests.filter(({ path }: { path: string }) => path === '/api/indicators/import').length;
  const cost = `${calls} calls, ${megabytes(peak)}`;
  return [['batch of 15,000 indicators', seconds(took), '', cost, '30 calls, ≤ 10 s, ≤ 150 MB', '']];
}

/** Measures a list of every machine of a tenant. */
export async function list(tenant: BenchTenant, turns: number, machines: number): Promise<Row[]> {
  const env = { ...tenant.env, BENCH_MACHINES: String(machines) };
  const ours = runner('list-machines', { ...env, ...UNLIMITED }, '{}');
  const theirs = bare('listMachines', env);
  // The first reading makes the tenant write its pages; the others find them written.
  const { peak } = await costsOf(ours);
  await secondsOf(theirs);
  const timing = { turns: Math.ceil(turns / 2), least: bare('lookThroughMachines', env), peak };
  const what = `list-machines, ${machines.toLocaleString('en')} machines`;
  return [await timed(what, '≤ 1.5 ×, ≤ 200 MB', [ours, theirs], timing)];
}

/** Measures the download of a package against curl. */
export async function download(tenant: BenchTenant, turns: number): Promise<Row[]> {
  await tenant.control('reset', {});
  await tenant.control('settings', { packageBytes: 500_000_000, packageLinkSeconds: 3600 });
  const [machineId] = await machinesOf(tenant, 1);
  const id = '5382f7ea-7557-4ab7-9782-d50480024a4e';
  const item = { id, type: 'CollectInvestigationPackage', status: 'Succeeded', machineId, requestorComment: 'Bench' };
  await tenant.control('seed', { collection: 'machineActions', items: [item] });
  const token = await tenant.signIn();
  const link = async (): Promise<string> =>
    JSON.parse((await tenant.call('GET', `/api/machineactions/${id}/getPackageUri`, { token })).value);
  const file = join(DOWNLOADS, 'curl.zip');
  const authority = tenant.env.NODE_EXTRA_CA_CERTS ?? '';
  const theirs = { command: 'curl', args: ['-sf', '--cacert', authority, '-o', file, await link()], env: { PATH } };
  // A package is hashed, and reported when it is on disk: contract section 3.
  const hashed = 'curl -sf --cacert "$0" -o "$1" "$2" && openssl sha256 "$1" && sync "$1"';
  const least = { command: 'sh', args: ['-c', hashed, authority, file, await link()], env: { PATH } };
  const params = JSON.stringify({ machineId, comment: 'Bench', downloadTo: DOWNLOADS });
  const ours = runner('collect-investigation-package', { ...tenant.env, ...UNLIMITED }, params);
  const between = () => {
    rmSync(DOWNLOADS, { recursive: true, force: true });
    mkdirSync(DOWNLOADS);
  };
  between();
  await secondsOf(theirs);
  const { peak } = await costsOf(ours);
  const timing = { between, turns: Math.ceil(turns / 2), least, peak };
  return [await timed('package of 500 MB', '≤ 1.2 × of curl, ≤ 120 MB', [ours, theirs], timing)];
}

/** Measures the published package. */
export function tarball(): Row[] {
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const [{ size, unpackedSize }] = JSON.parse(stdout);
  const unpacked = `${megabytes(unpackedSize / 1e6, 2)} unpacked`;
  return [['tarball', megabytes(size / 1e6, 2), '', unpacked, '≤ 1.5 MB, ≤ 4 MB unpacked', '']];
}
