import { describe, expect, it } from 'vitest';
import { readProtectedMachines } from '../../src/defender/protected-machines.ts';

const id = '1e5bc9d7e413ddd7902c2932e418702b84d0cc07';
const machine = { id, computerDnsName: 'DC-01.corp.contoso.example', machineTags: ['Tier0', 'Domain Controller'] };

/** Entries of the list that fit the machine. */
const matched = (list: string, of: object = {}) => {
  const { entries, faults } = readProtectedMachines(list);
  expect(faults).toEqual([]);
  return entries.filter((entry) => entry.matches({ ...machine, ...of })).map(({ entry }) => entry);
};

describe('an entry that fits', () => {
  it.each([
    id,
    id.toUpperCase(),
    'dc-01.corp.contoso.example',
    'DC-01',
    'dc-*',
    '*',
    'dc-0*.corp.contoso.example',
    '*.corp.contoso.example',
    'dc-01.*.contoso.example',
    '*.*.*.*',
    'tag:tier0',
    'TAG:Domain Controller',
  ])('%s', (entry) => {
    expect(matched(entry)).toEqual([entry]);
  });

  it('is one of several, separated by commas and blanks', () => {
    expect(matched(` ws-*, dc-* ,\n tag:tier0,, ${'f'.repeat(40)}`)).toEqual(['dc-*', 'tag:tier0']);
  });
});

describe('an entry that does not fit', () => {
  it.each([
    'dc-0',
    'c-01',
    'dc-01.corp',
    'corp.contoso.example',
    // A star is no dot.
    'dc-*.example',
    '*.example',
    '*.contoso.example',
    'dc-*.contoso.example',
    // Without a dot only the first label is compared.
    'corp',
    'contoso*',
    'tag:tier',
    'tag:dc-01',
    'f'.repeat(40),
  ])('%s', (entry) => {
    expect(matched(entry)).toEqual([]);
  });

  it.each([{ computerDnsName: null }, { computerDnsName: '' }, { machineTags: null }])(
    'a machine with %j is no error',
    (of) => {
      expect(matched('dc-01, tag:x', of).length).toBeLessThanOrEqual(1);
    },
  );
});

describe('an entry that is no id, name or tag', () => {
  it.each(['tag:', 'tag: ', 'not a name', 'dc-01!', 'a..b', '.', 'https://dc-01', '10.0.0.0/8', 'dc-[01]', 'a+b'])(
    '%j',
    (entry) => {
      const { entries, faults } = readProtectedMachines(entry);
      expect(entries).toEqual([]);
      expect(faults).toHaveLength(1);
      expect(faults[0]).toContain(entry.trim());
    },
  );

  it('does not hide the others', () => {
    const { entries, faults } = readProtectedMachines('dc-01, no name, tag:x, also not one!');
    expect(entries.map(({ entry }) => entry)).toEqual(['dc-01', 'tag:x']);
    expect(faults).toHaveLength(2);
  });
});
