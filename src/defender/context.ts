import { type Clock, type Deadline, deadlineIn } from '../clock.ts';
import type { PermissionNeed } from '../cloud/grants.ts';
import type { HuntingApi } from '../cloud/hunting-api.ts';
import type { Credential } from '../cloud/token.ts';
import type { Exclusive } from '../file-lock.ts';
import type { Machine, MachineAction, TestConnectionResult } from '../generated/types.ts';
import type { Http } from '../http/http.ts';
import type { Transport } from '../http/transport.ts';
import type { TokenSource } from '../http/wire.ts';
import type { Log } from '../log.ts';
import type { RunProgress } from '../progress.ts';
import type { Redactor } from '../redactor.ts';
import type { ProtectedIndicators } from '../values/protected-indicators.ts';
import type { ProtectedMachine } from '../values/protected-machines.ts';

/** An entity with its id, which Defender always returns: nothing is done to an entity without one. */
export type Known<Entity> = Entity & { id: string };

/** The machine that an operation is about: its id, and the machine itself if it was read. */
export interface Target {
  id: string;
  machine: Known<Machine> | undefined;
}

/** An API and the tokens that it takes. */
export interface Connection {
  http: Http;
  tokens: TokenSource;
}

/** The two APIs that hunting may run on. */
export interface Hunting {
  /** Which of them the resource asks for. */
  api: HuntingApi;
  /** Id of the application; that of a system-assigned managed identity is known once it has signed in. */
  readonly clientId: string;
  defender: Connection;
  /** Microsoft Graph, opened when it is first asked for. Throws `invalid_resource` if the cloud has none for us. */
  graph(): Promise<Connection>;
}

/** A machine action that counts against the budget; one of this session may be known by its id alone, or not at all. */
export type Containment = Partial<
  Pick<MachineAction, 'id' | 'type' | 'computerDnsName' | 'machineId' | 'creationDateTimeUtc'>
>;

/** What a resource lets its application contain in an hour. The calls of a session share it. */
export interface Budget {
  most: number;
  /** Keeps other processes of this host from sending between the count and the write of this one. */
  exclusive: Exclusive;
  /** Ends with the call that has its turn. */
  turn: Promise<unknown>;
  /** What this session contained, and when. */
  own: { at: number; id?: string }[];
  /** The containments of the last hour that Defender listed, and when. */
  counted?: { at: number; containments: Containment[] };
}

/** What is known about the connection itself, for its test. */
export interface ConnectionFacts {
  /** What "test saved settings" reports about the resource. */
  identity: Pick<TestConnectionResult, 'label' | 'apiUrl' | 'tenantId' | 'clientId'>;
  /** What signs in, as it was when the session began. */
  credential: Credential;
  /** What actions need at present: it changes on the day that an API is retired. */
  needs: () => Promise<readonly PermissionNeed[]>;
  /** What the resource lets playbooks do. */
  mode: TestConnectionResult['mode'];
  warnings: readonly string[];
}

/** What the functions of this folder work with; created once for a run. */
export interface DefenderContext {
  http: Http;
  /** For packages, which lie on other hosts and are fetched without a token. */
  transport: Transport;
  deadline: Deadline;
  /** Seconds that a read may take once the run waits for something. */
  timeoutSeconds: number;
  clock: Clock;
  signal: AbortSignal;
  log: Log;
  redactor: Redactor;
  hunting: Hunting;
  /** Whether the action is refused for a protected machine, as its manifest entry says. */
  guarded: boolean;
  protectedMachines: readonly ProtectedMachine[];
  protectedIndicators: ProtectedIndicators;
  /** The budget of guarded actions; undefined if the resource sets none. */
  budget: Budget | undefined;
  /** The permissions that this action always needs, each with its alternatives. */
  needs: () => Promise<readonly (readonly string[])[]>;
  progress: RunProgress;
  facts: ConnectionFacts;
}

/** Returns the context with a new deadline, in seconds from now: a wait may have used up the first one. */
export function withDeadline(context: DefenderContext, seconds: number): DefenderContext {
  const deadline = deadlineIn(seconds, context.clock);
  return { ...context, deadline, http: context.http.within(deadline) };
}
