import { applicationOf, type Credential } from '../../cloud/token.ts';
import type { TestConnectionResult } from '../../generated/types.ts';

/** Days before the end of a certificate from which it is time to renew it. */
const renewalDays = 30;

/** Warns of a client certificate that ends soon; undefined if there is time, or another kind signs in. */
export function endingWarning(credential: Credential, now: number): string | undefined {
  if (credential.kind !== 'clientCertificate') return undefined;
  const { endsAt } = credential;
  const days = Math.floor((endsAt - now) / 86_400_000);
  if (days >= renewalDays) return undefined;
  const when = endsAt <= now ? 'ended' : 'ends';
  const left = endsAt <= now ? '' : `, in ${days} ${days === 1 ? 'day' : 'days'}`;
  const day = new Date(endsAt).toISOString().slice(0, 10);
  return `The client certificate ${when} on ${day}${left}: make a new one and upload it under "Certificates & secrets".`;
}

/** What signed in, by the token that Entra ID issued. */
export function signedIn(
  credential: Credential,
  token: string | undefined,
  clientId: string,
): TestConnectionResult['credential'] {
  const id = applicationOf(token ?? '') ?? clientId;
  const endsAt = credential.kind === 'clientCertificate' ? new Date(credential.endsAt).toISOString() : null;
  return { kind: credential.kind, id, endsAt };
}
