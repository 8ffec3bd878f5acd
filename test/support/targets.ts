import { describe, expect, it } from 'vitest';
import type { TestTenant } from './tenant.ts';

/** A write on a machine: how it is asked for, and what it is on the wire. */
export interface MachineWrite {
  id: string;
  /** Last segment of the path. */
  verb: string;
  /** Type of the machine action; undefined for an investigation. */
  type?: string;
  /** Params beside target and comment. */
  params?: object;
  /** Body beside `Comment`. */
  body?: object;
}

/** The short form of what `describeTargets` tests, for actions that find their machine in the same way. */
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

/** Tests of what happens where an action of the same type is under way. */
export function describeRepeat(
  tenant: TestTenant,
  { id, type, params = {} }: MachineWrite,
  scope: object,
  otherScope?: object,
): void {
  describe('where one is under way', () => {
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

    if (otherScope !== undefined) {
      it('refuses beside one that does something else', async () => {
        await seed(otherScope);
        const { code, json, stderr } = await act();
        expect(code).toBe(4);
        expect(json.error).toMatchObject({ code: 'conflict', details: { machineActionId: active } });
        expect(stderr).toContain(active);
      });
    }

    it('is a conflict when none is active any more', async () => {
      const message = 'Action is already in progress';
      await tenant.fault('/api/machines/', {
        method: 'POST',
        status: 400,
        body: { error: { code: 'BadRequest', message } },
      });
      const { code, json } = await act();
      expect(code).toBe(4);
      expect(json.error.code).toBe('conflict');
    });
  });
}
