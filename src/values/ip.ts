import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An IP address as it is compared and sent: IPv6 with all eight groups written out, everything else as it is. */
export function canonicalIp(text: string): string {
  if (!isIPv6(text) || text.includes('%')) return text;
  const { parts } = ipaddr.IPv6.parse(text);
  return parts.map((part) => part.toString(16).padStart(4, '0')).join(':');
}

/** An IP address as people write it: IPv6 in its short form (RFC 5952), everything else as it is. */
export const shortIp = (text: string): string =>
  isIPv6(text) && !text.includes('%') ? ipaddr.IPv6.parse(text).toRFC5952String() : text;
