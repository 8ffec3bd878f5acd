import type { Tenant } from '../tenant/tenant.ts';
import { type Exchange, json, pairs, type Reply } from '../wire/exchange.ts';
import { checkAssertion } from './assertion.ts';
import { EntraError } from './errors.ts';
import { checkFederated, isFederated } from './federated.ts';

/** Seconds an access token lives. */
const lifetimeSeconds = 3599;

/** The audience that the Endpoint API accepts on every host: that of its former name. */
export const defenderAudience = 'https://api.securitycenter.microsoft.com';

/** Every audience that the Endpoint API accepts: older clients and samples use the older names. */
export const defenderAudiences = [
  defenderAudience,
  'https://api.securitycenter.windows.com',
  'https://securitycenter.onmicrosoft.com/windowsatpservice',
];

/** The audience of Microsoft Graph. */
export const graphAudience = 'https://graph.microsoft.com';

/** Permissions of Microsoft Graph: if granted, they are in tokens for Graph; all others are in those for Defender. */
const graphRoles = ['ThreatHunting.Read.All'];

/** Audience of the Defender XDR API: tokens for it are issued, and the Endpoint API answers them with 403, as documented. */
const xdrAudience = 'https://api.security.microsoft.com';

/**
 * The token endpoint, v1 (`resource`) and v2.0 (`scope`), for client credentials with a secret or an assertion. It issues
 * tokens for the Endpoint API, Microsoft Graph, the XDR API and the simulator's own host. The first is valid for Defender's
 * routes, the second for Graph's, the others for none.
 *
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 *
 * @throws EntraError with the sign-in service's codes
 */
export function issueToken(exchange: Exchange, tenant: Tenant, version: 1 | 2): Reply {
  const form = new Map(pairs(exchange.body.toString('utf8')));
  const grant = required(form, 'grant_type');
  if (grant !== 'client_credentials') {
    throw new EntraError(
      400,
      'unsupported_grant_type',
      70003,
      `The app requested an unsupported grant type '${grant}'.`,
    );
  }
  authenticate(exchange, tenant, form);
  const resource = version === 1 ? required(form, 'resource') : resourceOfScope(required(form, 'scope'));
  const audience = knownAudience(resource, exchange, tenant);
  const issuedAt = Math.floor(tenant.now() / 1000);
  const expiresAt = issuedAt + lifetimeSeconds;
  const claims = {
    aud: audience,
    iss: `${exchange.origin}/${tenant.id}/`,
    iat: issuedAt,
    nbf: issuedAt,
    exp: expiresAt,
    appid: tenant.clientId,
    app_displayname: tenant.appName,
    idtyp: 'app',
    ...rolesFor(audience, tenant),
    sub: tenant.servicePrincipalId,
    oid: tenant.servicePrincipalId,
    tid: tenant.id,
    uti: exchange.requestId,
    ver: '1.0',
  };
  const access_token = tenant.signer.issue(claims);
  const headers = { 'Cache-Control': 'no-store, no-cache', Pragma: 'no-cache' };
  if (version === 2) {
    const lifetime = { expires_in: lifetimeSeconds, ext_expires_in: lifetimeSeconds };
    return json(200, { token_type: 'Bearer', ...lifetime, access_token }, headers);
  }
  const lifetime = { expires_in: String(lifetimeSeconds), ext_expires_in: String(lifetimeSeconds) };
  const span = { expires_on: String(expiresAt), not_before: String(issuedAt), resource };
  return json(200, { token_type: 'Bearer', ...lifetime, ...span, access_token }, headers);
}

/** A token has the roles of its own resource; if there are none, it has no such claim. */
function rolesFor(audience: string, tenant: Tenant): { roles?: string[] } {
  const ofGraph = (role: string): boolean => graphRoles.includes(role);
  if (defenderAudiences.includes(audience)) return { roles: [...tenant.roles].filter((role) => !ofGraph(role)) };
  const roles = audience === graphAudience ? [...tenant.roles].filter(ofGraph) : [];
  return roles.length > 0 ? { roles } : {};
}

function authenticate(exchange: Exchange, tenant: Tenant, form: Map<string, string>): void {
  const basic = basicCredentials(exchange);
  const clientId = basic?.[0] ?? required(form, 'client_id');
  if (clientId.toLowerCase() !== tenant.clientId) {
    const message = `Application with identifier '${clientId}' was not found in the directory '${tenant.domain}'.`;
    throw new EntraError(400, 'unauthorized_client', 700016, message);
  }
  const assertion = form.get('client_assertion');
  if (assertion !== undefined && isFederated(assertion, tenant.clientId)) {
    checkFederated(assertion, tenant.settings.federatedCredentials, tenant.now());
    return;
  }
  if (assertion !== undefined) {
    const base = `${exchange.origin}/${tenant.id}`;
    const domain = `${exchange.origin}/${tenant.domain}`;
    const ends = ['/oauth2/token', '/oauth2/v2.0/token', '/v2.0', '/', ''];
    checkAssertion(assertion, form.get('client_assertion_type'), {
      clientId: tenant.clientId,
      audiences: [...ends.map((end) => base + end), ...ends.map((end) => domain + end)],
      certificates: tenant.settings.certificates,
      now: tenant.now(),
    });
    return;
  }
  const secret = basic?.[1] ?? form.get('client_secret');
  if (secret === undefined || secret === '') {
    const message = "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
    throw new EntraError(401, 'invalid_client', 7000218, message);
  }
  if (secret !== tenant.clientSecret) {
    const message =
      'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the ' +
      `client secret ID, for a secret added to app '${tenant.clientId}'.`;
    throw new EntraError(401, 'invalid_client', 7000215, message);
  }
}

/** Client id and secret of an HTTP Basic header, each form-encoded (RFC 6749, section 2.3.1). */
function basicCredentials(exchange: Exchange): [id: string, secret: string] | undefined {
  const match = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(exchange.headers.authorization ?? '');
  if (match === null) return undefined;
  const text = Buffer.from(match[1] ?? '', 'base64').toString('utf8');
  const at = text.indexOf(':');
  if (at < 0) throw new EntraError(400, 'invalid_request', 900144, 'The authorization header is malformed.');
  return [formDecode(text.slice(0, at)), formDecode(text.slice(at + 1))];
}

/** Many clients skip the encoding, so text that cannot be decoded is used unchanged. */
function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function required(form: Map<string, string>, name: string): string {
  const value = form.get(name);
  if (value !== undefined && value !== '') return value;
  const message = `The request body must contain the following parameter: '${name}'.`;
  throw new EntraError(400, 'invalid_request', 900144, message);
}

function resourceOfScope(scope: string): string {
  const suffix = '/.default';
  if (/\s/.test(scope.trim())) {
    throw new EntraError(
      400,
      'invalid_scope',
      70011,
      `The provided value for the input parameter 'scope' is not valid: '${scope}'.`,
    );
  }
  if (!scope.endsWith(suffix)) {
    const message = `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with ${suffix} suffixed to the resource identifier (application ID URI).`;
    throw new EntraError(400, 'invalid_scope', 1002012, message);
  }
  return scope.trim().slice(0, -suffix.length);
}

function knownAudience(resource: string, exchange: Exchange, tenant: Tenant): string {
  const plain = resource.replace(/\/+$/, '');
  const known = [...defenderAudiences, graphAudience, xdrAudience, exchange.origin].find(
    (audience) => audience === plain,
  );
  if (known !== undefined) return known;
  const message = `The resource principal named ${resource} was not found in the tenant named ${tenant.domain}.`;
  throw new EntraError(400, 'invalid_resource', 500011, message);
}
