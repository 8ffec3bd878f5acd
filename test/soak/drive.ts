import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Action } from '../../src/catalogue/define-action.ts';
import type { ActionId } from '../../src/generated/types.ts';
import type { AlertRecord } from '../../src/simulator/collections/alerts/record.ts';
import { alertsOf } from '../../src/simulator/collections/alerts/store.ts';
import type { IndicatorRecord } from '../../src/simulator/collections/indicators/record.ts';
import { indicatorsOf } from '../../src/simulator/collections/indicators/store.ts';
import { viewInvestigation } from '../../src/simulator/collections/investigations/record.ts';
import { investigationsOf } from '../../src/simulator/collections/investigations/store.ts';
import { type ActionRecord, viewAction } from '../../src/simulator/collections/machine-actions/record.ts';
import { machineActionsOf } from '../../src/simulator/collections/machine-actions/store.ts';
import type { MachineRecord } from '../../src/simulator/collections/machines/record.ts';
import { machinesOf } from '../../src/simulator/collections/machines/store.ts';
import type { RemediationRecord } from '../../src/simulator/collections/remediation-activities/record.ts';
import { remediationActivitiesOf } from '../../src/simulator/collections/remediation-activities/store.ts';
import { type Simulator, startSimulator } from '../../src/simulator/server.ts';
import { seededRandom } from '../../src/simulator/tenant/random.ts';
import type { Tenant } from '../../src/simulator/tenant/tenant.ts';
import { wireTime } from '../../src/simulator/tenant/time.ts';
import { type HandClock, handClock } from '../support/clock.ts';
import { type Control, connectControl, type Journaled } from '../support/control.ts';
import { runHere } from '../support/in-process.ts';
import { type Ended, launch, runner } from '../support/process.ts';
import { commands, endingId, file, goingOnId, type PlannedParams, packageId, sessionId } from './params.ts';
import { event } from './params-entities.ts';
import { isRead, type Plan } from './plan.ts';

/** What the tenant holds that a run may change. */
export interface State {
  /** By Defender's clock, in milliseconds since 1970. */
  now: number;
  machines: ReadonlyMap<string, MachineRecord>;
  /** By id, with the status that each has now. */
  machineActions: ReadonlyMap<string, HeldAction>;
  investigations: ReadonlyMap<string, { machineId: string; state: string }>;
  /** By type and value. */
  indicators: ReadonlyMap<string, IndicatorRecord>;
  alerts: ReadonlyMap<string, AlertRecord>;
  remediationActivities: ReadonlyMap<string, RemediationRecord>;
}

/** What is to be known of a machine action. */
export interface HeldAction {
  type: string;
  machineId: string;
  comment: string;
  cancellation: string;
  status: string;
  /** In milliseconds since 1970. */
  createdAt: number;
}

/** A run that is over: what it was, what it said, and what the tenant saw and holds. */
export interface Observed {
  plan: Plan;
  /** Params as they were given, folder filled in. */
  lines: PlannedParams[];
  ended: Ended;
  before: State;
  after: State;
  journal: Journaled[];
  /** The same run before any fault; for reads only. */
  undisturbed?: Ended;
  /** Files left in the folder for downloads, by name. */
  files: ReadonlyMap<string, Buffer>;
  secrets: string[];
}

/** Whether a read says the same when it is made twice; a link and a cursor are new each time, and so is a token's age. */
const isRepeatable = (id: ActionId): boolean => isRead(id) && !/^(fetch|poll|test)/.test(id);

/** A simulated tenant that plans are driven against. */
export interface Stage {
  tenant: Tenant;
  drive(plan: Plan): Promise<Observed>;
  close(): Promise<void>;
}

function stateOf(tenant: Tenant): State {
  const now = tenant.now();
  const held = (record: ActionRecord): HeldAction => {
    const { type, machineId, requestorComment, cancellationComment, creationDateTimeUtc } = record.fields;
    return {
      type,
      machineId,
      comment: String(requestorComment),
      cancellation: String(cancellationComment),
      status: String(viewAction(record, tenant).status),
      createdAt: Date.parse(creationDateTimeUtc),
    };
  };
  return {
    now,
    machines: new Map([...machinesOf(tenant).values()].map((machine) => [machine.id, machine])),
    machineActions: new Map([...machineActionsOf(tenant).values()].map((record) => [record.id, held(record)])),
    investigations: new Map(
      [...investigationsOf(tenant).values()].map((record) => {
        const { machineId, state } = viewInvestigation(record, tenant);
        return [record.id, { machineId: String(machineId), state: String(state) }];
      }),
    ),
    indicators: new Map(
      [...indicatorsOf(tenant).values()].map((one) => [`${one.indicatorType} ${one.indicatorValue}`, one]),
    ),
    alerts: new Map([...alertsOf(tenant).values()].map((alert) => [alert.id, alert])),
    remediationActivities: new Map([...remediationActivitiesOf(tenant).values()].map((one) => [one.id, one])),
  };
}

/**
 * Starts a tenant for plans that are driven here, by a clock that jumps, or for plans that are processes of their own, by
 * the real one.
 */
export async function openStage(actions: ReadonlyMap<ActionId, Action>, kind: 'here' | 'process'): Promise<Stage> {
  let hand: HandClock = handClock();
  let skewMs = 0;
  let arrived = 0;
  let onArrival = () => {};
  const now = () => (kind === 'here' ? hand.now() : Date.now()) + skewMs;
  const simulator: Simulator = await startSimulator({
    now,
    speed: kind === 'here' ? 1 : 1000,
    rateLimits: kind === 'here',
    onRequest: () => {
      arrived += 1;
      onArrival();
    },
  });
  const { tenant } = simulator;
  const control: Control = connectControl(simulator);
  const home = mkdtempSync(join(tmpdir(), 'defender-soar-soak-'));
  const folder = join(home, 'packages');

  /** Brings the tenant into the state that a plan begins with. */
  async function prepare({ action, tenant: wanted, earlier, lines }: Plan): Promise<void> {
    const { skewSeconds, paging, ending, ...settings } = wanted;
    skewMs = skewSeconds * 1000;
    await control.post('reset', {});
    // What comes to light while a read takes its time would look like a fault of the read.
    const lagSeconds = isRepeatable(action) ? 0 : settings.lagSeconds;
    await control.post('settings', { ...settings, ...paging, lagSeconds });
    const at = (ageSeconds: unknown) => wireTime(tenant.now() - Number(ageSeconds) * 1000);
    const machineActions = (earlier.machineActions ?? []).map(({ ageSeconds, ...item }) => ({
      ...item,
      creationDateTimeUtc: at(ageSeconds),
    }));
    const investigations = (earlier.investigations ?? []).map(({ ageSeconds, ...item }) => ({
      ...item,
      startTime: at(ageSeconds),
    }));
    const collected = {
      id: packageId,
      type: 'CollectInvestigationPackage',
      status: 'Succeeded',
      machineId: machinesOf(tenant).list()[0]?.id,
      creationDateTimeUtc: at(7200),
    };
    // Of a type that no plan starts, so that they are in no plan's way; an action takes a minute.
    const others = [
      { id: goingOnId, type: 'Offboard', status: 'InProgress' },
      // Seen to its end by a read that takes its time, one that ends meanwhile would look like a fault of the read.
      ...(isRead(action) ? [] : [{ id: endingId, type: 'Offboard', creationDateTimeUtc: at(58) }]),
    ];
    const session = {
      ...collected,
      id: sessionId,
      type: 'LiveResponse',
      commands: commands.map((command, index) => ({ index, commandStatus: 'Completed', errors: [], command })),
    };
    const named = new Set(lines.map(({ machineId }) => machineId).filter(Boolean));
    const seeds = {
      machines: [...named].map((id) => ({ id, actionsEnd: ending })),
      machineActions: [collected, session, ...others, ...machineActions],
      investigations,
      files: [file],
      DeviceEvents: machinesOf(tenant)
        .list()
        .map(({ id }) => ({ ...event, DeviceId: id })),
    };
    for (const [collection, items] of Object.entries(seeds)) await control.post('seed', { collection, items });
  }

  /** Waits until the tenant has handled every request that arrived: one may outlive the run that sent it. */
  async function settled(): Promise<Journaled[]> {
    for (;;) {
      const journal = await control.journal();
      if (journal.length >= arrived) return journal;
      await setImmediate();
    }
  }

  async function run(plan: Plan, lines: PlannedParams[], signal: Plan['signal']): Promise<Ended> {
    const isBatch = plan.concurrency !== undefined;
    const argv = isBatch ? ['--batch', '--concurrency', String(plan.concurrency)] : [];
    const stdin = isBatch ? lines.map((line) => JSON.stringify(line)).join('\n') : JSON.stringify(lines[0]);
    const env = { ...simulator.env, ...plan.env, HOME: home };
    let left = signal?.nth ?? 0;
    const isDue = (at: 'request' | 'sleep') => {
      if (signal?.at === at) left -= 1;
      return signal?.at === at && left === 0;
    };
    if (plan.process) {
      const { child, ended } = launch(runner(plan.action), argv, { stdin, env });
      onArrival = () => {
        if (isDue('request')) child.kill(signal?.name);
      };
      return ended;
    }
    const action = actions.get(plan.action);
    if (action === undefined) throw new Error(`there is no action ${plan.action}`);
    const controller = new AbortController();
    const clock = hand;
    onArrival = () => {
      clock.advance(plan.requestMs);
      if (isDue('request')) controller.abort();
    };
    const sleep = (ms: number, aborted: AbortSignal) => {
      if (isDue('sleep')) controller.abort();
      return clock.sleep(ms, aborted);
    };
    const signalName = signal?.name ?? 'SIGTERM';
    return runHere(action, stdin, { env, clock: { ...clock, sleep }, signal: controller.signal, signalName, argv });
  }

  return {
    tenant,
    async drive(plan) {
      const random = seededRandom(plan.chance);
      hand = handClock(Date.now(), () => random.next());
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      const lines = plan.lines.map((params) => ({
        ...params,
        ...(params.downloadTo !== undefined && { downloadTo: folder }),
        // Real time is dear: longer waits are for the clock that jumps.
        ...(plan.process && typeof params.waitSeconds === 'number' && { waitSeconds: Math.min(params.waitSeconds, 5) }),
      }));
      await prepare(plan);
      arrived = 0;
      const undisturbed = isRepeatable(plan.action) ? await run(plan, lines, undefined) : undefined;
      const earlier = (await settled()).length;
      const before = stateOf(tenant);
      for (const fault of plan.faults) await control.post('faults', fault);
      const ended = await run(plan, lines, plan.signal);
      const journal = (await settled()).slice(earlier);
      return {
        plan,
        lines,
        ended,
        before,
        after: stateOf(tenant),
        journal,
        ...(undisturbed && { undisturbed }),
        files: new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))])),
        secrets: [tenant.clientSecret],
      };
    },
    async close() {
      control.close();
      await simulator.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
