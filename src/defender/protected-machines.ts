import { isIP } from 'node:net';
import { canonicalName, isGuid, textOf } from './text.ts';

/** An entry of `protectedMachines`: what it says, and whether it fits a machine. */
export interface ProtectedMachine {
  entry: string;
  matches(machine: { id: string; computerDnsName?: string | null; machineTags?: string[] | null }): boolean;
}

const machineId = /^[0-9a-f]{32,64}$/;
const namePattern = /^[a-z0-9_*-]{1,63}(\.[a-z0-9_*-]{1,63})*$/;

/** Whether text fits a pattern in which `*` is any run of characters; without a regular expression, so in linear time. */
function fits(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let from = first.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return from <= text.length - last.length;
}

const labelsOf = (name: unknown): string[] => canonicalName(name).split('.');

/** What only looks like a name, and would never fit one: an address, or the id of something else. */
const isNoName = (text: string): boolean =>
  isIP(text) !== 0 || isGuid(text) || /^[0-9a-f]{20,}$/.test(text) || /^(?=.*\d)(?=.*\.)[\d.*]+$/.test(text);

function readEntry(entry: string): ProtectedMachine | undefined {
  const text = entry.toLowerCase();
  if (text.startsWith('tag:')) {
    const tag = text.slice('tag:'.length).trim();
    if (tag === '') return undefined;
    const holds = (machineTags: unknown[]) => machineTags.some((held) => textOf(held).toLowerCase() === tag);
    return { entry, matches: ({ machineTags }) => Array.isArray(machineTags) && holds(machineTags) };
  }
  if (machineId.test(text)) return { entry, matches: ({ id }) => id.toLowerCase() === text };
  if (!namePattern.test(text) || isNoName(text)) return undefined;
  const patterns = text.split('.');
  return {
    entry,
    matches({ computerDnsName }) {
      const labels = labelsOf(computerDnsName);
      // A pattern without a dot is held against the first label alone.
      const compared = patterns.length === 1 ? labels.slice(0, 1) : labels;
      return (
        compared.length === patterns.length && compared.every((label, index) => fits(patterns[index] ?? '', label))
      );
    },
  };
}

/**
 * Reads a comma-separated list of machine ids, DNS names (`*` is any run of characters without a dot; without a dot the
 * first label is compared) and `tag:NAME`. Letter case does not matter. Each unreadable entry is a fault.
 */
export function readProtectedMachines(text: string): { entries: ProtectedMachine[]; faults: string[] } {
  const faults: string[] = [];
  const entries: ProtectedMachine[] = [];
  for (const entry of text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter(Boolean)) {
    const read = readEntry(entry);
    if (read) entries.push(read);
    else faults.push(`${entry} is no machine id, DNS name or tag:NAME`);
  }
  return { entries, faults };
}
