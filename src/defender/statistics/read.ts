import type { DomainStats, FileStats, IpStats } from '../../generated/types.ts';
import { type Call, nameOf } from '../../http/call.ts';
import { unexpected } from '../../http/classify.ts';
import { canonicalIp } from '../../values/ip.ts';
import { canonicalName, textOf } from '../../values/text.ts';
import type { DefenderContext } from '../context.ts';

/** Reads statistics. The hours are always sent: Defender's own default is 30 days, ours is the connector's one day. */
async function statistics(
  { http }: DefenderContext,
  path: string,
  values: Record<string, string>,
  lookBackHours: number,
  isMeant: (json: Record<string, unknown>) => boolean,
): Promise<Record<string, unknown>> {
  const call: Call = { method: 'GET', path, values, query: { lookBackHours } };
  const { json, status } = await http.read(call);
  if (isMeant(json)) return json;
  throw unexpected(nameOf(call), 'statistics of something else', { status });
}

/** Whether an answer names the entity that was requested, if it names one. */
const isSame = (held: unknown, asked: string, canonical: (text: string) => string): boolean =>
  textOf(held) === '' || canonical(textOf(held)).toLowerCase() === canonical(asked).toLowerCase();

/** Prevalence 0 if it was never seen. https://learn.microsoft.com/defender-endpoint/api/get-domain-statistics */
export const domainStatistics = (
  context: DefenderContext,
  domain: string,
  lookBackHours: number,
): Promise<DomainStats> =>
  statistics(context, '/api/domains/{domain}/stats', { domain: domain.replace(/\.$/, '') }, lookBackHours, ({ host }) =>
    isSame(host, domain, canonicalName),
  );

/** Prevalence 0 if it was never seen. https://learn.microsoft.com/defender-endpoint/api/get-ip-statistics */
export const ipStatistics = (context: DefenderContext, ip: string, lookBackHours: number): Promise<IpStats> =>
  statistics(context, '/api/ips/{ip}/stats', { ip }, lookBackHours, ({ ipAddress }) =>
    isSame(ipAddress, ip, canonicalIp),
  );

/** A file that Defender does not know is `not_found`: https://learn.microsoft.com/defender-endpoint/api/get-file-statistics */
export const fileStatistics = (context: DefenderContext, hash: string, lookBackHours: number): Promise<FileStats> =>
  statistics(context, '/api/files/{hash}/stats', { hash }, lookBackHours, ({ sha1 }) =>
    // Defender returns only the SHA-1.
    hash.length === 40 ? isSame(sha1, hash, (text) => text) : true,
  );
