import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Tenant } from '../tenant/tenant.ts';
import { wireTime } from '../tenant/time.ts';

/** Path that download links begin with. It stands for another host: storage, not the API. */
export const storagePath = '/_packages/';

/** A signed link to a file, valid for the tenant's `packageLinkSeconds`. */
export function linkTo(name: string, tenant: Tenant, origin: string): string {
  const expires = wireTime(tenant.now() + tenant.settings.packageLinkSeconds * 1000);
  const query = new URLSearchParams({ se: expires, sp: 'r', sig: signature(tenant, name, expires) });
  return `${origin}${storagePath}${name}?${query}`;
}

/** Whether a link to a file is one of the tenant's and still valid. */
export function isValidLink(name: string, tenant: Tenant, query: ReadonlyMap<string, string>): boolean {
  const [expires, given] = [query.get('se') ?? '', Buffer.from(query.get('sig') ?? '')];
  const wanted = Buffer.from(signature(tenant, name, expires));
  const isSigned = given.length === wanted.length && timingSafeEqual(given, wanted);
  return isSigned && expires > wireTime(tenant.now());
}

const signature = (tenant: Tenant, name: string, expires: string): string =>
  createHmac('sha256', tenant.linkKey).update(`${name.toLowerCase()}\n${expires}`).digest('base64');
