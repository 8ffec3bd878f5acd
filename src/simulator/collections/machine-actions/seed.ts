import type { Random } from '../../tenant/random.ts';
import type { IndicatorRecord, MachineRecord } from '../../tenant/tenant.ts';
import { wireTime } from '../../tenant/time.ts';
import type { InvestigationRecord } from '../investigations/record.ts';
import type { ActionRecord, ActionType } from './record.ts';

const HOUR_MS = 3_600_000;
const ANALYST = 'analyst@contoso.example';

interface PastAction {
  type: ActionType;
  scope: string | null;
  status: string;
  /** Index of the machine it ran on. */
  machine: number;
  hoursAgo: number;
}

const PAST_ACTIONS: readonly PastAction[] = [
  { type: 'Isolate', scope: 'Full', status: 'Succeeded', machine: 1, hoursAgo: 5 },
  { type: 'Unisolate', scope: null, status: 'Succeeded', machine: 1, hoursAgo: 3 },
  { type: 'RunAntiVirusScan', scope: 'Quick', status: 'Succeeded', machine: 0, hoursAgo: 30 },
  { type: 'RunAntiVirusScan', scope: 'Full', status: 'TimeOut', machine: 2, hoursAgo: 50 },
  { type: 'CollectInvestigationPackage', scope: null, status: 'Failed', machine: 3, hoursAgo: 70 },
  { type: 'RestrictCodeExecution', scope: null, status: 'Cancelled', machine: 5, hoursAgo: 90 },
];

/** Machine actions of the last days, all of them over. */
export function makePastActions(machines: readonly MachineRecord[], random: Random, now: number): ActionRecord[] {
  return PAST_ACTIONS.flatMap(({ type, scope, status, machine: index, hoursAgo }) => {
    const machine = machines[index];
    if (machine === undefined) return [];
    const id = random.guid();
    const created = now - hoursAgo * HOUR_MS;
    const cancelled = status === 'Cancelled' ? wireTime(created + 60_000) : null;
    const fields = {
      id,
      type,
      title: null,
      requestor: ANALYST,
      requestSource: 'Portal',
      requestorComment: 'Routine check',
      scope,
      status,
      machineId: machine.id,
      computerDnsName: machine.computerDnsName,
      creationDateTimeUtc: wireTime(created),
      lastUpdateDateTimeUtc: wireTime(created + 5 * 60_000),
      cancellationRequestor: cancelled && ANALYST,
      cancellationComment: cancelled && 'Not needed any more',
      cancellationDateTimeUtc: cancelled,
      externalId: null,
      relatedFileInfo: null,
      commands: [],
      errorHResult: 0,
    };
    return [{ id, fields, ending: status }];
  });
}

/** Two investigations that are over. */
export function makePastInvestigations(machines: readonly MachineRecord[], now: number): InvestigationRecord[] {
  const states = ['SuccessfullyRemediated', 'Benign'];
  return machines.slice(0, states.length).map((machine, index) => {
    const state = states[index] ?? 'Benign';
    const start = now - (20 + index * 30) * HOUR_MS;
    const fields = {
      id: String(62_990 + index),
      startTime: wireTime(start),
      endTime: wireTime(start + 12 * 60_000),
      state,
      cancelledBy: null,
      statusDetails: null,
      machineId: machine.id,
      computerDnsName: machine.computerDnsName,
      triggeringAlertId: `da63713912715001${2465 + index}_1011995739`,
    };
    return { id: fields.id, fields, ending: state };
  });
}

/** Indicators that somebody else put in. Addresses and names are reserved for documentation. */
export function makeIndicators(random: Random, now: number): IndicatorRecord[] {
  const parts = [
    ['IpAddress', '203.0.113.66', 'Block', 'High', 'Command and control'],
    ['DomainName', 'malware.example', 'Block', 'Medium', 'Delivery domain'],
    ['Url', 'https://phish.example/login', 'Warn', 'Low', 'Phishing page'],
    ['FileSha1', random.hex(40), 'BlockAndRemediate', 'High', 'Loader'],
    ['FileSha256', random.hex(64), 'Allowed', 'Informational', 'In-house tool'],
  ] as const;
  return parts.map(([indicatorType, indicatorValue, action, severity, title], index) => ({
    id: String(index + 991),
    indicatorValue,
    indicatorType,
    action,
    severity,
    title,
    description: `${title} seen in an earlier incident`,
    recommendedActions: null,
    application: null,
    externalId: null,
    sourceType: 'User',
    source: ANALYST,
    createdBySource: 'Portal',
    createdByDisplayName: ANALYST,
    createdBy: ANALYST,
    lastUpdatedBy: null,
    creationTimeDateTimeUtc: wireTime(now - (index + 1) * 24 * HOUR_MS),
    lastUpdateTime: wireTime(now - (index + 1) * 24 * HOUR_MS),
    expirationTime: index === 1 ? wireTime(now + 30 * 24 * HOUR_MS) : null,
    rbacGroupNames: [],
    rbacGroupIds: [],
    generateAlert: action === 'Block' || action === 'BlockAndRemediate',
  }));
}
