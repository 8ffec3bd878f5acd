import { describe, expect, it } from 'vitest';
import { cli } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';
import { atTerminal } from '../support/terminal.ts';

const tenant = useTenant();

/** Runs the command line at a terminal, against the tenant. */
const at = (args: readonly string[], more: Record<string, string> = {}, columns?: number) =>
  atTerminal(cli, args, { env: { ...tenant.env, ...more }, ...(columns !== undefined && { columns }) });

const plain = { NO_COLOR: '1' };

describe('at a terminal', () => {
  it('a list is a table, cut to the width but for the ids', async () => {
    const { code, stdout } = await at(['run', 'list-machines', '--top', '2'], plain, 100);
    expect(code).toBe(0);
    const [heading = '', ...rows] = stdout.trimEnd().split('\n');
    expect(heading).toMatch(/^Machine/);
    for (const row of rows.slice(0, 2)) expect(row).toMatch(/[0-9a-f]{40}$/);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('a narrow terminal shows names and ids whole, and fewer columns between them', async () => {
    const { stdout } = await at(['run', 'list-machines', '--top', '2', '--name-starts-with', 'ws-00'], plain, 80);
    const [heading = '', first = ''] = stdout.split('\n');
    expect(heading.split(/ {2,}/)).toEqual(['Machine', 'Health', 'Risk', 'Machine id']);
    expect(first).toMatch(/^ws-\d+\.contoso\.example {2}\w+ +\w+ +[0-9a-f]{40}$/);
    expect(stdout).toContain('; no room for Platform, IP address, Last seen');
  });

  it('values have colours, which NO_COLOR turns off', async () => {
    const args = ['run', 'list-machines', '--top', '1', '--health-status', 'Active'];
    expect((await at(args)).stdout).toContain('\u001b[32mActive');
    expect((await at(args, plain)).stdout).not.toContain('\u001b[');
  });

  it.each(['table', 'csv', 'ndjson', 'json'])('-o %s shows no control characters of Defender', async (format) => {
    const healthStatus = '\u001b[2J\u0007';
    await tenant.seed('machines', [{ id: 'e'.repeat(40), computerDnsName: 'evil', healthStatus }], true);
    const { code, stdout } = await at(['run', 'list-machines', '--order-by', 'id', '-o', format], plain);
    expect(code).toBe(0);
    expect(stdout).toContain('evil');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
    expect(stdout).not.toMatch(/[\u0007\u001b]/);
  });

  it('an error is one line, without a document', async () => {
    const { code, stdout } = await at(['run', 'get-machine', '--machine-id', 'd'.repeat(40)], plain);
    expect(code).toBe(4);
    expect(stdout).toMatch(/^not_found: [^\n]+\n$/);
    const unknown = await at(['lst'], plain);
    expect(unknown).toMatchObject({
      code: 2,
      stdout: expect.stringMatching(/^invalid_params: [^\n]+did you mean list\?[^\n]+\n$/),
    });
  });

  it('without params the usage is printed, exit code 2, and nothing is sent', async () => {
    const { code, stdout } = await at(['run', 'list-machines'], plain);
    expect(code).toBe(2);
    expect(stdout).toContain('--health-status');
    expect(await tenant.calls()).toEqual([]);
  });

  it('the list of actions is a table', async () => {
    const { code, stdout } = await at(['list', 'isolat'], plain);
    expect(code).toBe(0);
    expect(stdout.split('\n').map((line) => line.split(' ')[0])).toEqual([
      'Action',
      'isolate-machine',
      'release-machine-from-isolation',
      '',
    ]);
  });
});
