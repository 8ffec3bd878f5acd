import { describe, expect, it } from 'vitest';
import { readManifest } from './catalogue.ts';
import type { TestTenant } from './tenant.ts';

/** A write on a machine: how it is asked for, and what it is on the wire. */
export interface MachineWrite {
  id: string;
  /** Last segment of the path. */
  verb: string;
  /** Type of the machine action; undefined for an investigation. */
  type?: string;
  /** Params in addition to target and comment. */
  params?: object;
  /** Body in addition to `Comment`. */
  body?: object;
}

/** Tests how a write finds its machine. */
export function describeTarget(tenant: TestTenant, { id, verb, params = {}, body = {} }: MachineWrite): void {
  const act = (target: object, env = {}) => tenant.run(id, { ...target, ...params, comment: 'Because' }, env);

  describe('the target', () => {
    it('by name and by internal IP', async () => {
      const machineId = tenant.machineId('ws-001.contoso.example');
      for (const target of [{ computerDnsName: 'Ws-001' }, { ipAddress: '10.0.4.17' }]) {
        const { code, stderr } = await act(target);
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      }
      for (const { path, body: sent } of await tenant.writes()) {
        expect({ path, sent }).toEqual({
          path: `/api/machines/${machineId}/${verb}`,
          sent: { Comment: 'Because', ...body },
        });
      }
      expect(await tenant.writes()).not.toEqual([]);
    });

    it('that is ambiguous, or whose look-up fails, stops the action', async () => {
      const ambiguous = await act({ computerDnsName: 'ws-003' });
      expect(ambiguous.code).toBe(4);
      expect(ambiguous.json.error).toMatchObject({ code: 'ambiguous_machine', details: { candidates: [{}, {}] } });
      await tenant.fault('/api/machines', { status: 403, times: 10 });
      expect((await act({ computerDnsName: 'ws-001' })).json.error.code).toBe('permission_denied');
      expect(await tenant.writes()).toEqual([]);
    });
  });
}

/** Tests of what a write promises whatever it does: comment, dry run, permissions. */
export function describeWrite(tenant: TestTenant, { id, verb, params = {}, body = {} }: MachineWrite): void {
  describe('as every write', () => {
    it('appends the correlation id to the comment', async () => {
      const { code } = await tenant.run(id, {
        computerDnsName: 'ws-001',
        ...params,
        comment: 'Because',
        correlationId: 'INC-4711',
      });
      expect(code).toBe(0);
      const writes = await tenant.writes();
      expect(writes.map((write) => write.body)).toEqual([{ Comment: 'Because [INC-4711]', ...body }]);
    });

    it('refuses a comment that would have to be cut, before anything is sent', async () => {
      const target = { computerDnsName: 'ws-001', ...params };
      const long = await tenant.run(id, { ...target, comment: 'x'.repeat(1001) });
      const together = await tenant.run(id, { ...target, comment: 'x'.repeat(992), correlationId: 'INC-471' });
      for (const { code, json } of [long, together]) {
        expect(code).toBe(2);
        expect(json.error.details).toEqual([{ path: 'comment', message: expect.stringContaining('1') }]);
      }
      expect(await tenant.journal()).toEqual([]);
    });

    it('dryRun reads, shows the request and writes nothing', async () => {
      const { code, stderr, json } = await tenant.run(id, {
        computerDnsName: 'ws-001',
        ...params,
        comment: 'x',
        dryRun: true,
      });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const machineId = tenant.machineId('ws-001.contoso.example');
      const url = `${tenant.env.DEFENDER_API_URL}/api/machines/${machineId}/${verb}`;
      expect(json).toMatchObject({
        dryRun: true,
        status: 'DryRun',
        request: { method: 'POST', url, body: { Comment: 'x', ...body } },
        machine: { id: machineId, computerDnsName: 'ws-001.contoso.example' },
        activeActions: [],
      });
      expect(json).not.toHaveProperty('id');
      expect(await tenant.writes()).toEqual([]);
    });

    it('dryRun refuses what the write would refuse', async () => {
      const { code, json } = await tenant.run(id, { machineId: 'f'.repeat(40), ...params, comment: 'x', dryRun: true });
      expect(code).toBe(4);
      expect(json.error.code).toBe('not_found');
    });

    it('names the permission that is missing', async () => {
      const fresh = { DEFENDER_TOKEN_CACHE: 'off' };
      await tenant.control('grants', { roles: ['Machine.Read.All', 'File.Read.All'] });
      const [needed] = (await tenant.run(id, undefined, {}, ['--describe'])).json.permissions;
      for (const dryRun of [true, false]) {
        const target = { computerDnsName: 'ws-001', ...params, comment: 'x', dryRun };
        const { code, json } = await tenant.run(id, target, fresh);
        expect(code).toBe(3);
        expect(json.error.code).toBe('permission_denied');
        expect(json.error.hint).toContain(needed);
      }
    });
  });
}

/**
 * Tests what is an action's own in a write on a machine: path, body and permission. What every such write shares is
 * tested with isolate-machine.
 */
export function describeWiring(tenant: TestTenant, { id, verb, params = {}, body = {} }: MachineWrite): void {
  it('has its own path, body and permission', async () => {
    const target = { computerDnsName: 'ws-001', ...params, comment: 'Because', correlationId: 'INC-4711' };
    const machineId = tenant.machineId('ws-001.contoso.example');
    const path = `/api/machines/${machineId}/${verb}`;
    const sent = { Comment: 'Because [INC-4711]', ...body };

    const dry = await tenant.run(id, { ...target, dryRun: true });
    expect({ code: dry.code, stderr: dry.stderr }).toEqual({ code: 0, stderr: '' });
    const request = { method: 'POST', url: `${tenant.env.DEFENDER_API_URL}${path}`, body: sent };
    expect(dry.json).toMatchObject({ status: 'DryRun', request, machine: { id: machineId }, activeActions: [] });
    expect(await tenant.writes()).toEqual([]);

    await tenant.control('grants', { roles: ['Machine.Read.All', 'File.Read.All'] });
    const refused = await tenant.run(id, target, { DEFENDER_TOKEN_CACHE: 'off' });
    expect([refused.code, refused.json.error.code]).toEqual([3, 'permission_denied']);
    const [needed] = readManifest().actions.find((action) => action.id === id)?.permissions ?? [];
    expect(refused.json.error.hint).toContain(needed);

    await tenant.control('reset', {});
    expect((await tenant.run(id, target)).code).toBe(0);
    expect((await tenant.writes()).map((write) => [write.path, write.body])).toEqual([[path, sent]]);
  });
}

/** Tests what happens if an action of the same type is under way: one of the same scope, or of another. */
export function describeRepeat(
  tenant: TestTenant,
  { id, type, params = {} }: MachineWrite,
  scope: object,
  otherScope: object,
): void {
  describe('if one is running', () => {
    const active = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
    const seed = (fields: object) =>
      tenant.seed('machineActions', [
        {
          id: active,
          type,
          machineId: tenant.machineId('ws-001.contoso.example'),
          requestorComment: 'Theirs',
          status: 'InProgress',
          ...fields,
        },
      ]);
    const act = () => tenant.run(id, { computerDnsName: 'ws-001', ...params, comment: 'Ours' });

    it('gives back the one that does the same', async () => {
      await seed(scope);
      const { code, json } = await act();
      expect(code).toBe(0);
      expect(json).toMatchObject({
        id: active,
        type,
        status: 'InProgress',
        requestorComment: 'Theirs',
        alreadyActive: true,
      });
      expect(await tenant.writes()).toHaveLength(1);
    });

    it('is refused while another one with other params is running', async () => {
      await seed(otherScope);
      const { code, json, stderr } = await act();
      expect(code).toBe(4);
      expect(json.error).toMatchObject({ code: 'conflict', details: { machineActionId: active } });
      expect(stderr).toContain(active);
    });
  });
}
