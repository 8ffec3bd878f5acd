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
   * What the alert turned out to be: TruePositive, FalsePositive, InformationalExpectedActivity or Unknown.
   */
  classification?: string | null;
  /**
   * What it was more exactly, such as Malware, Phishing or SecurityTesting.
   */
  determination?: string | null;
  /**
   * Kind of attack, such as Malware, Execution or SuspiciousActivity.
   */
  category?: string | null;
  /**
   * What raised it, such as WindowsDefenderAtp, WindowsDefenderAv or CustomerTI.
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
   * First event that belongs to it. UTC, RFC 3339, up to seven fractional digits.
   */
  firstEventTime?: string | null;
  /**
   * Last event that belongs to it. UTC, RFC 3339, up to seven fractional digits.
   */
  lastEventTime?: string | null;
  /**
   * When it was changed last. UTC, RFC 3339, up to seven fractional digits.
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
   * Files, processes, users and addresses behind the alert; filled only if a list was asked to expand it.
   */
  evidence?:
    | {
        /**
         * User, Process, File and others.
         */
        entityType?: string | null;
        /**
         * When it became part of the alert. UTC, RFC 3339, up to seven fractional digits.
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
   * How many machines of the tenant, within the hours looked back.
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
 * How common a file is. Open: Microsoft adds fields. https://learn.microsoft.com/defender-endpoint/api/get-file-statistics
 */
export interface FileStats {
  /**
   * SHA-1 of the file.
   */
  sha1?: string | null;
  /**
   * How many machines of the tenant, within the hours looked back.
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
   * Display name of the submitter, in some answers.
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
 * How many machines communicated with an IP address. Open: Microsoft adds fields. https://learn.microsoft.com/defender-endpoint/api/get-ip-statistics
 */
export interface IpStats {
  /**
   * The IP address.
   */
  ipAddress?: string | null;
  /**
   * How many machines of the tenant, within the hours looked back.
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
 * A machine, as far as remediation activities name it. Open: Microsoft adds fields. https://learn.microsoft.com/defender-endpoint/api/get-remediation-exposed-devices-activities
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
   * Object id of who created it.
   */
  requesterId?: string | null;
  /**
   * Mail address of who created it.
   */
  requesterEmail?: string | null;
  /**
   * Notes of who created it.
   */
  requesterNotes?: string | null;
  /**
   * Active or Completed.
   */
  status?: string | null;
  /**
   * When the status was changed last. UTC, RFC 3339, up to seven fractional digits.
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
   * How many machines it is meant for.
   */
  targetDevices?: number | null;
  /**
   * How many of them are remediated.
   */
  fixedDevices?: number | null;
  /**
   * Device groups that it is meant for.
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
   * Whether it was completed by itself or by hand.
   */
  completionMethod?: string | null;
  /**
   * Object id of who completed it.
   */
  completerId?: string | null;
  /**
   * Mail address of who completed it.
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
   * How many are in value.
   */
  count: number;
  /**
   * How many match in all: with includeCount, if Defender says so.
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
   * How many are in value.
   */
  count: number;
  /**
   * How many match in all: with includeCount, if Defender says so.
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
   * How many are in value.
   */
  count: number;
  /**
   * How many match in all: with includeCount, if Defender says so.
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
   * How many are in value.
   */
  count: number;
  /**
   * How many match in all: with includeCount, if Defender says so.
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
   * How many are in value.
   */
  count: number;
  /**
   * How many match in all: with includeCount, if Defender says so.
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
   * How many are in value.
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
   * Adds totalCount: how many match in all, if Defender says so.
   */
  includeCount: boolean;
  /**
   * The hash, IP address, domain, URL (with its scheme) or certificate thumbprint, as one value: no CIDR range, no wildcard.
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
   * Adds totalCount: how many match in all, if Defender says so.
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
   * Adds totalCount: how many match in all, if Defender says so.
   */
  includeCount: boolean;
  /**
   * Target by machine id: 32 to 64 hexadecimal digits. Exactly one of machineId, computerDnsName and ipAddress.
   */
  machineId?: string;
  /**
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the only one that is onboarded and active is taken; otherwise the call is refused.
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
   * Adds totalCount: how many match in all, if Defender says so.
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
   * How many match in all: with includeCount, if Defender says so.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the only one that is onboarded and active is taken; otherwise the call is refused.
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
   * Most results to return, any number; pages are followed as needed. Left out: all.
   */
  top?: number;
  /**
   * Results to pass over first.
   */
  skip?: number;
  /**
   * Adds totalCount: how many match in all, if Defender says so.
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
   * Only alerts created since then: RFC 3339, "YYYY-MM-DD hh:mm:ss" (UTC), or an ISO 8601 duration back from now.
   */
  createdSince?: string;
  /**
   * Fills evidence: files, processes, users and addresses behind each alert.
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
   * Most results to return, any number; pages are followed as needed. Left out: all.
   */
  top?: number;
  /**
   * Results to pass over first.
   */
  skip?: number;
  /**
   * Adds totalCount: how many match in all, if Defender says so.
   */
  includeCount: boolean;
  /**
   * Only remediation activities with this status.
   */
  status?: 'Active' | 'Completed';
  /**
   * Only remediation activities created since then: RFC 3339, "YYYY-MM-DD hh:mm:ss" (UTC), or an ISO 8601 duration back from now.
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
   * Most results to return, any number; pages are followed as needed. Left out: all.
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
   * The hash, IP address, domain, URL (with its scheme) or certificate thumbprint, as one value: no CIDR range, no wildcard.
   */
  indicatorValue?: string;
  /**
   * What the value is.
   */
  indicatorType?: 'FileSha1' | 'FileSha256' | 'FileMd5' | 'CertificateThumbprint' | 'IpAddress' | 'DomainName' | 'Url';
  /**
   * Perform every check and read, including the permissions of the token, show the request, write nothing.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the only one that is onboarded and active is taken; otherwise the call is refused.
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
   * Perform every check and read, including the permissions of the token, show the request, write nothing.
   */
  dryRun: boolean;
  /**
   * Full cuts every connection but Defender's own; Selective keeps what the tenant's isolation exclusions allow, or, if the tenant does not use them, Outlook, Teams and Skype on Windows; UnManagedDevice contains a device that is not onboarded.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the only one that is onboarded and active is taken; otherwise the call is refused.
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
   * Perform every check and read, including the permissions of the token, show the request, write nothing.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the only one that is onboarded and active is taken; otherwise the call is refused.
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
   * Perform every check and read, including the permissions of the token, show the request, write nothing.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the only one that is onboarded and active is taken; otherwise the call is refused.
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
   * Perform every check and read, including the permissions of the token, show the request, write nothing.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the only one that is onboarded and active is taken; otherwise the call is refused.
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
   * Perform every check and read, including the permissions of the token, show the request, write nothing.
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
   * The hash, IP address, domain, URL (with its scheme) or certificate thumbprint, as one value: no CIDR range, no wildcard.
   */
  indicatorValue: string;
  /**
   * What the value is.
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
   * Perform every check and read, including the permissions of the token, show the request, write nothing.
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
   * Perform every check and read, including the permissions of the token, show the request, write nothing.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the only one that is onboarded and active is taken; otherwise the call is refused.
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
   * Perform every check and read, including the permissions of the token, show the request, write nothing.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the only one that is onboarded and active is taken; otherwise the call is refused.
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
   * Perform every check and read, including the permissions of the token, show the request, write nothing.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the only one that is onboarded and active is taken; otherwise the call is refused.
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
   * Perform every check and read, including the permissions of the token, show the request, write nothing.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the only one that is onboarded and active is taken; otherwise the call is refused.
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
   * Perform every check and read, including the permissions of the token, show the request, write nothing.
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
       * Its value; Args is handed to the script as one text, and may be empty.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the only one that is onboarded and active is taken; otherwise the call is refused.
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
   * Perform every check and read, including the permissions of the token, show the request, write nothing.
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

export interface CreateAlertParams {
  /**
   * Machine on which the event was seen: 32 to 64 hexadecimal digits.
   */
  machineId: string;
  /**
   * ReportId of the event, as hunting gives it: a whole number, or its digits as text.
   */
  reportId: number | string;
  /**
   * Timestamp of the event, as hunting gives it and to the last digit: Defender looks the event up by it, so it is sent as it is.
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
   * Title of the alert. An open alert of the same title on the same machine takes the new one in.
   */
  title: string;
  /**
   * Description of the alert.
   */
  description: string;
  /**
   * What whoever handles the alert should do.
   */
  recommendedAction: string;
  /**
   * Perform every check and read, including the permissions of the token, show the request, write nothing.
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
   * What the alert turned out to be. Microsoft's pages name expected activity in two ways, and Unknown is of the former API: what Defender does not take it refuses.
   */
  classification?:
    'TruePositive' | 'FalsePositive' | 'InformationalExpectedActivity' | 'Informational, expected activity' | 'Unknown';
  /**
   * What it was more exactly. Microsoft's pages disagree on ConfirmedActivity and ConfirmedUserActivity, NotMalicious and Clean; NotAvailable, Apt and SecurityPersonnel are of the former API: what Defender does not take it refuses.
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
   * Perform every check and read, including the permissions of the token, show the request, write nothing.
   */
  dryRun: boolean;
}

export type UpdateAlertResult = Alert & {
  /**
   * With alertIds, in the place of the alert: the alerts that were updated.
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
   * Target by name, in any letter case: the full DNS name, a short name without dots, or the name of a phone or a Mac as Defender shows it. If several machines share it, the only one that is onboarded and active is taken; otherwise the call is refused.
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
   * Perform every check and read, including the permissions of the token, show the request, write nothing.
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
    /**
     * True if a zip of this name and length was there already and the storage host gave no hash to compare. Left out otherwise.
     */
    reused?: boolean;
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

export interface PollNewAlertsParams {
  /**
   * Where to go on: the cursor of the last object of an earlier run, unchanged. After an empty run keep the former one; it is good for 30 days. Left out: a first run.
   */
  cursor?: string;
  /**
   * Without a cursor: minutes to look back. Choose at least ten more than lie between two runs.
   */
  lookBackMinutes: number;
  /**
   * Most objects of one run, the oldest first; the next run goes on behind them.
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
   * Fills evidence: files, processes, users and addresses behind each alert.
   */
  expandEvidence: boolean;
}

/**
 * New alerts, oldest first; empty when nothing is new.
 */
export type PollNewAlertsResult = (Alert & {
  /**
   * Where the next run goes on: hand back that of the last object.
   */
  cursor?: string;
  [k: string]: unknown;
})[];

export interface PollNewRemediationActivitiesParams {
  /**
   * Where to go on: the cursor of the last object of an earlier run, unchanged. After an empty run keep the former one; it is good for 30 days. Left out: a first run.
   */
  cursor?: string;
  /**
   * Without a cursor: minutes to look back. Choose at least ten more than lie between two runs.
   */
  lookBackMinutes: number;
  /**
   * Most objects of one run, the oldest first; the next run goes on behind them.
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
 * New remediation activities, oldest first; empty when nothing is new.
 */
export type PollNewRemediationActivitiesResult = (RemediationActivity & {
  /**
   * Where the next run goes on: hand back that of the last object.
   */
  cursor?: string;
  [k: string]: unknown;
})[];

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
   * Entries of protectedMachines as the action reads them; a warning names those that match no machine.
   */
  protectedMachines?: string[];
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
  'list-alerts': { params: ListAlertsParams; result: ListAlertsResult };
  'get-alert': { params: GetAlertParams; result: GetAlertResult };
  'get-domain-statistics': { params: GetDomainStatisticsParams; result: GetDomainStatisticsResult };
  'get-file-statistics': { params: GetFileStatisticsParams; result: GetFileStatisticsResult };
  'get-ip-statistics': { params: GetIpStatisticsParams; result: GetIpStatisticsResult };
  'list-remediation-activities': { params: ListRemediationActivitiesParams; result: ListRemediationActivitiesResult };
  'get-remediation-activity': { params: GetRemediationActivityParams; result: GetRemediationActivityResult };
  'list-remediation-activity-machines': { params: ListRemediationActivityMachinesParams; result: ListRemediationActivityMachinesResult };
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
  'create-alert': { params: CreateAlertParams; result: CreateAlertResult };
  'update-alert': { params: UpdateAlertParams; result: UpdateAlertResult };
  'collect-investigation-package': { params: CollectInvestigationPackageParams; result: CollectInvestigationPackageResult };
  'poll-new-alerts': { params: PollNewAlertsParams; result: PollNewAlertsResult };
  'poll-new-remediation-activities': { params: PollNewRemediationActivitiesParams; result: PollNewRemediationActivitiesResult };
  'test-connection': { params: TestConnectionParams; result: TestConnectionResult };
}

/** Id of an action. */
export type ActionId = keyof Actions;

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
