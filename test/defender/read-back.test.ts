import { beforeEach, describe, expect, it } from 'vitest';
import deleteIndicator from '../../actions/delete-indicator.ts';
import isolate from '../../actions/isolate-machine.ts';
import investigate from '../../actions/start-automated-investigation.ts';
import quarantine from '../../actions/stop-and-quarantine-file.ts';
import submitIndicator from '../../actions/submit-indicator.ts';
import { handClock } from '../support/clock.ts';
import { runHere, writeDefaults } from '../support/in-process.ts';
import { useTenant } from '../support/tenant.ts';

const clock = handClock(Date.now());
const tenant = useTenant({ speed: 1, now: clock.now });
let machineId = '';
beforeEach(() => {
  machineId = tenant.machineId('ws-001.contoso.example');
});
const here = () => ({ env: tenant.env, clock });
const post = (path: string, fault: object) => tenant.fault(path, { method: 'POST', ...fault });
const educateUrl = 'https://contoso.example/blocked';
const indicator = { indicatorValue: 'a.example', action: 'Block', title: 't', description: 'd', dryRun: false };

describe('a lost indicator', () => {
  it.each([
    ['an application, which is not shown', {}, { application: 'SOAR' }],
    ['an educateUrl, which is not shown', {}, { educateUrl }],
    ['an action in other letters', { action: 'BLOCK' }, {}],
    ['device groups in another order', { rbacGroupNames: ['B', 'A'] }, { rbacGroupNames: ['A', 'B'] }],
  ])('is found by %s', async (_what, held, sent) => {
    await tenant.seed('indicators', [{ ...indicator, id: '2001', indicatorType: 'DomainName', ...held }]);
    await post('/api/indicators$', { reset: true });
    const { json } = await runHere(submitIndicator, { ...indicator, ...sent }, here());
    expect(json.id).toBe('2001');
  });
});

describe('what only looks like the work of a lost write', () => {
  it('is not an action of another scope', async () => {
    await tenant.seed('machineActions', [
      { type: 'Isolate', scope: 'Selective', status: 'Succeeded', machineId, requestorComment: 'Test' },
    ]);
    await post('/isolate$', { reset: true });
    const { json } = await runHere(isolate, { ...writeDefaults, isolationType: 'Full', machineId }, here());
    expect(json.error.code).toBe('outcome_unknown');
  });

  it('is not a quarantine of another file', async () => {
    const relatedFileInfo = { fileIdentifier: 'a'.repeat(40), fileIdentifierType: 'Sha1' };
    await tenant.seed('machineActions', [
      { type: 'StopAndQuarantineFile', status: 'Succeeded', machineId, requestorComment: 'Test', relatedFileInfo },
    ]);
    await post('/StopAndQuarantineFile$', { reset: true });
    const { json } = await runHere(quarantine, { ...writeDefaults, machineId, fileHash: 'b'.repeat(40) }, here());
    expect(json.error.code).toBe('outcome_unknown');
  });

  it.each([
    ['fewer device groups', { rbacGroupNames: ['Workstations', 'Servers'] }, { rbacGroupNames: ['Workstations'] }],
    ['a title in other letters', { title: 'T' }, {}],
    ['a description in other letters', { description: 'D' }, {}],
    ['no device groups', { rbacGroupNames: null }, { rbacGroupNames: ['Servers'] }],
    ['other device groups', { rbacGroupNames: ['Workstations'] }, { rbacGroupNames: ['Servers'] }],
    ['an application, which is not shown', { lastUpdateTime: '2026-01-01T00:00:00Z' }, { application: 'SOAR' }],
    ['an educateUrl, which is not shown', { lastUpdateTime: '2026-01-01T00:00:00Z' }, { educateUrl }],
  ])('is not an indicator with %s', async (_what, held, sent) => {
    await tenant.seed('indicators', [{ ...indicator, indicatorType: 'DomainName', ...held }]);
    await post('/api/indicators$', { reset: true });
    const { json } = await runHere(submitIndicator, { ...indicator, ...sent }, here());
    expect(json.error.code).toBe('outcome_unknown');
    expect(json.error.details.reason).toContain('nothing that it created was found');
  });

  it("is another caller's if an investigation began before", async () => {
    await tenant.seed('investigations', [
      { machineId, state: 'Running', startTime: new Date(clock.now() - 40_000).toISOString() },
    ]);
    await post('/startInvestigation$', { reset: true });
    const { json } = await runHere(investigate, { ...writeDefaults, machineId }, here());
    expect(json).toMatchObject({ state: 'Running', alreadyActive: true });
  });

  it.each(['<html>sign in</html>', '', '{}'])('is not a deletion because of a 200: %s', async (body) => {
    await tenant.fault('/api/indicators/991$', { method: 'DELETE', status: 200, body });
    const { json } = await runHere(deleteIndicator, { indicatorId: '991', dryRun: false }, here());
    expect(json.error.code).toBe('outcome_unknown');
    expect(tenant.held.indicators.get('991')).toBeDefined();
  });
});

describe("Defender's clock", () => {
  const dayOld = () =>
    tenant.seed('machineActions', [
      {
        type: 'Isolate',
        scope: 'Full',
        status: 'Succeeded',
        machineId,
        requestorComment: 'Test',
        creationDateTimeUtc: new Date(clock.now() - 2 * 86_400_000).toISOString(),
      },
    ]);
  const dated = (date: string) => tenant.fault('/api/', { headers: { Date: date }, times: 1000 });
  const run = () => runHere(isolate, { ...writeDefaults, isolationType: 'Full', machineId }, here());

  it.each([
    ['in 1970', () => new Date(0).toUTCString()],
    ['three days ago', () => new Date(clock.now() - 3 * 86_400_000).toUTCString()],
    ['5', () => '5'],
  ])('does not make an old action ours if it says %s', async (_when, date) => {
    await dayOld();
    await post('/isolate$', { reset: true });
    await dated(date());
    const { json } = await run();
    expect(json.error.code).toBe('outcome_unknown');
  });

  it('prevents a repeated write if it proves nothing', async () => {
    await post('/startInvestigation$', { status: 503, headers: { 'Retry-After': '1' }, commitThenDrop: true });
    await dated(new Date(0).toUTCString());
    const { json } = await runHere(investigate, { ...writeDefaults, machineId }, here());
    expect(json.error.code).toBe('outcome_unknown');
    expect(await tenant.writes()).toHaveLength(1);
  });

  it.each([
    [59, 0],
    [61, 6],
  ])('is believed up to an hour from ours: %i minutes ahead ends with exit code %i', async (minutes, code) => {
    await tenant.seed('machineActions', [
      {
        type: 'Isolate',
        scope: 'Full',
        status: 'Pending',
        machineId,
        requestorComment: 'Test',
        creationDateTimeUtc: new Date(clock.now() + minutes * 60_000).toISOString(),
      },
    ]);
    await post('/isolate$', { reset: true });
    await dated(new Date(clock.now() + minutes * 60_000).toUTCString());
    const ended = await run();
    expect(ended.code).toBe(code);
    if (code === 6) expect(ended.json.error.details.reason).toContain('more than an hour');
  });
});
