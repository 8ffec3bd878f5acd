// Computed from integration.yaml and schemas/ by `npm run generate`: change those.

/**
 * An alert on a machine. Open: Microsoft adds fields. https://learn.microsoft.com/defender-endpoint/api/alerts
 */
export interface Alert {
  /**
   * Identifier of the alert.
   */
  id?: string;
  /**
   * Incident that the alert belongs to.
   */
  incidentId?: number | null;
  /**
   * Automated investigation that the alert started.
   */
  investigationId?: number | null;
  /**
   * State of that investigation.
   */
  investigationState?: string | null;
  /**
   * Person who owns the alert.
   */
  assignedTo?: string | null;
  /**
   * UnSpecified, Informational, Low, Medium or High.
   */
  severity?: string;
  /**
   * Unknown, New, InProgress or Resolved.
   */
  status?: string;
  /**
   * Verdict: TruePositive, FalsePositive, InformationalExpectedActivity or Unknown.
   */
  classification?: string | null;
  /**
   * Detailed verdict, such as Malware, Phishing or SecurityTesting.
   */
  determination?: string | null;
  /**
   * Kind of attack, such as Malware, Execution or SuspiciousActivity.
   */
  category?: string | null;
  /**
   * Source that raised it, such as WindowsDefenderAtp, WindowsDefenderAv or CustomerTI.
   */
  detectionSource?: string | null;
  /**
   * Rule that raised it.
   */
  detectorId?: string | null;
  /**
   * Family of the threat.
   */
  threatFamilyName?: string | null;
  /**
   * Name of the threat.
   */
  threatName?: string | null;
  /**
   * Title.
   */
  title?: string | null;
  /**
   * What was seen, in words.
   */
  description?: string | null;
  /**
   * When the alert was created. UTC, RFC 3339, up to seven fractional digits.
   */
  alertCreationTime?: string | null;
  /**
   * Time of the first event. UTC, RFC 3339, up to seven fractional digits.
   */
  firstEventTime?: string | null;
  /**
   * Time of the last event. UTC, RFC 3339, up to seven fractional digits.
   */
  lastEventTime?: string | null;
  /**
   * When it was last changed. UTC, RFC 3339, up to seven fractional digits.
   */
  lastUpdateTime?: string | null;
  /**
   * When it was resolved; null until then. UTC, RFC 3339, up to seven fractional digits.
   */
  resolvedTime?: string | null;
  /**
   * Machine that the alert is about.
   */
  machineId?: string | null;
  /**
   * DNS name of that machine.
   */
  computerDnsName?: string | null;
  /**
   * Device group of that machine.
   */
  rbacGroupName?: string | null;
  /**
   * Tenant in Entra ID.
   */
  aadTenantId?: string | null;
  /**
   * Techniques of MITRE ATT&CK.
   */
  mitreTechniques?: string[] | null;
  /**
   * User that the alert is about.
   */
  relatedUser?: {
    /**
     * Name of the user.
     */
    userName?: string | null;
    /**
     * Domain of the user.
     */
    domainName?: string | null;
    [k: string]: unknown;
  } | null;
  /**
   * Comments on the alert.
   */
  comments?:
    | {
        /**
         * Text.
         */
        comment?: string | null;
        /**
         * Who wrote it.
         */
        createdBy?: string | null;
        /**
         * When it was written. UTC, RFC 3339, up to seven fractional digits.
         */
        createdTime?: string | null;
        [k: string]: unknown;
      }[]
    | null;
  /**
   * Files, processes, users and addresses behind the alert; only filled if expandEvidence was set.
   */
  evidence?:
    | {
        /**
         * User, Process, File and others.
         */
        entityType?: string | null;
        /**
         * When it was added to the alert. UTC, RFC 3339, up to seven fractional digits.
         */
        evidenceCreationTime?: string | null;
        /**
         * SHA-1 of the file.
         */
        sha1?: string | null;
        /**
         * SHA-256 of the file.
         */
        sha256?: string | null;
        /**
         * Name of the file.
         */
        fileName?: string | null;
        /**
         * Folder of the file.
         */
        filePath?: string | null;
        /**
         * Id of the process.
         */
        processId?: number | null;
        /**
         * Command line of the process.
         */
        processCommandLine?: string | null;
        /**
         * When the process began. UTC, RFC 3339, up to seven fractional digits.
         */
        processCreationTime?: string | null;
        /**
         * Id of the process that started it.
         */
        parentProcessId?: number | null;
        /**
         * When that process began. UTC, RFC 3339, up to seven fractional digits.
         */
        parentProcessCreationTime?: string | null;
        /**
         * File name of that process.
         */
        parentProcessFileName?: string | null;
        /**
         * Folder of that file.
         */
        parentProcessFilePath?: string | null;
        /**
         * IP address.
         */
        ipAddress?: string | null;
        /**
         * URL.
         */
        url?: string | null;
        /**
         * Key of the registry.
         */
        registryKey?: string | null;
        /**
         * Hive of the registry.
         */
        registryHive?: string | null;
        /**
         * Type of the registry value.
         */
        registryValueType?: string | null;
        /**
         * Registry value.
         */
        registryValue?: string | null;
        /**
         * Name of the account.
         */
        accountName?: string | null;
        /**
         * Domain of the account.
         */
        domainName?: string | null;
        /**
         * Security identifier of the account.
         */
        userSid?: string | null;
        /**
         * Object id of the account in Entra ID.
         */
        aadUserId?: string | null;
        /**
         * User principal name of the account.
         */
        userPrincipalName?: string | null;
        /**
         * Detected, if Defender says so.
         */
        detectionStatus?: string | null;
        [k: string]: unknown;
      }[]
    | null;
  [k: string]: unknown;
}

/**
 * How many machines communicated with a domain. Open: Microsoft adds fields. https://learn.microsoft.com/defender-endpoint/api/get-domain-statistics
 */
export interface DomainStats {
  /**
   * The domain.
   */
  host?: string | null;
  /**
   * Number of machines of the tenant within the period.
   */
  organizationPrevalence?: number | null;
  /**
   * First time in the tenant. UTC, RFC 3339, up to seven fractional digits.
   */
  orgFirstSeen?: string | null;
  /**
   * Last time in the tenant. UTC, RFC 3339, up to seven fractional digits.
   */
  orgLastSeen?: string | null;
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
     * Seconds to wait before retrying.
     */
    retryAfterSeconds?: number;
    /**
     * HTTP status of the response.
     */
    status?: number;
    /**
     * Error code of the service, such as an AADSTS number.
     */
    defenderCode?: string;
    /**
     * Correlates the call for Microsoft support.
     */
    requestId?: string;
    /**
     * Depends on the code: faults of the input, candidates, the machine action.
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
 * How common a file is. Open: Microsoft adds fields. https://learn.microsoft.com/defender-endpoint/api/get-file-statistics
 */
export interface FileStats {
  /**
   * SHA-1 of the file.
   */
  sha1?: string | null;
  /**
   * Number of machines of the tenant within the period.
   */
  organizationPrevalence?: number | null;
  /**
   * First time in the tenant. UTC, RFC 3339, up to seven fractional digits.
   */
  orgFirstSeen?: string | null;
  /**
   * Last time in the tenant. UTC, RFC 3339, up to seven fractional digits.
   */
  orgLastSeen?: string | null;
  /**
   * How many machines, worldwide.
   */
  globallyPrevalence?: number | null;
  /**
   * First seen worldwide. UTC, RFC 3339, up to seven fractional digits.
   */
  globalFirstObserved?: string | null;
  /**
   * Last seen worldwide. UTC, RFC 3339, up to seven fractional digits.
   */
  globalLastObserved?: string | null;
  /**
   * Names that the file goes by most.
   */
  topFileNames?: string[] | null;
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
   * Type of the file, if known.
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
   * Name of the threat, if there is one.
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
   * Rows: objects keyed by column, in the order of the schema. Integers beyond 2^53 keep every digit; times have seven fractional digits; dynamic values are structures; missing values are null.
   */
  results: {
    [k: string]: unknown;
  }[];
  /**
   * Rows in results.
   */
  count: number;
  /**
   * True only if rows were dropped, by maxRows or by the service: a response of 100,000 rows, the most it returns, counts as such.
   */
  truncated: boolean;
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
   * Description of the indicator.
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
  externalId?: string | null;
  /**
   * The same as externalId, under the name on Microsoft's page.
   */
  externalID?: string | null;
  /**
   * User or AadApp.
   */
  sourceType?: string | null;
  /**
   * Display name of the submitter, in some responses.
   */
  source?: string | null;
  /**
   * Channel of the submission: PublicApi or Portal.
   */
  createdBySource?: string | null;
  /**
   * Display name of the submitter.
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
   * When it expires; null for never. UTC, RFC 3339, up to seven fractional digits.
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
 * How many machines communicated with an IP address. Open: Microsoft adds fields. https://learn.microsoft.com/defender-endpoint/api/get-ip-statistics
 */
export interface IpStats {
  /**
   * The IP address.
   */
  ipAddress?: string | null;
  /**
   * Number of machines of the tenant within the period.
   */
  organizationPrevalence?: number | null;
  /**
   * First time in the tenant. UTC, RFC 3339, up to seven fractional digits.
   */
  orgFirstSeen?: string | null;
  /**
   * Last time in the tenant. UTC, RFC 3339, up to seven fractional digits.
   */
  orgLastSeen?: string | null;
  [k: string]: unknown;
}

/**
 * A script or file of the live response library. Open: Microsoft adds fields. https://learn.microsoft.com/defender-endpoint/api/list-library-files
 */
export interface LibraryFile {
  /**
   * Name by which live response commands call it.
   */
  fileName: string;
  /**
   * SHA-256 of the file.
   */
  sha256?: string | null;
  /**
   * What it is for.
   */
  description?: string | null;
  /**
   * When it was uploaded. UTC, RFC 3339, up to seven fractional digits.
   */
  creationTime?: string | null;
  /**
   * When it was last replaced. UTC, RFC 3339, up to seven fractional digits.
   */
  lastUpdatedTime?: string | null;
  /**
   * User or application that uploaded it.
   */
  createdBy?: string | null;
  /**
   * Whether the script takes parameters.
   */
  hasParameters?: boolean | null;
  /**
   * Parameters of the script.
   */
  parametersDescription?: string | null;
  [k: string]: unknown;
}

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
   * Full or Selective for isolation, Quick or Full for a scan; null otherwise, and while an isolation is Pending.
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
   * Customer correlation id, if one was set.
   */
  externalId?: string | null;
  /**
   * The same as externalId, under the name on Microsoft's page.
   */
  externalID?: string | null;
  /**
   * Title of the action, if Defender gives one.
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
         * The command as requested.
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
   * What Defender says about a failure, in a form that is not documented.
   */
  troubleshootInfo?:
    | string
    | {
        [k: string]: unknown;
      }
    | null;
  /**
   * Windows error code of the action, 0 for none.
   */
  errorHResult?: number | null;
  [k: string]: unknown;
}

/**
 * What remediation activities say about a machine. Open: Microsoft adds fields. https://learn.microsoft.com/defender-endpoint/api/get-remediation-exposed-devices-activities
 */
export interface MachineReference {
  /**
   * Identifier of the machine.
   */
  id?: string;
  /**
   * DNS name.
   */
  computerDnsName?: string | null;
  /**
   * Operating system.
   */
  osPlatform?: string | null;
  /**
   * Device group.
   */
  rbacGroupName?: string | null;
  [k: string]: unknown;
}

/**
 * A device that reports to Defender for Endpoint, or that Defender has seen. Open: Microsoft adds fields. https://learn.microsoft.com/defender-endpoint/api/machine
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
   * Product name of the hardware, if Defender still gives it.
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
   * Last external IP address; machines behind the same gateway share it.
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
   * Microsoft Entra device id (GUID), null if it is not joined.
   */
  aadDeviceId?: string | null;
  /**
   * Whether it is joined to Microsoft Entra ID.
   */
  isAadJoined?: boolean | null;
  /**
   * The machine that this record was merged into; null if it was not merged.
   */
  mergedIntoMachineId?: string | null;
  /**
   * Whether Defender marks the record as a duplicate of another.
   */
  isPotentialDuplication?: boolean | null;
  /**
   * Whether the machine was excluded from Defender's views.
   */
  isExcluded?: boolean | null;
  /**
   * Why it was excluded.
   */
  exclusionReason?: string | null;
  [k: string]: unknown;
}

/**
 * A task to remediate a weakness that vulnerability management found. Open: Microsoft adds fields. https://learn.microsoft.com/defender-endpoint/api/get-remediation-methods-properties
 */
export interface RemediationActivity {
  /**
   * Identifier of the remediation activity.
   */
  id?: string;
  /**
   * Title.
   */
  title?: string | null;
  /**
   * When it was created. UTC, RFC 3339, up to seven fractional digits.
   */
  createdOn?: string | null;
  /**
   * Object id of its creator.
   */
  requesterId?: string | null;
  /**
   * Mail address of its creator.
   */
  requesterEmail?: string | null;
  /**
   * Notes of its creator.
   */
  requesterNotes?: string | null;
  /**
   * Active or Completed.
   */
  status?: string | null;
  /**
   * When the status last changed. UTC, RFC 3339, up to seven fractional digits.
   */
  statusLastModifiedOn?: string | null;
  /**
   * What to do, in words.
   */
  description?: string | null;
  /**
   * Software or setting that it is about.
   */
  relatedComponent?: string | null;
  /**
   * Number of machines that it targets.
   */
  targetDevices?: number | null;
  /**
   * Number of these machines that are remediated.
   */
  fixedDevices?: number | null;
  /**
   * Device groups that it targets.
   */
  rbacGroupNames?: string[] | null;
  /**
   * When it should be done. UTC, RFC 3339, up to seven fractional digits.
   */
  dueOn?: string | null;
  /**
   * Software or Security configuration.
   */
  category?: string | null;
  /**
   * Which machines it is asked for, by what the change does to users.
   */
  productivityImpactRemediationType?: string | null;
  /**
   * High, Medium or Low.
   */
  priority?: string | null;
  /**
   * Whether it was completed automatically or manually.
   */
  completionMethod?: string | null;
  /**
   * Object id of the person who completed it.
   */
  completerId?: string | null;
  /**
   * Mail address of the person who completed it.
   */
  completerEmail?: string | null;
  /**
   * Identifier of the security configuration.
   */
  scid?: string | null;
  /**
   * Kind of remediation, such as Update.
   */
  type?: string | null;
  /**
   * Identifier of the product.
   */
  productId?: string | null;
  /**
   * Identifier of the vendor.
   */
  vendorId?: string | null;
  /**
   * Name of the product as an identifier.
   */
  nameId?: string | null;
  /**
   * Version to update to.
   */
  recommendedVersion?: string | null;
  /**
   * Vendor to change to.
   */
  recommendedVendor?: string | null;
  /**
   * Program to change to.
   */
  recommendedProgram?: string | null;
  /**
   * Recommendation that it came from; only Microsoft's connector names it.
   */
  RecommendationReference?: string | null;
  [k: string]: unknown;
}

/**
 * Result of a dry run, instead of the object that would be created.
 */
export interface DryRunResult {
  /**
   * True if nothing was written because dryRun was set.
   */
  dryRun?: boolean;
  /**
   * Always DryRun.
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
     * Full URL.
     */
    url?: string;
    /**
     * JSON body, if the request has one.
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
   * True if the same action was already active, so that no second one was started.
   */
  alreadyActive?: boolean;
  [k: string]: unknown;
}

export interface LiveResponseScripts {
  /**
   * With waitSeconds: the output of each script that has completed.
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
     * Standard output, without NUL characters at the end.
     */
    script_output?: string;
    /**
     * Standard error output.
     */
    script_errors?: string;
    /**
     * Instead of the other fields: why the output could not be read. fetch-live-response-result-uri requests it again.
     */
    error?: string;
    [k: string]: unknown;
  }[];
  [k: string]: unknown;
}

export interface DryRunMachine {
  machine?: Machine;
  /**
   * Machine actions that are running on the machine.
   */
  activeActions?: MachineAction[];
  [k: string]: unknown;
}

export interface IndicatorList {
  /**
   * Active indicators.
   */
  value: Indicator[];
  /**
   * Number of items in value.
   */
  count: number;
  /**
   * Number of all matches: with includeCount, if Defender returns it.
   */
  totalCount?: number;
  /**
   * True only if rows are missing: cut by top, or because Defender returned fewer rows than it counted.
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
   * Number of items in value.
   */
  count: number;
  /**
   * Number of all matches: with includeCount, if Defender returns it.
   */
  totalCount?: number;
  /**
   * True only if rows are missing: cut by top, or because Defender returned fewer rows than it counted.
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
   * Number of items in value.
   */
  count: number;
  /**
   * Number of all matches: with includeCount, if Defender returns it.
   */
  totalCount?: number;
  /**
   * True only if rows are missing: cut by top, or because Defender returned fewer rows than it counted.
   */
  hasMore: boolean;
  [k: string]: unknown;
}

export interface AlertList {
  /**
   * Alerts.
   */
  value: Alert[];
  /**
   * Number of items in value.
   */
  count: number;
  /**
   * Number of all matches: with includeCount, if Defender returns it.
   */
  totalCount?: number;
  /**
   * True only if rows are missing: cut by top, or because Defender returned fewer rows than it counted.
   */
  hasMore: boolean;
  [k: string]: unknown;
}

export interface RemediationActivityList {
  /**
   * Remediation activities.
   */
  value: RemediationActivity[];
  /**
   * Number of items in value.
   */
  count: number;
  /**
   * Number of all matches: with includeCount, if Defender returns it.
   */
  totalCount?: number;
  /**
   * True only if rows are missing: cut by top, or because Defender returned fewer rows than it counted.
   */
  hasMore: boolean;
  [k: string]: unknown;
}

export interface MachineReferenceList {
  /**
   * Machines that are exposed.
   */
  value: MachineReference[];
  /**
   * Number of items in value.
   */
  count: number;
  /**
   * True only if rows are missing: cut by top, or because Defender returned fewer rows than it counted.
   */
  hasMore: boolean;
  [k: string]: unknown;
}

export interface FetchInvestigationPackageUriParams {
  /**
   * Id of the machine action (GUID).
   */
  machineActionId: string;
}

export interface FetchInvestigationPackageUriResult {
  /**
   * Signed download link of the package; it expires soon. Anyone who has it can read the package.
   */
  value: string;
  [k: string]: unknown;
}

export interface GetMachineActionDetailsParams {
  /**
   * Id of the machine action (GUID).
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
   * Most results to return, any number; pages are followed as needed. Default: all.
   */
  top?: number;
  /**
   * Number of results to skip first.
   */
  skip?: number;
  /**
   * Adds totalCount, the number of all matches, if Defender returns it.
   */
  includeCount: boolean;
  /**
   * Hash, IP address, domain, URL (with its scheme) or certificate thumbprint: one value, without CIDR range or wildcard.
   */
  indicatorValue?: string;
  /**
   * Type of the value.
   */
  indicatorType?: 'FileSha1' | 'FileSha256' | 'FileMd5' | 'CertificateThumbprint' | 'IpAddress' | 'DomainName' | 'Url';
  /**
   * Only indicators with this action; legacy actions can still be listed.
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
   * Most results to return, any number; pages are followed as needed. Default: all.
   */
  top?: number;
  /**
   * Number of results to skip first.
   */
  skip?: number;
  /**
   * Adds totalCount, the number of all matches, if Defender returns it.
   */
  includeCount: boolean;
  /**
   * Only machines of this name: the full name, or a short name without dots.
   */
  computerDnsName?: string;
  /**
   * Only machines whose name begins with this text.
   */
  nameStartsWith?: string;
  /**
   * Only machines whose last internal IP address is this.
   */
  ipAddress?: string;
  /**
   * Only machines with this health status.
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
   * Only machines with this onboarding status.
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
   * Only machines with a full report since this time: RFC 3339 or "YYYY-MM-DD hh:mm:ss" (seconds and zone are optional; UTC by default), or an ISO 8601 duration back from now.
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
   * Most results to return, any number; pages are followed as needed. Default: all.
   */
  top?: number;
  /**
   * Number of results to skip first.
   */
  skip?: number;
  /**
   * Adds totalCount, the number of all matches, if Defender returns it.
   */
  includeCount: boolean;
  /**
   * Target by machine id: 32 to 64 hexadecimal digits. Exactly one of machineId, computerDnsName and ipAddress.
   */
  machineId?: string;
  /**
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the action takes the only one that is onboarded and active; otherwise it is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss" (seconds and zone are optional; UTC by default), or an ISO 8601 duration back from now. Default: now. At most 30 days back. Requires ipAddress.
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
   * Only machine actions requested since this time: RFC 3339 or "YYYY-MM-DD hh:mm:ss" (seconds and zone are optional; UTC by default), or an ISO 8601 duration back from now.
   */
  createdSince?: string;
}

export type ListMachineActionsResult = MachineActionList;

export interface FetchLiveResponseResultUriParams {
  /**
   * Id of the machine action (GUID).
   */
  machineActionId: string;
  /**
   * Position of the command whose result to fetch, from 0.
   */
  index: number;
}

export interface FetchLiveResponseResultUriResult {
  /**
   * Signed download link of the result, valid for 30 minutes. Anyone who has it can read the result.
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
   * Most results to return, any number; pages are followed as needed. Default: all.
   */
  top?: number;
  /**
   * Number of results to skip first.
   */
  skip?: number;
  /**
   * Adds totalCount, the number of all matches, if Defender returns it.
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
   * Only investigations that began since this time: RFC 3339 or "YYYY-MM-DD hh:mm:ss" (seconds and zone are optional; UTC by default), or an ISO 8601 duration back from now.
   */
  startedSince?: string;
}

export interface ListInvestigationsResult {
  /**
   * Investigations.
   */
  value: Investigation[];
  /**
   * Number of items in value.
   */
  count: number;
  /**
   * Number of all matches: with includeCount, if Defender returns it.
   */
  totalCount?: number;
  /**
   * True only if rows are missing: cut by top, or because Defender returned fewer rows than it counted.
   */
  hasMore: boolean;
  [k: string]: unknown;
}

export interface GetInvestigationParams {
  /**
   * Id of the investigation, or of the alert that started it.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the action takes the only one that is onboarded and active; otherwise it is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss" (seconds and zone are optional; UTC by default), or an ISO 8601 duration back from now. Default: now. At most 30 days back. Requires ipAddress.
   */
  ipSeenAt?: string;
}

export type GetMachineResult = Machine;

export interface ListAlertsParams {
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
   * Most results to return, any number; pages are followed as needed. Default: all.
   */
  top?: number;
  /**
   * Number of results to skip first.
   */
  skip?: number;
  /**
   * Adds totalCount, the number of all matches, if Defender returns it.
   */
  includeCount: boolean;
  /**
   * Only alerts of this severity.
   */
  severity?: 'UnSpecified' | 'Informational' | 'Low' | 'Medium' | 'High';
  /**
   * Only alerts with this status.
   */
  status?: 'Unknown' | 'New' | 'InProgress' | 'Resolved';
  /**
   * Only alerts of this category, as Defender spells it.
   */
  category?: string;
  /**
   * Only alerts that this source raised, as Defender spells it.
   */
  detectionSource?: string;
  /**
   * Only alerts created since this time: RFC 3339, "YYYY-MM-DD hh:mm:ss" (UTC), or an ISO 8601 duration back from now.
   */
  createdSince?: string;
  /**
   * Includes the evidence of each alert: files, processes, users and addresses.
   */
  expandEvidence: boolean;
}

export type ListAlertsResult = AlertList;

export interface GetAlertParams {
  /**
   * Id of the alert.
   */
  alertId: string;
}

export type GetAlertResult = Alert;

export interface GetDomainStatisticsParams {
  /**
   * Domain name, without scheme and path.
   */
  domain: string;
  /**
   * Hours to look back, at most 30 days.
   */
  lookBackHours: number;
}

export type GetDomainStatisticsResult = DomainStats;

export interface GetFileStatisticsParams {
  /**
   * SHA-1 (40) or SHA-256 (64 hexadecimal digits) of the file.
   */
  fileHash: string;
  /**
   * Hours to look back, at most 30 days.
   */
  lookBackHours: number;
}

export type GetFileStatisticsResult = FileStats;

export interface GetIpStatisticsParams {
  /**
   * IPv4 or IPv6 address that machines may have communicated with.
   */
  ipAddress: string;
  /**
   * Hours to look back, at most 30 days.
   */
  lookBackHours: number;
}

export type GetIpStatisticsResult = IpStats;

export interface ListRemediationActivitiesParams {
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
   * Most results to return, any number; pages are followed as needed. Default: all.
   */
  top?: number;
  /**
   * Number of results to skip first.
   */
  skip?: number;
  /**
   * Adds totalCount, the number of all matches, if Defender returns it.
   */
  includeCount: boolean;
  /**
   * Only remediation activities with this status.
   */
  status?: 'Active' | 'Completed';
  /**
   * Only remediation activities created since this time: RFC 3339, "YYYY-MM-DD hh:mm:ss" (UTC), or an ISO 8601 duration back from now.
   */
  createdSince?: string;
}

export type ListRemediationActivitiesResult = RemediationActivityList;

export interface GetRemediationActivityParams {
  /**
   * Id of the remediation activity.
   */
  remediationActivityId: string;
}

export type GetRemediationActivityResult = RemediationActivity;

export interface ListRemediationActivityMachinesParams {
  /**
   * Id of the remediation activity.
   */
  remediationActivityId: string;
  /**
   * Most results to return, any number; pages are followed as needed. Default: all.
   */
  top?: number;
}

export type ListRemediationActivityMachinesResult = MachineReferenceList;

export interface DeleteIndicatorParams {
  /**
   * Id of the indicator.
   */
  indicatorId?: string;
  /**
   * Hash, IP address, domain, URL (with its scheme) or certificate thumbprint: one value, without CIDR range or wildcard.
   */
  indicatorValue?: string;
  /**
   * Type of the value.
   */
  indicatorType?: 'FileSha1' | 'FileSha256' | 'FileMd5' | 'CertificateThumbprint' | 'IpAddress' | 'DomainName' | 'Url';
  /**
   * Performs every check and read, including the permissions of the token, and shows the request; writes nothing.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the action takes the only one that is onboarded and active; otherwise it is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss" (seconds and zone are optional; UTC by default), or an ISO 8601 duration back from now. Default: now. At most 30 days back. Requires ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Reason, kept with the machine action and shown in the portal. At most 1,000 characters, including correlationId.
   */
  comment: string;
  /**
   * Id of the incident or run, appended to the comment as " [id]". It separates the collections of different incidents.
   */
  correlationId?: string;
  /**
   * Seconds to wait for the action to end; 0 returns as soon as Defender accepts it.
   */
  waitSeconds: number;
  /**
   * What to do if the action is still running after waitSeconds: fail with still_running, or return the action as the result.
   */
  whenStillRunning: 'fail' | 'result';
  /**
   * Performs every check and read, including the permissions of the token, and shows the request; writes nothing.
   */
  dryRun: boolean;
  /**
   * Full cuts every connection except Defender's own. Selective keeps what the tenant's isolation exclusions allow or, if the tenant does not use them, Outlook, Teams and Skype on Windows. UnManagedDevice contains a device that is not onboarded.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the action takes the only one that is onboarded and active; otherwise it is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss" (seconds and zone are optional; UTC by default), or an ISO 8601 duration back from now. Default: now. At most 30 days back. Requires ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Reason, kept with the machine action and shown in the portal. At most 1,000 characters, including correlationId.
   */
  comment: string;
  /**
   * Id of the incident or run, appended to the comment as " [id]". It separates the collections of different incidents.
   */
  correlationId?: string;
  /**
   * Seconds to wait for the action to end; 0 returns as soon as Defender accepts it.
   */
  waitSeconds: number;
  /**
   * What to do if the action is still running after waitSeconds: fail with still_running, or return the action as the result.
   */
  whenStillRunning: 'fail' | 'result';
  /**
   * Performs every check and read, including the permissions of the token, and shows the request; writes nothing.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the action takes the only one that is onboarded and active; otherwise it is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss" (seconds and zone are optional; UTC by default), or an ISO 8601 duration back from now. Default: now. At most 30 days back. Requires ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Reason, kept with the machine action and shown in the portal. At most 1,000 characters, including correlationId.
   */
  comment: string;
  /**
   * Id of the incident or run, appended to the comment as " [id]". It separates the collections of different incidents.
   */
  correlationId?: string;
  /**
   * Seconds to wait for the action to end; 0 returns as soon as Defender accepts it.
   */
  waitSeconds: number;
  /**
   * What to do if the action is still running after waitSeconds: fail with still_running, or return the action as the result.
   */
  whenStillRunning: 'fail' | 'result';
  /**
   * Performs every check and read, including the permissions of the token, and shows the request; writes nothing.
   */
  dryRun: boolean;
  /**
   * Quick scans the places where malware usually starts; Full scans every file.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the action takes the only one that is onboarded and active; otherwise it is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss" (seconds and zone are optional; UTC by default), or an ISO 8601 duration back from now. Default: now. At most 30 days back. Requires ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Reason, kept with the machine action and shown in the portal. At most 1,000 characters, including correlationId.
   */
  comment: string;
  /**
   * Id of the incident or run, appended to the comment as " [id]". It separates the collections of different incidents.
   */
  correlationId?: string;
  /**
   * Seconds to wait for the action to end; 0 returns as soon as Defender accepts it.
   */
  waitSeconds: number;
  /**
   * What to do if the action is still running after waitSeconds: fail with still_running, or return the action as the result.
   */
  whenStillRunning: 'fail' | 'result';
  /**
   * Performs every check and read, including the permissions of the token, and shows the request; writes nothing.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the action takes the only one that is onboarded and active; otherwise it is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss" (seconds and zone are optional; UTC by default), or an ISO 8601 duration back from now. Default: now. At most 30 days back. Requires ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Reason, kept with the machine action and shown in the portal. At most 1,000 characters, including correlationId.
   */
  comment: string;
  /**
   * Id of the incident or run, appended to the comment as " [id]". It separates the collections of different incidents.
   */
  correlationId?: string;
  /**
   * Seconds to wait for the action to end; 0 returns as soon as Defender accepts it.
   */
  waitSeconds: number;
  /**
   * What to do if the action is still running after waitSeconds: fail with still_running, or return the action as the result.
   */
  whenStillRunning: 'fail' | 'result';
  /**
   * Performs every check and read, including the permissions of the token, and shows the request; writes nothing.
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
   * Hash, IP address, domain, URL (with its scheme) or certificate thumbprint: one value, without CIDR range or wildcard.
   */
  indicatorValue?: string;
  /**
   * Instead of one value: up to 500, submitted in one call with the same action, title and so on. If a value fails, the run fails, and lists the outcome of each. Not in a batch.
   *
   * @minItems 1
   * @maxItems 500
   */
  indicatorValues?: string[];
  /**
   * Type of the value.
   */
  indicatorType?: 'FileSha1' | 'FileSha256' | 'FileMd5' | 'CertificateThumbprint' | 'IpAddress' | 'DomainName' | 'Url';
  /**
   * What Defender does on a match. Files: all; addresses, domains and URLs: all but BlockAndRemediate; certificates: Allowed and BlockAndRemediate. The legacy Alert is now Audit; AlertAndBlock is BlockAndRemediate for files and certificates, Block for the rest, with generateAlert.
   */
  action: 'Warn' | 'Block' | 'Audit' | 'BlockAndRemediate' | 'Allowed';
  /**
   * Title of the alert.
   */
  title: string;
  /**
   * Description of the indicator.
   */
  description: string;
  /**
   * Severity of the alert.
   */
  severity?: 'Informational' | 'Low' | 'Medium' | 'High';
  /**
   * When the indicator expires: RFC 3339 or "YYYY-MM-DD hh:mm:ss" (seconds and zone are optional; UTC by default), or an ISO 8601 duration ahead from now. Left out: never.
   */
  expirationTime?: string;
  /**
   * Name shown to the user in the block notice; applied only when the indicator is created.
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
   * Whether a match raises an alert. Audit always does: true is sent whatever the value.
   */
  generateAlert?: boolean;
  /**
   * What to do about an active indicator of the same value and type: update it, keep it as it is (kept is true), or fail with conflict. With it, the active indicators are read first, and the result says what was there (previous). Left out: update, without reading.
   */
  onExisting?: 'update' | 'keep' | 'fail';
  /**
   * Performs every check and read, including the permissions of the token, and shows the request; writes nothing.
   */
  dryRun: boolean;
}

export type SubmitIndicatorResult = Indicator &
  DryRunResult & {
    /**
     * With onExisting: the indicator of the same value and type as it was before; null if there was none.
     */
    previous?: {
      [k: string]: unknown;
    } | null;
    /**
     * With indicatorValues: what became of each value, in their order. If one failed, the details of the error list each with its result or error.
     */
    outcomes?: {
      /**
       * The value as given.
       */
      indicatorValue: string;
      /**
       * The result for this value.
       */
      result: {
        [k: string]: unknown;
      };
      [k: string]: unknown;
    }[];
    /**
     * True if onExisting kept an existing indicator, so that nothing was sent.
     */
    kept?: boolean;
    [k: string]: unknown;
  };

export interface CancelMachineActionParams {
  /**
   * Id of the machine action (GUID).
   */
  machineActionId: string;
  /**
   * Reason, kept with the machine action and shown in the portal. At most 1,000 characters, including correlationId.
   */
  comment: string;
  /**
   * Performs every check and read, including the permissions of the token, and shows the request; writes nothing.
   */
  dryRun: boolean;
}

export type CancelMachineActionResult = MachineAction & {
  /**
   * True if it was already cancelled.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the action takes the only one that is onboarded and active; otherwise it is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss" (seconds and zone are optional; UTC by default), or an ISO 8601 duration back from now. Default: now. At most 30 days back. Requires ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Reason, kept with the machine action and shown in the portal. At most 1,000 characters, including correlationId.
   */
  comment: string;
  /**
   * Id of the incident or run, appended to the comment as " [id]". It separates the collections of different incidents.
   */
  correlationId?: string;
  /**
   * Seconds to wait for the action to end; 0 returns as soon as Defender accepts it.
   */
  waitSeconds: number;
  /**
   * What to do if the action is still running after waitSeconds: fail with still_running, or return the action as the result.
   */
  whenStillRunning: 'fail' | 'result';
  /**
   * Performs every check and read, including the permissions of the token, and shows the request; writes nothing.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the action takes the only one that is onboarded and active; otherwise it is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss" (seconds and zone are optional; UTC by default), or an ISO 8601 duration back from now. Default: now. At most 30 days back. Requires ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Reason, kept with the machine action and shown in the portal. At most 1,000 characters, including correlationId.
   */
  comment: string;
  /**
   * Id of the incident or run, appended to the comment as " [id]". It separates the collections of different incidents.
   */
  correlationId?: string;
  /**
   * Seconds to wait for the action to end; 0 returns as soon as Defender accepts it.
   */
  waitSeconds: number;
  /**
   * What to do if the action is still running after waitSeconds: fail with still_running, or return the action as the result.
   */
  whenStillRunning: 'fail' | 'result';
  /**
   * Performs every check and read, including the permissions of the token, and shows the request; writes nothing.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the action takes the only one that is onboarded and active; otherwise it is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss" (seconds and zone are optional; UTC by default), or an ISO 8601 duration back from now. Default: now. At most 30 days back. Requires ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Reason, kept with the machine action and shown in the portal. At most 1,000 characters, including correlationId.
   */
  comment: string;
  /**
   * Id of the incident or run, appended to the comment as " [id]". It separates the collections of different incidents.
   */
  correlationId?: string;
  /**
   * Seconds to wait for the action to end; 0 returns as soon as Defender accepts it.
   */
  waitSeconds: number;
  /**
   * What to do if the action is still running after waitSeconds: fail with still_running, or return the action as the result.
   */
  whenStillRunning: 'fail' | 'result';
  /**
   * Performs every check and read, including the permissions of the token, and shows the request; writes nothing.
   */
  dryRun: boolean;
}

export type InitiateInvestigationResult = {
  /**
   * Id of the investigation, digits as text: the one that was started, or that was already running.
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
   * Period to search: an ISO 8601 duration, or an interval (start/end, start/duration, duration/end, or a start). Default: 30 days. Microsoft Graph receives it unchanged. For the Defender endpoint a condition on Timestamp is inserted after the name of the query's table; a query that may read other tables is refused.
   */
  timespan?: string;
  /**
   * Most rows to return: if there are more, they are dropped and truncated is true. The services return at most 100,000 rows and 50 MB.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the action takes the only one that is onboarded and active; otherwise it is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss" (seconds and zone are optional; UTC by default), or an ISO 8601 duration back from now. Default: now. At most 30 days back. Requires ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Reason, kept with the machine action and shown in the portal. At most 1,000 characters, including correlationId.
   */
  comment: string;
  /**
   * Id of the incident or run, appended to the comment as " [id]". It separates the collections of different incidents.
   */
  correlationId?: string;
  /**
   * Seconds to wait for the action to end; 0 returns as soon as Defender accepts it.
   */
  waitSeconds: number;
  /**
   * What to do if the action is still running after waitSeconds: fail with still_running, or return the action as the result.
   */
  whenStillRunning: 'fail' | 'result';
  /**
   * Performs every check and read, including the permissions of the token, and shows the request; writes nothing.
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
     * Parameters of the command.
     *
     * @minItems 1
     */
    params: {
      /**
       * Name of the parameter.
       */
      key: 'FileName' | 'ScriptName' | 'Args' | 'Path';
      /**
       * Value of the parameter. Args is passed to the script as one text, and may be empty.
       */
      value: string;
    }[];
  }[];
  /**
   * Instead of commands, for one command: its type.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the action takes the only one that is onboarded and active; otherwise it is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss" (seconds and zone are optional; UTC by default), or an ISO 8601 duration back from now. Default: now. At most 30 days back. Requires ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Instead of a target: ids of up to 500 machines, tagged in one call.
   *
   * @minItems 1
   * @maxItems 500
   */
  machineIds?: string[];
  /**
   * The tag, in its exact letter case.
   */
  value: string;
  /**
   * Add the tag, or remove it.
   */
  action: 'Add' | 'Remove';
  /**
   * Performs every check and read, including the permissions of the token, and shows the request; writes nothing.
   */
  dryRun: boolean;
}

export type TagMachineResult = Machine & {
  /**
   * With machineIds, the only field: ids of the machines that were tagged.
   */
  updated?: string[];
  [k: string]: unknown;
} & DryRunResult &
  DryRunMachine;

export interface CreateAlertParams {
  /**
   * Machine on which the event was seen: 32 to 64 hexadecimal digits.
   */
  machineId: string;
  /**
   * ReportId of the event, as hunting returns it: a whole number, or its digits as text.
   */
  reportId: number | string;
  /**
   * Timestamp of the event, exactly as hunting returns it: Defender finds the event by it, and it is sent unchanged.
   */
  eventTime: string;
  /**
   * Severity of the alert.
   */
  severity: 'Low' | 'Medium' | 'High';
  /**
   * Kind of attack.
   */
  category:
    | 'General'
    | 'CommandAndControl'
    | 'Collection'
    | 'CredentialAccess'
    | 'DefenseEvasion'
    | 'Discovery'
    | 'Exfiltration'
    | 'Exploit'
    | 'Execution'
    | 'InitialAccess'
    | 'LateralMovement'
    | 'Malware'
    | 'Persistence'
    | 'PrivilegeEscalation'
    | 'Ransomware'
    | 'SuspiciousActivity';
  /**
   * Title of the alert. An open alert of the same title on the same machine absorbs the new one.
   */
  title: string;
  /**
   * Description of the alert.
   */
  description: string;
  /**
   * What to do about the alert.
   */
  recommendedAction: string;
  /**
   * Performs every check and read, including the permissions of the token, and shows the request; writes nothing.
   */
  dryRun: boolean;
}

export type CreateAlertResult = Alert & DryRunResult & DryRunMachine;

export interface UpdateAlertParams {
  /**
   * Id of the alert.
   */
  alertId?: string;
  /**
   * Alerts to update in one call, each once, at most 500. Exactly one of alertId and alertIds.
   *
   * @minItems 1
   * @maxItems 500
   */
  alertIds?: string[];
  /**
   * Status to set.
   */
  status?: 'New' | 'InProgress' | 'Resolved';
  /**
   * Person to assign the alert to.
   */
  assignedTo?: string;
  /**
   * Verdict on the alert. Microsoft's pages name expected activity in two ways, and Unknown comes from the former API; Defender refuses a value that it does not accept.
   */
  classification?:
    'TruePositive' | 'FalsePositive' | 'InformationalExpectedActivity' | 'Informational, expected activity' | 'Unknown';
  /**
   * Detailed verdict. Microsoft's pages disagree on ConfirmedActivity and ConfirmedUserActivity, NotMalicious and Clean; NotAvailable, Apt and SecurityPersonnel come from the former API. Defender refuses a value that it does not accept.
   */
  determination?:
    | 'MultiStagedAttack'
    | 'MaliciousUserActivity'
    | 'CompromisedUser'
    | 'Malware'
    | 'Phishing'
    | 'UnwantedSoftware'
    | 'SecurityTesting'
    | 'LineOfBusinessApplication'
    | 'ConfirmedActivity'
    | 'ConfirmedUserActivity'
    | 'NotMalicious'
    | 'Clean'
    | 'InsufficientData'
    | 'Other'
    | 'NotAvailable'
    | 'Apt'
    | 'SecurityPersonnel';
  /**
   * Comment to add to the alert.
   */
  comment?: string;
  /**
   * Performs every check and read, including the permissions of the token, and shows the request; writes nothing.
   */
  dryRun: boolean;
}

export type UpdateAlertResult = Alert & {
  /**
   * With alertIds, instead of the alert: ids of the alerts that were updated.
   */
  updated?: string[];
  [k: string]: unknown;
} & DryRunResult;

export interface CollectInvestigationPackageParams {
  /**
   * Target by machine id: 32 to 64 hexadecimal digits. Exactly one of machineId, computerDnsName and ipAddress.
   */
  machineId?: string;
  /**
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the action takes the only one that is onboarded and active; otherwise it is refused.
   */
  computerDnsName?: string;
  /**
   * Target by internal IPv4 or IPv6 address, as held at ipSeenAt. External addresses never match.
   */
  ipAddress?: string;
  /**
   * When the machine held ipAddress: RFC 3339 or "YYYY-MM-DD hh:mm:ss" (seconds and zone are optional; UTC by default), or an ISO 8601 duration back from now. Default: now. At most 30 days back. Requires ipAddress.
   */
  ipSeenAt?: string;
  /**
   * Reason, kept with the machine action and shown in the portal. At most 1,000 characters, including correlationId.
   */
  comment: string;
  /**
   * Id of the incident or run, appended to the comment as " [id]". It separates the collections of different incidents.
   */
  correlationId?: string;
  /**
   * Seconds to wait for the action to end; 0 returns as soon as Defender accepts it.
   */
  waitSeconds: number;
  /**
   * What to do if the action is still running after waitSeconds: fail with still_running, or return the action as the result.
   */
  whenStillRunning: 'fail' | 'result';
  /**
   * Performs every check and read, including the permissions of the token, and shows the request; writes nothing.
   */
  dryRun: boolean;
  /**
   * Absolute path of a folder for the package; created if missing, readable by this user only. Left out: the link is returned.
   */
  downloadTo?: string;
  /**
   * Runs with the same machine, comment and correlationId within this many hours belong to one collection.
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
   * The package, once the collection has succeeded: a link, or the downloaded file.
   */
  package?: {
    /**
     * Signed download link; it expires soon.
     */
    uri?: string;
    /**
     * With downloadTo: path of the file.
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
    /**
     * True if a zip of this name and length already existed and the storage host returned no hash to compare. Otherwise left out.
     */
    reused?: boolean;
    [k: string]: unknown;
  };
  /**
   * True if the collection has succeeded but Defender returns no link yet; status is InProgress, so that the schedule continues.
   */
  packagePending?: boolean;
  /**
   * What to do about a collection that failed.
   */
  hint?: string;
  [k: string]: unknown;
}

export interface PollNewAlertsParams {
  /**
   * Cursor of the last object of the previous run, unchanged. After an empty run, keep the previous cursor; it is valid for 30 days. Left out: the first run.
   */
  cursor?: string;
  /**
   * Minutes to look back if there is no cursor. Choose at least ten more than the interval between two runs.
   */
  lookBackMinutes: number;
  /**
   * Most objects of one run, oldest first; the next run continues after them.
   */
  limit: number;
  /**
   * Raw OData $filter, joined by "and" with the other conditions.
   */
  filter?: string;
  /**
   * Only alerts of this severity.
   */
  severity?: 'UnSpecified' | 'Informational' | 'Low' | 'Medium' | 'High';
  /**
   * Only alerts with this status.
   */
  status?: 'Unknown' | 'New' | 'InProgress' | 'Resolved';
  /**
   * Only alerts of this category, as Defender spells it.
   */
  category?: string;
  /**
   * Only alerts that this source raised, as Defender spells it.
   */
  detectionSource?: string;
  /**
   * Includes the evidence of each alert: files, processes, users and addresses.
   */
  expandEvidence: boolean;
}

/**
 * New alerts, oldest first; empty if nothing is new.
 */
export type PollNewAlertsResult = (Alert & {
  /**
   * Pass the cursor of the last object to the next run.
   */
  cursor?: string;
  [k: string]: unknown;
})[];

export interface PollNewRemediationActivitiesParams {
  /**
   * Cursor of the last object of the previous run, unchanged. After an empty run, keep the previous cursor; it is valid for 30 days. Left out: the first run.
   */
  cursor?: string;
  /**
   * Minutes to look back if there is no cursor. Choose at least ten more than the interval between two runs.
   */
  lookBackMinutes: number;
  /**
   * Most objects of one run, oldest first; the next run continues after them.
   */
  limit: number;
  /**
   * Raw OData $filter, joined by "and" with the other conditions.
   */
  filter?: string;
  /**
   * Only remediation activities with this status.
   */
  status?: 'Active' | 'Completed';
}

/**
 * New remediation activities, oldest first; empty if nothing is new.
 */
export type PollNewRemediationActivitiesResult = (RemediationActivity & {
  /**
   * Pass the cursor of the last object to the next run.
   */
  cursor?: string;
  [k: string]: unknown;
})[];

export interface TestConnectionParams {
  /**
   * Ids of actions that must be permitted: if a permission of theirs is missing, the test fails. Left out: missing permissions are only listed.
   *
   * @maxItems 100
   */
  require?: string[];
}

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
   * How long the read took, in milliseconds; null if no granted role allows one.
   */
  latencyMs: number | null;
  /**
   * Positive: Defender's clock is ahead of this machine's; null if no read was made.
   */
  clockSkewSeconds: number | null;
  /**
   * What the resource lets playbooks do: everything, writes only as dry runs, or no writes.
   */
  mode: 'live' | 'dryRun' | 'readOnly';
  /**
   * The budget of the resource; null if it sets none.
   */
  containments: {
    /**
     * Most containments of the application in an hour.
     */
    mostPerHour: number;
    /**
     * Containments of the last hour; null if they cannot be counted.
     */
    usedInLastHour: number | null;
    [k: string]: unknown;
  } | null;
  /**
   * What signed in.
   */
  credential: {
    /**
     * Kind of credential.
     */
    kind: 'clientSecret' | 'clientCertificate' | 'workloadIdentity' | 'managedIdentity';
    /**
     * Application (client) ID that the token was issued to.
     */
    id: string;
    /**
     * When the client certificate ends; null for other kinds, whose end the service does not tell.
     */
    endsAt: string | null;
    [k: string]: unknown;
  };
  /**
   * Application permissions that are granted, and those that actions need and lack.
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
       * The permission; of several alternatives the preferred one.
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
   * Entries of protectedMachines as the action reads them; a warning names those that match no machine.
   */
  protectedMachines?: string[];
  /**
   * Entries of protectedIndicators as the action reads them.
   */
  protectedIndicators?: string[];
  /**
   * What works but needs attention.
   */
  warnings: string[];
  [k: string]: unknown;
}

/**
 * Params and result of every action, by its id. Params are as validated: the defaults, whose names are given apart, are
 * filled in.
 */
export interface Actions {
  'fetch-investigation-package-uri': { params: FetchInvestigationPackageUriParams; result: FetchInvestigationPackageUriResult; defaults: never };
  'get-machine-action-details': { params: GetMachineActionDetailsParams; result: GetMachineActionDetailsResult; defaults: never };
  'list-indicators': { params: ListIndicatorsParams; result: ListIndicatorsResult; defaults: 'includeCount' };
  'list-machines': { params: ListMachinesParams; result: ListMachinesResult; defaults: 'includeCount' };
  'list-machine-actions': { params: ListMachineActionsParams; result: ListMachineActionsResult; defaults: 'includeCount' };
  'fetch-live-response-result-uri': { params: FetchLiveResponseResultUriParams; result: FetchLiveResponseResultUriResult; defaults: 'index' };
  'list-investigations': { params: ListInvestigationsParams; result: ListInvestigationsResult; defaults: 'includeCount' };
  'get-investigation': { params: GetInvestigationParams; result: GetInvestigationResult; defaults: never };
  'get-machine': { params: GetMachineParams; result: GetMachineResult; defaults: never };
  'list-alerts': { params: ListAlertsParams; result: ListAlertsResult; defaults: 'includeCount' | 'expandEvidence' };
  'get-alert': { params: GetAlertParams; result: GetAlertResult; defaults: never };
  'get-domain-statistics': { params: GetDomainStatisticsParams; result: GetDomainStatisticsResult; defaults: 'lookBackHours' };
  'get-file-statistics': { params: GetFileStatisticsParams; result: GetFileStatisticsResult; defaults: 'lookBackHours' };
  'get-ip-statistics': { params: GetIpStatisticsParams; result: GetIpStatisticsResult; defaults: 'lookBackHours' };
  'list-remediation-activities': { params: ListRemediationActivitiesParams; result: ListRemediationActivitiesResult; defaults: 'includeCount' };
  'get-remediation-activity': { params: GetRemediationActivityParams; result: GetRemediationActivityResult; defaults: never };
  'list-remediation-activity-machines': { params: ListRemediationActivityMachinesParams; result: ListRemediationActivityMachinesResult; defaults: never };
  'delete-indicator': { params: DeleteIndicatorParams; result: DeleteIndicatorResult; defaults: 'dryRun' };
  'isolate-machine': { params: IsolateMachineParams; result: IsolateMachineResult; defaults: 'waitSeconds' | 'whenStillRunning' | 'dryRun' | 'isolationType' };
  'release-machine-from-isolation': { params: ReleaseMachineFromIsolationParams; result: ReleaseMachineFromIsolationResult; defaults: 'waitSeconds' | 'whenStillRunning' | 'dryRun' };
  'run-antivirus-scan': { params: RunAntivirusScanParams; result: RunAntivirusScanResult; defaults: 'waitSeconds' | 'whenStillRunning' | 'dryRun' | 'scanType' };
  'start-automated-investigation': { params: StartAutomatedInvestigationParams; result: StartAutomatedInvestigationResult; defaults: 'waitSeconds' | 'whenStillRunning' | 'dryRun' };
  'stop-and-quarantine-file': { params: StopAndQuarantineFileParams; result: StopAndQuarantineFileResult; defaults: 'waitSeconds' | 'whenStillRunning' | 'dryRun' };
  'submit-indicator': { params: SubmitIndicatorParams; result: SubmitIndicatorResult; defaults: 'dryRun' };
  'cancel-machine-action': { params: CancelMachineActionParams; result: CancelMachineActionResult; defaults: 'dryRun' };
  'restrict-app-execution': { params: RestrictAppExecutionParams; result: RestrictAppExecutionResult; defaults: 'waitSeconds' | 'whenStillRunning' | 'dryRun' };
  'remove-app-execution-restriction': { params: RemoveAppExecutionRestrictionParams; result: RemoveAppExecutionRestrictionResult; defaults: 'waitSeconds' | 'whenStillRunning' | 'dryRun' };
  'initiate-investigation': { params: InitiateInvestigationParams; result: InitiateInvestigationResult; defaults: 'waitSeconds' | 'whenStillRunning' | 'dryRun' };
  'run-advanced-hunting-query': { params: RunAdvancedHuntingQueryParams; result: RunAdvancedHuntingQueryResult; defaults: never };
  'run-live-response': { params: RunLiveResponseParams; result: RunLiveResponseResult; defaults: 'waitSeconds' | 'whenStillRunning' | 'dryRun' };
  'tag-machine': { params: TagMachineParams; result: TagMachineResult; defaults: 'dryRun' };
  'create-alert': { params: CreateAlertParams; result: CreateAlertResult; defaults: 'dryRun' };
  'update-alert': { params: UpdateAlertParams; result: UpdateAlertResult; defaults: 'dryRun' };
  'collect-investigation-package': { params: CollectInvestigationPackageParams; result: CollectInvestigationPackageResult; defaults: 'waitSeconds' | 'whenStillRunning' | 'dryRun' | 'maxAgeHours' };
  'poll-new-alerts': { params: PollNewAlertsParams; result: PollNewAlertsResult; defaults: 'lookBackMinutes' | 'limit' | 'expandEvidence' };
  'poll-new-remediation-activities': { params: PollNewRemediationActivitiesParams; result: PollNewRemediationActivitiesResult; defaults: 'lookBackMinutes' | 'limit' };
  'test-connection': { params: TestConnectionParams; result: TestConnectionResult; defaults: never };
}

/** Id of an action. */
export type ActionId = keyof Actions;

/** Id of a field of the resource. */
export type ResourceFieldId = 'label' | 'apiUrl' | 'tenantId' | 'clientId' | 'clientSecret' | 'clientCertificate' | 'credential' | 'managedIdentityClientId' | 'federatedTokenFile' | 'authority' | 'tokenResource' | 'proxyUrl' | 'caCertificates' | 'timeoutSeconds' | 'protectedMachines' | 'protectedIndicators' | 'huntingApi' | 'mode' | 'maxContainmentsPerHour';

/**
 * What a param is, if its type does not say so (x-kind): checks and the inputs of platforms follow from it. Of a list, the kind of its items.
 */
export type Kind =
  | 'id'
  | 'machineId'
  | 'machineName'
  | 'ipAddress'
  | 'domain'
  | 'url'
  | 'hash'
  | 'indicatorValue'
  | 'moment'
  | 'period'
  | 'filter'
  | 'query'
  | 'comment'
  | 'text'
  | 'longText'
  | 'correlationId'
  | 'wait'
  | 'folder';

export type Permission = string;

/**
 * What integration.yaml may say. The version is in package.json; the schemas of an action follow from its id: schemas/actions/<id>.json.
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
     * Id, and the name of its schema, its file in actions/ and its test.
     */
    id: string;
    /**
     * Name as platforms show it.
     */
    name: string;
    /**
     * Kind of action on a platform. A daemon is polled for new entities, and its result is a list.
     */
    group: 'enrichment' | 'containment' | 'custom' | 'scheduled' | 'daemon' | 'system';
    /**
     * Subject of the action: its folder in src/defender and its page in the documents.
     */
    collection:
      | 'alerts'
      | 'connection'
      | 'files'
      | 'hunting'
      | 'indicators'
      | 'investigations'
      | 'live-response'
      | 'machine-actions'
      | 'machines'
      | 'packages'
      | 'remediation-activities'
      | 'statistics';
    /**
     * The strongest effect that a call may have, with any params, on what exists in Defender and on its machines. For MCP, read is readOnlyHint; change and destroy are destructiveHint.
     */
    effect: 'read' | 'add' | 'change' | 'destroy';
    /**
     * Action that reverts this one; it may be the action itself with other params.
     */
    undo?: string;
    /**
     * Whether the action is refused for a protected machine: see protectedMachines of the resource.
     */
    guarded?: true;
    /**
     * Type of the machine action that it starts.
     */
    starts?:
      | 'CollectInvestigationPackage'
      | 'Isolate'
      | 'LiveResponse'
      | 'Offboard'
      | 'RestrictCodeExecution'
      | 'RunAntiVirusScan'
      | 'StopAndQuarantineFile'
      | 'Unisolate'
      | 'UnrestrictCodeExecution';
    /**
     * One sentence for a menu.
     */
    description: string;
    /**
     * What a person or a model should know before calling it: what happens in Defender, limits, and what the result means.
     */
    details: string;
    /**
     * Application permissions: every entry is required; of a list, one; an entry with when only in that case.
     */
    permissions: (
      | Permission
      | Permission[]
      | {
          permission: Permission;
          /**
           * Case in which it is required, as the end of a sentence that begins with "if".
           */
          when: string;
        }
    )[];
    /**
     * Microsoft's page of the call.
     */
    docs: string;
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
   * Former name, if it was changed. Cloud SOAR only.
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
 * Dotted path in the result: each of an array is `[]`, a key with special characters is in quotes.
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
   * Ends the schedule if the value at the path equals the string, or one of them. Cloud SOAR only.
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
   * Help for the field.
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
