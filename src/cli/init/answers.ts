import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { addAbortSignal } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Fault } from '../../errors.ts';
import { suggestion } from '../../nearest.ts';
import { readFieldFile } from '../../resource/field-file.ts';
import {
  fieldIds,
  fieldsInFiles,
  filled,
  networkFields,
  type ResourceContext,
  variablesOf,
} from '../../resource/fields.ts';
import { faultsOf, type Reading, refuse } from '../../resource/reading.ts';
import { readVariable } from '../../resource/variables.ts';
import { optionError } from '../../runner/options.ts';
import { decodeText } from '../../text-file.ts';
import { cloudNames, clouds } from './clouds.ts';
import { type FieldOption, fieldOptions } from './field-options.ts';

/** The answer to a field of the resource. */
export interface Answer {
  text: string;
  /** Absolute path of the file that has the text, if it is one that stays where it is. */
  path?: string;
  /** Variable that gave it. */
  variable?: string;
}

/** Answers by the id of their field. */
export type Answers = Readonly<Record<string, Answer>>;

/** Options of the command, by the name that the parser gives them. */
export type GivenOptions = Readonly<Record<string, unknown>>;

/** The texts of all answers, as the fields of a resource. */
export const fieldsOf = (answers: Answers): Record<string, string> =>
  Object.fromEntries(Object.entries(answers).map(([id, { text }]) => [id, text]));

/** Reads an answer from a file, which the resource refers to; the content of a pipe is copied instead. */
export async function answerInFile(
  field: string,
  setting: string,
  given: string,
  { signal }: ResourceContext,
): Promise<Reading<Answer>> {
  const path = resolve(given);
  const isFile = await stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
  const read = await readFieldFile(field, setting, path, signal);
  return 'faults' in read ? read : { value: isFile ? read.value : { text: read.value.text } };
}

async function answerFromStdin({ field, name }: FieldOption, signal: AbortSignal): Promise<Reading<Answer>> {
  if (process.stdin.isTTY) throw optionError(`--${name}`, `--${name} - reads stdin, which is a terminal`);
  const bytes = await buffer(addAbortSignal(signal, process.stdin));
  try {
    return { value: { text: decodeText(bytes) } };
  } catch (error) {
    return refuse(field, `stdin ${(error as Error).message}`);
  }
}

/** Name of an option's value in what the parser returns. */
const keyOf = ({ field, inFile }: FieldOption): string => (inFile ? `${field}File` : field);

async function answerFromOption(
  option: FieldOption,
  given: string,
  context: ResourceContext,
): Promise<Reading<Answer>> {
  if (filled(given) === undefined)
    throw optionError(`--${option.name}`, `--${option.name} is empty: leave it out, or give it a value`);
  if (!option.inFile) return { value: { text: given } };
  if (given === '-') return answerFromStdin(option, context.signal);
  return answerInFile(option.field, `--${option.name}`, given, context);
}

/** Reads an answer from the variable of its field; undefined if it is not set. */
async function answerFromVariable(id: string, context: ResourceContext): Promise<Reading<Answer | undefined>> {
  const { name, olderName = '', file = '' } = variablesOf(id);
  const variable = [name, olderName, file].find((one) => filled(context.env[one]) !== undefined);
  if (variable === undefined) return { value: undefined };
  if (variable === file) {
    const read = await answerInFile(id, file, context.env[file] ?? '', context);
    return 'faults' in read ? read : { value: { ...read.value, variable } };
  }
  const read = await readVariable(id, context);
  return 'faults' in read ? read : { value: { text: read.value.text ?? '', variable } };
}

const credentials: readonly string[] = ['clientSecret', 'clientCertificate'];

/** Refuses options that contradict each other. */
function checkOptions(given: GivenOptions): void {
  const names = fieldOptions.filter((option) => given[keyOf(option)] === '-').map(({ name }) => `--${name} -`);
  if (names.length > 1) throw optionError('-', `only one option can read stdin, not ${names.join(' and ')}`);
  if (given.clientSecretFile !== undefined && given.clientCertificateFile !== undefined)
    throw optionError('--client-secret-file', 'give --client-secret-file or --client-certificate-file, not both');
  if (given.cloud !== undefined && given.apiUrl !== undefined)
    throw optionError('--cloud', 'give --cloud or --api-url, not both');
}

function apiHostOf(name: string): string {
  const cloud = clouds.find(({ names }) => names.includes(name));
  if (cloud !== undefined) return cloud.apiHost;
  throw optionError('--cloud', `--cloud must be one of ${cloudNames.join(', ')}${suggestion(name, cloudNames)}`);
}

/**
 * Reads the answers that options and variables give. Variables of the network are not answers: they count in addition to
 * any resource file.
 */
export async function givenAnswers(
  given: GivenOptions,
  context: ResourceContext,
): Promise<{ answers: Answers; faults: Fault[] }> {
  checkOptions(given);
  const read = new Map<string, Reading<Answer | undefined>>();
  for (const option of fieldOptions) {
    const value = given[keyOf(option)];
    if (typeof value === 'string') read.set(option.field, await answerFromOption(option, value, context));
  }
  if (typeof given.cloud === 'string') read.set('apiUrl', { value: { text: apiHostOf(given.cloud) } });
  const hasCredential = credentials.some((id) => read.has(id));
  for (const id of fieldIds) {
    const isTaken = read.has(id) || networkFields.includes(id) || (hasCredential && credentials.includes(id));
    if (!isTaken) read.set(id, await answerFromVariable(id, context));
  }
  const answers: Record<string, Answer> = {};
  for (const [id, reading] of read) if ('value' in reading && reading.value) answers[id] = reading.value;
  for (const id of fieldsInFiles) context.redactor.add(answers[id]?.text);
  return { answers, faults: [...read.values()].flatMap(faultsOf) };
}
