import { isObject } from '../tenant/is-object.ts';
import { ServiceError } from './errors.ts';
import type { Exchange } from './exchange.ts';

/** JSON types a documented body property may have. */
type JsonType = 'string' | 'boolean' | 'array';

/** The documented properties of one operation's body. */
export interface BodyShape {
  required?: Record<string, JsonType>;
  optional?: Record<string, JsonType>;
  /** Whether names match in any letter case, because Microsoft's pages of this operation differ. */
  anyCase?: boolean;
}

/**
 * Reads a JSON body with only the documented properties. Names are case-sensitive unless the shape says otherwise: `comment`
 * instead of `Comment` is refused. An empty required string is missing, null is absent.
 *
 * https://learn.microsoft.com/defender-endpoint/api/common-errors
 *
 * @throws ServiceError InvalidRequestBody or MissingRequiredParameter
 */
export function readBody(exchange: Exchange, shape: BodyShape): Record<string, unknown> {
  const body = parseBody(exchange);
  return checkShape(shape.anyCase ? inDocumentedCase(body, shape) : body, shape);
}

/**
 * Reads any JSON object.
 *
 * @throws ServiceError InvalidRequestBody if the body is not one
 */
export function parseBody(exchange: Exchange): Record<string, unknown> {
  const type = exchange.headers['content-type'] ?? '';
  if (!/^application\/([a-z.+-]+\+)?json\b/i.test(type)) {
    throw new ServiceError('InvalidRequestBody', `Content-Type '${type}' is not supported: send application/json.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(exchange.body));
  } catch {
    throw new ServiceError('InvalidRequestBody', 'The request body is not valid JSON.');
  }
  if (!isObject(value)) throw new ServiceError('InvalidRequestBody', 'The request body is not a JSON object.');
  return value;
}

/**
 * Validates an object by the documented properties.
 *
 * @throws ServiceError InvalidRequestBody or MissingRequiredParameter
 */
export function checkShape(value: Record<string, unknown>, shape: BodyShape): Record<string, unknown> {
  const known: Record<string, JsonType> = { ...shape.required, ...shape.optional };
  for (const [name, held] of Object.entries(value)) {
    const type = Object.hasOwn(known, name) ? known[name] : undefined;
    if (type === undefined) throw new ServiceError('InvalidRequestBody', `The property '${name}' is not known here.`);
    if (held !== null && typeOf(held) !== type) {
      throw new ServiceError('InvalidRequestBody', `The property '${name}' is not a ${type}.`);
    }
  }
  for (const name of Object.keys(shape.required ?? {})) {
    if (value[name] === undefined || value[name] === null || value[name] === '') {
      throw new ServiceError('MissingRequiredParameter', `Required parameter '${name}' is missing.`);
    }
  }
  return value;
}

function inDocumentedCase(body: Record<string, unknown>, shape: BodyShape): Record<string, unknown> {
  const names = Object.keys({ ...shape.required, ...shape.optional });
  const documented = new Map(names.map((name) => [name.toLowerCase(), name]));
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [documented.get(name.toLowerCase()) ?? name, value]),
  );
}

const typeOf = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value);
