import type { Tenant } from '../tenant/tenant.ts';
import { decode, type Exchange, json, pairs, type Reply } from '../wire/exchange.ts';
import { EntraError, entraReply } from './errors.ts';
import { issueToken } from './token.ts';

/**
 * Answers the sign-in service's part of the tenant: OpenID discovery, instance discovery, signing keys and the two token
 * endpoints. Undefined if the path is none of them.
 *
 * https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc
 */
export function answerSignIn(exchange: Exchange, tenant: Tenant): Reply | undefined {
  const match = /^\/([^/]+)\/(.+)$/.exec(exchange.path);
  const directory = match?.[1] ?? '';
  const answer = endpoints.get((match?.[2] ?? '').toLowerCase());
  if (answer === undefined || !answer.methods.includes(exchange.method)) return undefined;
  try {
    if (!answer.anyTenant) checkTenant(decode(directory), tenant);
    return answer.reply(exchange, tenant);
  } catch (error) {
    if (error instanceof EntraError) return entraReply(error, exchange, tenant.now());
    throw error;
  }
}

interface Endpoint {
  methods: string[];
  /** Whether the first segment may be `common` or any other tenant. */
  anyTenant?: boolean;
  reply: (exchange: Exchange, tenant: Tenant) => Reply;
}

const endpoints = new Map<string, Endpoint>(
  Object.entries({
    '.well-known/openid-configuration': {
      methods: ['GET'],
      reply: (exchange, tenant) => discovery(exchange, tenant, 1),
    },
    'v2.0/.well-known/openid-configuration': {
      methods: ['GET'],
      reply: (exchange, tenant) => discovery(exchange, tenant, 2),
    },
    'discovery/instance': { methods: ['GET'], anyTenant: true, reply: instances },
    'discovery/keys': { methods: ['GET'], reply: keys },
    'discovery/v2.0/keys': { methods: ['GET'], reply: keys },
    'oauth2/token': { methods: ['POST', 'GET'], reply: (exchange, tenant) => issueToken(exchange, tenant, 1) },
    'oauth2/v2.0/token': { methods: ['POST', 'GET'], reply: (exchange, tenant) => issueToken(exchange, tenant, 2) },
  } satisfies Record<string, Endpoint>),
);

function checkTenant(directory: string, tenant: Tenant): void {
  const wanted = directory.toLowerCase();
  if (wanted === tenant.id || wanted === tenant.domain) return;
  const message = `Tenant '${directory}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`;
  throw new EntraError(400, 'invalid_request', 90002, message);
}

function discovery(exchange: Exchange, tenant: Tenant, version: 1 | 2): Reply {
  const base = `${exchange.origin}/${tenant.id}`;
  const oauth = version === 1 ? `${base}/oauth2` : `${base}/oauth2/v2.0`;
  return json(200, {
    token_endpoint: `${oauth}/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: version === 1 ? `${base}/discovery/keys` : `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'token id_token', 'token'],
    scopes_supported: ['openid'],
    issuer: version === 1 ? `${base}/` : `${base}/v2.0`,
    authorization_endpoint: `${oauth}/authorize`,
    tenant_region_scope: null,
    cloud_instance_name: new URL(exchange.origin).host,
    msgraph_host: new URL(exchange.origin).host,
  });
}

/** MSAL asks this about an authority it does not know. */
function instances(exchange: Exchange): Reply {
  const host = new URL(exchange.origin).host;
  const asked = pairs(exchange.query).find(([name]) => name === 'authorization_endpoint')?.[1] ?? '';
  const directory = /^https:\/\/[^/]+\/([^/]+)\//.exec(asked)?.[1] ?? 'common';
  return json(200, {
    tenant_discovery_endpoint: `${exchange.origin}/${directory}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
}

function keys(_exchange: Exchange, tenant: Tenant): Reply {
  return json(200, { keys: [tenant.signer.publicKey] });
}
