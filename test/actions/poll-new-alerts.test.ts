import { beforeEach, describe, expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';

const tenant = useActionTenant();
const run = (params: object, args: string[] = []) => tenant.run('poll-new-alerts', params, {}, args);
const minutesAgo = (minutes: number) => new Date(tenant.clock.now() - minutes * 60_000).toISOString();
const alert = (number: number, minutes: number, more: object = {}) => ({
  id: `da${number}_1`,
  alertCreationTime: minutesAgo(minutes),
  ...more,
});
const ids = (found: { id: string }[]) => found.map(({ id }) => id);

beforeEach(() => tenant.seed('alerts', [alert(2, 5), alert(1, 30), alert(3, 90)], true));

describe('poll-new-alerts', () => {
  it("begins an hour back, oldest first, by the service's clock", async () => {
    const { code, stderr, json } = await run({});
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(ids(json)).toEqual(['da1_1', 'da2_1']);
    expect(json[0]).toMatchObject({
      machineId: expect.any(String),
      cursor: expect.stringMatching(/^alerts1\.[\w-]+$/),
    });
    expect(await tenant.calls()).toEqual([
      'GET /api/alerts?$top=1',
      expect.stringMatching(
        /^GET \/api\/alerts\?\$filter=alertCreationTime ge [\dT:.-]+Z&\$orderby=alertCreationTime asc&\$top=1001$/,
      ),
    ]);
  });

  it('continues after a cursor, needs no clock for it, and returns nothing twice', async () => {
    const first = await run({ limit: 1 });
    expect(ids(first.json)).toEqual(['da1_1']);
    const second = await run({ cursor: first.json[0].cursor });
    expect(ids(second.json)).toEqual(['da2_1']);
    const { cursor } = second.json[0];
    const third = await run({ cursor });
    expect({ code: third.code, stdout: third.stdout }).toEqual({ code: 0, stdout: '[]\n' });
    await tenant.seed('alerts', [alert(4, 6)]);
    expect(ids((await run({ cursor })).json)).toEqual(['da4_1']);
    expect((await tenant.calls()).filter((call) => call.endsWith('$top=1'))).toHaveLength(1);
  });

  it('narrows as a list does, and expands evidence', async () => {
    const meant = alert(5, 4, { severity: 'High', category: 'Malware', evidence: [{ entityType: 'File' }] });
    await tenant.seed('alerts', [meant, alert(6, 4, { severity: 'High' })]);
    const narrow = { severity: 'High', status: 'New', category: 'Malware', detectionSource: 'WindowsDefenderAtp' };
    const { json } = await run({ ...narrow, filter: 'incidentId eq null', expandEvidence: true });
    expect(json).toMatchObject([{ id: 'da5_1', evidence: [{ entityType: 'File' }] }]);
    const [, call = ''] = await tenant.calls();
    expect(call).toContain(
      "Z and severity eq 'High' and status eq 'New' and category eq 'Malware' and detectionSource eq 'WindowsDefenderAtp' and (incidentId eq null)&",
    );
    expect(call).toContain('&$expand=evidence&');
  });

  it('returns every declared leaf from variables', async () => {
    const { json } = await tenant.run('poll-new-alerts', undefined, { limit: '1', cursor: '' }, ['--from-env']);
    expect(json).toMatchObject([{ id: 'da1_1', relatedUser: { userName: null, domainName: null } }]);
  });

  it('answers a batch line with its list', async () => {
    const { stdout } = await tenant.run('poll-new-alerts', '{"limit":1}\n{"limit":0}\n', {}, ['--batch']);
    const [first, second] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(ids(first.result)).toEqual(['da1_1']);
    expect(second.error.code).toBe('invalid_params');
  });

  it('describes its result as a list of flat objects', async () => {
    const { json } = await run({}, ['--describe']);
    expect(json.result).toMatchObject({ type: 'array', items: { type: 'object', properties: { id: {}, cursor: {} } } });
    expect(json.result.items).not.toHaveProperty('allOf');
  });

  it('is an error document if a page fails, so that its caller repeats it', async () => {
    await tenant.fault('orderby', { status: 403, times: 9 });
    const { code, json } = await run({});
    expect({ code, error: json.error.code }).toEqual({ code: 3, error: 'permission_denied' });
  });

  it('refuses rows whose order it could not rely on', async () => {
    const value = [alert(1, 5), alert(2, 30)];
    await tenant.fault('orderby', { body: { value, '@odata.nextLink': 'https://elsewhere.example' } });
    expect((await run({})).json.error).toMatchObject({
      code: 'unexpected_response',
      message: expect.stringContaining('order'),
    });
  });
});

describe('a cursor', () => {
  const refused = async (cursor: string) => {
    const { code, json } = await run({ cursor });
    expect(code).toBe(2);
    return json.error.details;
  };

  it('that was cut, changed or is of another trigger is refused, nothing sent', async () => {
    const { cursor } = (await run({})).json[1];
    const other = cursor.replace('alerts', 'remediations');
    const changed = cursor.slice(0, -12) + cursor.slice(-12).toLowerCase().replace(/[a-m]/, 'Z');
    const sent = (await tenant.journal()).length;
    for (const wrong of [
      cursor.slice(0, -1),
      cursor.slice(0, -13),
      `${cursor}A`,
      `${cursor}.`,
      changed,
      other,
      'null',
      'x',
    ])
      expect(await refused(wrong)).toEqual([
        { path: 'cursor', message: expect.stringMatching(/cut or changed|placeholder/) },
      ]);
    expect(await refused('a'.repeat(4097))).toHaveLength(1);
    expect(await tenant.journal()).toHaveLength(sent);
  });
});
