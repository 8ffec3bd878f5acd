import type { Tenant } from '../tenant/tenant.ts';
import { ServiceError } from './errors.ts';
import type { Exchange, Reply } from './exchange.ts';

/** The caller as its access token describes it: a later grant does not apply. */
export interface Caller {
  appId: string;
  roles: ReadonlySet<string>;
}

/** One authorised call on its way to a handler. */
export interface Call {
  exchange: Exchange;
  tenant: Tenant;
  caller: Caller;
  /** Decoded values of the template's `{names}`. */
  params: Record<string, string>;
}

/** One operation of the API. */
export interface Route {
  method: string;
  /** Path template; `{name}` is one segment, or the arguments of a function in parentheses. */
  path: string;
  /** Application permissions, of which one is enough; if empty, the handler checks them. */
  roles: readonly string[];
  handle: (call: Call) => Reply;
}

/** Refuses an operation that other products call but Microsoft does not document. */
export const undocumented = (method: string, path: string): Route => ({
  method,
  path,
  roles: [],
  handle: () => {
    throw new ServiceError('NotSimulated', `Microsoft documents no ${method} ${path}, so it is not simulated.`);
  },
});

/**
 * Refuses a caller that has none of the permissions, with the message that callers report:
 * https://github.com/Azure/Azure-Sentinel/issues/7924
 *
 * @throws ServiceError Forbidden with their names
 */
export function requireRole(caller: Caller, roles: readonly string[]): void {
  if (roles.some((role) => caller.roles.has(role))) return;
  const held = [...caller.roles].join(',');
  const message = `Missing application roles. API required roles: ${roles.join(',')}, application roles: ${held}.`;
  throw new ServiceError('Forbidden', message);
}

/** One value of the template, which is present if the template names it. */
export const param = (call: Call, name: string): string => call.params[name] ?? '';
