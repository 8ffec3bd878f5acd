import type { Deadline } from '../clock.ts';
import { SoarError } from '../errors.ts';
import { type DiscoveryContext, discoverGraph } from './graph-discovery.ts';
import { type GraphHost, graphHosts } from './hosts.ts';
import type { TokenCache } from './token-cache.ts';

/** What finding a Graph works with. */
export interface GraphSearch extends DiscoveryContext {
  apiUrl: string;
  cacheOf: (tokenResource: string) => TokenCache;
}

/** The Graph that a kept token is for: an earlier process has found it. */
async function knownGraph(
  hosts: readonly GraphHost[],
  { cacheOf, clock }: GraphSearch,
): Promise<GraphHost | undefined> {
  for (const host of hosts) {
    const token = await cacheOf(host.tokenResource).read();
    if (token !== undefined && token.expiresAt > clock.now()) return host;
  }
  return undefined;
}

/**
 * The Microsoft Graph of the cloud that a resource belongs to. If the cloud has two, the tenant's own document says
 * which, unless a kept token does. Throws `invalid_resource` if this combination has none.
 */
export async function findGraph(search: GraphSearch, deadline: Deadline): Promise<GraphHost> {
  const found = graphHosts(search.apiUrl, search.key.authority);
  if ('fault' in found) {
    throw new SoarError('invalid_resource', `advanced hunting cannot run on Microsoft Graph: ${found.fault}`, {
      hint: 'Correct apiUrl or authority, or set huntingApi to defender.',
      details: [{ path: 'resource.huntingApi', message: found.fault }],
    });
  }
  const [only, second] = found.hosts;
  if (only !== undefined && second === undefined) return only;
  const known = await knownGraph(found.hosts, search);
  return known ?? discoverGraph(found.hosts, search, deadline);
}
