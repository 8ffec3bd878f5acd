import { alertWriteRoutes } from '../collections/alert-writes.ts';
import { alertRoutes } from '../collections/alerts.ts';
import { fileRoutes } from '../collections/files.ts';
import { huntingRoutes } from '../collections/hunting.ts';
import { indicatorRoutes } from '../collections/indicators.ts';
import { investigationRoutes } from '../collections/investigations.ts';
import { machineActionRoutes } from '../collections/machine-actions.ts';
import { machineTagRoutes } from '../collections/machine-tags.ts';
import { machineWriteRoutes } from '../collections/machine-writes.ts';
import { machineRoutes } from '../collections/machines.ts';
import { answerPackage, PACKAGES } from '../collections/packages.ts';
import { remediationRoutes } from '../collections/remediation-activities.ts';
import { statisticsRoutes } from '../collections/statistics.ts';
import { answerSignIn } from '../oauth/routes.ts';
import type { Tenant } from '../tenant.ts';
import { identify, requireRole } from './access.ts';
import { ServiceError } from './errors.ts';
import { decode, type Exchange, type Reply, refusal } from './exchange.ts';
import type { RateLimits } from './rate-limits.ts';
import { makeRouter } from './router.ts';

/** Answers one request out of the tenant. Never throws: a bug of the simulator is a 500 that says so. */
export type Dispatch = (exchange: Exchange) => Reply;

/**
 * Puts the tenant behind its paths: sign-in, packages and the API. What is not simulated is refused rather than
 * answered with something made up.
 *
 * @param limits absent: nobody is throttled
 */
export function makeDispatch(tenant: Tenant, limits: RateLimits | undefined): Dispatch {
  const router = makeRouter([
    ...machineRoutes,
    ...machineWriteRoutes,
    ...machineTagRoutes,
    ...machineActionRoutes,
    ...investigationRoutes,
    ...alertRoutes,
    ...alertWriteRoutes,
    ...indicatorRoutes,
    ...fileRoutes,
    ...remediationRoutes,
    ...statisticsRoutes,
    ...huntingRoutes,
  ]);
  const answerApi = (exchange: Exchange): Reply => {
    const match = router(exchange.method, exchange.path);
    if (match === undefined) {
      throw new ServiceError('NotSimulated', `${exchange.method} ${exchange.path} is not simulated.`);
    }
    const caller = identify(exchange, tenant);
    if (match.route.roles.length > 0) requireRole(caller, match.route.roles);
    limits?.take(match.route);
    return match.route.handle({ exchange, tenant, caller, params: match.params });
  };
  return (exchange) => {
    try {
      decode(exchange.path);
      if (exchange.path.startsWith(PACKAGES)) return answerPackage(exchange, tenant);
      return answerSignIn(exchange, tenant) ?? answerApi(exchange);
    } catch (error) {
      if (error instanceof ServiceError) return refusal(exchange, error, tenant.now());
      const message = `The simulator failed: ${error instanceof Error ? error.message : String(error)}`;
      return refusal(exchange, { status: 500, code: 'InternalServerError', message }, tenant.now());
    }
  };
}
