/** An entry of `protectedMachines`: what it says, and whether it fits a machine. */
export interface ProtectedMachine {
  entry: string;
  matches(machine: { id: string; computerDnsName?: string | null; machineTags?: string[] | null }): boolean;
}

const machineId = /^[0-9a-f]{32,64}$/;
const namePattern = /^[a-z0-9_*-]+(\.[a-z0-9_*-]+)*$/;

function readEntry(entry: string): ProtectedMachine | undefined {
  const text = entry.toLowerCase();
  if (text.startsWith('tag:')) {
    const tag = text.slice('tag:'.length).trim();
    if (tag === '') return undefined;
    return { entry, matches: ({ machineTags }) => (machineTags ?? []).some((held) => held.toLowerCase() === tag) };
  }
  if (machineId.test(text)) return { entry, matches: ({ id }) => id.toLowerCase() === text };
  if (!namePattern.test(text)) return undefined;
  const pattern = new RegExp(`^${text.replaceAll('.', '\\.').replaceAll('*', '[^.]*')}$`);
  const wholeName = text.includes('.');
  return {
    entry,
    matches({ computerDnsName }) {
      const name = (computerDnsName ?? '').toLowerCase().replace(/\.$/, '');
      return pattern.test(wholeName ? name : (name.split('.')[0] ?? ''));
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
