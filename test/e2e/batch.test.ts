import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import hunt from '../../actions/run-advanced-hunting-query.ts';
import { systemClock } from '../../src/clock.ts';
import { answersOf, batchRunner, ndjson } from '../support/batch.ts';
import { runHere } from '../support/in-process.ts';
import { launch, runner } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant({ machines: 60 });

const batch = batchRunner(tenant);

const ids = () => [...tenant.held.machines.values()].map(({ id }) => id);

describe('a batch', () => {
  it('answers every line once, in order, with its line number, and skips blank lines', async () => {
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

  it('signs in once and exits with 0 if every line succeeded', async () => {
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

  it('prints a whole list on one line', async () => {
    const { code, lines } = await batch('list-machines', [{ top: 2 }, { filter: 'nonsense' }]);
    expect(code).toBe(7);
    expect(lines[0].result).toMatchObject({ count: 2, hasMore: true });
    expect(lines[1].error.code).toBe('rejected');
  });

  it('returns the same result for a hunt as a single run', async () => {
    const query = { query: 'DeviceInfo | take 2' };
    const here = { env: tenant.env, clock: systemClock };
    const alone = await runHere(hunt, query, here);
    const { code, stdout } = await runHere(hunt, query, { ...here, argv: ['--batch'] });
    expect(code).toBe(0);
    expect(stdout).toBe(`{"line":1,"result":${alone.stdout.trimEnd()}}\n`);
  });

  it('answers lines before stdin closes', async () => {
    const run = launch(runner('list-machines'), ['--batch'], { stdin: 'open', env: tenant.env });
    run.child.stdin.write('{"top":1}\n');
    const [first] = await once(run.child.stdout, 'data');
    expect(JSON.parse(String(first))).toMatchObject({ line: 1, result: { count: 1 } });
    run.child.stdin.end();
    expect((await run.ended).code).toBe(0);
  });

  it('fails all lines without more calls if the sign-in is refused', async () => {
    const { code, stderr, lines } = await batch('list-machines', [{}, {}, {}], ['--concurrency', '1'], {
      DEFENDER_CLIENT_SECRET: 'not-the-secret',
      DEFENDER_TOKEN_CACHE: 'off',
    });
    expect({ code, stderr }).toEqual({ code: 7, stderr: '' });
    expect(lines.map(({ error }) => error.code)).toEqual(Array(3).fill('authentication_failed'));
    expect(await tenant.journal()).toHaveLength(1);
  });

  it('reports a refused resource as one document', async () => {
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

  it('answers every line read before a signal', async () => {
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
    // Both have read the running action, and wait.
    for (let text = ''; text.split('/api/machineactions/').length < 3; )
      text += String((await once(run.child.stderr, 'data'))[0]);
    run.child.kill('SIGTERM');
    const { code, stdout } = await run.ended;
    expect(code).toBe(143);
    const lines = answersOf(stdout);
    expect(lines.map(({ line, error }) => [line, error.code, error.details.outcome])).toEqual([
      [1, 'cancelled', 'accepted'],
      [2, 'cancelled', 'accepted'],
    ]);
  });
});
