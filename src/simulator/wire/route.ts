import type { Tenant } from '../tenant/tenant.ts';
import { ServiceError } from './errors.ts';
import type { Exchange, Reply } from './exchange.ts';

/** Who calls: taken from the access token, so that a grant newer than the token does not count yet. */
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
  /** Path template; `{name}` stands for one segment, or for what is between a function's parentheses. */
  path: string;
  /** Application permissions of which one is enough. Empty: the handler checks for itself. */
  roles: readonly string[];
  handle: (call: Call) => Reply;
}

/** Refuses a call that other products make but Microsoft does not document, with a message that says so. */
export const undocumented = (method: string, path: string): Route => ({
  method,
  path,
  roles: [],
  handle: () => {
    throw new ServiceError('NotSimulated', `Microsoft documents no ${method} ${path}, so it is not simulated.`);
  },
});

/**
 * Refuses a caller without any of the permissions, with the message that callers report:
 * https://github.com/Azure/Azure-Sentinel/issues/7924
 *
 * @throws ServiceError Forbidden naming them
 */
export function requireRole(caller: Caller, roles: readonly string[]): void {
  if (roles.some((role) => caller.roles.has(role))) return;
  const held = [...caller.roles].join(',');
  const message = `Missing application roles. API required roles: ${roles.join(',')}, application roles: ${held}.`;
  throw new ServiceError('Forbidden', message);
}

/** One value of the template. Present whenever the template names it. */
export const param = (call: Call, name: string): string => call.params[name] ?? '';
