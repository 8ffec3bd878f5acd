import { collections } from './collections/all.ts';
import { identify } from './oauth/identify.ts';
import { answerSignIn } from './oauth/routes.ts';
import { answerDownload } from './storage/answer-download.ts';
import type { Content } from './storage/content.ts';
import { storagePath } from './storage/link.ts';
import type { Tenant } from './tenant/tenant.ts';
import { ServiceError } from './wire/errors.ts';
import { decode, type Exchange, type Reply, refusal } from './wire/exchange.ts';
import type { RateLimits } from './wire/rate-limits.ts';
import { requireRole } from './wire/route.ts';
import { makeRouter } from './wire/router.ts';

/** Answers one request from the tenant. Never throws: a bug of the simulator is a 500 with its message. */
export type Api = (exchange: Exchange) => Reply;

/**
 * Makes the tenant's answers: sign-in, downloads and the API. A request that is not simulated is refused, never answered with
 * made-up data.
 *
 * @param limits undefined: no call is throttled
 */
export function makeApi(tenant: Tenant, limits: RateLimits | undefined): Api {
  const router = makeRouter(collections.flatMap(({ routes }) => routes));
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
      if (exchange.path.startsWith(storagePath)) return answerDownload(exchange, tenant, findContent);
      return answerSignIn(exchange, tenant) ?? answerApi(exchange);
    } catch (error) {
      if (error instanceof ServiceError) return refusal(exchange, error, tenant.now());
      const message = `The simulator failed: ${error instanceof Error ? error.message : String(error)}`;
      return refusal(exchange, { status: 500, code: 'InternalServerError', message }, tenant.now());
    }
  };
}

function findContent(tenant: Tenant, name: string): Content | undefined {
  for (const { content } of collections) {
    const found = content?.(tenant, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
