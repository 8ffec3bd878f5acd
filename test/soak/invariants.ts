import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { type Answered, answersOf, insist } from './answers.ts';
import type { Observed } from './drive.ts';
import { checkSent } from './sent.ts';
import { checkState } from './state.ts';

/** A read that succeeded says what it says without faults. */
function checkRead({ plan, ended, undisturbed, journal }: Observed): void {
  if (undisturbed === undefined || plan.concurrency !== undefined || ended.code !== 0) return;
  // For some lists 404 is how Defender says "none", and any field of an entity may be missing: both are believed.
  const isEmpty = Object.keys(ended.json).every((name) => name === 'id');
  if (isEmpty || journal.some(({ fault }) => fault === 'status 404')) return;
  insist(ended.stdout === undisturbed.stdout, 'a read is complete', ended.stdout.slice(0, 300));
}

/** A package is on disk, whole and as reported, or nothing is. */
function checkFiles({ files }: Observed, answers: Answered[]): void {
  const told = answers.flatMap(({ result }) => (result?.package?.path === undefined ? [] : [result.package]));
  const names = told.map(({ path }) => String(path).split('/').at(-1));
  for (const name of files.keys()) insist(names.includes(name), 'no file is left that was not reported', name);
  for (const [index, { sha256, size }] of told.entries()) {
    const bytes = files.get(names[index] ?? '');
    insist(bytes !== undefined, 'a reported download is there', names);
    insist(
      createHash('sha256').update(bytes).digest('hex') === String(sha256).toLowerCase(),
      'with the reported hash',
      told,
    );
    insist(size === undefined || size === bytes.length, 'and the size', { size, length: bytes.length });
    // A host that says four letters is believed: what a package is made of is not ours to judge.
    if (bytes.toString() === 'null') continue;
    insist(Object.keys(unzipSync(bytes)).length === 5, 'and is a whole package');
  }
}

function checkSecrets({ ended, secrets }: Observed, answers: Answered[]): void {
  const { stdout, stderr } = ended;
  for (const secret of secrets) insist(!`${stdout}${stderr}`.includes(secret), 'no secret is printed');
  insist(!/eyJ[\w-]{8,}\.[\w-]{8,}/.test(stdout + stderr), 'no token is printed');
  insist(!/sig=(?!…)/.test(stderr), 'no link is in an error line', stderr);
  for (const { error } of answers)
    insist(!/sig=(?!…)/.test(JSON.stringify(error ?? {})), 'no link is in an error', error);
}

/**
 * Checks every promise of a run against what the tenant saw and holds.
 * @returns the answer to each intent
 * @throws Broken naming the promise that was not kept, with what was found
 */
export function check(observed: Observed): Answered[] {
  const answers = answersOf(observed);
  checkSent(observed, answers);
  for (const answer of answers) checkState(observed, answer);
  checkRead(observed);
  checkFiles(observed, answers);
  checkSecrets(observed, answers);
  return answers;
}
