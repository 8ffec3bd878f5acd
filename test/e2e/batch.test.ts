import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { launch, runner } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant({ machines: 60 });

const ndjson = (items: readonly unknown[]): string =>
  items.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join('\n');

const batch = async (id: string, items: readonly unknown[], args: string[] = [], env: Record<string, string> = {}) => {
  const ended = await tenant.run(id, ndjson(items), env, ['--batch', ...args]);
  const lines = ended.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return { ...ended, lines };
};

const indicator = (indicatorValue: string, title = 'Title') => ({
  indicatorValue,
  action: 'Block',
  title,
  description: 'Text',
});

const ids = () => [...tenant.simulator.tenant.machines.values()].map(({ id }) => id);

describe('a batch', () => {
  it('answers every line once, in order, under its physical number, blank lines aside', async () => {
    const machineId = tenant.machineId('ws-001.contoso.example');
    const items = [
      { machineId, comment: 'x' },
      '',
      { comment: 'x' },
      '   ',
      'no json',
      { machineId: 'f'.repeat(40), comment: 'x' },
    ];
    const { code, stderr, lines } = await batch('isolate-machine', items);
    expect({ code, stderr }).toEqual({ code: 7, stderr: '' });
    expect(lines.map(({ line, result, error }) => [line, result?.type ?? error.code])).toEqual([
      [1, 'Isolate'],
      [3, 'invalid_params'],
      [5, 'invalid_params'],
      [6, 'not_found'],
    ]);
    expect(await tenant.writes()).toHaveLength(2);
  });

  it('signs in once and ends with 0 when every line succeeded', async () => {
    const items = ids()
      .slice(0, 20)
      .map((machineId) => ({ machineId, comment: 'x', dryRun: true }));
    const { code, lines } = await batch('run-antivirus-scan', items, ['--concurrency', '3'], {
      DEFENDER_TOKEN_CACHE: 'off',
    });
    expect(code).toBe(0);
    expect(lines.map(({ result }) => result.machine.id)).toEqual(items.map(({ machineId }) => machineId));
    const signIns = (await tenant.journal()).filter(({ path }) => path.endsWith('/token'));
    expect(signIns).toHaveLength(1);
  });

  it('holds a whole list in one line', async () => {
    const { code, lines } = await batch('list-machines', [{ top: 2 }, { filter: 'nonsense' }]);
    expect(code).toBe(7);
    expect(lines[0].result).toMatchObject({ count: 2, hasMore: true });
    expect(lines[1].error.code).toBe('rejected');
  });

  it('answers lines before stdin closes', async () => {
    const run = launch(runner('list-machines'), ['--batch'], { stdin: 'open', env: tenant.env });
    run.child.stdin.write('{"top":1}\n');
    const [first] = await once(run.child.stdout, 'data');
    expect(JSON.parse(String(first))).toMatchObject({ line: 1, result: { count: 1 } });
    run.child.stdin.end();
    expect((await run.ended).code).toBe(0);
  });

  it('fails the rest without more calls when the sign-in is refused', async () => {
    const { code, stderr, lines } = await batch('list-machines', [{}, {}, {}], ['--concurrency', '1'], {
      DEFENDER_CLIENT_SECRET: 'not-the-secret',
      DEFENDER_TOKEN_CACHE: 'off',
    });
    expect({ code, stderr }).toEqual({ code: 7, stderr: '' });
    expect(lines.map(({ error }) => error.code)).toEqual(Array(3).fill('authentication_failed'));
    expect(await tenant.journal()).toHaveLength(1);
  });

  it('refuses a bad resource as one document', async () => {
    const { code, json } = await batch('list-machines', [{}, {}], [], { DEFENDER_CLIENT_ID: 'nobody' });
    expect({ code, error: json.error.code }).toEqual({ code: 2, error: 'invalid_resource' });
    expect(await tenant.journal()).toEqual([]);
  });

  it.each([
    [['--concurrency', '0'], '--concurrency'],
    [['--from-env'], '--batch'],
  ])('refuses %j', async (args, path) => {
    const { code, json } = await batch('list-machines', [{}], args);
    expect(code).toBe(2);
    expect(json.error.details[0].path).toBe(path);
  });

  it('refuses --concurrency without --batch', async () => {
    const { code, json } = await tenant.run('list-machines', {}, {}, ['--concurrency', '2']);
    expect({ code, path: json.error.details[0].path }).toEqual({ code: 2, path: '--concurrency' });
  });

  it('answers every line already read when a signal comes', async () => {
    const machineId = tenant.machineId('ws-001.contoso.example');
    await tenant.seed('machineActions', [
      { type: 'RunAntiVirusScan', machineId, status: 'InProgress', scope: 'Quick' },
    ]);
    const run = launch(runner('run-antivirus-scan'), ['--batch'], {
      stdin: 'open',
      env: { ...tenant.env, DEFENDER_LOG: 'debug' },
    });
    run.child.stdin.write(
      `${ndjson([
        { machineId, comment: 'a', waitSeconds: 600 },
        { machineId, comment: 'b', waitSeconds: 600 },
      ])}\n`,
    );
    // Both have looked at the action that is under way, and wait.
    for (let text = ''; text.split('/api/machineactions/').length < 3; )
      text += String((await once(run.child.stderr, 'data'))[0]);
    run.child.kill('SIGTERM');
    const { code, stdout } = await run.ended;
    expect(code).toBe(143);
    const lines = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    expect(lines.map(({ line, error }) => [line, error.code, error.details.outcome])).toEqual([
      [1, 'cancelled', 'accepted'],
      [2, 'cancelled', 'accepted'],
    ]);
  });
});

describe('a batch of indicators', () => {
  const values = (count: number) =>
    Array.from({ length: count }, (_, n) => `198.51.${100 + Math.floor(n / 250)}.${n % 250}`);

  it('is imported 500 at a time, and equal values in later calls', async () => {
    const items = [...values(1001).map((value) => indicator(value)), indicator('198.51.100.0', 'Last word')];
    const { code, lines } = await batch('submit-indicator', items);
    expect(code).toBe(0);
    const calls = (await tenant.writes()).map(({ path, body }) => [path, body.Indicators.length]);
    expect(calls).toEqual([
      ['/api/indicators/import', 500],
      ['/api/indicators/import', 500],
      ['/api/indicators/import', 2],
    ]);
    expect(lines).toHaveLength(1002);
    expect(lines[0].result).toMatchObject({ ...indicator('198.51.100.0'), indicatorType: 'IpAddress' });
    expect(tenant.simulator.tenant.indicators.get(lines[0].result.id)?.title).toBe('Last word');
  });

  it('keeps two lines of one value apart', async () => {
    const { code } = await batch('submit-indicator', [indicator('a.example', 'One'), indicator('A.example', 'Two')]);
    expect(code).toBe(0);
    expect(
      (await tenant.writes()).map(({ body }) => body.Indicators.map(({ title }: { title: string }) => title)),
    ).toEqual([['One'], ['Two']]);
  });

  it('maps failures back to their lines, and sends a dry run nowhere', async () => {
    const answer = {
      value: [
        { id: null, indicator: 'b.example', isFailed: true, failureReason: 'Not today' },
        { id: '77', indicator: 'a.example', isFailed: false, failureReason: null },
      ],
    };
    await tenant.fault('indicators/import', { method: 'POST', status: 200, body: answer });
    const items = [indicator('a.example'), indicator('b.example'), { ...indicator('c.example'), dryRun: true }];
    const { code, lines } = await batch('submit-indicator', items);
    expect(code).toBe(7);
    expect(lines[0].result.id).toBe('77');
    expect(lines[1].error).toMatchObject({ code: 'rejected', message: expect.stringContaining('Not today') });
    expect(lines[2].result.dryRun).toBe(true);
  });

  it('reads a lost import back item by item', async () => {
    await tenant.fault('indicators/import', { method: 'POST', commitThenDrop: true });
    const { code, lines } = await batch('submit-indicator', [indicator('a.example'), indicator('b.example')]);
    expect(code).toBe(0);
    expect(lines.map(({ result }) => result.indicatorValue)).toEqual(['a.example', 'b.example']);
    expect(await tenant.writes()).toHaveLength(1);
  });

  it('is deleted in one call, by id and by value', async () => {
    const { lines: submitted } = await batch('submit-indicator', [indicator('a.example'), indicator('b.example')]);
    const known = submitted[1].result;
    const items = [{ indicatorValue: 'A.example' }, { indicatorId: known.id }, { indicatorValue: 'nobody.example' }];
    const { code, lines } = await batch('delete-indicator', items);
    expect(code).toBe(7);
    expect(lines.map(({ result, error }) => result?.deleted ?? error.code)).toEqual([true, true, 'not_found']);
    const deletes = (await tenant.writes()).filter(({ path }) => path.endsWith('BatchDelete'));
    expect(deletes).toHaveLength(1);
  });

  it('deletes the known ones although one is unknown', async () => {
    const { lines: submitted } = await batch('submit-indicator', [indicator('a.example')]);
    const id = submitted[0].result.id;
    const { lines } = await batch('delete-indicator', [{ indicatorId: '999999' }, { indicatorId: id }]);
    expect(lines.map(({ result, error }) => result?.deleted ?? error.code)).toEqual(['not_found', true]);
    expect(tenant.simulator.tenant.indicators.get(String(id))).toBeUndefined();
  });
});
