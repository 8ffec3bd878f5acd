import type {
  CancelMachineActionParams,
  CollectInvestigationPackageParams,
  CreateAlertParams,
  DeleteIndicatorParams,
  ListAlertsParams,
  ListIndicatorsParams,
  ListInvestigationsParams,
  ListMachineActionsParams,
  ListMachinesParams,
  ListRemediationActivitiesParams,
  ListRemediationActivityMachinesParams,
  PollNewAlertsParams,
  PollNewRemediationActivitiesParams,
  RunAdvancedHuntingQueryParams,
  RunLiveResponseParams,
  SubmitIndicatorParams,
  TagMachineParams,
  UpdateAlertParams,
} from '../generated/types.ts';
import { getAlert, listAlerts, pollNewAlerts } from './alerts/read.ts';
import { createAlert, updateAlert } from './alerts/write.ts';
import { type ConnectionFacts, testConnection } from './connection/test-connection.ts';
import type { DefenderContext } from './context.ts';
import { sha1Of } from './files/read.ts';
import { deleteIndicators, dryRunBatchDelete, dryRunImport, importIndicators } from './indicators/bulk.ts';
import { deleteIndicator, listIndicators, submitIndicator } from './indicators/indicators.ts';
import * as investigations from './investigations/investigations.ts';
import { fetchLiveResponseResultUri, runLiveResponse } from './live-response/session.ts';
import { cancelMachineAction } from './machine-actions/cancel.ts';
import * as machineActions from './machine-actions/machine-actions.ts';
import { startMachineAction } from './machine-actions/start.ts';
import { getMachine, listMachines } from './machines/read.ts';
import { tagMachine, tagMachines } from './machines/tags.ts';
import { findTarget, type Target, type TargetOptions, type TargetParams } from './machines/target.ts';
import { collectPackage } from './packages/collect.ts';
import { fetchPackageUri } from './packages/uri.ts';
import {
  getRemediationActivity,
  listRemediationActivities,
  listRemediationActivityMachines,
  pollNewRemediationActivities,
} from './remediation-activities/read.ts';
import { domainStatistics, fileStatistics, ipStatistics } from './statistics/read.ts';
import type { WriteParams } from './writes/answer.ts';

/** The client that actions work with: Defender's collections, bound to one run. Every call throws `SoarError`. */
export type Defender = ReturnType<typeof createDefender>;

/** Binds the functions of this folder to a run. */
export function createDefender(context: DefenderContext, facts: ConnectionFacts) {
  return {
    /** The one machine that params name. */
    findTarget: (params: TargetParams & { dryRun?: boolean }, options?: TargetOptions) =>
      findTarget(context, params, options),
    listMachines: (params: ListMachinesParams) => listMachines(context, params),
    getMachine: async (params: TargetParams) => {
      const { id, machine } = await findTarget(context, params);
      return machine ?? getMachine(context, id);
    },
    tagMachine: (target: Target, params: TagMachineParams) => tagMachine(context, target, params),
    tagMachines: (machineIds: readonly string[], params: TagMachineParams) => tagMachines(context, machineIds, params),
    listMachineActions: (params: ListMachineActionsParams) => machineActions.listMachineActions(context, params),
    getMachineAction: (id: string) => machineActions.getMachineAction(context, id),
    cancelMachineAction: (params: CancelMachineActionParams) => cancelMachineAction(context, params),
    fetchPackageUri: (machineActionId: string) => fetchPackageUri(context, machineActionId),
    runLiveResponse: (target: Target, params: RunLiveResponseParams) => runLiveResponse(context, target, params),
    fetchLiveResponseResultUri: (machineActionId: string, index: number) =>
      fetchLiveResponseResultUri(context, machineActionId, index),
    isolate: (target: Target, params: WriteParams & { isolationType: string }) =>
      startMachineAction(
        context,
        target,
        (comment) => machineActions.isolate(target, comment, params.isolationType),
        params,
      ),
    unisolate: (target: Target, params: WriteParams) =>
      startMachineAction(context, target, (comment) => machineActions.unisolate(target, comment), params),
    runAntiVirusScan: (target: Target, params: WriteParams & { scanType: string }) =>
      startMachineAction(
        context,
        target,
        (comment) => machineActions.runAntiVirusScan(target, comment, params.scanType),
        params,
      ),
    stopAndQuarantineFile: (target: Target, sha1: string, params: WriteParams) =>
      startMachineAction(
        context,
        target,
        (comment) => machineActions.stopAndQuarantineFile(target, comment, sha1),
        params,
      ),
    restrictCodeExecution: (target: Target, params: WriteParams) =>
      startMachineAction(context, target, (comment) => machineActions.restrictCodeExecution(target, comment), params),
    unrestrictCodeExecution: (target: Target, params: WriteParams) =>
      startMachineAction(context, target, (comment) => machineActions.unrestrictCodeExecution(target, comment), params),
    startInvestigation: (target: Target, params: WriteParams) =>
      investigations.startInvestigation(context, target, params),
    /** The same by its older name: nothing but the id. */
    initiateInvestigation: (target: Target, params: WriteParams) =>
      investigations.initiateInvestigation(context, target, params),
    listInvestigations: (params: ListInvestigationsParams) => investigations.listInvestigations(context, params),
    /** By its own id, or by that of the alert that started it. */
    getInvestigation: (id: string) => investigations.getInvestigation(context, id),
    collectPackage: (target: Target, params: CollectInvestigationPackageParams) =>
      collectPackage(context, target, params),
    /** The SHA-1 of a file that any of its hashes names. */
    sha1Of: (hash: string) => sha1Of(context, hash),
    listIndicators: (params: ListIndicatorsParams) => listIndicators(context, params),
    submitIndicator: (params: SubmitIndicatorParams) => submitIndicator(context, params),
    /** Up to 500 in one call, each answered for itself. */
    importIndicators: (params: readonly SubmitIndicatorParams[]) => importIndicators(context, params),
    deleteIndicators: (params: readonly DeleteIndicatorParams[]) => deleteIndicators(context, params),
    /** The bulk calls with one item, as a dry run of a batch shows them. */
    dryRunImport: (params: SubmitIndicatorParams) => dryRunImport(context, params),
    dryRunBatchDelete: (params: DeleteIndicatorParams) => dryRunBatchDelete(context, params),
    deleteIndicator: (params: DeleteIndicatorParams) => deleteIndicator(context, params),
    listAlerts: (params: ListAlertsParams) => listAlerts(context, params),
    getAlert: (id: string) => getAlert(context, id),
    createAlert: (params: CreateAlertParams) => createAlert(context, params),
    updateAlert: (params: UpdateAlertParams) => updateAlert(context, params),
    domainStatistics: (domain: string, lookBackHours: number) => domainStatistics(context, domain, lookBackHours),
    fileStatistics: (hash: string, lookBackHours: number) => fileStatistics(context, hash, lookBackHours),
    ipStatistics: (ip: string, lookBackHours: number) => ipStatistics(context, ip, lookBackHours),
    listRemediationActivities: (params: ListRemediationActivitiesParams) => listRemediationActivities(context, params),
    getRemediationActivity: (id: string) => getRemediationActivity(context, id),
    listRemediationActivityMachines: (params: ListRemediationActivityMachinesParams) =>
      listRemediationActivityMachines(context, params),
    pollNewAlerts: (params: PollNewAlertsParams) => pollNewAlerts(context, params),
    pollNewRemediationActivities: (params: PollNewRemediationActivitiesParams) =>
      pollNewRemediationActivities(context, params),
    /** Loaded when it is called: no other action should pay for reading large answers. */
    hunt: async (params: RunAdvancedHuntingQueryParams) => (await import('./hunting/hunting.ts')).hunt(context, params),
    testConnection: () => testConnection(context, facts),
  };
}
