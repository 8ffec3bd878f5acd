import { parseJwt } from '../tenant/jwt.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { ServiceError } from '../wire/errors.ts';
import { type Exchange, isGraph } from '../wire/exchange.ts';
import type { Caller } from '../wire/route.ts';
import { defenderAudience, defenderAudiences, graphAudience } from './token.ts';

/**
 * Identifies the caller by its access token. Defender refuses a token for another audience with 403 and not 401, even if
 * that audience is the API host itself; Graph refuses it like any other invalid token.
 *
 * https://learn.microsoft.com/defender-endpoint/api/exposed-apis-create-app-webapp
 * https://learn.microsoft.com/graph/errors
 *
 * @throws ServiceError Unauthorized or Forbidden
 */
export function identify(exchange: Exchange, tenant: Tenant): Caller {
  const text = /^Bearer\s+(\S+)$/i.exec(exchange.headers.authorization ?? '')?.[1];
  if (text === undefined) throw unauthorized('No bearer token was sent.');
  const token = parseJwt(text);
  if (token === undefined || !tenant.signer.made(token)) throw unauthorized('The access token is not valid.');
  const { exp, aud, appid, roles } = token.claims;
  if (typeof exp !== 'number' || exp * 1000 <= tenant.now()) throw unauthorized('The access token has expired.');
  if (isGraph(exchange)) {
    if (aud !== graphAudience) throw unauthorized('Access token validation failure. Invalid audience.');
  } else if (!defenderAudiences.includes(String(aud))) {
    throw new ServiceError(
      'Forbidden',
      `The access token is for another audience; this API takes ${defenderAudience}.`,
    );
  }
  return { appId: String(appid), roles: new Set(Array.isArray(roles) ? roles.map(String) : []) };
}

const unauthorized = (message: string): ServiceError =>
  new ServiceError('Unauthorized', message, { 'WWW-Authenticate': 'Bearer error="invalid_token"' });
