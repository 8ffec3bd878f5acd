import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, type Launch, launch, temporaryFolder } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();
const name = 'ws-001.contoso.example';

/** Runs the command line against the tenant. */
const run = (args: readonly string[], options: Launch = {}) =>
  launch(cli, ['run', ...args], { ...options, env: { ...tenant.env, ...options.env } }).ended;

const isolate = (...args: string[]) => run(['isolate-machine', '--computer-dns-name', name, ...args]);

/** A file with a text. */
function fileOf(text: string): string {
  const file = join(temporaryFolder(), 'given');
  writeFileSync(file, text);
  return file;
}

describe('params as options', () => {
  it('start the same run as params on stdin', async () => {
    const { code, json, stderr } = await isolate(
      '--comment',
      'Beacon',
      '--isolation-type',
      'Selective',
      '--wait',
      '10m',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toMatchObject({ status: 'Succeeded', scope: 'Selective', computerDnsName: name });
    const [write, ...others] = await tenant.writes();
    expect(others).toEqual([]);
    expect(write?.body).toEqual({ Comment: 'Beacon', IsolationType: 'Selective' });
  });

  it('leave stdin unread, so that a loop keeps its lines', async () => {
    const { code, json } = await run(['list-machines', '--top', '1'], { stdin: 'not JSON' });
    expect({ code, rows: json.value.length }).toEqual({ code: 0, rows: 1 });
  });

  it('are added to those of a file and replace them', async () => {
    const file = fileOf('{"computerDnsName":"ws-001","comment":"From the file"}');
    const { code } = await run(['isolate-machine', '--params', file, '--comment', 'From the option']);
    expect(code).toBe(0);
    expect((await tenant.writes())[0]?.body.Comment).toBe('From the option');
  });

  it('are added to those on stdin with --params -', async () => {
    const { code } = await run(['isolate-machine', '--params', '-', '--comment', 'Because'], {
      stdin: { computerDnsName: name },
    });
    expect(code).toBe(0);
    expect((await tenant.writes())[0]?.path).toContain(tenant.machineId(name));
  });

  it('never undo a dry run that a file or a line asks for', async () => {
    const file = fileOf('{"dryRun":true}');
    expect((await isolate('--comment', 'Because', '--params', file, '--no-dry-run')).json.dryRun).toBe(true);
    const options = ['--comment', 'Because', '--no-dry-run'];
    const lines = { stdin: { computerDnsName: name, dryRun: true } };
    expect((await run(['isolate-machine', '--batch', ...options], lines)).json.result.dryRun).toBe(true);
    expect(await tenant.writes()).toEqual([]);
  });

  it('apply to every line of a batch', async () => {
    const lines = ['{"indicatorValue":"203.0.113.7"}', '{"indicatorValue":"203.0.113.8","title":"Own"}'].join('\n');
    const options = ['--action', 'Block', '--title', 'Common', '--description', 'Seen in INC-4711'];
    const { code, stdout, stderr } = await run(['submit-indicator', '--batch', ...options], { stdin: lines });
    expect({ code, stderr, lines: stdout.trim().split('\n').length }).toEqual({ code: 0, stderr: '', lines: 2 });
    const titles = tenant.held.indicators
      .list()
      .filter(({ indicatorValue }) => /^203\.0\.113\.[78]$/.test(indicatorValue));
    expect(titles.map(({ title, action }) => [title, action])).toEqual([
      ['Common', 'Block'],
      ['Common', 'Block'],
    ]);
  });

  it.each([
    ['a list, separated by commas', ['--machine-ids', 'A,B']],
    ['a list, repeated', ['--machine-ids', 'A', '--machine-ids', 'B']],
    ['a list in JSON', ['--machine-ids', '["A","B"]']],
  ])('take %s', async (_what, args) => {
    const ids = ['ws-001.contoso.example', 'ws-002.contoso.example'].map((each) => tenant.machineId(each));
    const filled = args.map((text) => text.replace(/\bA\b/, ids[0] ?? '').replace(/\bB\b/, ids[1] ?? ''));
    const { code } = await run(['tag-machine', '--value', 'INC-4711', '--action', 'Add', ...filled]);
    expect(code).toBe(0);
    expect((await tenant.writes())[0]?.body.MachineIds).toEqual(ids);
  });

  it('take a duration for a time and a file for a query', async () => {
    const seen = await run(['list-machines', '--seen-since', '2h', '--top', '1']);
    expect(seen.code).toBe(0);
    const query = fileOf('DeviceInfo | take 1');
    const hunt = await run(['run-advanced-hunting-query', '--query', `@${query}`, '--timespan', '7d']);
    expect(hunt.code).toBe(0);
    const sent = (await tenant.journal()).find(({ path }) => path.endsWith('/runHuntingQuery'));
    expect(sent?.body).toEqual({ Query: 'DeviceInfo | take 1', Timespan: 'P7D' });
  });

  it('take one object for a list of objects, and a folder from where the command runs', async () => {
    const commands = '{"type":"RunScript","params":[{"key":"ScriptName","value":"collect.ps1"}]}';
    const args = ['--computer-dns-name', name, '--comment', 'Look'];
    expect((await run(['run-live-response', '--commands', commands, ...args])).code).toBe(0);
    expect((await tenant.writes())[0]?.body.Commands).toEqual([JSON.parse(commands)]);
    const rehearsed = await run(['collect-investigation-package', '--download-to', 'evidence', '--dry-run', ...args]);
    expect(rehearsed.code).toBe(0);
  });

  it('take a value that looks like an option after =', async () => {
    expect((await isolate('--comment=--dry-run')).code).toBe(0);
    expect((await tenant.writes())[0]?.body.Comment).toBe('--dry-run');
  });

  it('take a switch and its opposite, and a number under the name of the param', async () => {
    const { json } = await isolate('--comment', 'Because', '--dry-run', '--wait-seconds', '5');
    expect(json).toMatchObject({ dryRun: true });
    const sent = await isolate('--comment', 'Because', '--no-dry-run');
    expect(sent.json.alreadyActive).toBe(false);
  });
});

describe('nothing is sent, and one line names the nearest right word, for', () => {
  it.each([
    ['an unknown action', ['run', 'isolate-machin'], 'did you mean isolate-machine?'],
    ['the beginning of an action', ['run', 'isolate'], 'did you mean isolate-machine?'],
    ['an action without run', ['isolate-machine'], 'did you mean `defender-soar run isolate-machine`?'],
    ['an unknown command', ['simulat'], 'did you mean simulate?'],
    ['an unknown option', ['run', 'isolate-machine', '--computr-dns-name', 'x'], 'did you mean --computer-dns-name?'],
    ['an unknown option of the contract', ['run', 'isolate-machine', '--resourc', 'x'], 'did you mean --resource?'],
    ['an unknown option of a command', ['simulate', '--sped', '60'], 'did you mean --seed or --speed?'],
    ['an unknown value', ['run', 'isolate-machine', '--isolation-type', 'full'], 'did you mean Full?'],
    ['an unknown format', ['run', 'list-machines', '-o', 'jsn'], 'did you mean json?'],
    ['a duration without its unit', ['run', 'isolate-machine', '--wait', '10'], 'did you mean 10s?'],
    ['an empty value', ['run', 'list-machines', '--machine-tag', ''], 'is empty'],
    ['a placeholder', ['run', 'list-machines', '--machine-tag', 'None'], 'a placeholder was not filled in'],
    ['an option given twice', ['run', 'list-machines', '--top', '1', '--top', '2'], 'is given more than once'],
    ['a value for a switch', ['run', 'isolate-machine', '--dry-run=no'], '--dry-run'],
    [
      'an option as the value of another',
      ['run', 'isolate-machine', '--comment', '--dry-run'],
      '--comment has no value',
    ],
    [
      'a misspelled option as the value of another',
      ['run', 'isolate-machine', '--comment', '--dryrun=1'],
      '--comment has no value',
    ],
    ['a short slip as the value of another', ['run', 'isolate-machine', '--comment', '-dry'], '--comment has no value'],
    [
      'two files of params',
      ['run', 'list-machines', '--params', 'a', '--params', 'b'],
      '--params is given more than once',
    ],
    [
      'two resources',
      ['run', 'list-machines', '--top', '1', '--resource', 'a', '--resource=b'],
      '--resource is given more than',
    ],
    ['a switch and its opposite', ['run', 'isolate-machine', '--dry-run', '--no-dry-run'], 'are both given'],
    [
      'a duration in two ways',
      ['run', 'isolate-machine', '--wait', '1m', '--wait-seconds', '9'],
      'is given by --wait and by',
    ],
    ['help of an unknown command', ['help', 'nope'], 'there is no command nope'],
    ['describe without an action', ['describe'], 'an action id is missing'],
    ['a stray argument', ['run', 'list-machines', '--top', '1', 'ws-001'], 'too many arguments'],
    ['a query file that is not there', ['run', 'run-advanced-hunting-query', '--query', '@absent.kql'], 'absent.kql'],
    ['a params file that is not there', ['run', 'list-machines', '--params', 'absent.json'], 'absent.json'],
    ['--params in a batch', ['run', 'list-machines', '--batch', '--params', 'x.json'], '--batch reads its params'],
    ['a table of a batch', ['run', 'list-machines', '--batch', '-o', 'table'], '--batch writes one answer a line'],
    [
      'options together with --from-env',
      ['run', 'list-machines', '--from-env', '--top', '1'],
      '--from-env reads params',
    ],
  ])('%s', async (_what, args, words) => {
    const { code, stderr, json } = await launch(cli, args, { env: tenant.env }).ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(/^invalid_params: [^\n]+\n$/);
    expect(stderr).toContain(words);
    if (!args.includes('-o') || args.includes('jsn')) expect(json.error.code).toBe('invalid_params');
    expect(await tenant.calls()).toEqual([]);
  });
});

it.each([
  ['value', { isolationType: 'selective' }, 'did you mean Selective?'],
  ['param', { isolationtype: 'Full' }, 'did you mean isolationType?'],
])('a wrong %s on stdin is answered with the nearest right one', async (_what, params, words) => {
  const { code, json } = await tenant.run('isolate-machine', { computerDnsName: name, comment: 'Because', ...params });
  expect(code).toBe(2);
  expect(json.error.message).toContain(words);
});

describe('the output', () => {
  const list = (...args: string[]) => run(['list-machines', '--top', '3', '--order-by', 'computerDnsName', ...args]);

  it('in a pipe is byte for byte that of the contract', async () => {
    const [asked, given] = [
      await list('-o', 'json'),
      await tenant.run('list-machines', { top: 3, orderBy: 'computerDnsName' }),
    ];
    expect(asked.stdout).toBe(given.stdout);
    expect((await list()).stdout).toBe(given.stdout);
  });

  it('-o csv and -o json go with --from-env', async () => {
    const env = { top: '1', select: 'id' };
    const csv = await run(['list-machines', '--from-env', '-o', 'csv'], { env });
    expect(csv.stdout.split('\n')).toHaveLength(3);
    const json = await run(['list-machines', '--from-env', '-o', 'json'], { env });
    expect(json.stdout).toBe((await run(['list-machines', '--from-env'], { env })).stdout);
  });

  it('-o csv has a heading and a row for each machine, with every declared field', async () => {
    const [heading, ...rows] = (await list('-o', 'csv')).stdout.trimEnd().split('\n');
    expect(heading).toMatch(/^id,computerDnsName,firstSeen,/);
    expect(rows).toHaveLength(3);
  });

  it('-o csv has the selected fields alone', async () => {
    const { stdout } = await list('-o', 'csv', '--select', 'id,computerDnsName');
    expect(stdout.split('\n')[0]).toBe('id,computerDnsName');
  });

  it('-o csv gives no spreadsheet a formula', async () => {
    await tenant.seed('machines', [{ id: 'f'.repeat(40), computerDnsName: '=cmd|calc', healthStatus: 'Active' }]);
    const { stdout } = await run(['list-machines', '-o', 'csv', '--filter', "computerDnsName eq '=cmd|calc'"]);
    expect(stdout).toContain("'=cmd|calc");
  });

  it('-o csv keeps numbers and rows that are empty', async () => {
    const hunt = (query: string) => run(['run-advanced-hunting-query', '-o', 'csv', '--query', query]);
    const { stdout } = await hunt('DeviceInfo | take 1 | project n = 0 - 3');
    expect(stdout).toBe('n\n-3\n');
    const empty = await run([
      'list-machines',
      '-o',
      'csv',
      '--select',
      'aadDeviceId',
      '--filter',
      'aadDeviceId eq null',
    ]);
    expect(empty.stdout).toContain('\n""\n');
  });

  it('-o ndjson is one row a line', async () => {
    const rows = (await list('-o', 'ndjson')).stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.map(({ id }) => id)).toEqual((await list()).json.value.map(({ id }: { id: string }) => id));
  });

  it('-o table has the columns of the manifest and says if there are more', async () => {
    const lines = (await list('-o', 'table')).stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^Machine +Health +Risk +Platform +IP address +Last seen +Machine id$/);
    expect(lines.at(-1)).toBe('3 rows; there are more');
    expect(lines).toHaveLength(5);
  });

  it('-o table has the selected columns, in their order', async () => {
    const { stdout } = await list('-o', 'table', '--select', 'exposureLevel,computerDnsName');
    expect(stdout).toMatch(/^exposureLevel +computerDnsName\n/);
  });

  it('-o table of a hunt has the columns of the query, with every digit', async () => {
    const query = 'DeviceProcessEvents | project ReportId = 9007199254740993, DeviceName | take 1';
    const { stdout } = await run(['run-advanced-hunting-query', '-o', 'table', '--query', query]);
    expect(stdout).toMatch(/^ReportId +DeviceName\n9007199254740993 /);
  });

  it('-o table of one object has a line for each field, without control characters', async () => {
    await tenant.seed('machines', [
      {
        id: 'e'.repeat(40),
        computerDnsName: 'evil\u001b[2Jname',
        healthStatus: 'Active',
        onboardingStatus: 'Onboarded',
      },
    ]);
    const { stdout } = await run(['get-machine', '-o', 'table', '--machine-id', 'e'.repeat(40)]);
    expect(stdout).toMatch(/^computerDnsName +evil \[2Jname$/m);
  });

  it.each(['csv', 'table', 'ndjson'])('-o %s leaves stdout empty if the run fails', async (format) => {
    const { code, stdout, stderr } = await run(['get-machine', '-o', format, '--machine-id', 'd'.repeat(40)]);
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toMatch(/^not_found: /);
  });
});
