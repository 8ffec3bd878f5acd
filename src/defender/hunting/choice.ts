import { grantHint } from '../../cloud/grants.ts';
import { type Backend, huntingRoles, isLasting, isRetired, retirementDay } from '../../cloud/hunting-api.ts';
import { rolesOf } from '../../cloud/token.ts';
import { SoarError, toSoarError } from '../../errors.ts';
import type { TokenInUse } from '../../http/wire.ts';
import type { DefenderContext } from '../context.ts';

const grants = ({ value }: TokenInUse, backend: Backend): boolean => rolesOf(value).includes(huntingRoles[backend]);

/** Whether the token permits hunting on Graph. A token from an earlier process is renewed if there is no alternative. */
async function mayUseGraph({ hunting, deadline, signal, clock }: DefenderContext): Promise<boolean> {
  const { tokens } = await hunting.graph();
  const token = await tokens.get(deadline, signal);
  if (grants(token, 'graph') || !token.cached) return grants(token, 'graph');
  const hasOther = !isRetired(clock.now()) && grants(await hunting.defender.tokens.get(deadline, signal), 'defender');
  return !hasOther && grants(await tokens.renew(deadline, signal), 'graph');
}

/**
 * The API that a query runs on. `auto` is Graph where its token grants hunting, else the Defender endpoint while there is
 * one; the tokens' roles decide, so that nothing is called in vain, and a kept token keeps the choice.
 * Throws `permission_denied` if Graph is the only one left and not granted.
 */
export async function chooseBackend(context: DefenderContext): Promise<Backend> {
  const { hunting, clock, log } = context;
  if (hunting.api !== 'auto') return hunting.api;
  const retired = isRetired(clock.now());
  try {
    if (await mayUseGraph(context)) return 'graph';
  } catch (thrown) {
    const error = toSoarError(thrown);
    // Without Graph, or a sign-in for it, there is still the other one.
    if (retired || !isLasting(error)) throw error;
    log.warn('graph_not_available', { code: error.code, message: error.message });
  }
  if (!retired) return 'defender';
  const lacks = `application ${hunting.clientId} lacks ${huntingRoles.graph}`;
  throw new SoarError(
    'permission_denied',
    `advanced hunting runs on Microsoft Graph alone since Microsoft retired the Defender endpoint on ${retirementDay}, and ${lacks}`,
    { hint: grantHint([huntingRoles.graph], hunting.clientId) },
  );
}
