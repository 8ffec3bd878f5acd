import { isIP } from 'node:net';
import { isBalanced } from '../defender/api/odata.ts';
import type { Fault } from '../errors.ts';
import { composeComment, longestComment } from '../values/comment.ts';
import { readMoment } from '../values/moment.ts';
import type { Check } from './define-action.ts';
import type { Validator, ValidatorError } from './schema.ts';

type Params = Readonly<Record<string, unknown>>;

const dotted = (pointer: string): string =>
  pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');

const quoted = (values: unknown): string => (values as unknown[]).map((value) => JSON.stringify(value)).join(', ');

/** One error of the schema as a fault: the field, and the rule in words. */
function faultOf(
  { keyword, instancePath, schemaPath, params, message = 'does not fit' }: ValidatorError,
  validator: Validator,
): Fault {
  const path = dotted(instancePath);
  const within = (name: unknown) => [path, String(name)].filter(Boolean).join('.');
  switch (keyword) {
    case 'required':
      return { path: within(params.missingProperty), message: 'is missing' };
    case 'additionalProperties':
      return { path: within(params.additionalProperty), message: 'is not a param of this action' };
    case 'enum':
      return { path, message: `must be one of ${quoted(params.allowedValues)}` };
    case 'dependencies':
      return { path: String(params.property), message: `belongs to ${String(params.deps)}: give that too` };
    case 'pattern':
    case 'minLength':
      // An item of a list is spoken of by the list's own words.
      return { path, message: validator.says[path.replace(/\.\d+$/, '')] ?? 'must not be blank' };
    case 'oneOf':
    case 'anyOf':
    case 'not': {
      const rule = validator.rules[Number(/^#\/allOf\/(\d+)\//.exec(schemaPath)?.[1])];
      return {
        path: (rule?.oneOf ?? rule?.anyOf)?.[0]?.required[0] ?? 'machineId',
        message: rule?.description ?? message,
      };
    }
    default:
      return { path, message };
  }
}

/** The branches of a rule such as "exactly one of" report themselves too; the rule says it better. */
const isBranch = ({ schemaPath }: ValidatorError): boolean => /\/(oneOf|anyOf|not)\//.test(schemaPath);

const thirtyDays = 30 * 24 * 3_600_000;

/** Where a duration in a param leads; undefined for a param that is no time. */
function directionOf(name: string): 'back' | 'ahead' | undefined {
  if (name === 'expirationTime') return 'ahead';
  return ['ipSeenAt', 'eventTime'].includes(name) || name.endsWith('Since') ? 'back' : undefined;
}

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

/** Rules that a schema cannot say and that belong to a param wherever it stands. */
function commonFaults(params: Params, validator: Validator, now: number): Fault[] {
  const faults = brokenTexts(params);
  const { ipAddress, comment, correlationId, filter } = params;
  if (typeof ipAddress === 'string' && (isIP(ipAddress) === 0 || ipAddress.includes('%'))) {
    faults.push({ path: 'ipAddress', message: 'must be an IPv4 or IPv6 address' });
  }
  if (typeof filter === 'string' && !isBalanced(filter)) {
    faults.push({ path: 'filter', message: 'must close every parenthesis and quote that it opens' });
  }
  for (const [path, text] of Object.entries(params)) {
    const direction = directionOf(path);
    if (direction === undefined || typeof text !== 'string') continue;
    const at = readMoment(text, now, direction);
    if (at === undefined) faults.push({ path, message: validator.says[path] ?? 'must be a time' });
    else if (path === 'ipSeenAt' && at > now) faults.push({ path, message: 'must not be in the future' });
    else if (path === 'ipSeenAt' && at < now - thirtyDays)
      faults.push({ path, message: 'must be within the last 30 days' });
  }
  if (typeof comment === 'string' && typeof correlationId === 'string') {
    // Characters as the schema counts them: an emoji is one.
    const { length } = [...composeComment({ comment, correlationId })];
    if (length > longestComment) {
      faults.push({
        path: 'comment',
        message: `is too long: with correlationId ${length} of at most ${longestComment} characters`,
      });
    }
  }
  return faults;
}

/**
 * Checks params against the schema and the rules beside it, and fills in defaults.
 * @returns every fault there is, one a field: where both have something to say, the rule knows more than the schema
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
    ...commonFaults(params, validator, now),
    ...errors.map((error) => faultOf(error, validator)),
  ];
  for (const fault of found) if (!byPath.has(fault.path)) byPath.set(fault.path, fault);
  return [...byPath.values()];
}
