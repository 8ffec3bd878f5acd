import { SoarError } from '../errors.ts';
import type { TestConnectionResult } from '../generated/types.ts';
import { rolesOf, type TokenSource } from '../http/auth.ts';
import type { Call } from '../http/http.ts';
import type { DefenderContext } from './context.ts';
import { huntingCall } from './hunting.ts';
import { indicators } from './indicators.ts';
import { investigations } from './investigations.ts';
import { machines } from './machines.ts';
import { remediationActivities } from './remediation-activities.ts';

/** What an action needs, by the alternatives of each entry. */
export interface PermissionNeed {
  action: string;
  anyOf: string[];
  /** The only path that needs it; left out where every path does. */
  when?: string;
}

const oneOf = ({ path }: { path: string }): Call => ({ method: 'GET', path, query: '$top=1' });

/** A harmless read for each role that allows one: https://learn.microsoft.com/defender-endpoint/api/exposed-apis-list */
const reads: [role: RegExp, call: Call][] = [
  [/^Machine\.Read/, oneOf(machines)],
  [/^Alert\.Read/, oneOf(investigations)],
  [/^Ti\.ReadWrite/, oneOf(indicators)],
  [/^RemediationTasks\.Read/, oneOf(remediationActivities)],
  [/^AdvancedQuery\.Read/, huntingCall('DeviceInfo | take 1')],
];

/** Seconds of difference between two clocks from which signatures and expiry times suffer. */
const worrying = 300;

/** Permissions that the token lacks, with the actions that will be refused for it. */
export function missingPermissions(needs: readonly PermissionNeed[], granted: readonly string[]) {
  const missing = new Map<string, string[]>();
  for (const { action, anyOf } of needs.filter(({ anyOf }) => !anyOf.some((role) => granted.includes(role)))) {
    const permission = anyOf[0] ?? '';
    missing.set(permission, [...(missing.get(permission) ?? []), action]);
  }
  return [...missing].map(([permission, actions]) => ({ permission, actions }));
}

/** One read that the roles allow, timed; undefined where they allow none. */
async function probe(context: DefenderContext, roles: readonly string[]) {
  const call = reads.find(([role]) => roles.some((name) => role.test(name)))?.[1];
  if (call === undefined) return undefined;
  const { http, clock } = context;
  const started = clock.now();
  try {
    await http.read(call);
  } catch (error) {
    // A tenant without machines says 404 where it means "none": the connection works.
    if (!(error instanceof SoarError) || error.code !== 'not_found') throw error;
  }
  const latencyMs = Math.round(clock.now() - started);
  const serverTime = http.serverTime(started);
  const skew = serverTime === undefined ? undefined : (serverTime - started) / 1000;
  // `Date` has whole seconds: a second is no difference.
  return { latencyMs, clockSkewSeconds: skew === undefined ? null : Math.abs(skew) < 1.5 ? 0 : Math.round(skew) };
}

/** What "test saved settings" reports about the resource. */
export type Identity = Pick<TestConnectionResult, 'label' | 'apiUrl' | 'tenantId' | 'clientId'>;

/**
 * Signs in anew, reads once and compares the token's roles with what the actions need.
 * Throws what stands in the way; a token without any of our roles is `permission_denied`.
 */
export async function testConnection(
  context: DefenderContext,
  tokens: TokenSource,
  identity: Identity,
  needs: readonly PermissionNeed[],
  warnings: readonly string[],
): Promise<TestConnectionResult> {
  const token = await tokens.renew(context.deadline);
  const granted = rolesOf(token.value);
  const known = new Set(needs.flatMap(({ anyOf }) => anyOf));
  if (!granted.some((role) => known.has(role))) {
    throw new SoarError(
      'permission_denied',
      'the sign-in worked, but the token holds none of the application permissions that actions need',
      {
        hint: 'Add application (not delegated) permissions of "WindowsDefenderATP" to the app registration and grant admin consent.',
        details: { granted },
      },
    );
  }
  const read = await probe(context, granted);
  const found = [...warnings];
  if (read === undefined)
    found.push('None of the granted permissions allows a read, so the API host itself was not tried.');
  if (Math.abs(read?.clockSkewSeconds ?? 0) > worrying) {
    found.push(`The clocks differ by ${read?.clockSkewSeconds} seconds: set this machine's clock.`);
  }
  return {
    ok: true,
    ...identity,
    latencyMs: read?.latencyMs ?? null,
    clockSkewSeconds: read?.clockSkewSeconds ?? null,
    permissions: {
      granted,
      missing: missingPermissions(
        needs.filter(({ when }) => when === undefined),
        granted,
      ),
    },
    warnings: found,
  };
}
