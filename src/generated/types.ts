// Computed from integration.yaml and schemas/ by `npm run generate`: change those.

/**
 * One response action that Defender runs on a machine. Open: Microsoft adds fields. https://learn.microsoft.com/defender-endpoint/api/machineaction
 */
export interface MachineAction {
  /**
   * Identifier of the machine action (GUID).
   */
  id?: string;
  /**
   * What is done. Known: RunAntiVirusScan, Offboard, LiveResponse, CollectInvestigationPackage, Isolate, Unisolate, StopAndQuarantineFile, RestrictCodeExecution, UnrestrictCodeExecution. Others may appear.
   */
  type?: string;
  /**
   * Full or Selective for isolation, Quick or Full for a scan; null otherwise.
   */
  scope?: string | null;
  /**
   * Pending, InProgress, Succeeded, Failed, TimeOut or Cancelled.
   */
  status?: string;
  /**
   * Who executed the action: a user, or the application's id.
   */
  requestor?: string | null;
  /**
   * Where the request came from, for example PublicApi or Portal.
   */
  requestSource?: string | null;
  /**
   * The comment as it was sent, correlation id included.
   */
  requestorComment?: string | null;
  /**
   * Customer correlation id, where one was set.
   */
  externalID?: string | null;
  /**
   * Title of the action, where Defender gives one.
   */
  title?: string | null;
  /**
   * Machine the action runs on.
   */
  machineId?: string;
  /**
   * DNS name of that machine.
   */
  computerDnsName?: string | null;
  /**
   * When the action was requested. UTC, RFC 3339, up to seven fractional digits.
   */
  creationDateTimeUtc?: string | null;
  /**
   * When its status last changed. UTC, RFC 3339, up to seven fractional digits.
   */
  lastUpdateDateTimeUtc?: string | null;
  /**
   * The same as lastUpdateDateTimeUtc, under the name that Defender uses in lists. UTC, RFC 3339, up to seven fractional digits.
   */
  lastUpdateTimeUtc?: string | null;
  /**
   * Who cancelled the action.
   */
  cancellationRequestor?: string | null;
  /**
   * Why it was cancelled.
   */
  cancellationComment?: string | null;
  /**
   * When it was cancelled. UTC, RFC 3339, up to seven fractional digits.
   */
  cancellationDateTimeUtc?: string | null;
  /**
   * The file a stop-and-quarantine action is about.
   */
  relatedFileInfo?: {
    /**
     * Hash of the file.
     */
    fileIdentifier?: string | null;
    /**
     * Sha1, Sha256 or Md5.
     */
    fileIdentifierType?: string | null;
    [k: string]: unknown;
  } | null;
  /**
   * Live response commands and their state; empty for other types.
   */
  commands?:
    | {
        /**
         * Position of the command, from 0.
         */
        index?: number;
        /**
         * When the command began. UTC, RFC 3339, up to seven fractional digits.
         */
        startTime?: string | null;
        /**
         * When it ended; null until it has. UTC, RFC 3339, up to seven fractional digits.
         */
        endTime?: string | null;
        /**
         * Created, Completed or Failed.
         */
        commandStatus?: string | null;
        /**
         * What went wrong, one text each.
         */
        errors?: string[] | null;
        /**
         * The command as it was asked for.
         */
        command?: {
          /**
           * PutFile, RunScript or GetFile.
           */
          type?: string | null;
          /**
           * Its parameters.
           */
          params?:
            | {
                /**
                 * Name of the parameter.
                 */
                key?: string | null;
                /**
                 * Its value.
                 */
                value?: string | null;
                [k: string]: unknown;
              }[]
            | null;
          [k: string]: unknown;
        } | null;
        [k: string]: unknown;
      }[]
    | null;
  /**
   * Windows error code of the action, 0 for none.
   */
  errorHResult?: number | null;
  [k: string]: unknown;
}

/**
 * A device that reports, or was seen, to Defender for Endpoint. Open: Microsoft adds fields. https://learn.microsoft.com/defender-endpoint/api/machine
 */
export interface Machine {
  /**
   * Machine id: 40 hexadecimal digits as a rule, to be treated as opaque.
   */
  id?: string;
  /**
   * Fully qualified DNS name; may be empty or null.
   */
  computerDnsName?: string | null;
  /**
   * When the machine was first seen. UTC, RFC 3339, up to seven fractional digits.
   */
  firstSeen?: string | null;
  /**
   * Last full report, roughly daily; not the portal's "last seen". UTC, RFC 3339, up to seven fractional digits.
   */
  lastSeen?: string | null;
  /**
   * Operating system, an open set: Windows10, Windows11, WindowsServer2022, Linux, macOS and others.
   */
  osPlatform?: string | null;
  /**
   * Version of the operating system.
   */
  version?: string | null;
  /**
   * Version of the operating system by its older name; Defender may leave it empty.
   */
  osVersion?: string | null;
  /**
   * Product name of the hardware, where Defender still gives it.
   */
  systemProductName?: string | null;
  /**
   * Version of Defender's sensor.
   */
  agentVersion?: string | null;
  /**
   * Build number of the operating system.
   */
  osBuild?: number | null;
  /**
   * Processor, superseded by osArchitecture.
   */
  osProcessor?: string | null;
  /**
   * 32-bit or 64-bit.
   */
  osArchitecture?: string | null;
  /**
   * onboarded, CanBeOnboarded, Unsupported or InsufficientInfo, in any letter case.
   */
  onboardingStatus?: string | null;
  /**
   * Active, Inactive, ImpairedCommunication, NoSensorData, NoSensorDataImpairedCommunication or Unknown.
   */
  healthStatus?: string | null;
  /**
   * None, Informational, Low, Medium or High.
   */
  riskScore?: string | null;
  /**
   * None, Low, Medium or High.
   */
  exposureLevel?: string | null;
  /**
   * Normal, Low or High: how much the device matters to the organisation.
   */
  deviceValue?: string | null;
  /**
   * Device group; Defender prints it as a number or as text.
   */
  rbacGroupId?: string | number | null;
  /**
   * Name of the device group.
   */
  rbacGroupName?: string | null;
  /**
   * Last internal IP address.
   */
  lastIpAddress?: string | null;
  /**
   * Last address seen from outside, shared by all behind one gateway.
   */
  lastExternalIpAddress?: string | null;
  /**
   * Network adapters.
   */
  ipAddresses?:
    | {
        /**
         * Address of the adapter.
         */
        ipAddress?: string | null;
        /**
         * MAC address without separators.
         */
        macAddress?: string | null;
        /**
         * Up or Down.
         */
        operationalStatus?: string | null;
        [k: string]: unknown;
      }[]
    | null;
  /**
   * Tags of the machine.
   */
  machineTags?: string[] | null;
  /**
   * Microsoft Entra device id (GUID), null when not joined.
   */
  aadDeviceId?: string | null;
  /**
   * Whether it is joined to Microsoft Entra ID.
   */
  isAadJoined?: boolean | null;
  [k: string]: unknown;
}

/**
 * A threat indicator that Defender acts on. Open: Microsoft adds fields. https://learn.microsoft.com/defender-endpoint/api/ti-indicator
 */
export interface Indicator {
  /**
   * Identifier of the indicator, digits as text.
   */
  id?: string;
  /**
   * The hash, address, domain, URL or thumbprint.
   */
  indicatorValue?: string | null;
  /**
   * FileSha1, FileSha256, FileMd5, CertificateThumbprint, IpAddress, DomainName or Url.
   */
  indicatorType?: string | null;
  /**
   * Warn, Block, Audit, BlockAndRemediate or Allowed; Alert and AlertAndBlock on old ones.
   */
  action?: string | null;
  /**
   * Informational, Low, Medium or High.
   */
  severity?: string | null;
  /**
   * Title of the alert.
   */
  title?: string | null;
  /**
   * What the indicator is about.
   */
  description?: string | null;
  /**
   * What the analyst should do.
   */
  recommendedActions?: string | null;
  /**
   * Name shown to the user in the block notice.
   */
  application?: string | null;
  /**
   * Customer correlation id.
   */
  externalID?: string | null;
  /**
   * User or AadApp.
   */
  sourceType?: string | null;
  /**
   * Display name of the submitter, in some answers.
   */
  source?: string | null;
  /**
   * Display name of the submitter.
   */
  createdBySource?: string | null;
  /**
   * Display name of the submitter, as filtered on.
   */
  createdByDisplayName?: string | null;
  /**
   * Identity of the user or application.
   */
  createdBy?: string | null;
  /**
   * Identity that changed it last.
   */
  lastUpdatedBy?: string | null;
  /**
   * When it was created. UTC, RFC 3339, up to seven fractional digits.
   */
  creationTimeDateTimeUtc?: string | null;
  /**
   * When it was last changed. UTC, RFC 3339, up to seven fractional digits.
   */
  lastUpdateTime?: string | null;
  /**
   * When it stops acting; null for never. UTC, RFC 3339, up to seven fractional digits.
   */
  expirationTime?: string | null;
  /**
   * Device groups it applies to; empty for all devices.
   */
  rbacGroupNames?: string[] | null;
  /**
   * Ids of those groups.
   */
  rbacGroupIds?: (string | number)[] | null;
  /**
   * Whether a match raises an alert.
   */
  generateAlert?: boolean | string | null;
  /**
   * Support page shown to the user who was blocked or warned.
   */
  educateUrl?: string | null;
  [k: string]: unknown;
}

/**
 * An automated investigation on a machine. Open: Microsoft adds fields. https://learn.microsoft.com/defender-endpoint/api/investigation
 */
export interface Investigation {
  /**
   * Identifier of the investigation, digits as text.
   */
  id?: string;
  /**
   * When it began. UTC, RFC 3339, up to seven fractional digits.
   */
  startTime?: string | null;
  /**
   * When it ended; null until it has. UTC, RFC 3339, up to seven fractional digits.
   */
  endTime?: string | null;
  /**
   * Unknown, Terminated, SuccessfullyRemediated, Benign, Failed, PartiallyRemediated, Running, PendingApproval, PendingResource, PartiallyInvestigated, TerminatedByUser, TerminatedBySystem, Queued, InnerFailure, PreexistingAlert, UnsupportedOs, UnsupportedAlertType or SuppressedAlert.
   */
  state?: string | null;
  /**
   * More about the state.
   */
  statusDetails?: string | null;
  /**
   * Who cancelled it.
   */
  cancelledBy?: string | null;
  /**
   * Machine that is investigated.
   */
  machineId?: string | null;
  /**
   * DNS name of that machine.
   */
  computerDnsName?: string | null;
  /**
   * Alert that started it.
   */
  triggeringAlertId?: string | null;
  [k: string]: unknown;
}

/**
 * What Defender knows of a file: its profile. Open: Microsoft adds fields. https://learn.microsoft.com/defender-endpoint/api/files
 */
export interface File {
  /**
   * SHA-1 of the file.
   */
  sha1?: string | null;
  /**
   * SHA-256 of the file.
   */
  sha256?: string | null;
  /**
   * MD5 of the file.
   */
  md5?: string | null;
  /**
   * How many devices hold it, worldwide.
   */
  globalPrevalence?: number | null;
  /**
   * First seen worldwide. UTC, RFC 3339, up to seven fractional digits.
   */
  globalFirstObserved?: string | null;
  /**
   * Last seen worldwide. UTC, RFC 3339, up to seven fractional digits.
   */
  globalLastObserved?: string | null;
  /**
   * Size in bytes.
   */
  size?: number | null;
  /**
   * Type of the file, where known.
   */
  fileType?: string | null;
  /**
   * Whether it is a Windows executable.
   */
  isPeFile?: boolean | null;
  /**
   * Publisher in its version information.
   */
  filePublisher?: string | null;
  /**
   * Product in its version information.
   */
  fileProductName?: string | null;
  /**
   * Who signed it.
   */
  signer?: string | null;
  /**
   * Who issued the signer's certificate.
   */
  issuer?: string | null;
  /**
   * Thumbprint of that certificate.
   */
  signerHash?: string | null;
  /**
   * Whether the signature is valid.
   */
  isValidCertificate?: boolean | null;
  /**
   * Unknown, Pua and others.
   */
  determinationType?: string | null;
  /**
   * Name of the threat, where there is one.
   */
  determinationValue?: string | null;
  [k: string]: unknown;
}

/**
 * Columns and rows of an advanced hunting query, the same keys and type names whichever API answered. https://learn.microsoft.com/graph/api/security-security-runhuntingquery
 */
export interface HuntingResult {
  /**
   * Columns, in the order of the query.
   */
  schema: {
    /**
     * Name of the column.
     */
    name: string;
    /**
     * DateTime, String, Int32, Int64, Double, Boolean, TimeSpan, Guid, Object (dynamic) and others.
     */
    type: string;
    [k: string]: unknown;
  }[];
  /**
   * Rows: objects keyed by column, in the order of the schema. Integers beyond 2^53 keep every digit; times have seven digits behind the second; dynamic values are structures; what is missing is null.
   */
  results: {
    [k: string]: unknown;
  }[];
  /**
   * Rows in results.
   */
  count: number;
  /**
   * True only if rows were cut, by maxRows or by the service: an answer of 100,000 rows, as many as it gives out, counts as cut.
   */
  truncated: boolean;
  [k: string]: unknown;
}

/**
 * What every action prints when it fails.
 */
export interface ErrorResult {
  error: {
    /**
     * One of the documented codes.
     */
    code: string;
    /**
     * What was attempted and what came back.
     */
    message: string;
    /**
     * What to do about it.
     */
    hint?: string;
    /**
     * Whether the same call may work later.
     */
    retryable: boolean;
    /**
     * How long to wait before trying again, in seconds.
     */
    retryAfterSeconds?: number;
    /**
     * HTTP status that came back.
     */
    status?: number;
    /**
     * The service's own error code, an AADSTS number included.
     */
    defenderCode?: string;
    /**
     * Correlates the call for Microsoft support.
     */
    requestId?: string;
    /**
     * More, by code: faults of the input, candidates, the machine action.
     */
    details?:
      | {
          [k: string]: unknown;
        }
      | unknown[];
    [k: string]: unknown;
  };
  [k: string]: unknown;
}

/**
 * What dryRun gives instead of the object that would have been made.
 */
export interface DryRunResult {
  /**
   * True when nothing was written because dryRun was set.
   */
  dryRun?: boolean;
  /**
   * DryRun.
   */
  status?: string;
  /**
   * The write that was not sent.
   */
  request?: {
    /**
     * HTTP method.
     */
    method?: string;
    /**
     * Full address.
     */
    url?: string;
    /**
     * JSON body, where the request has one.
     */
    body?: {
      [k: string]: unknown;
    };
    [k: string]: unknown;
  };
  [k: string]: unknown;
}

export interface WriteOutcome {
  /**
   * True when no second action was started because one was there, ours or another's.
   */
  alreadyActive?: boolean;
  [k: string]: unknown;
}

export interface LiveResponseScripts {
  /**
   * With waitSeconds: what each script that has completed printed.
   */
  scripts?: {
    /**
     * Position of the command, from 0.
     */
    index?: number;
    /**
     * Name of the script.
     */
    script_name?: string | null;
    /**
     * Exit code of the script.
     */
    exit_code?: number | null;
    /**
     * What it printed, without NUL characters at the end.
     */
    script_output?: string;
    /**
     * What it printed as errors.
     */
    script_errors?: string;
    /**
     * In the place of the others: why the output could not be had. fetch-live-response-result-uri asks again.
     */
    error?: string;
    [k: string]: unknown;
  }[];
  [k: string]: unknown;
}

export interface DryRunMachine {
  machine?: Machine;
  [k: string]: unknown;
}

export interface IndicatorList {
  /**
   * Active indicators.
   */
  value: Indicator[];
  /**
   * How many are in value.
   */
  count: number;
  /**
   * How many match in all: with includeCount, where Defender says so.
   */
  totalCount?: number;
  /**
   * True only if something was cut by top.
   */
  hasMore: boolean;
  [k: string]: unknown;
}

export interface MachineList {
  /**
   * Machines.
   */
  value: Machine[];
  /**
   * How many are in value.
   */
  count: number;
  /**
   * How many match in all: with includeCount, where Defender says so.
   */
  totalCount?: number;
  /**
   * True only if something was cut by top.
   */
  hasMore: boolean;
  [k: string]: unknown;
}

export interface MachineActionList {
  /**
   * Machine actions.
   */
  value: MachineAction[];
  /**
   * How many are in value.
   */
  count: number;
  /**
   * How many match in all: with includeCount, where Defender says so.
   */
  totalCount?: number;
  /**
   * True only if something was cut by top.
   */
  hasMore: boolean;
  [k: string]: unknown;
}

export interface FetchInvestigationPackageUriParams {
  /**
   * The machine action, by its id (GUID).
   */
  machineActionId: string;
}

export interface FetchInvestigationPackageUriResult {
  /**
   * Download link of the package: short-lived and signed, so whoever holds it can read the package.
   */
  value: string;
  [k: string]: unknown;
}

export interface GetMachineActionDetailsParams {
  /**
   * The machine action, by its id (GUID).
   */
  machineActionId: string;
}

export type GetMachineActionDetailsResult = MachineAction;

export interface ListIndicatorsParams {
  /**
   * Raw OData $filter, joined by "and" with the other conditions.
   */
  filter?: string;
  /**
   * Raw OData $orderby.
   */
  orderBy?: string;
  /**
   * Raw OData $select: properties to return, comma-separated.
   */
  select?: string;
  /**
   * Most results to return, any number; pages are followed as needed. Left out: all.
   */
  top?: number;
  /**
   * Results to pass over first.
   */
  skip?: number;
  /**
   * Adds totalCount: how many match in all, where Defender says so.
   */
  includeCount: boolean;
  /**
   * The hash, IP address, domain, URL or certificate thumbprint, as one value: no CIDR range, no wildcard.
   */
  indicatorValue?: string;
  /**
   * What the value is.
   */
  indicatorType?: 'FileSha1' | 'FileSha256' | 'FileMd5' | 'CertificateThumbprint' | 'IpAddress' | 'DomainName' | 'Url';
  /**
   * Only indicators with this action; the legacy ones can still be listed.
   */
  action?: 'Warn' | 'Block' | 'Audit' | 'Alert' | 'AlertAndBlock' | 'BlockAndRemediate' | 'Allowed';
  /**
   * Severity of the alert.
   */
  severity?: 'Informational' | 'Low' | 'Medium' | 'High';
  /**
   * Only indicators with exactly this title.
   */
  title?: string;
}

export type ListIndicatorsResult = IndicatorList;

export interface ListMachinesParams {
  /**
   * Raw OData $filter, joined by "and" with the other conditions.
   */
  filter?: string;
  /**
   * Raw OData $orderby.
   */
  orderBy?: string;
  /**
   * Raw OData $select: properties to return, comma-separated.
   */
  select?: string;
  /**
   * Most results to return, any number; pages are followed as needed. Left out: all.
   */
  top?: number;
  /**
   * Results to pass over first.
   */
  skip?: number;
  /**
   * Adds totalCount: how many match in all, where Defender says so.
   */
  includeCount: boolean;
  /**
   * Only machines of exactly this DNS name.
   */
  computerDnsName?: string;
  /**
   * Only machines whose last internal IP address is this.
   */
  ipAddress?: string;
  /**
   * Only machines in this state of health.
   */
  healthStatus?:
    'Active' | 'Inactive' | 'ImpairedCommunication' | 'NoSensorData' | 'NoSensorDataImpairedCommunication' | 'Unknown';
  /**
   * Only machines with this risk score.
   */
  riskScore?: 'None' | 'Informational' | 'Low' | 'Medium' | 'High';
  /**
   * Only machines with this exposure level.
   */
  exposureLevel?: 'None' | 'Low' | 'Medium' | 'High';
  /**
   * Only machines in this onboarding state.
   */
  onboardingStatus?: 'Onboarded' | 'CanBeOnboarded' | 'Unsupported' | 'InsufficientInfo';
  /**
   * Only machines of this operating system, as Defender spells it.
   */
  osPlatform?: string;
  /**
   * Only machines with exactly this tag.
   */
  machineTag?: string;
  /**
   * Only machines whose last full report is this young: RFC 3339 or "YYYY-MM-DD hh:mm:ss", seconds and zone may be left out (UTC), or an ISO 8601 duration back from now.
   */
  seenSince?: string;
}

export type ListMachinesResult = MachineList;

export interface ListMachineActionsParams {
  /**
   * Raw OData $filter, joined by "and" with the other conditions.
   */
  filter?: string;
  /**
   * Raw OData $orderby.
   */
  orderBy?: string;
  /**
   * Raw OData $select: properties to return, comma-separated.
   */
  select?: string;
  /**
   * Most results to return, any number; pages are followed as needed. Left out: all.
   */
  top?: number;
  /**
   * Results to pass over first.
   */
  skip?: number;
  /**
   * Adds totalCount: how many match in all, where Defender says so.
   */
  includeCount: boolean;
  /**
   * Target by machine id: 32 to 64 hexadecimal digits. Exactly one of machineId, computerDnsName and ipAddress.
   */
  machineId?: string;
  /**
   * Target by DNS name, in any letter case: the full name, or a short name without dots. If several machines fit, the only one onboarded and Active is taken, else the call is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss", seconds and zone may be left out (UTC), or an ISO 8601 duration back from now. Default now, at most 30 days back. Only beside ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Only machine actions of this type.
   */
  type?:
    | 'RunAntiVirusScan'
    | 'Offboard'
    | 'LiveResponse'
    | 'CollectInvestigationPackage'
    | 'Isolate'
    | 'Unisolate'
    | 'StopAndQuarantineFile'
    | 'RestrictCodeExecution'
    | 'UnrestrictCodeExecution';
  /**
   * Only machine actions with this status.
   */
  status?: 'Pending' | 'InProgress' | 'Succeeded' | 'Failed' | 'TimeOut' | 'Cancelled';
  /**
   * Only machine actions executed by this user or application id.
   */
  requestor?: string;
  /**
   * Only machine actions requested since then: RFC 3339 or "YYYY-MM-DD hh:mm:ss", seconds and zone may be left out (UTC), or an ISO 8601 duration back from now.
   */
  createdSince?: string;
}

export type ListMachineActionsResult = MachineActionList;

export interface FetchLiveResponseResultUriParams {
  /**
   * The machine action, by its id (GUID).
   */
  machineActionId: string;
  /**
   * Which command's result: its position, from 0.
   */
  index: number;
}

export interface FetchLiveResponseResultUriResult {
  /**
   * Download link of the result: signed and good for 30 minutes, so whoever holds it can read the result.
   */
  value: string;
  [k: string]: unknown;
}

export interface ListInvestigationsParams {
  /**
   * Raw OData $filter, joined by "and" with the other conditions.
   */
  filter?: string;
  /**
   * Raw OData $orderby.
   */
  orderBy?: string;
  /**
   * Raw OData $select: properties to return, comma-separated.
   */
  select?: string;
  /**
   * Most results to return, any number; pages are followed as needed. Left out: all.
   */
  top?: number;
  /**
   * Results to pass over first.
   */
  skip?: number;
  /**
   * Adds totalCount: how many match in all, where Defender says so.
   */
  includeCount: boolean;
  /**
   * Only investigations in this state.
   */
  state?:
    | 'Unknown'
    | 'Terminated'
    | 'SuccessfullyRemediated'
    | 'Benign'
    | 'Failed'
    | 'PartiallyRemediated'
    | 'Running'
    | 'PendingApproval'
    | 'PendingResource'
    | 'PartiallyInvestigated'
    | 'TerminatedByUser'
    | 'TerminatedBySystem'
    | 'Queued'
    | 'InnerFailure'
    | 'PreexistingAlert'
    | 'UnsupportedOs'
    | 'UnsupportedAlertType'
    | 'SuppressedAlert';
  /**
   * Only investigations of the machine with this id.
   */
  machineId?: string;
  /**
   * Only investigations that began since then: RFC 3339 or "YYYY-MM-DD hh:mm:ss", seconds and zone may be left out (UTC), or an ISO 8601 duration back from now.
   */
  startedSince?: string;
}

export interface ListInvestigationsResult {
  /**
   * Investigations.
   */
  value: Investigation[];
  /**
   * How many are in value.
   */
  count: number;
  /**
   * How many match in all: with includeCount, where Defender says so.
   */
  totalCount?: number;
  /**
   * True only if something was cut by top.
   */
  hasMore: boolean;
  [k: string]: unknown;
}

export interface GetInvestigationParams {
  /**
   * Investigation to read: its own id, or the id of the alert that started it.
   */
  investigationId: string;
}

export type GetInvestigationResult = Investigation;

export interface GetMachineParams {
  /**
   * Target by machine id: 32 to 64 hexadecimal digits. Exactly one of machineId, computerDnsName and ipAddress.
   */
  machineId?: string;
  /**
   * Target by DNS name, in any letter case: the full name, or a short name without dots. If several machines fit, the only one onboarded and Active is taken, else the call is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss", seconds and zone may be left out (UTC), or an ISO 8601 duration back from now. Default now, at most 30 days back. Only beside ipAddress.
   */
  ipSeenAt?: string;
}

export type GetMachineResult = Machine;

export interface DeleteIndicatorParams {
  /**
   * Id of the indicator.
   */
  indicatorId?: string;
  /**
   * The hash, IP address, domain, URL or certificate thumbprint, as one value: no CIDR range, no wildcard.
   */
  indicatorValue?: string;
  /**
   * What the value is.
   */
  indicatorType?: 'FileSha1' | 'FileSha256' | 'FileMd5' | 'CertificateThumbprint' | 'IpAddress' | 'DomainName' | 'Url';
  /**
   * Perform every check and read, show the request, write nothing.
   */
  dryRun: boolean;
}

export type DeleteIndicatorResult = {
  /**
   * The indicator that was deleted.
   */
  indicatorId?: string;
  /**
   * True once Defender no longer has it.
   */
  deleted?: boolean;
  [k: string]: unknown;
} & DryRunResult;

export interface IsolateMachineParams {
  /**
   * Target by machine id: 32 to 64 hexadecimal digits. Exactly one of machineId, computerDnsName and ipAddress.
   */
  machineId?: string;
  /**
   * Target by DNS name, in any letter case: the full name, or a short name without dots. If several machines fit, the only one onboarded and Active is taken, else the call is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss", seconds and zone may be left out (UTC), or an ISO 8601 duration back from now. Default now, at most 30 days back. Only beside ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Why: kept with the machine action and shown in the portal. With correlationId at most 1,000 characters together.
   */
  comment: string;
  /**
   * Incident or run this belongs to: appended to the comment as " [id]". Separates collections of different incidents.
   */
  correlationId?: string;
  /**
   * How long to wait for the action to end, in seconds; 0 returns as soon as it is accepted.
   */
  waitSeconds: number;
  /**
   * What to give when waitSeconds runs out: fail with still_running, or the action as it stands.
   */
  whenStillRunning: 'fail' | 'result';
  /**
   * Perform every check and read, show the request, write nothing.
   */
  dryRun: boolean;
  /**
   * Full cuts every connection but Defender's own; Selective leaves Outlook, Teams and Skype; UnManagedDevice contains a device that is not onboarded.
   */
  isolationType: 'Full' | 'Selective' | 'UnManagedDevice';
}

export type IsolateMachineResult = MachineAction & WriteOutcome & DryRunResult & DryRunMachine;

export interface ReleaseMachineFromIsolationParams {
  /**
   * Target by machine id: 32 to 64 hexadecimal digits. Exactly one of machineId, computerDnsName and ipAddress.
   */
  machineId?: string;
  /**
   * Target by DNS name, in any letter case: the full name, or a short name without dots. If several machines fit, the only one onboarded and Active is taken, else the call is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss", seconds and zone may be left out (UTC), or an ISO 8601 duration back from now. Default now, at most 30 days back. Only beside ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Why: kept with the machine action and shown in the portal. With correlationId at most 1,000 characters together.
   */
  comment: string;
  /**
   * Incident or run this belongs to: appended to the comment as " [id]". Separates collections of different incidents.
   */
  correlationId?: string;
  /**
   * How long to wait for the action to end, in seconds; 0 returns as soon as it is accepted.
   */
  waitSeconds: number;
  /**
   * What to give when waitSeconds runs out: fail with still_running, or the action as it stands.
   */
  whenStillRunning: 'fail' | 'result';
  /**
   * Perform every check and read, show the request, write nothing.
   */
  dryRun: boolean;
}

export type ReleaseMachineFromIsolationResult = MachineAction & WriteOutcome & DryRunResult & DryRunMachine;

export interface RunAntivirusScanParams {
  /**
   * Target by machine id: 32 to 64 hexadecimal digits. Exactly one of machineId, computerDnsName and ipAddress.
   */
  machineId?: string;
  /**
   * Target by DNS name, in any letter case: the full name, or a short name without dots. If several machines fit, the only one onboarded and Active is taken, else the call is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss", seconds and zone may be left out (UTC), or an ISO 8601 duration back from now. Default now, at most 30 days back. Only beside ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Why: kept with the machine action and shown in the portal. With correlationId at most 1,000 characters together.
   */
  comment: string;
  /**
   * Incident or run this belongs to: appended to the comment as " [id]". Separates collections of different incidents.
   */
  correlationId?: string;
  /**
   * How long to wait for the action to end, in seconds; 0 returns as soon as it is accepted.
   */
  waitSeconds: number;
  /**
   * What to give when waitSeconds runs out: fail with still_running, or the action as it stands.
   */
  whenStillRunning: 'fail' | 'result';
  /**
   * Perform every check and read, show the request, write nothing.
   */
  dryRun: boolean;
  /**
   * Quick looks where malware usually starts; Full reads every file.
   */
  scanType: 'Quick' | 'Full';
}

export type RunAntivirusScanResult = MachineAction & WriteOutcome & DryRunResult & DryRunMachine;

export interface StartAutomatedInvestigationParams {
  /**
   * Target by machine id: 32 to 64 hexadecimal digits. Exactly one of machineId, computerDnsName and ipAddress.
   */
  machineId?: string;
  /**
   * Target by DNS name, in any letter case: the full name, or a short name without dots. If several machines fit, the only one onboarded and Active is taken, else the call is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss", seconds and zone may be left out (UTC), or an ISO 8601 duration back from now. Default now, at most 30 days back. Only beside ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Why: kept with the machine action and shown in the portal. With correlationId at most 1,000 characters together.
   */
  comment: string;
  /**
   * Incident or run this belongs to: appended to the comment as " [id]". Separates collections of different incidents.
   */
  correlationId?: string;
  /**
   * How long to wait for the action to end, in seconds; 0 returns as soon as it is accepted.
   */
  waitSeconds: number;
  /**
   * What to give when waitSeconds runs out: fail with still_running, or the action as it stands.
   */
  whenStillRunning: 'fail' | 'result';
  /**
   * Perform every check and read, show the request, write nothing.
   */
  dryRun: boolean;
}

export type StartAutomatedInvestigationResult = Investigation & WriteOutcome & DryRunResult & DryRunMachine;

export interface StopAndQuarantineFileParams {
  /**
   * Target by machine id: 32 to 64 hexadecimal digits. Exactly one of machineId, computerDnsName and ipAddress.
   */
  machineId?: string;
  /**
   * Target by DNS name, in any letter case: the full name, or a short name without dots. If several machines fit, the only one onboarded and Active is taken, else the call is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss", seconds and zone may be left out (UTC), or an ISO 8601 duration back from now. Default now, at most 30 days back. Only beside ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Why: kept with the machine action and shown in the portal. With correlationId at most 1,000 characters together.
   */
  comment: string;
  /**
   * Incident or run this belongs to: appended to the comment as " [id]". Separates collections of different incidents.
   */
  correlationId?: string;
  /**
   * How long to wait for the action to end, in seconds; 0 returns as soon as it is accepted.
   */
  waitSeconds: number;
  /**
   * What to give when waitSeconds runs out: fail with still_running, or the action as it stands.
   */
  whenStillRunning: 'fail' | 'result';
  /**
   * Perform every check and read, show the request, write nothing.
   */
  dryRun: boolean;
  /**
   * Hash of the file: MD5 (32), SHA-1 (40) or SHA-256 (64 hexadecimal digits). Defender acts on SHA-1; the others are resolved first.
   */
  fileHash: string;
}

export type StopAndQuarantineFileResult = MachineAction & WriteOutcome & DryRunResult & DryRunMachine;

export interface SubmitIndicatorParams {
  /**
   * The hash, IP address, domain, URL or certificate thumbprint, as one value: no CIDR range, no wildcard.
   */
  indicatorValue: string;
  /**
   * What the value is.
   */
  indicatorType?: 'FileSha1' | 'FileSha256' | 'FileMd5' | 'CertificateThumbprint' | 'IpAddress' | 'DomainName' | 'Url';
  /**
   * What Defender does on a match. Files: all; addresses, domains and URLs: all but BlockAndRemediate; certificates: Allowed and BlockAndRemediate. The legacy Alert is now Audit, AlertAndBlock is BlockAndRemediate.
   */
  action: 'Warn' | 'Block' | 'Audit' | 'BlockAndRemediate' | 'Allowed';
  /**
   * Title of the alert.
   */
  title: string;
  /**
   * What the indicator is about.
   */
  description: string;
  /**
   * Severity of the alert.
   */
  severity?: 'Informational' | 'Low' | 'Medium' | 'High';
  /**
   * When the indicator stops acting: RFC 3339 or "YYYY-MM-DD hh:mm:ss", seconds and zone may be left out (UTC), or an ISO 8601 duration ahead from now. Left out: never.
   */
  expirationTime?: string;
  /**
   * Name shown to the user in the block notice; taken only when the indicator is created.
   */
  application?: string;
  /**
   * What the analyst should do.
   */
  recommendedActions?: string;
  /**
   * Device groups it applies to; empty or left out: all devices.
   */
  rbacGroupNames?: string[];
  /**
   * Support page for the user who was blocked or warned; only with a URL or domain, and action Block or Warn.
   */
  educateUrl?: string;
  /**
   * Whether a match raises an alert. Audit always does: there true is sent whatever is given.
   */
  generateAlert?: boolean;
  /**
   * Perform every check and read, show the request, write nothing.
   */
  dryRun: boolean;
}

export type SubmitIndicatorResult = Indicator & DryRunResult;

export interface CancelMachineActionParams {
  /**
   * The machine action, by its id (GUID).
   */
  machineActionId: string;
  /**
   * Why: kept with the machine action and shown in the portal. With correlationId at most 1,000 characters together.
   */
  comment: string;
  /**
   * Perform every check and read, show the request, write nothing.
   */
  dryRun: boolean;
}

export type CancelMachineActionResult = MachineAction & {
  /**
   * True when it had been cancelled before, by us or by somebody else.
   */
  alreadyActive?: boolean;
  [k: string]: unknown;
} & DryRunResult;

export interface RestrictAppExecutionParams {
  /**
   * Target by machine id: 32 to 64 hexadecimal digits. Exactly one of machineId, computerDnsName and ipAddress.
   */
  machineId?: string;
  /**
   * Target by DNS name, in any letter case: the full name, or a short name without dots. If several machines fit, the only one onboarded and Active is taken, else the call is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss", seconds and zone may be left out (UTC), or an ISO 8601 duration back from now. Default now, at most 30 days back. Only beside ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Why: kept with the machine action and shown in the portal. With correlationId at most 1,000 characters together.
   */
  comment: string;
  /**
   * Incident or run this belongs to: appended to the comment as " [id]". Separates collections of different incidents.
   */
  correlationId?: string;
  /**
   * How long to wait for the action to end, in seconds; 0 returns as soon as it is accepted.
   */
  waitSeconds: number;
  /**
   * What to give when waitSeconds runs out: fail with still_running, or the action as it stands.
   */
  whenStillRunning: 'fail' | 'result';
  /**
   * Perform every check and read, show the request, write nothing.
   */
  dryRun: boolean;
}

export type RestrictAppExecutionResult = MachineAction & WriteOutcome & DryRunResult & DryRunMachine;

export interface RemoveAppExecutionRestrictionParams {
  /**
   * Target by machine id: 32 to 64 hexadecimal digits. Exactly one of machineId, computerDnsName and ipAddress.
   */
  machineId?: string;
  /**
   * Target by DNS name, in any letter case: the full name, or a short name without dots. If several machines fit, the only one onboarded and Active is taken, else the call is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss", seconds and zone may be left out (UTC), or an ISO 8601 duration back from now. Default now, at most 30 days back. Only beside ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Why: kept with the machine action and shown in the portal. With correlationId at most 1,000 characters together.
   */
  comment: string;
  /**
   * Incident or run this belongs to: appended to the comment as " [id]". Separates collections of different incidents.
   */
  correlationId?: string;
  /**
   * How long to wait for the action to end, in seconds; 0 returns as soon as it is accepted.
   */
  waitSeconds: number;
  /**
   * What to give when waitSeconds runs out: fail with still_running, or the action as it stands.
   */
  whenStillRunning: 'fail' | 'result';
  /**
   * Perform every check and read, show the request, write nothing.
   */
  dryRun: boolean;
}

export type RemoveAppExecutionRestrictionResult = MachineAction & WriteOutcome & DryRunResult & DryRunMachine;

export interface InitiateInvestigationParams {
  /**
   * Target by machine id: 32 to 64 hexadecimal digits. Exactly one of machineId, computerDnsName and ipAddress.
   */
  machineId?: string;
  /**
   * Target by DNS name, in any letter case: the full name, or a short name without dots. If several machines fit, the only one onboarded and Active is taken, else the call is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss", seconds and zone may be left out (UTC), or an ISO 8601 duration back from now. Default now, at most 30 days back. Only beside ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Why: kept with the machine action and shown in the portal. With correlationId at most 1,000 characters together.
   */
  comment: string;
  /**
   * Incident or run this belongs to: appended to the comment as " [id]". Separates collections of different incidents.
   */
  correlationId?: string;
  /**
   * How long to wait for the action to end, in seconds; 0 returns as soon as it is accepted.
   */
  waitSeconds: number;
  /**
   * What to give when waitSeconds runs out: fail with still_running, or the action as it stands.
   */
  whenStillRunning: 'fail' | 'result';
  /**
   * Perform every check and read, show the request, write nothing.
   */
  dryRun: boolean;
}

export type InitiateInvestigationResult = {
  /**
   * Id of the investigation, digits as text: one that was started, or that ran already.
   */
  value?: string;
  [k: string]: unknown;
} & DryRunResult &
  DryRunMachine;

export interface RunAdvancedHuntingQueryParams {
  /**
   * The query, in Kusto (KQL).
   */
  query: string;
  /**
   * How far back to look: ISO 8601 duration, or interval (start/end, start/duration, duration/end, or a start). Left out, 30 days. Microsoft Graph takes it as it is; for the Defender endpoint a condition on Timestamp is put behind the name of the query's table, and a query that may read other tables too is refused.
   */
  timespan?: string;
  /**
   * Most rows to return: the rest is cut here and truncated says so. The services themselves give out 100,000 rows and 50 MB.
   */
  maxRows?: number;
}

export type RunAdvancedHuntingQueryResult = HuntingResult;

export interface RunLiveResponseParams {
  /**
   * Target by machine id: 32 to 64 hexadecimal digits. Exactly one of machineId, computerDnsName and ipAddress.
   */
  machineId?: string;
  /**
   * Target by DNS name, in any letter case: the full name, or a short name without dots. If several machines fit, the only one onboarded and Active is taken, else the call is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss", seconds and zone may be left out (UTC), or an ISO 8601 duration back from now. Default now, at most 30 days back. Only beside ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Why: kept with the machine action and shown in the portal. With correlationId at most 1,000 characters together.
   */
  comment: string;
  /**
   * Incident or run this belongs to: appended to the comment as " [id]". Separates collections of different incidents.
   */
  correlationId?: string;
  /**
   * How long to wait for the action to end, in seconds; 0 returns as soon as it is accepted.
   */
  waitSeconds: number;
  /**
   * What to give when waitSeconds runs out: fail with still_running, or the action as it stands.
   */
  whenStillRunning: 'fail' | 'result';
  /**
   * Perform every check and read, show the request, write nothing.
   */
  dryRun: boolean;
  /**
   * 1 to 10 commands as JSON, PutFile before RunScript before GetFile. Keys: FileName (PutFile), ScriptName and Args (RunScript), Path (GetFile).
   *
   * @minItems 1
   * @maxItems 10
   */
  commands?: {
    /**
     * PutFile copies a library file to the machine, RunScript runs a library script, GetFile collects a file.
     */
    type: 'PutFile' | 'RunScript' | 'GetFile';
    /**
     * What the command takes.
     *
     * @minItems 1
     */
    params: {
      /**
       * Name of the parameter.
       */
      key: 'FileName' | 'ScriptName' | 'Args' | 'Path';
      /**
       * Its value; Args is handed to the script as one text.
       */
      value: string;
    }[];
  }[];
  /**
   * In the place of commands, for one command: its type.
   */
  type?: 'PutFile' | 'RunScript' | 'GetFile';
  /**
   * With type: FileName for PutFile, ScriptName for RunScript, Path for GetFile.
   */
  key?: 'FileName' | 'ScriptName' | 'Args' | 'Path';
  /**
   * With type: name of the library file or script, or path of the file to get.
   */
  value?: string;
}

export type RunLiveResponseResult = MachineAction & LiveResponseScripts & WriteOutcome & DryRunResult & DryRunMachine;

export interface TagMachineParams {
  /**
   * Target by machine id: 32 to 64 hexadecimal digits. Exactly one of machineId, computerDnsName and ipAddress.
   */
  machineId?: string;
  /**
   * Target by DNS name, in any letter case: the full name, or a short name without dots. If several machines fit, the only one onboarded and Active is taken, else the call is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss", seconds and zone may be left out (UTC), or an ISO 8601 duration back from now. Default now, at most 30 days back. Only beside ipAddress.
   */
  ipSeenAt?: string;
  /**
   * In the place of a target: up to 500 machines by their ids, tagged in one call.
   *
   * @minItems 1
   * @maxItems 500
   */
  machineIds?: string[];
  /**
   * The tag, in the letter case that it has or is to have.
   */
  value: string;
  /**
   * Add the tag, or remove it.
   */
  action: 'Add' | 'Remove';
  /**
   * Perform every check and read, show the request, write nothing.
   */
  dryRun: boolean;
}

export type TagMachineResult = Machine & {
  /**
   * With machineIds: the machines that were tagged, by their ids, and nothing else.
   */
  updated?: string[];
  [k: string]: unknown;
} & DryRunResult &
  DryRunMachine;

export interface CollectInvestigationPackageParams {
  /**
   * Target by machine id: 32 to 64 hexadecimal digits. Exactly one of machineId, computerDnsName and ipAddress.
   */
  machineId?: string;
  /**
   * Target by DNS name, in any letter case: the full name, or a short name without dots. If several machines fit, the only one onboarded and Active is taken, else the call is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss", seconds and zone may be left out (UTC), or an ISO 8601 duration back from now. Default now, at most 30 days back. Only beside ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Why: kept with the machine action and shown in the portal. With correlationId at most 1,000 characters together.
   */
  comment: string;
  /**
   * Incident or run this belongs to: appended to the comment as " [id]". Separates collections of different incidents.
   */
  correlationId?: string;
  /**
   * How long to wait for the action to end, in seconds; 0 returns as soon as it is accepted.
   */
  waitSeconds: number;
  /**
   * What to give when waitSeconds runs out: fail with still_running, or the action as it stands.
   */
  whenStillRunning: 'fail' | 'result';
  /**
   * Perform every check and read, show the request, write nothing.
   */
  dryRun: boolean;
  /**
   * Absolute folder for the package, made if missing, readable by this user alone. Left out: the link is returned.
   */
  downloadTo?: string;
  /**
   * Runs with the same machine, comment and correlationId within so many hours belong to one collection.
   */
  maxAgeHours: number;
}

export type CollectInvestigationPackageResult = MachineAction &
  WriteOutcome &
  DryRunResult &
  DryRunMachine &
  PackageOutcome;

export interface PackageOutcome {
  /**
   * The package, once the collection has succeeded: a link, or the file it was stored in.
   */
  package?: {
    /**
     * Download link: short-lived and signed.
     */
    uri?: string;
    /**
     * Where the package lies, with downloadTo.
     */
    path?: string;
    /**
     * Size of the file in bytes.
     */
    sizeBytes?: number;
    /**
     * SHA-256 of the file.
     */
    sha256?: string;
    [k: string]: unknown;
  };
  /**
   * True when the collection has succeeded but Defender gives no link yet; status says InProgress, so that the schedule goes on.
   */
  packagePending?: boolean;
  /**
   * What to do about a collection that failed.
   */
  hint?: string;
  [k: string]: unknown;
}

export interface TestConnectionParams {}

export interface TestConnectionResult {
  /**
   * True: sign-in and one read worked.
   */
  ok: boolean;
  /**
   * Label of the resource.
   */
  label: string;
  /**
   * API host in use.
   */
  apiUrl: string;
  /**
   * Tenant in use.
   */
  tenantId: string;
  /**
   * Application in use.
   */
  clientId: string;
  /**
   * How long the read took, in milliseconds; null when no granted role allows one.
   */
  latencyMs: number | null;
  /**
   * Positive: Defender's clock is ahead of this machine's; null when no read was made.
   */
  clockSkewSeconds: number | null;
  /**
   * Application permissions, held against what the actions need.
   */
  permissions: {
    /**
     * Application permissions in the token.
     */
    granted: string[];
    /**
     * Permissions that actions need and the token lacks.
     */
    missing: {
      /**
       * The permission; of several alternatives the one to prefer.
       */
      permission: string;
      /**
       * Actions that will be refused without it.
       */
      actions: string[];
      [k: string]: unknown;
    }[];
    [k: string]: unknown;
  };
  /**
   * What works but should be looked at.
   */
  warnings: string[];
  [k: string]: unknown;
}

/** Params and result of every action, by its id. Params are as validated: defaults are filled in. */
export interface Actions {
  'fetch-investigation-package-uri': { params: FetchInvestigationPackageUriParams; result: FetchInvestigationPackageUriResult };
  'get-machine-action-details': { params: GetMachineActionDetailsParams; result: GetMachineActionDetailsResult };
  'list-indicators': { params: ListIndicatorsParams; result: ListIndicatorsResult };
  'list-machines': { params: ListMachinesParams; result: ListMachinesResult };
  'list-machine-actions': { params: ListMachineActionsParams; result: ListMachineActionsResult };
  'fetch-live-response-result-uri': { params: FetchLiveResponseResultUriParams; result: FetchLiveResponseResultUriResult };
  'list-investigations': { params: ListInvestigationsParams; result: ListInvestigationsResult };
  'get-investigation': { params: GetInvestigationParams; result: GetInvestigationResult };
  'get-machine': { params: GetMachineParams; result: GetMachineResult };
  'delete-indicator': { params: DeleteIndicatorParams; result: DeleteIndicatorResult };
  'isolate-machine': { params: IsolateMachineParams; result: IsolateMachineResult };
  'release-machine-from-isolation': { params: ReleaseMachineFromIsolationParams; result: ReleaseMachineFromIsolationResult };
  'run-antivirus-scan': { params: RunAntivirusScanParams; result: RunAntivirusScanResult };
  'start-automated-investigation': { params: StartAutomatedInvestigationParams; result: StartAutomatedInvestigationResult };
  'stop-and-quarantine-file': { params: StopAndQuarantineFileParams; result: StopAndQuarantineFileResult };
  'submit-indicator': { params: SubmitIndicatorParams; result: SubmitIndicatorResult };
  'cancel-machine-action': { params: CancelMachineActionParams; result: CancelMachineActionResult };
  'restrict-app-execution': { params: RestrictAppExecutionParams; result: RestrictAppExecutionResult };
  'remove-app-execution-restriction': { params: RemoveAppExecutionRestrictionParams; result: RemoveAppExecutionRestrictionResult };
  'initiate-investigation': { params: InitiateInvestigationParams; result: InitiateInvestigationResult };
  'run-advanced-hunting-query': { params: RunAdvancedHuntingQueryParams; result: RunAdvancedHuntingQueryResult };
  'run-live-response': { params: RunLiveResponseParams; result: RunLiveResponseResult };
  'tag-machine': { params: TagMachineParams; result: TagMachineResult };
  'collect-investigation-package': { params: CollectInvestigationPackageParams; result: CollectInvestigationPackageResult };
  'test-connection': { params: TestConnectionParams; result: TestConnectionResult };
}

/** Id of an action. */
export type ActionId = keyof Actions;

export type Permission = string;

/**
 * What integration.yaml may say. The version is not among it: that is package.json's.
 */
export interface Manifest {
  /**
   * Identifier of the integration.
   */
  id: string;
  /**
   * Name as platforms show it.
   */
  name: string;
  /**
   * Maker of the product that is integrated.
   */
  vendor: string;
  /**
   * Kind of product, such as EDR.
   */
  category: string;
  /**
   * One sentence for a catalogue.
   */
  description: string;
  /**
   * Name of the icon.
   */
  icon: string;
  /**
   * What a connection to one tenant is made of.
   */
  resource: {
    /**
     * Fields in the order of the form.
     *
     * @minItems 1
     */
    fields: {
      /**
       * Key of the field.
       */
      id: string;
      /**
       * Label in the form.
       */
      label: string;
      /**
       * Kind of input; a password is a secret.
       */
      type: 'text' | 'list' | 'password' | 'number' | 'textarea';
      /**
       * Whether it must be filled in.
       */
      required: boolean;
      /**
       * What to enter.
       */
      help: string;
      /**
       * Values offered, for a list.
       *
       * @minItems 1
       */
      choices?: string[];
      /**
       * Whether a form may hide it at first.
       */
      advanced: boolean;
    }[];
  };
  /**
   * Action behind "test saved settings".
   */
  testConnection: string;
  /**
   * The actions.
   *
   * @minItems 1
   */
  actions: {
    /**
     * Also the names of its schema, its file in actions/ and its test.
     */
    id: string;
    /**
     * Name as platforms show it.
     */
    name: string;
    /**
     * What kind of action it is.
     */
    group: 'enrichment' | 'containment' | 'custom' | 'scheduled' | 'system';
    /**
     * One sentence for a menu.
     */
    description: string;
    /**
     * Application permissions: every entry is needed; a list is alternatives; permission and when: only one path needs it.
     */
    permissions: (
      | Permission
      | Permission[]
      | {
          permission: Permission;
          /**
           * The path that needs it.
           */
          when: string;
        }
    )[];
    /**
     * Microsoft's page of the call.
     */
    docs: string;
    /**
     * Schema of the params.
     */
    params: string;
    /**
     * Schema of the result.
     */
    result: string;
    /**
     * Columns to show: label, path in the result ([] for each of an array), kind.
     *
     * @minItems 1
     */
    table: {
      /**
       * Heading.
       */
      label: string;
      /**
       * Dotted path in the result.
       */
      path: string;
      /**
       * How to show it.
       */
      type?: 'link';
    }[];
    /**
     * How a platform repeats a scheduled action.
     */
    schedule?: {
      /**
       * How often it runs.
       */
      every: string;
      /**
       * When a platform gives up.
       */
      expire: string;
    };
    /**
     * When the schedule is over.
     */
    exitCondition?: {
      /**
       * Where in the result to look.
       */
      path: string;
      /**
       * Values that end the schedule.
       *
       * @minItems 1
       */
      in: string[];
    };
  }[];
}

/**
 * Integration definition of Sumo Logic's Open Integration Framework. https://www.sumologic.com/help/docs/platform-services/automation-service/integration-framework/about-integration-framework/
 */
export interface OifIntegration {
  /**
   * Name as shown; `integration` of every action definition equals it.
   */
  name: string;
  /**
   * Former name, where the shown one was changed. Cloud SOAR only.
   */
  official_name?: string;
  /**
   * Version of the file.
   */
  version: string;
  /**
   * Logo as a data URL.
   */
  icon: string;
  /**
   * The language of every script of the integration, and the one behind the test of the settings.
   */
  script: {
    /**
     * Language of all scripts.
     */
    type: 'bash' | 'perl' | 'powershell' | 'python';
    /**
     * Script behind TEST SAVED SETTINGS: exit code 0 is success, any other is failure.
     */
    test_connection_code: string;
  };
  /**
   * Image that every action runs in.
   */
  docker_repo_tag: string;
  /**
   * True: the image is on the host already and is not pulled. Cloud SOAR only.
   */
  local_repo?: boolean;
  /**
   * The form of a resource.
   */
  configuration: {
    /**
     * Whether there is a script that tests the settings.
     */
    testable_connection: boolean;
    /**
     * Whether a proxy can be set; it arrives as the variable proxy_url.
     */
    require_proxy_config: boolean;
    /**
     * Fields by id, which is the name of the variable they arrive in.
     */
    data_attributes: {
      [k: string]: OifResourceField;
    };
    /**
     * Columns of the table of resources, by field id.
     */
    listing_attributes?: {
      [k: string]: {
        /**
         * Heading.
         */
        name: string;
      };
    };
  };
}
export interface OifResourceField {
  /**
   * Label in the form.
   */
  label: string;
  /**
   * Kind of input.
   */
  type: 'checkbox' | 'list' | 'number' | 'password' | 'text' | 'textarea';
  /**
   * Whether it must be filled in.
   */
  required: boolean;
  /**
   * What the form checks.
   */
  validator?: 'host' | 'integer' | 'ip' | 'port' | 'url';
  /**
   * What the form begins with.
   */
  default?: string;
  /**
   * Choices of a list: value that is passed on, text that is shown.
   */
  values?: {
    [k: string]: string;
  };
}

/**
 * Dotted path in the result: each of an array is `[]`, a key with special characters stands in quotes.
 */
export type OifPath = string;
/**
 * Number and unit, or a required field that holds them.
 */
export type OifInterval = string;

/**
 * Action definition of Sumo Logic's Open Integration Framework. https://www.sumologic.com/help/docs/platform-services/automation-service/integration-framework/about-integration-framework/
 */
export interface OifAction {
  /**
   * Name of the integration that it belongs to.
   */
  integration: string;
  /**
   * Name as shown.
   */
  name: string;
  /**
   * Kind of action. Daemon and Trigger are Cloud SOAR only.
   */
  type: 'Enrichment' | 'Containment' | 'Custom' | 'Notification' | 'Scheduled' | 'Daemon' | 'Trigger';
  /**
   * What is run.
   */
  script: {
    /**
     * Script in the language of the integration. JSON on stdout is the result; anything on stderr is a failure.
     */
    code: string;
  };
  /**
   * Inputs, in the order of the form.
   */
  fields: OifField[];
  /**
   * Paths that later nodes of a playbook can be wired to.
   *
   * @minItems 1
   */
  output: {
    path: OifPath;
    /**
     * Type of the value; the platform reserves it for later and reads text.
     */
    type: string;
  }[];
  /**
   * Columns of the table.
   *
   * @minItems 1
   */
  table_view: {
    /**
     * Heading.
     */
    display_name: string;
    value: OifPath;
    /**
     * Shows the value as a link.
     */
    type?: 'link';
  }[];
  /**
   * Whether it can be run by hand on an event in triage. Cloud SOAR only.
   */
  use_in_triage?: boolean;
  /**
   * How a scheduled action is repeated. Cloud SOAR only.
   *
   * @minItems 1
   * @maxItems 1
   */
  scheduled?: {
    every: OifInterval;
    expire: OifInterval;
  }[];
  /**
   * Ends the schedule where the value at the path equals the string, or one of them. Cloud SOAR only.
   *
   * @minItems 1
   */
  exit_condition?: {
    path: OifPath;
    /**
     * Value, or values, that end it.
     */
    string: string | string[];
  }[];
  /**
   * Kills a run that is still going when the next one is due; without it the next one is skipped. Cloud SOAR only.
   */
  're-execution'?: 'force';
  /**
   * Path of HTML to show in a frame, or rawOutput.
   */
  src_doc?: string;
  /**
   * Path of an address to show in a frame.
   */
  url_preview?: string;
  /**
   * Path of a picture.
   */
  image_base64_png?: string;
  /**
   * Path of a picture.
   */
  image_base64_jpg?: string;
  /**
   * What sets off a trigger. Cloud SOAR only.
   */
  hook?: string[];
  /**
   * Field that must be filled for the button of a custom action to show. Cloud SOAR only.
   */
  check_not_null_field?: string;
}
export interface OifField {
  /**
   * Name of the variable that it arrives in.
   */
  id: string;
  /**
   * Label in the form.
   */
  label: string;
  /**
   * Kind of input.
   */
  type:
    'checkbox' | 'datetime' | 'fileDetonate' | 'list' | 'multilist' | 'number' | 'tag' | 'text' | 'textarea' | 'upload';
  /**
   * Whether it must be filled in.
   */
  required: boolean;
  /**
   * What the form checks.
   */
  validator?:
    | 'datetime'
    | 'domain'
    | 'e-mail'
    | 'hash'
    | 'integer'
    | 'ipaddress'
    | 'ip_domain'
    | 'md5'
    | 'port'
    | 'sha1'
    | 'sha256'
    | 'url';
  /**
   * What the form begins with.
   */
  default?: string;
  /**
   * Help beside the field.
   */
  hint?: string;
  /**
   * Choices of a list: value that is passed on, text that is shown.
   */
  values?: {
    [k: string]: string;
  };
  /**
   * Whether values of the incident may fill it.
   */
  incident_artifacts?: boolean;
  /**
   * Entity whose menu the action appears in. Cloud SOAR only.
   */
  observables?: 'domain' | 'email' | 'file' | 'ipaddress' | 'md5' | 'sha1' | 'sha256' | 'url' | 'userdetail';
}
