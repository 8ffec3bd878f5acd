import { spawn } from 'node:child_process';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { launch, runner } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant({ machines: 4000 });

describe('a long list', () => {
  it('is complete if the reader is slow', async () => {
    const child = spawn(process.execPath, [runner('list-machines')], {
      env: { PATH: process.env.PATH, ...tenant.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: 45_000,
    });
    const exit = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    child.stdin.end('{}');
    const chunks: Buffer[] = [];
    for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
      chunks.push(chunk as Buffer);
      // Leaves the pipe full for a while, repeatedly.
      for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    }
    const text = Buffer.concat(chunks).toString('utf8');
    const { value, count, hasMore } = JSON.parse(text);
    expect({ rows: value.length, count, hasMore }).toEqual({ rows: 4000, count: 4000, hasMore: false });
    expect(text.length).toBeGreaterThan(1024 * 1024);
    expect(Object.keys(JSON.parse(text))).toEqual(['value', 'count', 'hasMore']);
    expect(await exit).toBe(0);
  });

  it('fails if its reader goes away', async () => {
    const run = launch(runner('list-machines'), [], { stdin: {}, env: tenant.env });
    run.child.stdout.once('data', () => run.child.stdout.destroy());
    const { code, stderr } = await run.ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^internal: the output could not be written to stdout \(EPIPE\) [^\n]+\n$/);
  });

  it('that fails after its first rows prints them and the error', async () => {
    await tenant.control('settings', { pageSize: 100 });
    await tenant.fault('/api/machines.*skip', {
      status: 400,
      body: { error: { code: 'BadRequest', message: 'no more', target: 't' } },
    });
    const { code, json, stderr } = await tenant.run('list-machines', {});
    expect(Object.keys(json)).toEqual(['value', 'error']);
    expect(json.value).toHaveLength(100);
    expect(json.error.code).toBe('rejected');
    expect(code).toBe(4);
    expect(stderr).toMatch(/^rejected: [^\n]+\n$/);
  });
});
