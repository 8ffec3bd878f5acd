import { describe, expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';
import { batchRunner } from '../support/batch.ts';

const tenant = useActionTenant();
const run = (params: object) => tenant.run('delete-indicator', params);
const held = () => tenant.held.indicators;

describe('delete-indicator', () => {
  it('by id', async () => {
    expect(held().get('991')).toBeDefined();
    const { code, stderr, json } = await run({ indicatorId: '991' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toEqual({ indicatorId: '991', deleted: true });
    expect(await tenant.calls()).toEqual(['DELETE /api/indicators/991']);
    expect((await tenant.writes())[0]?.body).toBeNull();
    expect(held().get('991')).toBeUndefined();
  });

  it('by value', async () => {
    const { json } = await run({ indicatorValue: 'malware.example' });
    expect(json).toEqual({ indicatorId: '992', deleted: true });
    expect(held().get('992')).toBeUndefined();
  });

  it('by a value whose row comes twice, as when a list grows while its pages are read', async () => {
    await tenant.control('settings', { repeatRows: true });
    expect((await run({ indicatorValue: 'malware.example' })).json).toEqual({ indicatorId: '992', deleted: true });
  });

  it('by value and type', async () => {
    const { json } = await run({ indicatorValue: '203.0.113.66', indicatorType: 'IpAddress' });
    expect(json).toEqual({ indicatorId: '991', deleted: true });
    expect((await tenant.calls())[0]).toContain("$filter=indicatorType eq 'IpAddress'&");
  });

  it('by value deletes only the indicator with exactly this value, alone, in a dry run and in a batch', async () => {
    const ids: Record<string, string | undefined> = {
      'docs.contoso.example': '2001',
      'docs.contoso.example/document/d/abc': '2002',
      'https://evil.example/A': '2003',
      'https://EVIL.example/a': '2004',
      'evil.example': '2005',
      '2001:0db8:0:0:0:0:0:1': '2006',
      'BÜCHER.example': '2007',
      ['a1'.repeat(20)]: '2008',
      'docs.contoso.example/document/d/x': undefined,
      'docs.contoso.example?id=7': undefined,
      'docs%2econtoso.example': undefined,
      'https://docs.contoso.example': undefined,
      'https://evil.example': undefined,
    };
    await tenant.seed(
      'indicators',
      [
        { indicatorValue: 'docs.contoso.example', indicatorType: 'DomainName' },
        { indicatorValue: 'docs.contoso.example/document/d/abc', indicatorType: 'Url' },
        { indicatorValue: 'https://evil.example/A', indicatorType: 'Url' },
        { indicatorValue: 'https://evil.example/a', indicatorType: 'Url' },
        // As a user may have entered them in the portal.
        { indicatorValue: 'EVIL.example', indicatorType: 'DomainName' },
        { indicatorValue: '2001:db8::1', indicatorType: 'IpAddress' },
        { indicatorValue: 'bücher.example', indicatorType: 'DomainName' },
        { indicatorValue: 'A1'.repeat(20), indicatorType: 'FileSha1' },
      ].map((item, index) => ({ id: String(2001 + index), ...item })),
      true,
    );
    const values = Object.keys(ids);
    const inBatch = (some: string[], dryRun: boolean) =>
      batchRunner(tenant)(
        'delete-indicator',
        some.map((indicatorValue) => ({ indicatorValue, dryRun })),
      );
    const rehearsed = (await inBatch(values, true)).lines.map(
      ({ result, error }) => error?.code ?? result.request.body.IndicatorIds[0],
    );
    expect(rehearsed).toEqual(values.map((value) => ids[value] ?? 'not_found'));
    expect((await run({ indicatorValue: values.at(-1) })).json.error.code).toBe('not_found');
    expect((await run({ indicatorValue: 'evil.example' })).json).toEqual({ indicatorId: '2005', deleted: true });
    const left = values.filter((value) => value !== 'evil.example');
    const deleted = (await inBatch(left, false)).lines.map(({ result, error }) => result?.indicatorId ?? error.code);
    expect(deleted).toEqual(left.map((value) => ids[value] ?? 'not_found'));
    expect(held().list()).toEqual([]);
  });

  it('by a value that several indicators share is a conflict that lists type, action and groups', async () => {
    const value = 'a'.repeat(40);
    await tenant.seed('indicators', [
      {
        id: '2001',
        indicatorValue: value,
        indicatorType: 'FileSha1',
        action: 'Block',
        rbacGroupNames: ['Servers', 'Lab'],
      },
      { id: '2002', indicatorValue: value, indicatorType: 'CertificateThumbprint', action: 'Allowed' },
    ]);
    const { code, json, stderr } = await run({ indicatorValue: value });
    expect(code).toBe(4);
    expect(json.error.code).toBe('conflict');
    expect(json.error.hint).toBe(
      'Use the indicatorType or the indicatorId of the indicator that you mean: ' +
        '2002 (CertificateThumbprint, Allowed, all devices); 2001 (FileSha1, Block, Servers, Lab). Nothing was deleted.',
    );
    expect(json.error.details.candidates.map(({ id }: { id: string }) => id).sort()).toEqual(['2001', '2002']);
    for (const id of ['2001', '2002']) expect(stderr).toContain(id);
    expect(await tenant.writes()).toEqual([]);
    const one = await run({ indicatorValue: value, indicatorType: 'CertificateThumbprint' });
    expect(one.json).toEqual({ indicatorId: '2002', deleted: true });
  });

  it('asks only for the id if several indicators of the value have the same type', async () => {
    const item = { indicatorValue: 'evil.example', indicatorType: 'DomainName' };
    await tenant.seed('indicators', [
      { id: '2001', ...item, action: 'Block', rbacGroupNames: ['Servers'] },
      { id: '2002', ...item, action: 'Audit' },
    ]);
    for (const params of [item, { indicatorValue: 'evil.example' }]) {
      const { code, json } = await run(params);
      expect(code).toBe(4);
      expect(json.error.hint).toBe(
        'Use the indicatorId of the indicator that you mean: ' +
          '2002 (DomainName, Audit, all devices); 2001 (DomainName, Block, Servers). Nothing was deleted.',
      );
    }
  });

  it.each([{ indicatorId: '4711' }, { indicatorValue: 'unknown.example' }])('%j that is not there', async (params) => {
    const { code, json } = await run(params);
    expect(code).toBe(4);
    expect(json.error.code).toBe('not_found');
  });

  it.each([{ indicatorId: '991' }, { indicatorValue: '203.0.113.66' }])(
    'dryRun of %j writes nothing',
    async (params) => {
      const { code, json } = await run({ ...params, dryRun: true });
      expect(code).toBe(0);
      const url = `${tenant.env.DEFENDER_API_URL}/api/indicators/991`;
      expect(json).toMatchObject({ dryRun: true, status: 'DryRun', request: { method: 'DELETE', url } });
      expect(json).not.toHaveProperty('deleted');
      expect(await tenant.writes()).toEqual([]);
      expect(held().get('991')).toBeDefined();
    },
  );

  it('an id cannot lead anywhere else', async () => {
    const { code } = await run({ indicatorId: '../machines/x' });
    expect(code).toBeGreaterThan(0);
    for (const { path } of await tenant.journal()) expect(path).not.toContain('/api/machines');
  });

  it('a lost answer is never followed by a second delete', async () => {
    await tenant.fault('/api/indicators/', { method: 'DELETE', commitThenDrop: true });
    const { code, json } = await run({ indicatorId: '991' });
    expect(code).toBe(0);
    expect(await tenant.writes()).toHaveLength(1);
    expect(json).toMatchObject({ indicatorId: '991', deleted: true });
  });
});
