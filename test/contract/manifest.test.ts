import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { readJson, readManifest } from '../support/catalogue.ts';

const validate = new Ajv({ strict: false, allErrors: true }).compile(readJson('schemas/manifest.json'));
const faults = (manifest: unknown): string[] => {
  validate(manifest);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

describe('the manifest', () => {
  it('satisfies its schema', () => {
    expect(faults(readManifest())).toEqual([]);
  });

  const changes: [string, (manifest: ReturnType<typeof readManifest>) => object][] = [
    ['an unknown key', (manifest) => ({ ...manifest, colour: 'blue' })],
    ['no actions', (manifest) => ({ ...manifest, actions: [] })],
    [
      'an action with an unknown group',
      (manifest) => ({ ...manifest, actions: [{ ...manifest.actions[0], group: 'misc' }] }),
    ],
    [
      'an action id that is not a file name',
      (manifest) => ({ ...manifest, actions: [{ ...manifest.actions[0], id: 'List Machines' }] }),
    ],
    ['an action without docs', (manifest) => ({ ...manifest, actions: [{ ...manifest.actions[0], docs: undefined }] })],
    [
      'a field of an unknown type',
      (manifest) => ({ ...manifest, resource: { fields: [{ ...manifest.resource.fields[0], type: 'colour' }] } }),
    ],
    ['a version of its own', (manifest) => ({ ...manifest, version: '1.0.0' })],
  ];
  it.each(changes)('with %s does not satisfy it', (_what, change) => {
    // Through JSON, so that what is undefined is missing.
    expect(faults(JSON.parse(JSON.stringify(change(readManifest()))))).not.toEqual([]);
  });
});
