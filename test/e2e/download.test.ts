import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import collectPackage from '../../actions/collect-investigation-package.ts';
import { systemClock } from '../../src/clock.ts';
import { runHere, writeDefaults } from '../support/in-process.ts';
import { type Launch, temporaryFolder } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';

const id = '5382f7ea-7557-4ab7-9782-d50480024a4e';
const tenant = useTenant();
const action = () => ({
  id,
  type: 'CollectInvestigationPackage',
  status: 'Succeeded',
  requestorComment: 'Evidence',
  machineId: tenant.machineId('ws-001.contoso.example'),
});
let downloadTo = '';
beforeEach(async () => {
  downloadTo = join(temporaryFolder(), 'new', 'packages');
  await tenant.seed('machineActions', [action()]);
});

const run = (env: Launch['env'] = {}) =>
  tenant.run('collect-investigation-package', { machineId: action().machineId, comment: 'Evidence', downloadTo }, env);
const file = () => join(downloadTo, `${id}.zip`);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const downloads = async () => (await tenant.journal()).filter(({ path }) => path.startsWith('/_packages/'));
const links = async () => (await tenant.calls()).filter((call) => call.includes('getPackageUri'));

const params = () => ({
  ...writeDefaults,
  comment: 'Evidence',
  machineId: action().machineId,
  downloadTo,
  maxAgeHours: 24,
});

/** The result of a complete download. */
function expectStored(json: { status: string; package: unknown }): void {
  const bytes = readFileSync(file());
  expect(json.status).toBe('Succeeded');
  expect(json.package).toEqual({ path: file(), sizeBytes: bytes.length, sha256: sha256(bytes) });
  expect(Object.keys(unzipSync(bytes)).length).toBeGreaterThan(0);
  expect(readdirSync(downloadTo)).toEqual([`${id}.zip`]);
}

describe('a download', () => {
  it('is private and hashed, sends no Authorization, and prints the link nowhere', async () => {
    const { code, stdout, stderr, json } = await run({ DEFENDER_LOG: 'debug' });
    expect(code).toBe(0);
    expectStored(json);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(downloadTo).mode & 0o777).toBe(0o700);
    const requests = await downloads();
    expect(requests.map(({ authorized, status }) => ({ authorized, status }))).toEqual([
      { authorized: false, status: 200 },
    ]);
    expect(stdout + stderr).not.toMatch(/_packages|[?&]sig=(?!\[)/);
  });

  it('that exists already is hashed and returned unchanged', async () => {
    await run();
    const before = statSync(file()).mtimeMs;
    const { code, json } = await run();
    expect(code).toBe(0);
    expectStored(json);
    expect(statSync(file()).mtimeMs).toBe(before);
  });

  it.each([
    ['a file of another length', (path: string) => writeFileSync(path, 'something else')],
    ['a folder', (path: string) => mkdirSync(path)],
    ['a link', (path: string) => symlinkSync('/etc/hostname', path)],
  ])('never replaces %s', async (_what, make) => {
    mkdirSync(downloadTo, { recursive: true });
    make(file());
    const { code, json } = await run();
    expect(code).toBe(4);
    expect(json.error.code).toBe('conflict');
    expect(json.error.details).toEqual({ machineActionId: id, path: file() });
    expect(readdirSync(downloadTo)).toEqual([`${id}.zip`]);
  });

  it('continues after a broken connection, with one link', async () => {
    await tenant.fault('/_packages/', { truncate: 100 });
    await tenant.fault('/_packages/', { reset: true });
    await tenant.fault('/_packages/', { truncate: true });
    const { code, json } = await run();
    expect(code).toBe(0);
    expectStored(json);
    expect(await downloads()).toHaveLength(4);
    expect(await links()).toHaveLength(1);
  });

  it('requests a new link if the first has expired', async () => {
    await tenant.fault('/_packages/', { status: 403, body: 'expired' });
    const { code, json } = await run();
    expect(code).toBe(0);
    expectStored(json);
    expect(await links()).toHaveLength(2);
  });

  it('reports that all links have expired, and names the machine action', async () => {
    await tenant.control('settings', { packageLinkSeconds: 0 });
    const env = { DEFENDER_TIMEOUT_SECONDS: '1', DEFENDER_RATE_LIMITS: 'off' };
    const { stderr, json } = await run(env);
    expect(json.error.message).toMatch(/the link had run out|returned 403/);
    expect(json.error.details).toEqual({ machineActionId: id });
    expect(stderr).toContain(`machine action ${id}`);
    expect(readdirSync(downloadTo)).toEqual([]);
  });

  it.each(['<html>One moment</html>', '{"error": "sign in", "to": "the proxy"}'])(
    'of something other than a package leaves no file: %s',
    async (body) => {
      await tenant.fault('/_packages/', { status: 200, body });
      const { code, json } = await run();
      expect(code).toBe(1);
      expect(json.error).toMatchObject({ code: 'unexpected_response', details: { machineActionId: id } });
      expect(readdirSync(downloadTo)).toEqual([]);
    },
  );

  it('fails if the disk loses a part of it, even if the rest is written', async () => {
    await tenant.control('settings', { packageBytes: 140_000_000 });
    const probe = await open(fileURLToPath(import.meta.url));
    const datasync = vi.spyOn(Object.getPrototypeOf(probe), 'datasync');
    let there = 0;
    datasync.mockImplementationOnce(() => {
      there = statSync(join(downloadTo, readdirSync(downloadTo)[0] ?? '')).size;
      return Promise.reject(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }));
    });
    const { code, json } = await runHere(collectPackage, params(), { env: tenant.env, clock: systemClock });
    expect(datasync).toHaveBeenCalledOnce();
    datasync.mockRestore();
    await probe.close();
    expect(there).toBeGreaterThan(0);
    expect(there).toBeLessThan(140_000_000);
    expect(json.error).toMatchObject({ code: 'conflict', message: 'cannot write the package (EIO)' });
    expect(code).toBe(4);
    expect(readdirSync(downloadTo)).toEqual([]);
  });

  it('is a conflict if the disk is full', async () => {
    const probe = await open(fileURLToPath(import.meta.url));
    const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    const spy = vi.spyOn(Object.getPrototypeOf(probe), 'writev').mockRejectedValueOnce(full);
    const { code, json } = await runHere(collectPackage, params(), { env: tenant.env, clock: systemClock });
    spy.mockRestore();
    await probe.close();
    expect(json.error).toMatchObject({ code: 'conflict', message: 'cannot write the package (ENOSPC)' });
    expect(code).toBe(4);
    expect(readdirSync(downloadTo)).toEqual([]);
  });

  it('is complete if each write stores only a part', async () => {
    const probe = await open(fileURLToPath(import.meta.url));
    const prototype = Object.getPrototypeOf(probe);
    const whole = prototype.writev;
    const spy = vi.spyOn(prototype, 'writev').mockImplementation(function (this: unknown, chunks, at) {
      const first = (chunks as Buffer[])[0] as Buffer;
      return whole.call(this, [first.subarray(0, Math.ceil(first.length / 2))], at);
    });
    const { code, json } = await runHere(collectPackage, params(), { env: tenant.env, clock: systemClock });
    const calls = spy.mock.calls.length;
    spy.mockRestore();
    await probe.close();
    expect(code).toBe(0);
    expectStored(json);
    expect(calls).toBeGreaterThan(1);
  });

  it('removes the partial file of a killed download, and no other', async () => {
    mkdirSync(downloadTo, { recursive: true });
    const part = (name: string, age: number) => {
      const path = join(downloadTo, name);
      writeFileSync(path, 'PK');
      const at = new Date(Date.now() - age);
      utimesSync(path, at, at);
    };
    const [left, young] = [randomUUID(), randomUUID()].map((unique) => `.${id}.${unique}.part`);
    part(String(left), 2 * 3_600_000);
    part(String(young), 60_000);
    part('.mine.part', 2 * 3_600_000);
    expect((await run()).code).toBe(0);
    expect(readdirSync(downloadTo).sort()).toEqual([`.mine.part`, `${id}.zip`, young].sort());
  });

  it('that the host refuses leaves no file', async () => {
    await tenant.fault('/_packages/', { status: 400, body: 'no' });
    const { code, json } = await run();
    expect(code).toBeGreaterThan(0);
    expect(json.error).toMatchObject({ status: 400, details: { machineActionId: id } });
    expect(existsSync(file())).toBe(false);
    expect(readdirSync(downloadTo)).toEqual([]);
  });

  it('into a folder that cannot exist is refused before anything is sent', async () => {
    const blocked = join(temporaryFolder(), 'file');
    writeFileSync(blocked, '');
    downloadTo = join(blocked, 'packages');
    const { code, json } = await run();
    expect(code).toBe(2);
    expect(json.error.details).toEqual([{ path: 'downloadTo', message: expect.any(String) }]);
    expect(await tenant.journal()).toEqual([]);
  });
});
