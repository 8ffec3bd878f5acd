import { describe, expect, it } from 'vitest';
import cancel from '../../actions/cancel-machine-action.ts';
import { useActionTenant } from '../support/action-tenant.ts';
import { runHere } from '../support/in-process.ts';

const tenant = useActionTenant({ speed: 1 });
const { clock } = tenant;
const machineActionId = '5382f7ea-7557-4ab7-9782-d50480024a4e';
const params = { machineActionId, comment: 'False alarm' };
const run = (more = {}, env = {}) => tenant.run('cancel-machine-action', { ...params, ...more }, env);
const runNow = () => runHere(cancel, { ...params, dryRun: false }, { env: tenant.env, clock });
const seed = (fields: object) =>
  tenant.seed('machineActions', [{ id: machineActionId, type: 'RunAntiVirusScan', status: 'InProgress', ...fields }]);
const lost = (fault: object) => tenant.fault('/cancel$', { method: 'POST', ...fault });
const writes = async () => (await tenant.writes()).length;

describe('an action that continues', () => {
  it.each(['Pending', 'InProgress'])('is cancelled: %s', async (status) => {
    await seed({ status });
    const { code, stderr, json } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toMatchObject({
      id: machineActionId,
      status: 'Cancelled',
      cancellationComment: 'False alarm',
      alreadyActive: false,
    });
    const sent = (await tenant.writes()).map(({ path, body }) => [path, body]);
    expect(sent).toEqual([[`/api/machineactions/${machineActionId}/cancel`, { Comment: 'False alarm' }]]);
  });

  it('is read in a dry run, and continues', async () => {
    await seed({});
    const { code, json } = await run({ dryRun: true });
    expect(code).toBe(0);
    expect(json).toEqual({
      dryRun: true,
      status: 'DryRun',
      request: {
        method: 'POST',
        url: `${tenant.env.DEFENDER_API_URL}/api/machineactions/${machineActionId}/cancel`,
        body: { Comment: 'False alarm' },
      },
    });
    expect(await tenant.calls()).toEqual([`GET /api/machineactions/${machineActionId}`]);
  });

  it('wants the permission of its family, which the hint names', async () => {
    await seed({});
    await tenant.control('grants', { roles: ['Machine.Read.All', 'Machine.Isolate'] });
    const { code, json } = await run({}, { DEFENDER_TOKEN_CACHE: 'off' });
    expect(code).toBe(3);
    expect(json.error).toMatchObject({
      code: 'permission_denied',
      hint: expect.stringContaining('If it is a scan, Machine.Scan is required and missing.'),
    });
    const rehearsed = await run({ dryRun: true }, { DEFENDER_TOKEN_CACHE: 'off' });
    expect(rehearsed.json.error).toMatchObject({
      code: 'permission_denied',
      hint: expect.stringContaining('Machine.Scan'),
    });
  });
});

describe('an action that is over', () => {
  it.each(['Succeeded', 'Failed', 'TimeOut'])('and %s is refused in the words of Defender', async (status) => {
    await seed({ status });
    const { code, json, stderr } = await run();
    expect(code).toBe(4);
    expect(json.error).toMatchObject({
      code: 'rejected',
      status: 400,
      defenderCode: 'BadRequest',
      details: { machineAction: { id: machineActionId, status } },
    });
    expect(stderr).toContain(`had ended ${status}`);
    expect(await writes()).toBe(1);
  });

  it('is refused in a dry run too', async () => {
    await seed({ status: 'Succeeded' });
    expect((await run({ dryRun: true })).json.error.code).toBe('rejected');
  });

  it.each(['False alarm', 'Theirs'])('because it was cancelled before is given back: %s', async (comment) => {
    await seed({ status: 'Cancelled', cancellationComment: comment, cancellationDateTimeUtc: '2026-01-01T00:00:00Z' });
    const { code, json } = await run();
    expect(code).toBe(0);
    expect(json).toMatchObject({ status: 'Cancelled', cancellationComment: comment, alreadyActive: true });
  });
});

it('keeps a refusal of an action that continues', async () => {
  await seed({});
  await lost({ status: 400, body: { error: { code: 'InvalidInput', message: 'Not this one.' } } });
  const { code, json } = await run();
  expect(code).toBe(4);
  expect(json.error).toMatchObject({ code: 'rejected', defenderCode: 'InvalidInput' });
  expect(json.error.details).toBeUndefined();
});

it('says not_found for an unknown id', async () => {
  const { code, json } = await run();
  expect(code).toBe(4);
  expect(json.error).toMatchObject({ code: 'not_found', defenderCode: 'ResourceNotFound' });
});

describe('an answer that is lost', () => {
  it.each([
    { commitThenDrop: true },
    { truncate: 10 },
    { status: 502, body: '<html>', commitThenDrop: true },
    { status: 200, body: { id: 'another' }, commitThenDrop: true },
  ])('is made up for by the action: %j', async (fault) => {
    await seed({});
    await lost(fault);
    const { code, json } = await runNow();
    expect(code).toBe(0);
    expect(json).toMatchObject({ status: 'Cancelled', cancellationComment: 'False alarm', alreadyActive: false });
    expect(await writes()).toBe(1);
  });

  it('is unknown if the action continues, and is not sent again', async () => {
    await seed({});
    await lost({ reset: true });
    const { code, json } = await runNow();
    expect(code).toBe(6);
    expect(json.error.code).toBe('outcome_unknown');
    expect(await writes()).toBe(1);
  });

  it('is not a cancellation if the action ended by itself', async () => {
    // A scan takes a minute: it ends between two looks.
    const created = new Date(clock.now() - 57_000).toISOString();
    await seed({ status: undefined, creationDateTimeUtc: created });
    await lost({ reset: true });
    const { code, json } = await runNow();
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'rejected', details: { machineAction: { status: 'Succeeded' } } });
  });

  it('is read back before it is sent again, after 503 with Retry-After', async () => {
    await seed({});
    await lost({ status: 503, headers: { 'Retry-After': '1' }, commitThenDrop: true });
    const { json } = await runNow();
    expect(json).toMatchObject({ status: 'Cancelled', alreadyActive: false });
    expect(await writes()).toBe(1);
  });
});
