import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A scalar of an answer as text, whatever type it came in; empty for null, objects and what is missing. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** Whether two scalars of answers or params are the same, letter case aside. */
export const sameText = (a: unknown, b: unknown): boolean => textOf(a).toLowerCase() === textOf(b).toLowerCase();

/** A DNS name as it is compared and asked for: lower-case, without the dot at its end. */
export const canonicalName = (name: unknown): string => textOf(name).toLowerCase().replace(/\.$/, '');

/** An IP address as it is compared and sent: IPv6 with all eight groups written out, everything else as it is. */
export function canonicalIp(text: string): string {
  if (!isIPv6(text) || text.includes('%')) return text;
  const { parts } = ipaddr.IPv6.parse(text);
  return parts.map((part) => part.toString(16).padStart(4, '0')).join(':');
}
