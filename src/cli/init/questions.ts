import { homedir } from 'node:os';
import { styleText } from 'node:util';
import { confirm, intro, isCancel, log, password, S_BAR, select, text } from '@clack/prompts';
import { cancelled } from '../../clock.ts';
import { errorCodes, type SoarError } from '../../errors.ts';
import { resourceFields } from '../../generated/fields.ts';
import type { ResourceContext } from '../../resource/fields.ts';
import { readResource } from '../../resource/read-resource.ts';
import { errorLine } from '../../runner/output.ts';
import { type Answers, answerInFile, fieldsOf } from './answers.ts';
import { clouds, regionalHosts } from './clouds.ts';
import { takenLines } from './report.ts';
import { wrapped } from './wrapped.ts';

/** What may be done after a test that failed. */
export type Choice = { answers: Answers } | 'save' | 'stop';

const fieldOf = (id: string) =>
  resourceFields.find((field) => field.id === id) ?? { label: id, required: true, help: '' };

/** Returns what was entered. Throws `cancelled` for Ctrl-C and Escape. */
function entered<T>(value: T): Exclude<T, symbol> {
  if (isCancel(value)) throw cancelled();
  return value as Exclude<T, symbol>;
}

/** Says why an answer cannot be used, in the words of the reader of resources; undefined if it can. */
async function faultOf(id: string, answers: Answers, context: ResourceContext): Promise<string | undefined> {
  const read = await readResource({ fields: fieldsOf(answers) }, context);
  const faults = 'faults' in read ? read.faults.filter(({ path }) => path === `resource.${id}`) : [];
  return faults.length === 0 ? undefined : faults.map(({ message }) => `${fieldOf(id).label} ${message}`).join('; ');
}

const question = (label: string, help: string): string =>
  [label, ...wrapped('', help).map((line) => `${styleText('gray', S_BAR)}  ${styleText('dim', line)}`)].join('\n');

/** Asks for one thing; what it returns is added to the answers. */
type Ask = (answers: Answers, context: ResourceContext) => Promise<Answers>;

const without = (answers: Answers, ids: readonly string[]): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([id]) => !ids.includes(id)));

const askText =
  (id: string): Ask =>
  async (answers, context) => {
    const { label, required, help } = fieldOf(id);
    const withText = (value: string | undefined) => ({ ...answers, [id]: { text: value ?? '' } });
    const value = entered(
      await text({
        message: question(required ? label : `${label} (optional)`, help),
        initialValue: answers[id]?.text ?? '',
        validate: (value) => faultOf(id, withText(value), context),
        signal: context.signal,
      }),
    ).trim();
    return value === '' ? without(answers, [id]) : withText(value);
  };

const askCloud: Ask = async (answers, { signal }) => {
  const options = clouds.map(({ label, apiHost }) => ({ value: apiHost, label }));
  const host = entered(await select({ message: 'Cloud of your tenant', options, signal }));
  if (host !== clouds[0]?.apiHost) return { ...answers, apiUrl: { text: host } };
  const regions = [
    { value: host, label: host, hint: 'always works' },
    ...regionalHosts.map((regional) => ({ value: regional, label: regional })),
  ];
  const message = question('API host', "Choose the region of your tenant's data.");
  return { ...answers, apiUrl: { text: entered(await select({ message, options: regions, signal })) } };
};

const askSecret: Ask = async (answers, context) => {
  const { label, help } = fieldOf('clientSecret');
  const withSecret = (value: string | undefined) => ({ ...answers, clientSecret: { text: value ?? '' } });
  const value = await password({
    message: question(label, help.replace(/ Required.*/, '')),
    validate: (value) => faultOf('clientSecret', withSecret(value), context),
    signal: context.signal,
  });
  return withSecret(entered(value));
};

/** A shell would replace the tilde. */
const pathOf = (value: string | undefined): string => (value ?? '').trim().replace(/^~(?=[/\\])/, homedir());

const askCertificate: Ask = async (answers, context) => {
  const id = 'clientCertificate';
  const read = (value: string | undefined) => answerInFile(id, 'this path', pathOf(value), context);
  const value = await text({
    message: question('Certificate', 'Path of the PEM file with the private key and its certificate.'),
    initialValue: answers[id]?.path ?? '',
    async validate(value) {
      const found = await read(value);
      return 'faults' in found ? found.faults[0]?.message : faultOf(id, { ...answers, [id]: found.value }, context);
    },
    signal: context.signal,
  });
  const found = await read(entered(value));
  return 'faults' in found ? answers : { ...answers, [id]: found.value };
};

const askCredential: Ask = async (answers, context) => {
  const options = [
    { value: askSecret, label: 'Client secret' },
    { value: askCertificate, label: 'Certificate', hint: 'a PEM file' },
  ];
  const message = 'How does the application sign in?';
  const ask = entered(await select({ message, options, signal: context.signal }));
  return ask(without(answers, ['clientSecret', 'clientCertificate']), context);
};

/** The questions, in the order in which they are asked: what each is about, and the fields that it answers. */
const questions: readonly { title: string; fields: readonly string[]; ask: Ask }[] = [
  { title: 'label', fields: ['label'], ask: askText('label') },
  { title: 'cloud', fields: ['apiUrl'], ask: askCloud },
  { title: 'tenant', fields: ['tenantId'], ask: askText('tenantId') },
  { title: 'application', fields: ['clientId'], ask: askText('clientId') },
  { title: 'credential', fields: ['clientSecret', 'clientCertificate', 'credential'], ask: askCredential },
  { title: 'protected machines', fields: ['protectedMachines'], ask: askText('protectedMachines') },
];

/** Asks every question that no option or variable answers. Throws `cancelled` if the person ends it. */
export async function askMissing(given: Answers, context: ResourceContext): Promise<Answers> {
  // A pseudo-terminal may have no size, and the prompts would draw nothing.
  const { columns, rows } = process.stdout;
  Object.assign(process.stdout, { columns: columns || 80, rows: rows || 24 });
  intro('Connect to Microsoft Defender for Endpoint');
  for (const line of takenLines(given)) log.info(line);
  let answers = given;
  // The identity of a machine has no application to ask for.
  const isAsked = ({ title }: { title: string }) =>
    title !== 'application' || given.credential?.text !== 'managedIdentity';
  for (const { fields, ask } of questions.filter(isAsked)) {
    if (!fields.some((id) => given[id] !== undefined)) answers = await ask(answers, context);
  }
  return answers;
}

/** Asks whether files may be replaced. */
export async function askToReplace(paths: readonly string[], { signal }: ResourceContext): Promise<boolean> {
  const message = `${paths.join(' and ')} ${paths.length === 1 ? 'exists' : 'exist'}. Replace?`;
  return entered(await confirm({ message, initialValue: false, signal }));
}

/** Questions whose answers can make a test fail: not the first and the last. */
const correctable = questions.slice(1, -1);

/** Shows that the test has begun. */
export const showTest = (): void => log.step('Signing in and reading from Defender ...');

/** What a person probably does about a failure: what may work later is tried again. */
const likely = ({ code }: SoarError): string => (errorCodes[code].retryable ? 'again' : 'credential');

/** Shows why a test failed, and asks what to do. */
export async function askWhatNext(error: SoarError, answers: Answers, context: ResourceContext): Promise<Choice> {
  log.error(errorLine(error));
  const options = [
    { value: 'again', label: 'Try again' },
    ...correctable.map(({ title }) => ({ value: title, label: `Correct the ${title}` })),
    { value: 'save', label: 'Save the file as it is' },
    { value: 'stop', label: 'Stop, and save nothing' },
  ];
  const choice = entered(
    await select({ message: 'What now?', options, initialValue: likely(error), signal: context.signal }),
  );
  if (choice === 'save' || choice === 'stop') return choice;
  const found = correctable.find(({ title }) => title === choice);
  return { answers: found === undefined ? answers : await found.ask(answers, context) };
}
