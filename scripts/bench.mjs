// Measures this package against the bare minimum on the same machine, at the same time, against the same simulated
// tenant: `npm run bench [-- --runs N --rows isolate,batch]`. Prints one table; a ratio counts, a time does not.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compare, run } from './bench/measure.mjs';
import { startTenant } from './bench/tenant.mjs';
import { root } from './catalogue.mjs';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '20' }, rows: { type: 'string' } } });
const runs = Number(values.runs);
const here = (path) => fileURLToPath(new URL(path, root));
const home = mkdtempSync(join(tmpdir(), 'defender-soar-bench-'));
const downloads = join(home, 'packages');

const node = process.execPath;
const bare = (work, env, stdin) => ({ command: node, args: [here('scripts/bench/bare.mjs'), work], env, stdin });
const runner = (id, env, params, args = []) => ({
  command: node,
  args: [here(`dist/actions/${id}.js`), ...args],
  env: { PATH: process.env.PATH, HOME: home, XDG_CACHE_HOME: join(home, 'cache'), ...env },
  stdin: typeof params === 'string' ? params : JSON.stringify(params),
});
const off = { DEFENDER_RATE_LIMITS: 'off' };
const ndjson = (items) => items.map((item) => JSON.stringify(item)).join('\n');

/** Ids of so many machines that can be isolated. */
async function machinesOf(tenant, count) {
  const token = await tenant.signIn();
  const filter = encodeURIComponent("osPlatform eq 'Windows11' and onboardingStatus eq 'Onboarded'");
  const { value } = await tenant.call('GET', `/api/machines?$top=10000&$filter=${filter}`, { token });
  if (value.length < count) throw new Error(`the tenant has ${value.length} of ${count} machines`);
  return value.slice(0, count).map(({ id }) => id);
}

/** A connection that nothing is sent to; without the simulated tenant's certificate, which Node itself takes time for. */
const nowhere = {
  DEFENDER_API_URL: 'https://api.security.microsoft.com',
  DEFENDER_TENANT_ID: '00000000-0000-4000-8000-000000000001',
  DEFENDER_CLIENT_ID: '00000000-0000-4000-8000-000000000002',
  DEFENDER_CLIENT_SECRET: 'bench',
};

const twice = (value) => `${value.toFixed(2)} ×`;
const seconds = (value) => `${value.toFixed(value < 10 ? 3 : 1)} s`;
const megabytes = (value) => `${Math.round(value)} MB`;

/**
 * A row of times against a bare script: what, ours, theirs, ratio, target. With `least`, what the least that keeps the
 * contract takes against the bare one: where it misses the target, so does everything.
 */
async function timed(what, target, ours, theirs, { between, times = runs, least } = {}) {
  const commands = least ? [ours, theirs, least] : [ours, theirs];
  const [own, other, floor] = await compare(commands, times, between);
  return [what, seconds(own), seconds(other), twice(own / other), target, floor ? twice(floor / other) : ''];
}

const rows = {
  async isolate(tenant) {
    const [machineId] = await machinesOf(tenant, 1);
    const params = { machineId, comment: 'Bench' };
    const between = () => tenant.control('reset', {});
    const forget = async () => {
      await between();
      rmSync(join(home, 'cache'), { recursive: true, force: true });
    };
    const warm = { ...tenant.env, BENCH_TOKEN: await tenant.signIn() };
    return [
      await timed(
        'isolate-machine, no cached token',
        '≤ 1.8 ×',
        runner('isolate-machine', tenant.env, params),
        bare('signInAndIsolate', tenant.env, JSON.stringify(params)),
        { between: forget },
      ),
      await timed(
        'isolate-machine, warm token cache',
        '≤ 1.5 ×',
        runner('isolate-machine', tenant.env, params),
        bare('isolate', warm, JSON.stringify(params)),
        { between },
      ),
      await timed(
        'bad params refused',
        '≤ 1.4 ×',
        { ...runner('isolate-machine', nowhere, { machineId: 'None' }), code: 2 },
        { command: node, args: ['-e', '0'], env: { PATH: process.env.PATH } },
        {
          least: {
            command: node,
            args: [here('scripts/bench/refuse.cjs')],
            env: { PATH: process.env.PATH },
            stdin: '{}',
          },
        },
      ),
    ];
  },

  async batch(tenant) {
    const lines = (await machinesOf(tenant, 1000)).map((machineId) => ({ machineId, comment: 'Bench' }));
    const between = () => tenant.control('reset', {});
    const ours = runner('isolate-machine', { ...tenant.env, ...off }, ndjson(lines), ['--batch']);
    const times = Math.ceil(runs / 2);
    const row = await timed(
      'batch of 1,000 isolates',
      '≤ 1.67 ×, ≤ 150 MB',
      ours,
      bare('isolateAll', tenant.env, ndjson(lines)),
      { between, times },
    );
    await between();
    row[3] += `, ${megabytes((await run({ ...ours, memory: true })).peak)}`;
    return [row];
  },

  async indicators(tenant) {
    const indicators = Array.from({ length: 15_000 }, (_, index) => ({
      indicatorValue: `host-${index}.bench.example`,
      indicatorType: 'DomainName',
      action: 'Block',
      title: 'Bench',
      description: 'Bench',
    }));
    await tenant.control('reset', {});
    await tenant.control('seed', { collection: 'indicators', items: [], replace: true });
    const ours = runner('submit-indicator', { ...tenant.env, ...off }, ndjson(indicators), ['--batch']);
    const { seconds: took, peak } = await run({ ...ours, memory: true });
    const { requests } = await tenant.call('GET', '/_control/journal');
    const calls = requests.filter(({ path }) => path === '/api/indicators/import').length;
    return [
      [
        'batch of 15,000 indicators',
        seconds(took),
        '',
        `${calls} calls, ${megabytes(peak)}`,
        '30 calls, ≤ 10 s, ≤ 150 MB',
        '',
      ],
    ];
  },

  async list(tenant, machines) {
    const env = { ...tenant.env, BENCH_MACHINES: String(machines) };
    const ours = runner('list-machines', { ...env, ...off }, {});
    // The first reading makes the tenant write its pages, which the others find written.
    const { peak } = await run({ ...ours, memory: true });
    const theirs = bare('listMachines', env);
    await run(theirs);
    const row = await timed(
      `list-machines, ${machines.toLocaleString('en')} machines`,
      '≤ 1.5 ×, ≤ 200 MB',
      ours,
      theirs,
      { times: Math.ceil(runs / 2), least: bare('lookThroughMachines', env) },
    );
    row[3] += `, ${megabytes(peak)}`;
    return [row];
  },

  async download(tenant) {
    await tenant.control('reset', {});
    await tenant.control('settings', { packageBytes: 500_000_000, packageLinkSeconds: 3600 });
    const [machineId] = await machinesOf(tenant, 1);
    const id = '5382f7ea-7557-4ab7-9782-d50480024a4e';
    const item = { id, type: 'CollectInvestigationPackage', status: 'Succeeded', machineId, requestorComment: 'Bench' };
    await tenant.control('seed', { collection: 'machineActions', items: [item] });
    const token = await tenant.signIn();
    const link = async () =>
      JSON.parse((await tenant.call('GET', `/api/machineactions/${id}/getPackageUri`, { token })).value);
    const file = join(downloads, 'curl.zip');
    const theirs = {
      command: 'curl',
      args: ['-sf', '--cacert', tenant.env.NODE_EXTRA_CA_CERTS, '-o', file, await link()],
      env: { PATH: process.env.PATH },
    };
    const params = { machineId, comment: 'Bench', downloadTo: downloads };
    const ours = runner('collect-investigation-package', { ...tenant.env, ...off }, params);
    const clear = () => {
      rmSync(downloads, { recursive: true, force: true });
      mkdirSync(downloads);
    };
    clear();
    await run(theirs);
    await run(ours);
    // A package is hashed, and reported when it is on disk: contract section 3.
    const hashed = 'curl -sf --cacert "$0" -o "$1" "$2" && openssl sha256 "$1" && sync "$1"';
    const least = {
      command: 'sh',
      args: ['-c', hashed, tenant.env.NODE_EXTRA_CA_CERTS, file, await link()],
      env: { PATH: process.env.PATH },
    };
    const times = Math.ceil(runs / 2);
    const row = await timed('package of 500 MB', '≤ 1.2 × of curl, ≤ 120 MB', ours, theirs, {
      between: clear,
      times,
      least,
    });
    clear();
    row[3] += `, ${megabytes((await run({ ...ours, memory: true })).peak)}`;
    return [row];
  },

  tarball() {
    const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: here('.') });
    const [{ size, unpackedSize }] = JSON.parse(stdout);
    return [
      [
        'tarball',
        megabytesExactly(size),
        '',
        `${megabytesExactly(unpackedSize)} unpacked`,
        '≤ 1.5 MB, ≤ 4 MB unpacked',
        '',
      ],
    ];
  },
};

const megabytesExactly = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;

/** What each row needs: machines of its tenant, 0 for none. */
const stages = [
  [0, ['tarball']],
  [3000, ['isolate', 'batch', 'indicators', 'download']],
  [100_000, ['list']],
  [300_000, ['list']],
];

const wanted = values.rows?.split(',') ?? Object.keys(rows);
const table = [['what', 'ours', 'bare', 'ratio, memory', 'target', 'least']];
try {
  for (const [machines, names] of stages) {
    const chosen = names.filter((name) => wanted.includes(name));
    if (chosen.length === 0) continue;
    const tenant = machines === 0 ? undefined : await startTenant(machines);
    try {
      for (const name of chosen) table.push(...(await rows[name](tenant, machines)));
    } finally {
      await tenant?.close();
    }
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
for (const row of table)
  console.log(
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
