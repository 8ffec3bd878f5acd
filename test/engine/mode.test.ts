import { describe, expect, it } from 'vitest';
import { readManifest } from '../support/catalogue.ts';
import { launch, runner } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();
const writing = readManifest().actions.filter(({ effect }) => effect !== 'read');
const readOnly = { DEFENDER_MODE: 'readOnly' };
const dryRun = { DEFENDER_MODE: 'dryRun' };

/** Params of an action that are accepted: the first example of its schema. */
async function exampleOf(id: string): Promise<object> {
  const { json } = await launch(runner(id), ['--describe']).ended;
  return json.params.examples[0];
}

describe('with mode readOnly', () => {
  it.each(writing)('$id is refused and nothing is sent', async ({ id }) => {
    const { code, json, stderr } = await tenant.run(id, await exampleOf(id), readOnly);
    expect({ code, error: json.error.code }).toEqual({ code: 4, error: 'read_only' });
    expect(stderr).toMatch(/^read_only: [^\n]+ the mode of the resource is readOnly - Set mode to live/);
    expect(await tenant.journal()).toEqual([]);
  });

  it('reads run', async () => {
    expect((await tenant.run('list-machines', { top: 1 }, readOnly)).code).toBe(0);
  });

  it('params that are wrong are reported first', async () => {
    const { json } = await tenant.run('isolate-machine', {}, readOnly);
    expect(json.error.code).toBe('invalid_params');
  });

  it('every line of a batch is refused, one of indicators too', async () => {
    const indicator = { indicatorValue: '203.0.113.7', action: 'Block', title: 'T', description: 'D' };
    const { code, stdout } = await tenant.run('submit-indicator', JSON.stringify(indicator), readOnly, ['--batch']);
    expect(code).toBe(7);
    expect(JSON.parse(stdout)).toMatchObject({ line: 1, error: { code: 'read_only' } });
    expect(await tenant.journal()).toEqual([]);
  });
});

describe('with mode dryRun', () => {
  it('a write is a dry run, even if its params say otherwise', async () => {
    const params = { computerDnsName: 'ws-001', comment: 'Because', dryRun: false, waitSeconds: 60 };
    const { code, json } = await tenant.run('isolate-machine', params, dryRun);
    expect(code).toBe(0);
    expect(json).toMatchObject({ dryRun: true, status: 'DryRun', request: { method: 'POST' } });
    expect(await tenant.writes()).toEqual([]);
  });

  it('a batch of indicators shows the bulk call and sends none', async () => {
    const indicator = { indicatorValue: '203.0.113.7', action: 'Block', title: 'T', description: 'D' };
    const { code, stdout } = await tenant.run('submit-indicator', JSON.stringify(indicator), dryRun, ['--batch']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).result).toMatchObject({ dryRun: true });
    expect(await tenant.writes()).toEqual([]);
  });

  it('every action that writes can be a dry run', async () => {
    for (const { id } of writing) {
      const { json } = await launch(runner(id), ['--describe']).ended;
      expect(json.params.properties, id).toHaveProperty('dryRun');
    }
  });
});

describe('the mode', () => {
  it.each([
    ['live', 0],
    ['dryRun', 1],
    ['readOnly', 1],
  ])('%s is shown by test-connection, with a warning unless it is live', async (mode, warnings) => {
    const { json } = await tenant.run('test-connection', {}, { DEFENDER_MODE: mode });
    expect(json.mode).toBe(mode);
    expect(json.warnings.filter((text: string) => text.startsWith('The mode is'))).toHaveLength(warnings);
  });

  it.each(['readonly', 'READONLY', 'off'])('%s is invalid_resource, nothing sent', async (mode) => {
    const { code, json } = await tenant.run('isolate-machine', await exampleOf('isolate-machine'), {
      DEFENDER_MODE: mode,
    });
    expect({ code, error: json.error.code }).toEqual({ code: 2, error: 'invalid_resource' });
    expect(json.error.details[0].path).toBe('resource.mode');
    expect(await tenant.journal()).toEqual([]);
  });
});
