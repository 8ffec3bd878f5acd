import { grantHint, missingPermissions } from '../../cloud/grants.ts';
import {
  type Backend,
  backendsOf,
  type HuntingApi,
  huntingRoles,
  isLasting,
  isRetired,
  retirementDay,
} from '../../cloud/hunting-api.ts';
import { rolesOf } from '../../cloud/token.ts';
import { SoarError, toSoarError } from '../../errors.ts';
import type { Machine, TestConnectionParams, TestConnectionResult } from '../../generated/types.ts';
import type { Call } from '../../http/call.ts';
import type { Http } from '../../http/http.ts';
import { eachRow } from '../api/list.ts';
import type { Connection, DefenderContext } from '../context.ts';
import { indicators } from '../indicators/read.ts';
import { investigations } from '../investigations/read.ts';
import { machines } from '../machines/read.ts';
import { remediationActivities } from '../remediation-activities/read.ts';
import { requirePermitted } from './require-permitted.ts';
import { endingWarning, signedIn } from './signed-in.ts';

/** A harmless read, by a client of its API. */
type Read = (context: DefenderContext) => Promise<Http>;

const oneOf =
  ({ path }: { path: string }): Read =>
  async ({ hunting: { defender } }) => {
    const call: Call = { method: 'GET', path, query: { $top: 1 } };
    try {
      await defender.http.read(call);
    } catch (error) {
      // A tenant without machines says 404 where it means "none": the connection works.
      if (!(error instanceof SoarError) || error.code !== 'not_found') throw error;
    }
    return defender.http;
  };

const oneRow =
  (backend: Backend): Read =>
  async (context) => {
    const { probe } = await import('../hunting/hunting.ts');
    await probe(backend, context);
    return backend === 'graph' ? (await context.hunting.graph()).http : context.hunting.defender.http;
  };

/** A harmless read for each role that allows one: https://learn.microsoft.com/defender-endpoint/api/exposed-apis-list */
const reads: [role: RegExp, read: Read][] = [
  [/^Machine\.Read/, oneOf(machines)],
  [/^Alert\.Read/, oneOf(investigations)],
  [/^Ti\.ReadWrite/, oneOf(indicators)],
  [/^RemediationTasks\.Read/, oneOf(remediationActivities)],
];

/** The read that the roles allow; of hunting, if the setting and the date let it run. Undefined if they allow none. */
function readFor({ hunting, clock }: DefenderContext, roles: readonly string[]): Read | undefined {
  const read = reads.find(([role]) => roles.some((name) => role.test(name)))?.[1];
  if (read !== undefined) return read;
  const backend = backendsOf(hunting.api, clock.now()).find((one) => roles.includes(huntingRoles[one]));
  return backend && oneRow(backend);
}

/** Seconds of difference between two clocks from which signatures and expiry times suffer. */
const worrying = 300;

/** One read that the roles allow, timed; undefined if they allow none. */
async function probe(context: DefenderContext, roles: readonly string[]) {
  const read = readFor(context, roles);
  if (read === undefined) return undefined;
  const { clock } = context;
  const started = clock.now();
  const http = await read(context);
  const latencyMs = Math.round(clock.now() - started);
  const skewMs = http.skewMs();
  const skew = skewMs === undefined ? undefined : skewMs / 1000;
  // `Date` has whole seconds: ignore a second.
  return { latencyMs, clockSkewSeconds: skew === undefined ? null : Math.abs(skew) < 1.5 ? 0 : Math.round(skew) };
}

/** Entries of `protectedMachines` that no machine matches. */
async function unmatchedEntries({ http, protectedMachines }: DefenderContext): Promise<string[]> {
  let left = protectedMachines;
  for await (const machine of eachRow<Machine>(http, { ...machines, query: {} })) {
    left = left.filter((entry) => !entry.matches(machine));
    if (left.length === 0) break;
  }
  return left.map(({ entry }) => entry);
}

/** Warns about entries that match no machine: a misspelt one leaves a machine unprotected. */
async function protectionWarnings(context: DefenderContext): Promise<string[]> {
  if (context.protectedMachines.length === 0) return [];
  try {
    const unmatched = await unmatchedEntries(context);
    return unmatched.map((entry) => `protectedMachines: no machine matches "${entry}". Check its spelling.`);
  } catch (thrown) {
    const error = toSoarError(thrown);
    if (error.code === 'cancelled') throw error;
    return [`protectedMachines could not be compared with the machines of the tenant: ${error.message}`];
  }
}

/** Roles of a fresh token: what is kept from before may be older than a grant. */
const freshRoles = async ({ tokens }: Connection, { deadline, signal }: DefenderContext): Promise<string[]> =>
  rolesOf((await tokens.renew(deadline, signal)).value);

/** Roles for Graph, where the resource lets hunting run there; without it, `auto` goes on, and a warning says why. */
async function graphRoles(context: DefenderContext, warnings: string[]): Promise<string[]> {
  const { hunting, clock } = context;
  if (!backendsOf(hunting.api, clock.now()).includes('graph')) return [];
  try {
    return await freshRoles(await hunting.graph(), context);
  } catch (thrown) {
    const error = toSoarError(thrown);
    if (hunting.api === 'graph' || !isLasting(error)) throw error;
    warnings.push(context.redactor.clean(`Microsoft Graph cannot be used for hunting: ${error.message}`));
    return [];
  }
}

/** What becomes of hunting when Defender's own endpoint goes; undefined if it is to run on Graph, or was never granted. */
function retirementWarning(api: HuntingApi, granted: readonly string[], now: number): string | undefined {
  const runsOnGraph = api === 'graph' || (api === 'auto' && granted.includes(huntingRoles.graph));
  if (runsOnGraph || !granted.includes(huntingRoles.defender)) return undefined;
  const remedy = `grant the application permission ${huntingRoles.graph} of Microsoft Graph${api === 'defender' ? ' and set huntingApi to auto' : ''}`;
  return isRetired(now)
    ? `Advanced hunting fails: Microsoft has retired the Defender endpoint on ${retirementDay}; ${remedy}.`
    : `Advanced hunting runs on the Defender endpoint, which Microsoft retires on ${retirementDay}: ${remedy} before that day.`;
}

/** Tokens without any role that helps: of hunting on an API where it does not run any more, or by the setting, this is said. */
function nothingGranted(api: HuntingApi, clientId: string, granted: readonly string[]): SoarError {
  const details = { granted };
  if (granted.includes(huntingRoles.defender)) {
    const why =
      api === 'graph' ? 'as huntingApi says' : `since Microsoft retired the Defender endpoint on ${retirementDay}`;
    return new SoarError(
      'permission_denied',
      `the sign-in worked, but advanced hunting runs on Microsoft Graph ${why}: ${huntingRoles.defender} does not help there, ${huntingRoles.graph} is not granted, and no other action's permission is`,
      { hint: grantHint([huntingRoles.graph], clientId), details },
    );
  }
  return new SoarError(
    'permission_denied',
    'the sign-in worked, but the token holds none of the application permissions that actions need',
    {
      hint: `Add application (not delegated) permissions of "WindowsDefenderATP", and for hunting ${huntingRoles.graph} of "Microsoft Graph", to the app registration and grant admin consent.`,
      details,
    },
  );
}

/** The budget of containments and how much of it is used; null without a budget. */
async function containmentsUsed(
  context: DefenderContext,
  warnings: string[],
): Promise<TestConnectionResult['containments']> {
  if (context.budget === undefined) return null;
  const { most } = context.budget;
  try {
    const { readContainments } = await import('../machine-actions/budget.ts');
    const used = (await readContainments(context)).length;
    if (used >= most) warnings.push(`The budget of ${most} containments an hour is used up: further ones are refused.`);
    return { mostPerHour: most, usedInLastHour: used };
  } catch (thrown) {
    const error = toSoarError(thrown);
    if (error.code === 'cancelled') throw error;
    warnings.push(`maxContainmentsPerHour: containments cannot be counted, so all are refused: ${error.message}`);
    return { mostPerHour: most, usedInLastHour: null };
  }
}

/** What a mode other than live means: a playbook that contains nothing must not surprise. */
const modeWarnings: Record<TestConnectionResult['mode'], string[]> = {
  live: [],
  dryRun: ['The mode is dryRun: every write is a dry run, and nothing is contained.'],
  readOnly: ['The mode is readOnly: every action that writes is refused.'],
};

/**
 * Signs in anew, reads once and compares the tokens' roles with what the actions need.
 * Throws what stands in the way; tokens without any of our roles, or one of those that `require` needs, are
 * `permission_denied`.
 */
export async function testConnection(
  context: DefenderContext,
  { require = [] }: TestConnectionParams,
): Promise<TestConnectionResult> {
  const { hunting, clock } = context;
  const { identity, credential, needs, warnings, mode } = context.facts;
  const found = [...warnings, ...modeWarnings[mode], ...context.protectedIndicators.notes];
  const ofDefender = await freshRoles(hunting.defender, context);
  const granted = [...new Set([...ofDefender, ...(await graphRoles(context, found))])];
  const needed = await needs();
  const always = needed.filter(({ when }) => when === undefined);
  requirePermitted(require, always, granted, hunting.clientId);
  const known = new Set(needed.flatMap(({ anyOf }) => anyOf));
  if (!granted.some((role) => known.has(role))) {
    throw nothingGranted(hunting.api, hunting.clientId, granted);
  }
  const read = await probe(context, granted);
  if (read === undefined)
    found.push('None of the granted permissions allows a read, so the API host itself was not tried.');
  if (Math.abs(read?.clockSkewSeconds ?? 0) > worrying) {
    found.push(`The clocks differ by ${read?.clockSkewSeconds} seconds: set this machine's clock.`);
  }
  const ending = endingWarning(credential, clock.now());
  if (ending !== undefined) found.push(ending);
  const retirement = retirementWarning(hunting.api, granted, clock.now());
  if (retirement !== undefined) found.push(retirement);
  found.push(...(await protectionWarnings(context)));
  const signed = signedIn(credential, hunting.defender.tokens.current(), identity.clientId);
  return {
    ok: true,
    ...identity,
    // A system-assigned managed identity is named by its token only.
    clientId: credential.kind === 'managedIdentity' ? signed.id : identity.clientId,
    credential: signed,
    latencyMs: read?.latencyMs ?? null,
    clockSkewSeconds: read?.clockSkewSeconds ?? null,
    permissions: {
      granted,
      missing: missingPermissions(always, granted),
    },
    mode,
    containments: await containmentsUsed(context, found),
    protectedMachines: context.protectedMachines.map(({ entry }) => entry),
    protectedIndicators: [...context.protectedIndicators.entries],
    warnings: found,
  };
}
