import { describe, expect, it } from 'vitest';
import { removeFoldersAtEnd, runAction, runner, start } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';

removeFoldersAtEnd();
const tenant = useTenant();

/** Runs list-machines with exactly these bytes on stdin. */
const withStdin = (stdin: string | Uint8Array | undefined) => tenant.run('list-machines', stdin);

describe('params on stdin', () => {
  it.each([
    ['nothing at all', undefined],
    ['white space', ' \n\t'],
    ['an empty object', '{}'],
    ['a byte order mark before the object', '\u{FEFF}{}'],
    ['an object over several lines', '{\r\n}\r\n'],
  ])('reads %s as no params', async (_what, stdin) => {
    const { code, stderr, json } = await withStdin(stdin);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json.count).toBe(25);
  });

  it('reads null as a param that was left out', async () => {
    const { code, json } = await withStdin('{"top": 2, "filter": null, "seenSince": null}');
    expect(code).toBe(0);
    expect(json.count).toBe(2);
  });

  it.each([
    ['null', 'null'],
    ['an array', '[]'],
    ['a text', '"{}"'],
    ['a number', '1'],
    ['broken JSON', '{"top": 2'],
    ['two documents', '{} {}'],
    ['bytes that are not UTF-8', Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d)],
    ['UTF-16', Buffer.from('\u{FEFF}{}', 'utf16le')],
  ])('refuses %s', async (_what, stdin) => {
    const { code, stdout, stderr, json } = await withStdin(stdin);
    expect(code).toBe(2);
    expect(json.error).toMatchObject({ code: 'invalid_params', retryable: false });
    expect(json.error.details).toHaveLength(1);
    expect(stdout.endsWith('}\n')).toBe(true);
    expect(stderr).toMatch(/^invalid_params: [^\n]+\n$/);
    expect(await tenant.journal()).toEqual([]);
  });

  it.each([
    ['alone', []],
    ['in a batch', ['--batch']],
  ])('refuses a folder, which Node reads as empty, %s', async (_how, args) => {
    const shell = ['-c', 'exec "$0" "$@" </', process.execPath, runner('list-machines'), ...args];
    const { code, json } = await start('sh', shell, { env: tenant.env }).ended;
    expect(code).toBe(2);
    expect(json.error).toMatchObject({
      code: 'invalid_params',
      details: [{ path: '', message: 'stdin cannot be read (EISDIR)' }],
    });
    expect(await tenant.journal()).toEqual([]);
  });

  it('accepts 16 MiB and refuses more', async () => {
    const most = 16 * 1024 * 1024;
    const filled = (bytes: number) => `{"top": 1${' '.repeat(bytes - 10)}}`;
    const over = await withStdin(filled(most + 1));
    expect(over.code).toBe(2);
    expect(over.json.error.details[0].message).toContain('16 MiB');
    const { code, json } = await withStdin(filled(most));
    expect(code).toBe(0);
    expect(json.count).toBe(1);
  });

  it('lists every fault at once and sends nothing', async () => {
    const { code, json, stderr } = await tenant.run('isolate-machine', {
      machineId: 'ws-001',
      ipSeenAt: 'yesterday',
      correlationId: 'INC 4711',
      waitSeconds: '5',
      isolationType: 'full',
      whenStillRunning: 'maybe',
      dryRun: 'yes',
      surprise: 1,
    });
    expect(code).toBe(2);
    const paths = json.error.details.map(({ path }: { path: string }) => path).sort();
    expect(paths).toEqual([
      'comment',
      'correlationId',
      'dryRun',
      'ipSeenAt',
      'isolationType',
      'machineId',
      'surprise',
      'waitSeconds',
      'whenStillRunning',
    ]);
    for (const path of paths) expect(stderr).toContain(path);
    expect(await tenant.journal()).toEqual([]);
  });

  it('does not convert texts to numbers', async () => {
    const { code, json } = await tenant.run('list-machines', { top: '5', includeCount: 'true' });
    expect(code).toBe(2);
    expect(json.error.details.map(({ path }: { path: string }) => path).sort()).toEqual(['includeCount', 'top']);
  });
});

describe('params and resource together', () => {
  it('reports the faults of both', async () => {
    const { code, json } = await runAction(
      'list-machines',
      { top: 0, bogus: 1 },
      { DEFENDER_TENANT_ID: 'not a tenant' },
    );
    expect(code).toBe(2);
    expect(json.error.code).toBe('invalid_resource');
    const paths = json.error.details.map(({ path }: { path: string }) => path).sort();
    expect(paths).toEqual([
      'bogus',
      'resource.apiUrl',
      'resource.clientId',
      'resource.clientSecret',
      'resource.tenantId',
      'top',
    ]);
  });
});
