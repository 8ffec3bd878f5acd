import { describe, expect, it } from 'vitest';
import { readProtectedMachines } from '../../src/values/protected-machines.ts';

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
    'DC-01.corp.contoso.example.',
    'DC-01',
    'dc-*',
    '*',
    '*dc*',
    '*c*0*',
    'dc-0*.corp.contoso.example',
    '*.corp.contoso.example',
    // A star is any run of characters, dots included: a guard errs on the side of guarding.
    '*.example',
    'dc-01.*',
    'dc-*.example',
    '*.contoso.example',
    'tag:tier0',
    'TAG:Domain Controller',
  ])('%s', (entry) => {
    expect(matched(entry)).toEqual([entry]);
  });

  it('is one of several, separated by commas, blanks and line breaks', () => {
    expect(matched(` ws-*, dc-* ,\r\n tag:tier0,, ${'f'.repeat(40)}`)).toEqual(['dc-*', 'tag:tier0']);
  });

  it('an id, on a record that was merged into that machine', () => {
    expect(matched(id, { id: 'f'.repeat(40), mergedIntoMachineId: id.toUpperCase() })).toEqual([id]);
  });

  it.each([
    ['johns macbook pro', 'Johns MacBook Pro'],
    ['johns*', 'Johns MacBook Pro'],
    ["O'Neill (iPad)", "o'neill (ipad)"],
    ['B\u00fcro-PC', 'BU\u0308RO-PC'],
    ['Bu\u0308ro-PC', 'B\u00fcro-PC'],
    ['Mr. B*', 'Mr. Burns iPhone'],
    [`${'a'.repeat(20)}-pc`, `${'A'.repeat(20)}-PC`],
    [`pc-${'a'.repeat(32)}`, `PC-${'A'.repeat(32)}`],
  ])('%s on a machine whose name is not a DNS name: %s', (entry, computerDnsName) => {
    expect(matched(entry, { computerDnsName })).toEqual([entry]);
  });
});

describe('an entry that does not fit', () => {
  it.each([
    'dc-0',
    'c-01',
    'dc-01.corp',
    'corp.contoso.example',
    'dc-01.corp.contoso.example.x',
    '*xx*',
    '*01*01*',
    '*01*dc*',
    'dc-01*1',
    'corp',
    'contoso*',
    'tag:tier',
    'tag:dc-01',
    'f'.repeat(40),
  ])('%s', (entry) => {
    expect(matched(entry)).toEqual([]);
  });

  it('ab*ba on aba, because its ends would overlap', () => {
    expect(matched('ab*ba', { computerDnsName: 'aba' })).toEqual([]);
  });

  it.each([{ computerDnsName: null }, { computerDnsName: '' }, { computerDnsName: undefined }])(
    'a machine with %j has no name to match',
    (of) => {
      expect(matched('dc-01, tag:tier0', of)).toEqual(['tag:tier0']);
    },
  );

  it('a machine without tags has no tag to match', () => {
    expect(matched('dc-01, tag:tier0', { machineTags: null })).toEqual(['dc-01']);
  });
});

describe('an entry that is not an id, a name or a tag', () => {
  it.each([
    'tag:',
    'tag: ',
    '.',
    'https://dc-01',
    '10.0.0.1',
    '10.0.0.0/8',
    '10.0.*',
    '2001:db8::1',
    '5382f7ea-7557-4ab7-9782-d50480024a4e',
    'a'.repeat(31),
    'x'.repeat(256),
    'tab\tbed',
    // Lists in another notation, which would protect nothing.
    'dc-01; dc-02',
    '["dc-01"]',
    '"dc-01"',
    '{dc-01}',
  ])('%j', (entry) => {
    const { entries, faults } = readProtectedMachines(entry);
    expect(entries).toEqual([]);
    expect(faults).toEqual([expect.stringContaining(entry.trim())]);
  });

  it('does not hide the others', () => {
    const { entries, faults } = readProtectedMachines('dc-01, tag:, tag:x, [dc-02]');
    expect(entries.map(({ entry }) => entry)).toEqual(['dc-01', 'tag:x']);
    expect(faults).toHaveLength(2);
  });
});
