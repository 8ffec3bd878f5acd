import { grantHint } from '../../cloud/grants.ts';
import { grantedRoles } from '../../cloud/token.ts';
import { SoarError } from '../../errors.ts';
import type { DryRunResult } from '../../generated/types.ts';
import type { Call } from '../../http/call.ts';
import type { DefenderContext } from '../context.ts';

/** Refuses a call that Defender would refuse for a missing permission; a grant may be newer than a cached token. */
async function requirePermissions(context: DefenderContext, permission: string | undefined): Promise<void> {
  const { hunting, deadline, signal, needs } = context;
  const { tokens } = hunting.defender;
  const needed = [...(await needs()), ...(permission === undefined ? [] : [[permission]])];
  const missingFrom = (token: string) => {
    const granted = grantedRoles(token);
    // A token that cannot be read proves nothing.
    if (granted === undefined) return [];
    return needed.filter((anyOf) => !anyOf.some((role) => granted.includes(role))).map(([first = '']) => first);
  };
  const token = await tokens.get(deadline, signal);
  let missing = missingFrom(token.value);
  if (missing.length > 0 && token.cached) missing = missingFrom((await tokens.renew(deadline, signal)).value);
  if (missing.length === 0) return;
  throw new SoarError('permission_denied', `the token lacks ${missing.join(', ')}: Defender would refuse the request`, {
    hint: grantHint(missing, hunting.clientId),
  });
}

/**
 * Returns the request that a dry run would have sent. Throws `permission_denied` if the token lacks a permission that the
 * action needs, or `permission`.
 */
export async function dryRunResult(context: DefenderContext, call: Call, permission?: string): Promise<DryRunResult> {
  await requirePermissions(context, permission);
  const { method, body } = call;
  const request = { method, url: context.http.urlOf(call), ...(body && { body }) };
  return { dryRun: true, status: 'DryRun', request };
}
