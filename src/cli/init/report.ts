import { statSync } from 'node:fs';
import type { TestConnectionResult } from '../../generated/types.ts';
import type { Resource } from '../../resource/resource.ts';
import { quoted } from '../../runner/usage.ts';
import { printable } from '../../terminal/printable.ts';
import type { Answers } from './answers.ts';
import type { Permissions } from './connection.ts';
import { consentSteps, missingLines } from './consent.ts';
import { wrapped } from './wrapped.ts';

/** Names the variables that answered questions; empty if none did. */
export function takenLines(answers: Answers): string[] {
  const variables = Object.values(answers).flatMap(({ variable }) => variable ?? []);
  return variables.length === 0 ? [] : wrapped('Taken from the environment: ', variables.join(', '));
}

/** Warns about files of secrets that were there before and that others can read. */
const openFiles = ({ clientSecret, clientCertificate }: Answers): string[] =>
  [clientSecret?.path, clientCertificate?.path].flatMap((path) => {
    const mode = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false })?.mode;
    if (path === undefined || mode === undefined || process.platform === 'win32' || (mode & 0o077) === 0) return [];
    return [`Warning: ${path} is readable by others: chmod 600 ${quoted(path)}`];
  });

/** Says what was written, and what of it came from the environment. */
export function writtenLines(paths: readonly string[], answers: Answers): string[] {
  const what = `Wrote ${[...paths].reverse().join(' and ')}`;
  // Windows has no such mode: the folder decides who can read the files.
  const line = process.platform === 'win32' ? `${what}.` : `${what}, readable only by you.`;
  return [line, ...openFiles(answers), ...takenLines(answers)];
}

/** Says that a connection works, and what needs attention. */
export function connectedLines({ apiUrl, tenantId, clientId, latencyMs, warnings }: TestConnectionResult): string[] {
  const speed = latencyMs === null ? '' : ` in ${latencyMs} ms`;
  return [
    `Connected: ${apiUrl} responded${speed} to application ${clientId} of tenant ${tenantId}.`,
    ...warnings.flatMap((warning) => wrapped('Warning: ', printable(warning))),
  ];
}

/** Lists what is granted and what is missing, with the steps to grant it. */
export function permissionLines({ granted, missing }: Permissions, resource: Resource): string[] {
  const lines =
    granted.length === 0 ? ['Granted: nothing'] : wrapped('Granted: ', granted.map(printable).sort().join(', '));
  if (missing.length === 0) return [...lines, 'Missing: nothing. Every action can run.'];
  return [
    ...lines,
    '',
    'Missing, each with the actions that need it:',
    ...missingLines(missing),
    '',
    'To grant them:',
    ...consentSteps(missing, resource),
  ];
}

/** Says how to test a connection that is written. */
export const testLine = (path: string): string =>
  `Next: defender-soar run test-connection --resource ${quoted(path)} < /dev/null`;

/** Says how to go on after a test that succeeded: with a list, if the permissions allow it. */
export const nextLine = (path: string, { missing }: Permissions): string =>
  missing.some(({ actions }) => actions.includes('list-machines'))
    ? testLine(path)
    : `Next: defender-soar run list-machines --resource ${quoted(path)} --top 5`;
