import { describe, expect, it } from 'vitest';
import { liveCatalogue } from '../support/live-catalogue.ts';

const catalogue = liveCatalogue();
const now = Date.parse('2026-11-22T03:00:00Z');

describe('the catalogue', () => {
  it('loads, validates and describes every action of the manifest by its id', async () => {
    for (const entry of await catalogue.entries()) {
      const loaded = await catalogue.load(entry.id);
      expect(loaded.entry).toEqual(entry);
      expect(await loaded.validate({ unknown: true }, now)).toContainEqual(
        expect.objectContaining({ path: 'unknown' }),
      );
      expect((await loaded.action()).id).toBe(entry.id);
      expect((await catalogue.describe(entry.id)).id).toBe(entry.id);
    }
  });

  it.each(['format-disk', '', 'constructor', '__proto__'])('refuses the unknown id "%s"', async (id) => {
    const refusal = expect.objectContaining({ code: 'invalid_params', message: `there is no action ${id}` });
    await expect(catalogue.load(id)).rejects.toEqual(refusal);
    await expect(catalogue.describe(id)).rejects.toEqual(refusal);
  });

  it('fills in defaults while it validates', async () => {
    const params: Record<string, unknown> = { machineId: 'a'.repeat(40), comment: 'Test' };
    expect(await (await catalogue.load('isolate-machine')).validate(params, now)).toEqual([]);
    expect(params).toMatchObject({ isolationType: 'Full', waitSeconds: 0, dryRun: false });
  });
});
