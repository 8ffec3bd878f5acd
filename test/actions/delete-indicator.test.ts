import { describe, expect, it } from 'vitest';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();
const run = (params: object) => tenant.run('delete-indicator', params);
const held = () => tenant.simulator.tenant.indicators;

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
    expect((await tenant.calls())[0]).toContain("indicatorValue eq '203.0.113.66' and indicatorType eq 'IpAddress'");
  });

  it('by a value that several have is a conflict with the candidates', async () => {
    const value = 'a'.repeat(40);
    await tenant.seed('indicators', [
      { id: '2001', indicatorValue: value, indicatorType: 'FileSha1' },
      { id: '2002', indicatorValue: value, indicatorType: 'CertificateThumbprint' },
    ]);
    const { code, json, stderr } = await run({ indicatorValue: value });
    expect(code).toBe(4);
    expect(json.error.code).toBe('conflict');
    expect(json.error.details.candidates.map(({ id }: { id: string }) => id).sort()).toEqual(['2001', '2002']);
    for (const id of ['2001', '2002']) expect(stderr).toContain(id);
    expect(await tenant.writes()).toEqual([]);
    const one = await run({ indicatorValue: value, indicatorType: 'CertificateThumbprint' });
    expect(one.json).toEqual({ indicatorId: '2002', deleted: true });
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
