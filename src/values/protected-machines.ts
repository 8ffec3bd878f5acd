import { isIP } from 'node:net';
import type { Machine } from '../generated/types.ts';
import { canonicalName, isGuid, sameText, textOf } from './text.ts';
import { entriesOf, fits } from './wildcard.ts';

/** An entry of `protectedMachines`: what it says, and whether it fits a machine. */
export interface ProtectedMachine {
  entry: string;
  matches(machine: Machine): boolean;
}

const machineId = /^[0-9a-f]{32,64}$/;

/** Any printable name, except for what would be a list in another notation. */
const printable = /^[^\p{Cc}\p{Zl}\p{Zp};"[\]{}]{1,255}$/u;

/** Text that looks like a name but never matches one: an address, a URL, or the id of something else. */
const isNoName = (text: string): boolean =>
  text === '' ||
  isIP(text) !== 0 ||
  isGuid(text) ||
  text.includes('://') ||
  /^[0-9a-f]{20,}$/.test(text) ||
  /^(?=.*\d)(?=.*\.)[\d.*/]+$/.test(text);

function readEntry(entry: string): ProtectedMachine | undefined {
  const text = entry.normalize('NFC').toLowerCase();
  if (text.startsWith('tag:')) {
    const tag = text.slice('tag:'.length).trim();
    if (tag === '') return undefined;
    const holds = (held: unknown) => textOf(held).normalize('NFC').toLowerCase() === tag;
    return { entry, matches: ({ machineTags }) => Array.isArray(machineTags) && machineTags.some(holds) };
  }
  if (machineId.test(text)) {
    // A record that was merged into a machine may still be a way to act on it.
    return { entry, matches: (machine) => sameText(machine.id, text) || sameText(machine.mergedIntoMachineId, text) };
  }
  const pattern = canonicalName(entry);
  if (!printable.test(entry) || isNoName(pattern)) return undefined;
  return {
    entry,
    matches({ computerDnsName }) {
      const name = canonicalName(computerDnsName);
      const [firstLabel = ''] = name.split('.');
      return fits(pattern, name) || (!pattern.includes('.') && fits(pattern, firstLabel));
    },
  };
}

/**
 * Reads a list of machine ids, names (`*` is any run of characters; without a dot the first label is compared as well)
 * and `tag:NAME`, separated by commas and line breaks. Letter case does not matter. Each unreadable entry is a fault.
 */
export function readProtectedMachines(text: string): { entries: ProtectedMachine[]; faults: string[] } {
  const faults: string[] = [];
  const entries: ProtectedMachine[] = [];
  for (const entry of entriesOf(text)) {
    const read = readEntry(entry);
    if (read) entries.push(read);
    else faults.push(`${entry} is not a machine id, name or tag:NAME; write * for any of ; " [ ] { }`);
  }
  return { entries, faults };
}
