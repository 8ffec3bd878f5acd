import { type Fault, mergeFaults, SoarError } from '../../errors.ts';
import type { ResourceContext } from '../../resource/fields.ts';
import { readResource } from '../../resource/read-resource.ts';
import { optionError } from '../../runner/options.ts';
import { exitCodeOf } from '../../runner/output.ts';
import { complain, print } from '../print.ts';
import { type Answers, fieldsOf, type GivenOptions, givenAnswers } from './answers.ts';
import { type OpenResource, type Permissions, permissionsOf, testConnection } from './connection.ts';
import { optionFor } from './field-options.ts';
import type * as questions from './questions.ts';
import { connectedLines, nextLine, permissionLines, testLine, writtenLines } from './report.ts';
import { checkFolder, existing, resourceFiles, writeFiles } from './resource-files.ts';

/** Options of the command besides those of the fields. */
export interface InitOptions extends GivenOptions {
  file?: string;
  force?: boolean;
  /** False for `--no-test`. */
  test?: boolean;
}

/** What the steps of a set-up share. */
export interface SetUp {
  /** The resource file, as it was named. */
  path: string;
  options: InitOptions;
  /** Asks a person; undefined without a terminal. */
  person: typeof questions | undefined;
  context: ResourceContext;
}

/** Returns those of the paths that exist and may be replaced. Throws if one may not. */
async function approve(paths: readonly string[], { options, person, context }: SetUp): Promise<string[]> {
  const found = await existing(paths);
  if (found.length === 0 || options.force || (await person?.askToReplace(found, context))) return found;
  const what = `${found.join(' and ')} ${found.length === 1 ? 'exists' : 'exist'}`;
  throw optionError('--file', `${what}; give another --file, or --force to replace`);
}

const fieldAt = (path: string): string => path.replace(/^resource\./, '');

/** Refuses answers in one line that names each fault and the options that correct them. */
function refusal(faults: readonly Fault[], { person }: SetUp): SoarError {
  const named = faults.map(({ path, message }) => `${fieldAt(path)} ${message}`);
  const options = new Set(faults.map(({ path }) => optionFor(fieldAt(path))));
  return new SoarError('invalid_resource', `nothing was written: ${named.join('; ')}`, {
    hint: `Give ${[...options].join(', ')}${person === undefined ? ', or run defender-soar init at a terminal' : ''}.`,
    details: faults,
  });
}

/** Reads the answers that are given, and asks for the others at a terminal. Throws `invalid_resource` without one. */
async function completeAnswers(setUp: SetUp): Promise<Answers> {
  const { options, person, context } = setUp;
  const { answers, faults } = await givenAnswers(options, context);
  const read = await readResource({ fields: fieldsOf(answers) }, context);
  const all = mergeFaults(faults, 'faults' in read ? read.faults : []);
  if (all.length === 0) return answers;
  const isWrong = all.some(({ path }) => faults.some((fault) => fault.path === path) || fieldAt(path) in answers);
  if (person === undefined || isWrong) throw refusal(all, setUp);
  return person.askMissing(answers, context);
}

/** Opens the resource of the answers. */
async function open(answers: Answers, setUp: SetUp): Promise<OpenResource> {
  const read = await readResource({ fields: fieldsOf(answers) }, setUp.context);
  if ('faults' in read) throw refusal(read.faults, setUp);
  return read;
}

/** Prints lines; after a conversation, with one that is empty in front. */
const report = (lines: readonly string[], { person, context }: SetUp): Promise<number> =>
  print(context.redactor.clean(`${person === undefined ? '' : '\n'}${lines.join('\n')}\n`));

const notWritten = (error: SoarError): SoarError =>
  error.with({ hint: `${error.fields.hint ?? ''} Nothing was written; --no-test writes without a test.`.trim() });

/** Lets a person decide after a test that failed. Throws the failure without one. */
async function decide(
  error: SoarError,
  answers: Answers,
  replaced: readonly string[],
  write: () => Promise<string[]>,
  setUp: SetUp,
): Promise<number> {
  const { path, person, context } = setUp;
  if (error.code === 'cancelled' || person === undefined) throw notWritten(error);
  const choice = await person.askWhatNext(error, answers, context);
  if (choice === 'save') return report([...(await write()), testLine(path)], setUp);
  if (choice !== 'stop') return testAndWrite(choice.answers, replaced, setUp);
  process.stderr.write('Nothing was written.\n');
  return exitCodeOf(error.code, undefined);
}

/**
 * Tests the connection and writes the files if it works, or if only permissions are missing.
 * @param replaced files that exist and may be replaced
 */
async function testAndWrite(answers: Answers, replaced: readonly string[], setUp: SetUp): Promise<number> {
  const { path, options, person, context } = setUp;
  const opened = await open(answers, setUp);
  const files = resourceFiles(path, answers);
  const paths = files.map((file) => file.path);
  const approved = [
    ...replaced,
    ...(await approve(
      paths.filter((one) => one !== path),
      setUp,
    )),
  ];
  const write = async () => {
    await writeFiles(files, approved);
    return writtenLines(paths, answers);
  };
  if (options.test === false) return report([...(await write()), testLine(path)], setUp);
  person?.showTest();
  const outcome = await testConnection(opened, context);
  const permissionsAndNext = (permissions: Permissions) => [
    '',
    ...permissionLines(permissions, opened.resource),
    '',
    nextLine(path, permissions),
  ];
  if ('result' in outcome) {
    const { permissions } = outcome.result;
    return report([...connectedLines(outcome.result), ...(await write()), ...permissionsAndNext(permissions)], setUp);
  }
  const { error } = outcome;
  const permissions = permissionsOf(error, opened.resource);
  if (permissions === undefined) return decide(error, answers, replaced, write, setUp);
  await report([...(await write()), ...permissionsAndNext(permissions)], setUp);
  return complain(error);
}

/** Sets up a connection: answers, files and test. Returns the exit status. */
export async function setUpConnection(setUp: SetUp): Promise<number> {
  const { path } = setUp;
  await checkFolder(path);
  const replaced = await approve([path], setUp);
  return testAndWrite(await completeAnswers(setUp), replaced, setUp);
}
