import { alertRoutes } from './collections/alerts/routes.ts';
import { alertWriteRoutes } from './collections/alerts/writes.ts';
import { fileRoutes } from './collections/files/routes.ts';
import { huntingRoutes } from './collections/hunting/routes.ts';
import { indicatorRoutes } from './collections/indicators/routes.ts';
import { investigationRoutes } from './collections/investigations/routes.ts';
import { machineActionRoutes } from './collections/machine-actions/routes.ts';
import { machineWriteRoutes } from './collections/machine-actions/writes.ts';
import { machineRoutes } from './collections/machines/routes.ts';
import { machineTagRoutes } from './collections/machines/writes.ts';
import { answerPackage, PACKAGES } from './collections/packages/routes.ts';
import { remediationRoutes } from './collections/remediation-activities/routes.ts';
import { statisticsRoutes } from './collections/statistics/routes.ts';
import { identify, requireRole } from './oauth/identify.ts';
import { answerSignIn } from './oauth/routes.ts';
import type { Tenant } from './tenant/tenant.ts';
import { ServiceError } from './wire/errors.ts';
import { decode, type Exchange, type Reply, refusal } from './wire/exchange.ts';
import type { RateLimits } from './wire/rate-limits.ts';
import { makeRouter } from './wire/router.ts';

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
