import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionIds, paramsOf } from '../support/catalogue.ts';
import { handClock } from '../support/clock.ts';
import { machineActionId, seedExamples } from '../support/examples.ts';
import { useFakeServers } from '../support/fake-server.ts';
import {
  buildImage,
  driveSchedule,
  type Exported,
  formOf,
  instructionsOf,
  readExport,
  resourceOf,
  runScript,
  startScript,
  valuesAt,
} from '../support/oif.ts';
import { checkout, cli, type Ended, launch, start, temporaryFolder } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';

// Stands still but for the schedule: what was just started is Pending.
const clock = handClock(Date.now());
const tenant = useTenant({ now: clock.now });
const fake = useFakeServers();

/** The image that the Dockerfile built: the folder that the package was installed to, and the environment. */
let image: { folder: string; env: Record<string, string>; last: Ended };
let exported: Exported;
let server: Server;
/** Values for the two variables of the Dockerfile that a person fills in. */
let filledIn: Record<string, string>;

beforeAll(async () => {
  const folder = temporaryFolder();
  // Without the prepare script, which would rebuild while other tests use the build.
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder, checkout];
  const packed = await start('npm', args, { env: { HOME: folder } }).ended;
  const [{ filename, integrity }] = packed.json;
  server = createServer((_request, response) => response.end(readFileSync(join(folder, filename))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  filledIn = { DEFENDER_SOAR_PACKAGE: `http://127.0.0.1:${port}/${filename}`, DEFENDER_SOAR_INTEGRITY: integrity };

  const draft = join(folder, 'draft');
  await launch(cli, ['export', 'oif', '--out', draft]).ended;
  const installed = temporaryFolder();
  image = { folder: installed, ...(await buildImage(readExport(draft).dockerfile, installed, filledIn)) };

  // From here on only the installed package is used.
  const out = join(folder, 'oif');
  const made = await start('defender-soar', ['export', 'oif', '--out', out], { env: image.env }).ended;
  expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: '' });
  exported = readExport(out);
});
afterAll(() => {
  server?.close();
});

const action = (id: string) => {
  const found = exported.actions[id];
  if (found === undefined) throw new Error(`no file of ${id}`);
  return found;
};

/** Variables of the container, the resource and the form of an action. */
const environment = (id: string, given: Record<string, string>) => ({
  ...image.env,
  ...resourceOf(exported.integration, tenant.env),
  ...formOf(action(id), given),
});

/** Runs an action the way the platform does. */
const run = (id: string, given: Record<string, string> = {}, more: Record<string, string> = {}) =>
  runScript(action(id).script.code, { ...environment(id, given), ...more });

/** The writes that were sent, as JSON. */
const sent = async () => (await tenant.writes()).map(({ body }) => body);

describe('the image', () => {
  it('uses only instructions that the editor of the platform accepts', () => {
    const instructions = instructionsOf(exported.dockerfile);
    expect(instructions[0]?.[0]).toBe('FROM');
    expect(new Set(instructions.map(([keyword]) => keyword))).toEqual(new Set(['FROM', 'RUN', 'ENV']));
  });

  it('installs the package from its file', () => {
    expect(image.last).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(join(image.folder, 'bin', 'defender-soar'))).toBe(true);
  });

  it('refuses a file with another integrity', async () => {
    const folder = temporaryFolder();
    const installed = join(folder, 'installed');
    // A fake npm: "pack" writes a file, every other command prints that it was called.
    const npm = `#!/bin/sh\ncase $1 in pack) echo changed >"$5/file.tgz"; echo file.tgz;; *) touch '${installed}';; esac\n`;
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin', 'npm'), npm, { mode: 0o755 });
    const { last } = await buildImage(exported.dockerfile, folder, filledIn);
    expect(last.code).toBe(1);
    const integrity = createHash('sha512').update('changed\n').digest('base64');
    expect(last.stderr).toBe(`the package has the integrity sha512-${integrity}\n`);
    expect(existsSync(installed)).toBe(false);
  });

  it('says why it cannot fetch the package', async () => {
    const changed = { ...filledIn, DEFENDER_SOAR_PACKAGE: 'http://127.0.0.1:1/defender-soar.tgz' };
    const { last } = await buildImage(exported.dockerfile, temporaryFolder(), changed);
    expect(last.code).not.toBe(0);
    expect(last.stderr).toContain('ECONNREFUSED');
  });

  it('refuses a package of another version', async () => {
    const { version } = exported.integration;
    const [, check = ''] = instructionsOf(exported.dockerfile).at(-1) ?? [];
    const ended = (installed: string) =>
      start('sh', ['-c', check.replace(version, installed)], { env: image.env }).ended;
    expect([(await ended(version)).code, (await ended('9.9.9')).code]).toEqual([0, 1]);
  });
});

describe('every script', () => {
  /** Forms that show more than the first example of the schema does. */
  const fuller: Record<string, Record<string, string>> = {
    'submit-indicator': {
      indicatorValue: '203.0.113.99',
      action: 'Block',
      title: 'Title',
      description: 'Text',
      rbacGroupNames: 'Workstations, Servers',
    },
    'run-live-response': {
      computerDnsName: 'ws-001',
      comment: 'Because',
      commands: JSON.stringify([{ type: 'GetFile', params: [{ key: 'Path', value: 'C:\\a' }] }]),
    },
    'run-advanced-hunting-query': { query: 'DeviceProcessEvents | take 3' },
    'list-alerts': { expandEvidence: 'true' },
    'poll-new-alerts': { lookBackMinutes: '43200' },
    'poll-new-remediation-activities': { lookBackMinutes: '43200' },
    'update-alert': {
      alertIds: 'da637139127150012465_1011995739, da637139127150012466_1011995739',
      status: 'InProgress',
    },
  };
  const asText = (value: unknown): string => {
    if (typeof value === 'string') return value;
    const isTexts = Array.isArray(value) && value.every((item) => typeof item === 'string');
    return isTexts ? value.join(', ') : JSON.stringify(value);
  };
  const formFor = (id: string): Record<string, string> =>
    fuller[id] ??
    Object.fromEntries(Object.entries(paramsOf(id).examples[0]).map(([name, value]) => [name, asText(value)]));
  const ids = actionIds().filter((id) => id !== 'test-connection');

  it.each(ids)('%s returns what its output declares', async (id) => {
    await seedExamples(tenant);
    const { code, stdout, stderr, json } = await run(id, formFor(id));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trim().split('\n')).toHaveLength(1);
    const returned = json.schema?.map(({ name }: { name: string }) => `results.[].${name}`);
    const declared = action(id).output.map(({ path }) => path);
    // A query returns only some of the hunting columns.
    const due = declared.filter((path) => !path.startsWith('results.') || returned.includes(path));
    for (const path of due) expect(() => valuesAt(json, path)).not.toThrow();
    const [first = ''] = declared;
    expect(valuesAt(json, first).length).toBeGreaterThan(0);
    if (returned) expect(due.filter((path) => path.startsWith('results.')).length).toBeGreaterThan(5);
  });

  it('is of an action', () => {
    expect(Object.keys(exported.actions).sort()).toEqual(ids.toSorted());
  });

  it('that tests the settings exits with 0 only if they are right', async () => {
    const { test_connection_code: code } = exported.integration.script;
    const settings = { ...image.env, ...resourceOf(exported.integration, tenant.env) };
    expect(await runScript(code, settings)).toMatchObject({ code: 0, stderr: '', json: { ok: true } });
    const wrong = await runScript(code, { ...settings, clientSecret: 'wrong' });
    expect(wrong.code).toBe(3);
    expect(wrong.stderr).toMatch(/^authentication_failed: [^\n]*AADSTS7000215[^\n]*\n$/);
  });
});

describe('a hunt', () => {
  it('can be wired to an isolation', async () => {
    const hunt = await run('run-advanced-hunting-query', {
      query: 'DeviceInfo | where DeviceName == "ws-001.contoso.example" | project DeviceId, DeviceName | take 1',
    });
    const [machineId] = valuesAt(hunt.json, 'results.[].DeviceId');
    const { code, json } = await run('isolate-machine', { machineId: String(machineId), comment: 'Hunted' });
    expect(code).toBe(0);
    expect(json).toMatchObject({ computerDnsName: 'ws-001.contoso.example', status: 'Pending' });
  });

  it('returns every column in every row, and every digit, so that parallel arrays stay aligned', async () => {
    const body =
      '{"Schema":[{"Name":"DeviceId","Type":"String"},{"Name":"Big","Type":"Int64"}],' +
      '"Results":[{"Big":9223372036854775807},{"DeviceId":"b"}]}';
    await tenant.fault('/api/advancedqueries/run', { body, headers: { 'Content-Type': 'application/json' } });
    const { code, stdout, json } = await run('run-advanced-hunting-query', { query: 'x' }, { huntingApi: 'defender' });
    expect(code).toBe(0);
    expect(stdout).toContain('{"DeviceId":null,"Big":9223372036854775807}');
    expect(valuesAt(json, 'results.[].DeviceId')).toEqual([null, 'b']);
  });
});

describe('a value', () => {
  const witness = () => join(temporaryFolder(), 'witness');

  it('of any characters arrives as it is and executes nothing', async () => {
    const file = witness();
    const comment = `"double" 'single' \\ $HOME $(touch ${file}) \`touch ${file}\`; touch ${file} & | > ${file}\nzweite Zeile\t🦊 \u202e`;
    const { code } = await run('isolate-machine', { computerDnsName: 'ws-001', comment });
    expect(code).toBe(0);
    expect(await sent()).toEqual([{ Comment: comment, IsolationType: 'Full' }]);
    expect(existsSync(file)).toBe(false);
  });

  it('of 100 KB arrives whole', async () => {
    const file = witness();
    const query = `DeviceInfo | where DeviceName == "${`$(touch ${file}) ä'`.repeat(5000).slice(0, 100_000)}"`;
    expect(Buffer.byteLength(query)).toBeGreaterThan(100_000);
    const { code, json } = await run('run-advanced-hunting-query', { query });
    expect({ code, count: json.count }).toEqual({ code: 0, count: 0 });
    expect((await tenant.journal()).at(-1)?.body).toEqual({ Query: query });
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ['list-machines', { top: 'ten', computerDnsName: 'None' }],
    ['isolate-machine', { machineId: 'null', comment: ' ', dryRun: 'perhaps' }],
  ])('that does not fit %s is refused on stderr: %j', async (id, form) => {
    const { code, json, stderr } = await run(id, form as Record<string, string>);
    expect(code).toBe(2);
    expect(json.error.code).toBe('invalid_params');
    const refused = json.error.details.map(({ path }: { path: string }) => path);
    expect(refused.sort()).toEqual(Object.keys(form).sort());
    expect(stderr).toMatch(/^invalid_params: [^\n]*\n$/);
    for (const path of refused) expect(stderr).toContain(path);
    expect(await tenant.journal()).toEqual([]);
  });
});

describe('a failure', () => {
  it('of a version: an older image refuses newer files', async () => {
    const code = action('list-machines').script.code.replace(/\S+\n$/, '99.0.0\n');
    const ended = await runScript(code, environment('list-machines', {}));
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('upgrade the runner first');
  });

  it('to find the package is reported on stderr', async () => {
    const { code, stdout, stderr } = await run('list-machines', {}, { PATH: '/usr/bin:/bin' });
    expect({ code, stdout }).toEqual({ code: 127, stdout: '' });
    expect(stderr).toContain('defender-soar: not found');
  });

  it('by SIGTERM: the runner receives it and reports the outcome of the write', async () => {
    let told: () => void = () => {};
    const asked = new Promise<void>((resolve) => {
      told = resolve;
    });
    const accepted = { status: 201, body: { id: machineActionId, type: 'Isolate', status: 'Pending' } };
    const defender = await fake({ answer: ({ method }) => (method === 'POST' ? accepted : () => told()) });
    const form = formOf(action('isolate-machine'), { machineId: 'a'.repeat(40), comment: 'x', waitSeconds: '600' });
    const running = startScript(action('isolate-machine').script.code, { ...image.env, ...defender.env, ...form });
    await asked;
    running.child.kill('SIGTERM');
    const { code, signal, json, stderr } = await running.ended;
    expect({ code, signal }).toEqual({ code: 143, signal: null });
    expect(json.error).toMatchObject({ code: 'cancelled', details: { outcome: 'accepted', machineActionId } });
    expect(stderr).toContain(machineActionId);
  });
});

describe('the schedule', () => {
  const form = { computerDnsName: 'ws-001', comment: 'Evidence', correlationId: 'INC-4711' };
  const collect = async () => {
    const { code, stderr, json } = await run('collect-investigation-package', form);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return json;
  };

  it('starts one collection and ends when its status is final', async () => {
    const { results, expired } = await driveSchedule(action('collect-investigation-package'), clock, collect);
    expect(expired).toBe(false);
    expect(results.length).toBeGreaterThan(1);
    expect(results[0]).toMatchObject({ status: 'Pending', package: { uri: null } });
    expect(results.at(-1)).toMatchObject({ status: 'Succeeded', package: { uri: expect.stringMatching(/^https:/) } });
    expect(await tenant.writes()).toHaveLength(1);
  });

  it('ends a collection that failed, and starts no other', async () => {
    const first = await collect();
    await tenant.seed('machineActions', [{ ...first, status: 'Failed' }]);
    const { results, expired } = await driveSchedule(action('collect-investigation-package'), clock, collect);
    expect(expired).toBe(false);
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({ status: 'Failed', hint: expect.any(String) });
    expect(await tenant.writes()).toHaveLength(1);
  });

  it('gives up when it expires, with the last result', async () => {
    const theirs = { id: machineActionId, type: 'CollectInvestigationPackage', status: 'InProgress' };
    const machineId = tenant.machineId('ws-001.contoso.example');
    await tenant.seed('machineActions', [{ ...theirs, machineId, requestorComment: 'Theirs' }]);
    const patient = { ...action('collect-investigation-package'), scheduled: [{ every: '10m', expire: '30m' }] };
    const { results, expired } = await driveSchedule(patient, clock, collect);
    expect(expired).toBe(true);
    expect(results).toHaveLength(3);
    expect(results.at(-1)).toMatchObject({ id: machineActionId, status: 'InProgress', alreadyActive: true });
  });
});
