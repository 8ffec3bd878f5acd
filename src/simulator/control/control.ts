import { machinesOf } from '../collections/machines/store.ts';
import { isObject } from '../tenant/is-object.ts';
import { changeSettings } from '../tenant/settings.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { type Exchange, errorEnvelope, json, type Reply } from '../wire/exchange.ts';
import type { RateLimits } from '../wire/rate-limits.ts';
import type { Faults } from './faults.ts';
import type { Journal } from './journal.ts';
import { addItems } from './seed.ts';

/** What every control path begins with. */
export const controlPath = '/_control/';

/** What the control path works on. */
export interface Controlled {
  tenant: Tenant;
  faults: Faults;
  journal: Journal;
  limits: RateLimits;
}

type Answer = (controlled: Controlled, body: Record<string, unknown>) => unknown;

const answers: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ['POST reset', reset],
  ['POST seed', seed],
  ['POST grants', grant],
  ['POST faults', ({ faults }, body) => ({ waiting: faults.add(body) })],
  ['POST settings', set],
  ['GET journal', ({ journal }) => ({ requests: journal.entries() })],
]);

/**
 * Answers the control path, by which tests change the tenant: reset, seed, grants, faults, settings, journal. It requires no
 * token, is reachable from this host only, and is not in the journal. An invalid body is 400 with the reason.
 */
export function answerControl(exchange: Exchange, controlled: Controlled): Reply {
  const name = `${exchange.method} ${exchange.path.slice(controlPath.length).replace(/\/$/, '').toLowerCase()}`;
  const answer = answers.get(name);
  if (answer === undefined) {
    const known = [...answers.keys()].join(', ');
    return errorEnvelope(404, 'NotFound', `No '${name}' on the control path: ${known}.`, exchange.requestId);
  }
  try {
    return json(200, answer(controlled, bodyOf(exchange)));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return errorEnvelope(400, 'BadRequest', message, exchange.requestId);
  }
}

function bodyOf(exchange: Exchange): Record<string, unknown> {
  if (exchange.body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(exchange.body.toString('utf8'));
  } catch {
    throw new Error('the body is not JSON');
  }
  if (!isObject(value)) throw new Error('the body is not a JSON object');
  return value;
}

function reset({ tenant, faults, journal, limits }: Controlled): unknown {
  tenant.reset();
  faults.clear();
  journal.clear();
  limits.clear();
  return { machines: machinesOf(tenant).size };
}

function seed({ tenant }: Controlled, body: Record<string, unknown>): unknown {
  const { collection, items, replace = false, ...rest } = body;
  refuseRest(rest);
  if (typeof replace !== 'boolean') throw new Error('replace must be true or false');
  return { seeded: addItems(tenant, collection, items, replace) };
}

function grant({ tenant }: Controlled, body: Record<string, unknown>): unknown {
  const { roles, ...rest } = body;
  refuseRest(rest);
  if (!Array.isArray(roles) || !roles.every((role) => typeof role === 'string'))
    throw new Error('roles must be a list of texts');
  tenant.roles = new Set(roles);
  return { roles };
}

function set({ tenant }: Controlled, body: Record<string, unknown>): unknown {
  tenant.settings = changeSettings(tenant.settings, body);
  return tenant.settings;
}

function refuseRest(rest: Record<string, unknown>): void {
  const first = Object.keys(rest)[0];
  if (first !== undefined) throw new Error(`unknown property '${first}'`);
}
