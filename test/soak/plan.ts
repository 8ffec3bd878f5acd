import fc from 'fast-check';
import { manifest } from '../../src/generated/manifest.ts';
import type { ActionId } from '../../src/generated/types.ts';
import type { Tenant } from '../../src/simulator/tenant/tenant.ts';
import { drawing } from './drawing.ts';
import { bulkFaultsOn, faultsOn, type PlannedFault } from './faults.ts';
import { commentOf } from './oracle.ts';
import { type PlannedParams, rarely } from './params.ts';

/** The whole script of a run, in JSON: the same plan does the same again. */
export interface Plan {
  action: ActionId;
  /** One for a single run; a batch has a line for each. */
  lines: PlannedParams[];
  concurrency?: number | undefined;
  /** Whether a process of its own is started; else the run is driven here, by a clock that jumps instead of sleeping. */
  process: boolean;
  tenant: {
    /** How far Defender's clock is ahead of ours. */
    skewSeconds: number;
    lagSeconds: number;
    repeatRows: boolean;
    paging: { nextLinks: boolean; pageSize: number };
    packageLinkSeconds: number;
    /** How actions end on every machine that the plan names. */
    ending: string;
  };
  /** What is there before; `ageSeconds` old. */
  earlier: { machineActions?: Record<string, unknown>[]; investigations?: Record<string, unknown>[] };
  env: Record<string, string>;
  /** What a request takes by the jumping clock, in milliseconds. */
  requestMs: number;
  faults: PlannedFault[];
  /** Sent when the nth request arrives, or the nth sleep begins. */
  signal?: { name: 'SIGTERM' | 'SIGINT'; at: 'request' | 'sleep'; nth: number } | undefined;
  /** Seed of the run's own chance. */
  chance: number;
}

/** Whether an action only reads. */
export const isRead = (id: ActionId): boolean =>
  manifest.actions.some((action) => action.id === id && action.effect === 'read');

/** What an action starts on a machine, in Defender's words; undefined if it starts nothing. */
export const startedBy: Partial<Record<ActionId, string>> = {
  ...Object.fromEntries(manifest.actions.flatMap(({ id, starts }) => (starts ? [[id, starts]] : []))),
  'start-automated-investigation': 'Investigation',
  'initiate-investigation': 'Investigation',
};

/** Mostly the usual. */
const often = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(usual, ...others) });

/** What is on the machines before, of ours or somebody else's, lately or long ago. */
function earlier(type: string | undefined, lines: PlannedParams[]): fc.Arbitrary<Plan['earlier']> {
  if (type === undefined || lines.length === 0) return fc.constant({});
  const common = {
    machineId: fc.constantFrom(...lines.map(({ machineId }) => machineId)),
    ageSeconds: fc.constantFrom(5, 40, 600, 100_000),
  };
  if (type === 'Investigation') {
    const state = fc.constantFrom('Queued', 'Running', 'Benign', 'TerminatedByUser');
    return fc.array(fc.record({ ...common, state }), { maxLength: 2 }).map((investigations) => ({ investigations }));
  }
  const action = fc.record({
    ...common,
    type: fc.constant(type),
    scope: fc.constantFrom('Full', 'Selective', null),
    status: fc.constantFrom('Pending', 'InProgress', 'Succeeded', 'Failed', 'Cancelled', undefined),
    requestorComment: fc.constantFrom(...lines.map(commentOf), 'Somebody else'),
  });
  return fc.array(action, { maxLength: 2 }).map((machineActions) => ({ machineActions }));
}

const tenants = fc.record<Plan['tenant']>({
  skewSeconds: often(0, -45, 45, 900, -900),
  lagSeconds: often(0, 1, 4, 8, 30),
  repeatRows: rarely(15),
  // A page that is cut without a link to the next is as large as pages get.
  paging: fc.constantFrom(
    { nextLinks: true, pageSize: 3 },
    { nextLinks: true, pageSize: 10_000 },
    { nextLinks: false, pageSize: 10_000 },
  ),
  packageLinkSeconds: often(1800, 0),
  ending: often('Succeeded', 'Failed', 'TimeOut', 'Cancelled'),
});

const signals = (process: boolean): fc.Arbitrary<Plan['signal']> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    {
      weight: 1,
      arbitrary: fc.record({
        name: fc.constantFrom('SIGTERM', 'SIGINT'),
        at: process ? fc.constant('request') : fc.constantFrom('request', 'sleep'),
        nth: fc.integer({ min: 1, max: 9 }),
      }),
    },
  );

/**
 * Draws plans against a tenant as its seed made it.
 * @param processShare of a hundred runs, how many are processes of their own
 */
export function plans(tenant: Tenant, processShare: number): fc.Arbitrary<Plan> {
  const draw = drawing(tenant);
  // Writes are what this is about, and bulk calls have the most ways to go wrong.
  const weightOf = (id: ActionId) => (isRead(id) ? 1 : draw[id].bulkPath ? 12 : 4);
  const actions = (Object.keys(draw) as ActionId[]).map((id) => ({ weight: weightOf(id), arbitrary: fc.constant(id) }));
  const faultsOf = (action: ActionId, isBatch: boolean): fc.Arbitrary<PlannedFault[]> => {
    const { paths, bulkPath } = draw[action];
    if (!isBatch || bulkPath === undefined) return faultsOn(paths);
    return fc.tuple(bulkFaultsOn(bulkPath), faultsOn([...paths, bulkPath])).map((both) => both.flat());
  };
  return fc
    .oneof(...actions)
    .chain((action) => fc.tuple(fc.constant(action), rarely(draw[action].bulkPath ? 75 : 15), rarely(processShare)))
    .chain(([action, isBatch, process]) => {
      const lines = fc.array(draw[action].params, { minLength: 1, maxLength: isBatch ? (process ? 3 : 8) : 1 });
      return fc.tuple(fc.constant({ action, isBatch, process }), lines);
    })
    .chain(([{ action, isBatch, process }, lines]) =>
      fc.record<Plan>({
        action: fc.constant(action),
        lines: fc.constant(lines),
        concurrency: isBatch ? fc.constantFrom(1, 8) : fc.constant(undefined),
        process: fc.constant(process),
        tenant: tenants,
        earlier: earlier(
          startedBy[action],
          lines.filter(({ machineId }) => machineId !== undefined),
        ),
        env: fc.record({
          DEFENDER_TIMEOUT_SECONDS: process ? fc.constant('6') : fc.constantFrom('1', '10', '60', '300', '300'),
          // Our own pace may ask for a minute, which only the jumping clock has.
          DEFENDER_RATE_LIMITS: process ? fc.constant('off') : fc.constantFrom('on', 'off'),
          DEFENDER_PROTECTED_MACHINES: often('', 'srv-*', 'tag:tier0'),
          DEFENDER_PROTECTED_INDICATORS: often('', '198.51.100.0/24, www.beacon.example'),
        }),
        requestMs: often(20, 700, 4000),
        faults: faultsOf(action, isBatch),
        signal: signals(process),
        chance: fc.integer({ min: 1, max: 1_000_000 }),
      }),
    );
}
