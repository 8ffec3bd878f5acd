import { describe, expect, it, vi } from 'vitest';
import submitIndicator from '../../actions/submit-indicator.ts';
import { systemClock } from '../../src/clock.ts';
import { answersOf, batchRunner, ndjson } from '../support/batch.ts';
import { runHere } from '../support/in-process.ts';
import { launch, runner } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant({ machines: 60 });

const batch = batchRunner(tenant);

const indicator = (indicatorValue: string, title = 'Title') => ({
  indicatorValue,
  action: 'Block',
  title,
  description: 'Text',
});

const values = (count: number) =>
  Array.from({ length: count }, (_, n) => `198.51.${100 + Math.floor(n / 250)}.${n % 250}`);

describe('a batch of indicators', () => {
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
    expect(tenant.held.indicators.get(lines[0].result.id)?.title).toBe('Last word');
  });

  it('is read and imported no further than 1,000 lines ahead of its reader', async () => {
    const imports = async () => (await tenant.writes()).map(({ body }) => body.Indicators.length);
    let read = () => {};
    const isReading = new Promise<void>((resolve) => {
      read = resolve;
    });
    const ended = runHere(submitIndicator, ndjson(values(1700).map((value) => indicator(value))), {
      env: { ...tenant.env, DEFENDER_RATE_LIMITS: 'off' },
      clock: systemClock,
      argv: ['--batch'],
      reader: () => isReading,
    });
    await vi.waitFor(async () => expect(await imports()).toHaveLength(2), { timeout: 20_000 });
    // A third import would be under way by now: it would take fewer round trips than these.
    for (let look = 0; look < 20; look += 1) expect(await imports()).toEqual([500, 500]);
    read();
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(answersOf(stdout)).toHaveLength(1700);
    expect(await imports()).toEqual([500, 500, 500, 200]);
  });

  it('stops reading and sending if stdout is closed', async () => {
    const run = launch(runner('submit-indicator'), ['--batch'], { stdin: 'open', env: tenant.env });
    run.child.stdout.destroy();
    run.child.stdin.write(`${ndjson(values(999).map((value) => indicator(value)))}\n`);
    expect((await run.ended).code).toBe(7);
    expect((await tenant.writes()).map(({ body }) => body.Indicators.length)).toEqual([500]);
  });

  it('sends lines with the same value in separate calls, whatever its spelling and type', async () => {
    const sha1 = 'a1'.repeat(20);
    const items = [
      indicator('a.example', 'One'),
      indicator('A.example', 'Two'),
      indicator('2001:db8::1', 'One'),
      { ...indicator('2001:0db8::1', 'Two'), indicatorType: 'IpAddress' },
      indicator(sha1, 'One'),
      // Items of Defender's answer name the value, which both have.
      { ...indicator(sha1, 'Two'), indicatorType: 'CertificateThumbprint', action: 'Allowed' },
    ];
    const { code } = await batch('submit-indicator', items);
    expect(code).toBe(0);
    const titles = (await tenant.writes()).map(({ body }) =>
      body.Indicators.map(({ title }: { title: string }) => title),
    );
    expect(titles).toEqual([Array(3).fill('One'), Array(3).fill('Two')]);
  });

  it('reports each failure on its own line without secrets, and does not send dry runs', async () => {
    const secret = String(tenant.env.DEFENDER_CLIENT_SECRET);
    const answer = {
      value: [
        { id: null, indicator: 'b.example', isFailed: true, failureReason: `Not today, ${secret}` },
        { id: '77', indicator: 'a.example', isFailed: false, failureReason: null },
      ],
    };
    await tenant.fault('indicators/import', { method: 'POST', status: 200, body: answer });
    const items = [indicator('a.example'), indicator('b.example'), { ...indicator('c.example'), dryRun: true }];
    const { code, stdout, lines } = await batch('submit-indicator', items);
    expect(code).toBe(7);
    expect(lines[0].result.id).toBe('77');
    expect(lines[1].error).toMatchObject({ code: 'rejected', message: expect.stringContaining('Not today') });
    expect(lines[2].result).toMatchObject({
      dryRun: true,
      request: {
        method: 'POST',
        url: expect.stringMatching(/\/api\/indicators\/import$/),
        body: { Indicators: [expect.objectContaining({ indicatorValue: 'c.example', indicatorType: 'DomainName' })] },
      },
    });
    expect(stdout).not.toContain(secret);
  });

  it('reads a lost import back item by item', async () => {
    await tenant.fault('indicators/import', { method: 'POST', commitThenDrop: true });
    const { code, lines } = await batch('submit-indicator', [indicator('a.example'), indicator('b.example')]);
    expect(code).toBe(0);
    expect(lines.map(({ result }) => result.indicatorValue)).toEqual(['a.example', 'b.example']);
    expect(await tenant.writes()).toHaveLength(1);
  });

  it('deletes by id and by value in one call', async () => {
    const { lines: submitted } = await batch('submit-indicator', [indicator('a.example'), indicator('b.example')]);
    const known = submitted[1].result;
    const items = [{ indicatorValue: 'A.example' }, { indicatorId: known.id }, { indicatorValue: 'nobody.example' }];
    const { code, lines } = await batch('delete-indicator', items);
    expect(code).toBe(7);
    expect(lines.map(({ result, error }) => result?.deleted ?? error.code)).toEqual([true, true, 'not_found']);
    const deletes = (await tenant.writes()).filter(({ path }) => path.endsWith('BatchDelete'));
    expect(deletes).toHaveLength(1);
  });

  it('deletes the known indicators if one is unknown', async () => {
    const { lines: submitted } = await batch('submit-indicator', [indicator('a.example')]);
    const id = submitted[0].result.id;
    const { lines } = await batch('delete-indicator', [{ indicatorId: '999999' }, { indicatorId: id }]);
    expect(lines.map(({ result, error }) => result?.deleted ?? error.code)).toEqual(['not_found', true]);
    expect(tenant.held.indicators.get(String(id))).toBeUndefined();
  });
});

describe('a batch that waits for more indicators', () => {
  it('sends a half-full group at the head of the queue if too many later lines are done', async () => {
    // After a full group too: a finished call must not count as running.
    const items = [...values(500).map((value) => indicator(value)), indicator('a.example'), ...Array(1500).fill({})];
    const { code, lines } = await batch('submit-indicator', items);
    expect(code).toBe(7);
    expect(lines).toHaveLength(2001);
    expect(lines[500].result.indicatorValue).toBe('a.example');
  });

  it('tries a refused sign-in only once, however many bulk calls there are', async () => {
    const items = Array.from({ length: 1100 }, (_, n) => indicator(`x${n}.example`));
    const { lines } = await batch('submit-indicator', items, [], {
      DEFENDER_CLIENT_SECRET: 'not-the-secret',
      DEFENDER_TOKEN_CACHE: 'off',
    });
    expect(lines.every(({ error }) => error.code === 'authentication_failed')).toBe(true);
    expect(await tenant.journal()).toHaveLength(1);
  });

  it('reports not_sent for lines that were waiting when a signal arrived', async () => {
    const run = launch(runner('submit-indicator'), ['--batch'], { stdin: 'open', env: tenant.env });
    await new Promise((taken) =>
      run.child.stdin.write(`${ndjson([indicator('a.example'), {}])}\n${' '.repeat(1024 * 1024)}`, taken),
    );
    run.child.kill('SIGTERM');
    const { code, stdout } = await run.ended;
    expect(code).toBe(143);
    expect(JSON.parse(stdout.split('\n')[0] ?? '').error).toMatchObject({
      code: 'cancelled',
      details: { outcome: 'not_sent' },
    });
  });
});
