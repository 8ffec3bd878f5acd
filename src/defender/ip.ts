import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An IP address as it is compared and sent: IPv6 with all eight groups written out, everything else as it is. */
export function canonicalIp(text: string): string {
  if (!isIPv6(text) || text.includes('%')) return text;
  const { parts } = ipaddr.IPv6.parse(text);
  return parts.map((part) => part.toString(16).padStart(4, '0')).join(':');
}
