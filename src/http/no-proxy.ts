import { BlockList, isIP } from 'node:net';

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Whether an address, or a network in CIDR notation, contains the address of a host. */
function holdsAddress(entry: string, host: string): boolean {
  const [network = '', bits] = entry.split('/', 2);
  if (isIP(host) === 0 || isIP(network) === 0) return false;
  const most = isIP(network) === 6 ? 128 : 32;
  if (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most)) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits ?? most), familyOf(network));
  return list.check(host, familyOf(host));
}

/** Whether a name is the host's or its domain's. */
function holdsName(entry: string, host: string): boolean {
  const name = entry.replace(/^\*?\.+/, '').replace(/\.$/, '');
  return name !== '' && isIP(host) === 0 && (host === name || host.endsWith(`.${name}`));
}

function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  // More than one colon is an IPv6 address, whose port follows brackets.
  const [, bracketed, named, wanted] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [];
  if (wanted !== undefined && Number(wanted) !== Number(port)) return false;
  const bare = bracketed ?? named ?? entry;
  return holdsAddress(bare, host) || holdsName(bare, host);
}

/**
 * Whether `NO_PROXY` exempts an https address from the proxy, by the rules that curl and Python share: `*` is every host, a
 * name covers its subdomains with or without a leading dot, addresses may be networks, and a port limits an entry to it.
 * https://curl.se/docs/manpage.html#--noproxy
 */
export function isExempt(url: string, noProxy: string): boolean {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => covers(entry, host, port || '443'));
}
