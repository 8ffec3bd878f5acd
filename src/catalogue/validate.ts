import { isIP } from 'node:net';
import type { Fault } from '../errors.ts';
import type { Kind } from '../generated/types.ts';
import { suggestion } from '../nearest.ts';
import { composeComment, longestComment } from '../values/comment.ts';
import { isBalanced } from '../values/filter.ts';
import { readMoment } from '../values/moment.ts';
import type { Check } from './define-action.ts';
import type { ParamMarks, Validator, ValidatorError } from './schema.ts';

type Params = Readonly<Record<string, unknown>>;

const dotted = (pointer: string): string =>
  pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');

const quoted = (values: unknown): string => (values as unknown[]).map((value) => JSON.stringify(value)).join(', ');

/** Returns what is at a JSON pointer of the params, as text. */
const textAt = (params: Params, pointer: string): string =>
  String(
    dotted(pointer)
      .split('.')
      .reduce<unknown>((value, name) => (value as Params | undefined)?.[name], params),
  );

/** One error of the schema as a fault: the field, and the rule in words. */
function faultOf(
  { keyword, instancePath, schemaPath, params, message = 'does not fit' }: ValidatorError,
  validator: Validator,
  given: Params,
): Fault {
  const path = dotted(instancePath);
  const within = (name: unknown) => [path, String(name)].filter(Boolean).join('.');
  switch (keyword) {
    case 'required':
      return { path: within(params.missingProperty), message: 'is missing' };
    case 'additionalProperties':
      return {
        path: within(params.additionalProperty),
        message: `is not a parameter of this action${suggestion(String(params.additionalProperty), validator.names)}`,
      };
    case 'enum': {
      const allowed = params.allowedValues as string[];
      return { path, message: `must be one of ${quoted(allowed)}${suggestion(textAt(given, instancePath), allowed)}` };
    }
    case 'dependencies':
      return { path: String(params.property), message: `requires ${String(params.deps)}` };
    case 'pattern':
    case 'minLength':
      // The words for an item are those of its list.
      return { path, message: validator.marks[path.replace(/\.\d+$/, '')]?.['x-says'] ?? 'must not be blank' };
    case 'oneOf':
    case 'anyOf':
    case 'not':
      return validator.rules[Number(/^#\/allOf\/(\d+)\//.exec(schemaPath)?.[1])] ?? { path, message };
    default:
      return { path, message };
  }
}

/** Branches of a rule such as "exactly one of" are reported too; the rule's own message is enough. */
const isBranch = ({ schemaPath }: ValidatorError): boolean => /\/(oneOf|anyOf|not)\//.test(schemaPath);

/** Finds text that UTF-8 cannot represent: half a surrogate pair would change in transit, or end the run. */
function brokenTexts(params: Params): Fault[] {
  const found: Fault[] = [];
  const left: [string, unknown][] = Object.entries(params);
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [path, value] = next;
    if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) {
      found.push({ path, message: 'holds half a character (an unpaired surrogate)' });
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) left.push([`${path}.${name}`, item]);
    }
  }
  return found;
}

/** What is known about a text when it is checked. */
interface Checked {
  text: string;
  params: Params;
  marks: ParamMarks;
  now: number;
}

function momentFault({ text, marks, now }: Checked): string | undefined {
  const at = readMoment(text, now, marks['x-moment'] ?? 'back');
  if (at === undefined) return marks['x-says'] ?? 'must be a time';
  const days = marks['x-within-days'];
  if (days === undefined) return undefined;
  if (at > now) return 'must not be in the future';
  return at < now - days * 24 * 3_600_000 ? `must be within the last ${days} days` : undefined;
}

function commentFault({ text: comment, params: { correlationId } }: Checked): string | undefined {
  if (typeof correlationId !== 'string') return undefined;
  // Characters as the schema counts them: an emoji is one.
  const { length } = [...composeComment({ comment, correlationId })];
  return length > longestComment
    ? `is too long: with correlationId ${length} of at most ${longestComment} characters`
    : undefined;
}

/** What a text must fulfil by its kind, beyond its pattern: the message if it does not. */
const checks: Partial<Record<Kind, (checked: Checked) => string | undefined>> = {
  ipAddress: ({ text }) => (isIP(text) === 0 || text.includes('%') ? 'must be an IPv4 or IPv6 address' : undefined),
  filter: ({ text }) => (isBalanced(text) ? undefined : 'must close every parenthesis and quote that it opens'),
  moment: momentFault,
  comment: commentFault,
};

/** Checks every text by its kind. */
const kindFaults = (params: Params, validator: Validator, now: number): Fault[] =>
  Object.entries(validator.marks).flatMap(([path, marks]) => {
    const text = params[path];
    const check = marks['x-kind'] && checks[marks['x-kind']];
    const message = typeof text === 'string' ? check?.({ text, params, marks, now }) : undefined;
    return message === undefined ? [] : [{ path, message }];
  });

/**
 * Validates params and fills in defaults.
 * @returns every fault, at most one a field: the message of a rule is preferred to that of the schema
 */
export async function paramFaults(
  params: Record<string, unknown>,
  validator: Validator,
  check: Check | undefined,
  now: number,
): Promise<Fault[]> {
  validator.validate(params);
  const errors = (validator.validate.errors ?? []).filter((error) => !isBranch(error));
  const byPath = new Map<string, Fault>();
  const found = [
    ...((await check?.(params, now)) ?? []),
    ...brokenTexts(params),
    ...kindFaults(params, validator, now),
    ...errors.map((error) => faultOf(error, validator, params)),
  ];
  for (const fault of found) if (!byPath.has(fault.path)) byPath.set(fault.path, fault);
  return [...byPath.values()];
}
