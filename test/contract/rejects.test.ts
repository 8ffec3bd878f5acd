import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/errors.ts';
import { actionIds, paramsOf } from '../support/catalogue.ts';
import { removeFoldersAtEnd, runAction } from '../support/process.ts';

removeFoldersAtEnd();

/** A valid resource that is never contacted: params are refused before anything is sent. */
const env = {
  DEFENDER_API_URL: 'https://127.0.0.1:9',
  DEFENDER_AUTHORITY: 'https://127.0.0.1:9',
  DEFENDER_TENANT_ID: 'contoso.example',
  DEFENDER_CLIENT_ID: '11111111-2222-4333-8444-555555555555',
  DEFENDER_CLIENT_SECRET: 'secret',
};

/** Params, and the paths of their faults. */
interface Reject {
  params: object;
  paths: string[];
}

/** Refuses many params of one action in one process; the paths of the faults of each. */
async function pathsOf(id: string, rejects: readonly Reject[]): Promise<string[][]> {
  const lines = rejects.map(({ params }) => `${JSON.stringify(params)}\n`).join('');
  const { code, stdout, stderr } = await runAction(id, lines, env, ['--batch']);
  expect({ code, stderr }).toEqual({ code: 7, stderr: '' });
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { error } = JSON.parse(line) as { error: { code: string; details: Fault[] } };
      expect(error.code).toBe('invalid_params');
      return error.details.map(({ path }) => path).sort();
    });
}

const declared = actionIds()
  .map((id): [string, { value: object; path: string }[]] => [id, paramsOf(id)['x-rejects'] ?? []])
  .filter(([, rejects]) => rejects.length > 0);

describe('what a params schema says it rejects', () => {
  it.each(declared)('by %s is refused at that param only', async (id, rejects) => {
    const expected = rejects.map(({ value, path }) => ({ params: value, paths: [path] }));
    expect(await pathsOf(id, expected)).toEqual(expected.map(({ paths }) => paths));
  });
});

describe('rules that several actions share', () => {
  const machineId = 'a'.repeat(40);
  const rules: [string, object, string[]][] = [
    ['isolate-machine', { machineId, comment: ' ' }, ['comment']],
    ['isolate-machine', { machineId, comment: '\ud83d' }, ['comment']],
    ['get-machine', { computerDnsName: 'ws\udc00' }, ['computerDnsName']],
    [
      'run-live-response',
      { machineId, comment: 'x', commands: [{ type: 'PutFile', params: [{ key: 'FileName', value: '\ud83d' }] }] },
      ['commands.0.params.0.value'],
    ],
    ['isolate-machine', { machineId: 'a'.repeat(31), comment: 'x' }, ['machineId']],
    ['isolate-machine', { machineId: 'a'.repeat(65), comment: 'x' }, ['machineId']],
    ['isolate-machine', { machineId: `${'a'.repeat(39)}g`, comment: 'x' }, ['machineId']],
    ['isolate-machine', { computerDnsName: 'ws-0*', comment: 'x' }, ['computerDnsName']],
    ['isolate-machine', { computerDnsName: ' ws-001', comment: 'x' }, ['computerDnsName']],
    ['isolate-machine', { computerDnsName: 'ws-001 ', comment: 'x' }, ['computerDnsName']],
    ['isolate-machine', { computerDnsName: 'ws\n001', comment: 'x' }, ['computerDnsName']],
    ['isolate-machine', { computerDnsName: 'x'.repeat(256), comment: 'x' }, ['computerDnsName']],
    ['isolate-machine', { ipAddress: '10.0.0.256', comment: 'x' }, ['ipAddress']],
    ['isolate-machine', { ipAddress: '10.0.0.0/8', comment: 'x' }, ['ipAddress']],
    ['isolate-machine', { ipAddress: '10.0.0.1', ipSeenAt: 'P31D', comment: 'x' }, ['ipSeenAt']],
    ['isolate-machine', { ipAddress: '10.0.0.1', ipSeenAt: '2099-01-01 00:00:00', comment: 'x' }, ['ipSeenAt']],
    ['isolate-machine', { ipAddress: '10.0.0.1', ipSeenAt: '2026-02-31 00:00:00', comment: 'x' }, ['ipSeenAt']],
    ['isolate-machine', { machineId, comment: 'x', correlationId: 'a b' }, ['correlationId']],
    ['isolate-machine', { machineId, comment: 'x', correlationId: 'a'.repeat(65) }, ['correlationId']],
    ['isolate-machine', { machineId, comment: 'x', waitSeconds: 3601 }, ['waitSeconds']],
    ['isolate-machine', { machineId, comment: 'x', waitSeconds: -1 }, ['waitSeconds']],
    ['isolate-machine', { machineId, comment: 'x', waitSeconds: 1.5 }, ['waitSeconds']],
    ['collect-investigation-package', { machineId, comment: 'x', maxAgeHours: 0 }, ['maxAgeHours']],
    [
      'list-machines',
      { top: -1, skip: -1, includeCount: 1, filter: '', orderBy: ' ' },
      ['filter', 'includeCount', 'orderBy', 'skip', 'top'],
    ],
    [
      'list-machines',
      { filter: 'a) or (b', computerDnsName: 'ws*', nameStartsWith: 'ws*' },
      ['computerDnsName', 'filter', 'nameStartsWith'],
    ],
    ['list-alerts', { filter: "severity eq 'High" }, ['filter']],
    ['list-machines', { seenSince: 'last week', riskScore: 'high' }, ['riskScore', 'seenSince']],
    ['list-machine-actions', { createdSince: 'P1H' }, ['createdSince']],
    ['submit-indicator', {}, ['action', 'description', 'indicatorValue', 'title']],
    [
      'submit-indicator',
      { indicatorValue: 'a b', action: 'Block', title: '', description: ' ' },
      ['description', 'indicatorValue', 'title'],
    ],
    ['stop-and-quarantine-file', { machineId, comment: 'x', fileHash: 'a'.repeat(41) }, ['fileHash']],
  ];

  it.each([...new Set(rules.map(([id]) => id))])('%s reports every param that is at fault', async (id) => {
    const expected = rules.filter(([of]) => of === id).map(([, params, paths]) => ({ params, paths }));
    expect(await pathsOf(id, expected)).toEqual(expected.map(({ paths }) => paths));
  });
});
