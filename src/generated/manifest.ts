// Computed from integration.yaml and schemas/ by `npm run generate`: change those.
import { resourceFields } from './fields.ts';
import type { Manifest } from './types.ts';

/** The catalogue of integration.yaml. */
export const manifest: Manifest = { resource: { fields: resourceFields }, ...{
  "id": "microsoft-defender-atp",
  "name": "Microsoft Defender ATP",
  "vendor": "Microsoft",
  "category": "EDR",
  "description": "Contain, investigate and hunt on machines with Microsoft Defender for Endpoint (formerly Microsoft Defender ATP).",
  "icon": "shield",
  "testConnection": "test-connection",
  "actions": [
    {
      "id": "fetch-investigation-package-uri",
      "name": "Fetch Investigation Package URI",
      "group": "enrichment",
      "collection": "packages",
      "effect": "read",
      "description": "Retrieve a URI that allows downloading of an Investigation package.",
      "details": "Returns a new signed link each time. The link expires soon, and Defender creates at most two a minute. The machine action is read first, so that the error says whether the package is not ready yet or will never be.",
      "permissions": [
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-package-sas-uri",
      "table": [
        {
          "label": "Package",
          "path": "value",
          "type": "link"
        }
      ]
    },
    {
      "id": "get-machine-action-details",
      "name": "Get Machine Action Details",
      "group": "enrichment",
      "collection": "machine-actions",
      "effect": "read",
      "description": "Retrieve specific machine action by its ID.",
      "details": "Returns the type, the status, the requestor and the comment of one machine action.",
      "permissions": [
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-machineaction-object",
      "table": [
        {
          "label": "Status",
          "path": "status"
        },
        {
          "label": "Type",
          "path": "type"
        },
        {
          "label": "Machine",
          "path": "computerDnsName"
        },
        {
          "label": "Comment",
          "path": "requestorComment"
        },
        {
          "label": "Requested",
          "path": "creationDateTimeUtc"
        },
        {
          "label": "Machine action",
          "path": "id"
        }
      ]
    },
    {
      "id": "list-indicators",
      "name": "List Indicators",
      "group": "enrichment",
      "collection": "indicators",
      "effect": "read",
      "description": "Retrieve a collection of all active Indicators.",
      "details": "With the permission Ti.ReadWrite, Defender returns only the indicators that this application created.",
      "permissions": [
        [
          "Ti.ReadWrite.All",
          "Ti.ReadWrite"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-ti-indicators-collection",
      "table": [
        {
          "label": "Value",
          "path": "value[].indicatorValue"
        },
        {
          "label": "Type",
          "path": "value[].indicatorType"
        },
        {
          "label": "Action",
          "path": "value[].action"
        },
        {
          "label": "Severity",
          "path": "value[].severity"
        },
        {
          "label": "Title",
          "path": "value[].title"
        },
        {
          "label": "Expires",
          "path": "value[].expirationTime"
        },
        {
          "label": "Indicator",
          "path": "value[].id"
        }
      ]
    },
    {
      "id": "list-machines",
      "name": "List Machines",
      "group": "enrichment",
      "collection": "machines",
      "effect": "read",
      "description": "Retrieves a collection of machines that have communicated with Microsoft Defender for Endpoint cloud.",
      "details": "Covers the machines that reported within the tenant's retention period. If none match, the list is empty; that is not an error.",
      "permissions": [
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-machines",
      "table": [
        {
          "label": "Machine",
          "path": "value[].computerDnsName"
        },
        {
          "label": "Health",
          "path": "value[].healthStatus"
        },
        {
          "label": "Risk",
          "path": "value[].riskScore"
        },
        {
          "label": "Platform",
          "path": "value[].osPlatform"
        },
        {
          "label": "IP address",
          "path": "value[].lastIpAddress"
        },
        {
          "label": "Last seen",
          "path": "value[].lastSeen"
        },
        {
          "label": "Machine id",
          "path": "value[].id"
        }
      ]
    },
    {
      "id": "list-machine-actions",
      "name": "List Machine Actions",
      "group": "enrichment",
      "collection": "machine-actions",
      "effect": "read",
      "description": "Retrieves a collection of machine actions.",
      "details": "Covers the whole tenant, or the machines that a target names. A name that several machines share covers all of them.",
      "permissions": [
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-machineactions-collection",
      "table": [
        {
          "label": "Status",
          "path": "value[].status"
        },
        {
          "label": "Type",
          "path": "value[].type"
        },
        {
          "label": "Machine",
          "path": "value[].computerDnsName"
        },
        {
          "label": "Comment",
          "path": "value[].requestorComment"
        },
        {
          "label": "Requested",
          "path": "value[].creationDateTimeUtc"
        },
        {
          "label": "Machine action",
          "path": "value[].id"
        }
      ]
    },
    {
      "id": "fetch-live-response-result-uri",
      "name": "Fetch Live Response Result URI",
      "group": "enrichment",
      "collection": "live-response",
      "effect": "read",
      "description": "Retrieve a URI that allows downloading the result of a completed live response command.",
      "details": "Returns a signed link to the result of one command, valid for half an hour: the output of a script as JSON, or the file. The machine action is read first, so that the error says whether the result is not ready yet or will never be.",
      "permissions": [
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-live-response-result",
      "table": [
        {
          "label": "Result",
          "path": "value",
          "type": "link"
        }
      ]
    },
    {
      "id": "list-investigations",
      "name": "List Investigations",
      "group": "enrichment",
      "collection": "investigations",
      "effect": "read",
      "description": "Retrieve a collection of automated investigations.",
      "details": "Covers every investigation of the tenant, started by Defender, by a person or by an application.",
      "permissions": [
        [
          "Alert.Read.All",
          "Alert.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-investigation-collection",
      "table": [
        {
          "label": "State",
          "path": "value[].state"
        },
        {
          "label": "Machine",
          "path": "value[].computerDnsName"
        },
        {
          "label": "Started",
          "path": "value[].startTime"
        },
        {
          "label": "Ended",
          "path": "value[].endTime"
        },
        {
          "label": "Alert",
          "path": "value[].triggeringAlertId"
        },
        {
          "label": "Investigation",
          "path": "value[].id"
        }
      ]
    },
    {
      "id": "get-investigation",
      "name": "Get Investigation",
      "group": "enrichment",
      "collection": "investigations",
      "effect": "read",
      "description": "Retrieve a specific automated investigation by its ID.",
      "details": "Takes the id of the investigation, or the id of the alert that started it.",
      "permissions": [
        [
          "Alert.Read.All",
          "Alert.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-investigation-object",
      "table": [
        {
          "label": "State",
          "path": "state"
        },
        {
          "label": "Details",
          "path": "statusDetails"
        },
        {
          "label": "Machine",
          "path": "computerDnsName"
        },
        {
          "label": "Started",
          "path": "startTime"
        },
        {
          "label": "Ended",
          "path": "endTime"
        },
        {
          "label": "Investigation",
          "path": "id"
        }
      ]
    },
    {
      "id": "get-machine",
      "name": "Get Machine",
      "group": "enrichment",
      "collection": "machines",
      "effect": "read",
      "description": "Retrieve a specific device.",
      "details": "If several machines share a name or an address, returns the only one that is onboarded and active; otherwise the call is refused and lists the candidates.",
      "permissions": [
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-machine-by-id",
      "table": [
        {
          "label": "Machine",
          "path": "computerDnsName"
        },
        {
          "label": "Health",
          "path": "healthStatus"
        },
        {
          "label": "Risk",
          "path": "riskScore"
        },
        {
          "label": "Platform",
          "path": "osPlatform"
        },
        {
          "label": "IP address",
          "path": "lastIpAddress"
        },
        {
          "label": "Last seen",
          "path": "lastSeen"
        },
        {
          "label": "Machine id",
          "path": "id"
        }
      ]
    },
    {
      "id": "list-alerts",
      "name": "List Alerts",
      "group": "enrichment",
      "collection": "alerts",
      "effect": "read",
      "description": "Retrieves a collection of alerts.",
      "details": "Covers the alerts within the tenant's retention period. Their evidence is empty unless expandEvidence is set.",
      "permissions": [
        [
          "Alert.Read.All",
          "Alert.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-alerts",
      "table": [
        {
          "label": "Severity",
          "path": "value[].severity"
        },
        {
          "label": "Status",
          "path": "value[].status"
        },
        {
          "label": "Title",
          "path": "value[].title"
        },
        {
          "label": "Machine",
          "path": "value[].computerDnsName"
        },
        {
          "label": "Created",
          "path": "value[].alertCreationTime"
        },
        {
          "label": "Alert",
          "path": "value[].id"
        }
      ]
    },
    {
      "id": "get-alert",
      "name": "Get Alert",
      "group": "enrichment",
      "collection": "alerts",
      "effect": "read",
      "description": "Retrieve specific alert by its ID.",
      "details": "Returns what Defender saw on which machine, the severity, and the state of its handling.",
      "permissions": [
        [
          "Alert.Read.All",
          "Alert.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-alert-info-by-id",
      "table": [
        {
          "label": "Status",
          "path": "status"
        },
        {
          "label": "Severity",
          "path": "severity"
        },
        {
          "label": "Title",
          "path": "title"
        },
        {
          "label": "Machine",
          "path": "computerDnsName"
        },
        {
          "label": "Assigned to",
          "path": "assignedTo"
        },
        {
          "label": "Created",
          "path": "alertCreationTime"
        },
        {
          "label": "Alert",
          "path": "id"
        }
      ]
    },
    {
      "id": "get-domain-statistics",
      "name": "Get Domain Statistics",
      "group": "enrichment",
      "collection": "statistics",
      "effect": "read",
      "description": "Retrieves statistics of a domain.",
      "details": "Returns how many machines of the tenant communicated with the domain, and when first and last. If none did, the prevalence is 0; that is not an error.",
      "permissions": [
        "URL.Read.All"
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-domain-statistics",
      "table": [
        {
          "label": "Domain",
          "path": "host"
        },
        {
          "label": "Machines",
          "path": "organizationPrevalence"
        },
        {
          "label": "First seen",
          "path": "orgFirstSeen"
        },
        {
          "label": "Last seen",
          "path": "orgLastSeen"
        }
      ]
    },
    {
      "id": "get-file-statistics",
      "name": "Get File Statistics",
      "group": "enrichment",
      "collection": "statistics",
      "effect": "read",
      "description": "Retrieves statistics of a file.",
      "details": "Returns how common the file is in the tenant and worldwide. If Defender does not know the file, the action fails with not_found.",
      "permissions": [
        "File.Read.All"
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-file-statistics",
      "table": [
        {
          "label": "SHA-1",
          "path": "sha1"
        },
        {
          "label": "Machines",
          "path": "organizationPrevalence"
        },
        {
          "label": "First seen",
          "path": "orgFirstSeen"
        },
        {
          "label": "Last seen",
          "path": "orgLastSeen"
        },
        {
          "label": "Worldwide",
          "path": "globallyPrevalence"
        },
        {
          "label": "Names",
          "path": "topFileNames[]"
        }
      ]
    },
    {
      "id": "get-ip-statistics",
      "name": "Get IP Statistics",
      "group": "enrichment",
      "collection": "statistics",
      "effect": "read",
      "description": "Retrieves statistics of an IP address.",
      "details": "Returns how many machines of the tenant communicated with the address, and when first and last. If none did, the prevalence is 0; that is not an error.",
      "permissions": [
        "Ip.Read.All"
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-ip-statistics",
      "table": [
        {
          "label": "IP address",
          "path": "ipAddress"
        },
        {
          "label": "Machines",
          "path": "organizationPrevalence"
        },
        {
          "label": "First seen",
          "path": "orgFirstSeen"
        },
        {
          "label": "Last seen",
          "path": "orgLastSeen"
        }
      ]
    },
    {
      "id": "list-remediation-activities",
      "name": "List Remediation Activities",
      "group": "enrichment",
      "collection": "remediation-activities",
      "effect": "read",
      "description": "Retrieves a collection of remediation activities.",
      "details": "Returns the tasks that remediate weaknesses: what to do, when it is due, and how many machines are done.",
      "permissions": [
        "RemediationTasks.Read.All"
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-remediation-all-activities",
      "table": [
        {
          "label": "Status",
          "path": "value[].status"
        },
        {
          "label": "Priority",
          "path": "value[].priority"
        },
        {
          "label": "Title",
          "path": "value[].title"
        },
        {
          "label": "Machines",
          "path": "value[].targetDevices"
        },
        {
          "label": "Remediated",
          "path": "value[].fixedDevices"
        },
        {
          "label": "Due",
          "path": "value[].dueOn"
        },
        {
          "label": "Remediation activity",
          "path": "value[].id"
        }
      ]
    },
    {
      "id": "get-remediation-activity",
      "name": "Get Remediation Activity",
      "group": "enrichment",
      "collection": "remediation-activities",
      "effect": "read",
      "description": "Retrieve specific remediation activity by its ID.",
      "details": "Returns what to do, who requested it, and the number of machines that it targets.",
      "permissions": [
        "RemediationTasks.Read.All"
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-remediation-one-activity",
      "table": [
        {
          "label": "Status",
          "path": "status"
        },
        {
          "label": "Priority",
          "path": "priority"
        },
        {
          "label": "Title",
          "path": "title"
        },
        {
          "label": "Machines",
          "path": "targetDevices"
        },
        {
          "label": "Remediated",
          "path": "fixedDevices"
        },
        {
          "label": "Due",
          "path": "dueOn"
        },
        {
          "label": "Remediation activity",
          "path": "id"
        }
      ]
    },
    {
      "id": "list-remediation-activity-machines",
      "name": "List Remediation Activity Machines",
      "group": "enrichment",
      "collection": "remediation-activities",
      "effect": "read",
      "description": "Retrieves the machines that a remediation activity is to reach.",
      "details": "Returns the machines that are still exposed.",
      "permissions": [
        "RemediationTasks.Read.All"
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-remediation-exposed-devices-activities",
      "table": [
        {
          "label": "Machine",
          "path": "value[].computerDnsName"
        },
        {
          "label": "Platform",
          "path": "value[].osPlatform"
        },
        {
          "label": "Device group",
          "path": "value[].rbacGroupName"
        },
        {
          "label": "Machine id",
          "path": "value[].id"
        }
      ]
    },
    {
      "id": "delete-indicator",
      "name": "Delete Indicator",
      "group": "containment",
      "collection": "indicators",
      "effect": "destroy",
      "description": "Delete an Indicator entity by ID.",
      "details": "Deletes an indicator by its id or by its value. A value that several indicators share is refused, with their ids. A batch deletes up to 500 indicators in one call.",
      "permissions": [
        [
          "Ti.ReadWrite.All",
          "Ti.ReadWrite"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/delete-ti-indicator-by-id",
      "table": [
        {
          "label": "Status",
          "path": "status"
        },
        {
          "label": "Deleted",
          "path": "deleted"
        },
        {
          "label": "Indicator",
          "path": "indicatorId"
        }
      ]
    },
    {
      "id": "isolate-machine",
      "name": "Isolate Machine",
      "group": "containment",
      "collection": "machine-actions",
      "effect": "change",
      "undo": "release-machine-from-isolation",
      "guarded": true,
      "starts": "Isolate",
      "description": "Isolate a device from accessing external network.",
      "details": "Disconnects a machine from the network; only Defender still reaches it. The result is the accepted machine action. The machine is isolated when that has Succeeded, which takes minutes, or as long as the machine is offline. If an isolation is already in progress, it is returned with alreadyActive and no second one is started.",
      "permissions": [
        "Machine.Isolate",
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/isolate-machine",
      "table": [
        {
          "label": "Status",
          "path": "status"
        },
        {
          "label": "Type",
          "path": "type"
        },
        {
          "label": "Machine",
          "path": "computerDnsName"
        },
        {
          "label": "Comment",
          "path": "requestorComment"
        },
        {
          "label": "Requested",
          "path": "creationDateTimeUtc"
        },
        {
          "label": "Machine action",
          "path": "id"
        }
      ]
    },
    {
      "id": "release-machine-from-isolation",
      "name": "Release Machine From Isolation",
      "group": "containment",
      "collection": "machine-actions",
      "effect": "change",
      "undo": "isolate-machine",
      "starts": "Unisolate",
      "description": "Undo isolation of a device.",
      "details": "Reconnects an isolated machine to the network. If a release is already in progress, it is returned with alreadyActive.",
      "permissions": [
        "Machine.Isolate",
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/unisolate-machine",
      "table": [
        {
          "label": "Status",
          "path": "status"
        },
        {
          "label": "Type",
          "path": "type"
        },
        {
          "label": "Machine",
          "path": "computerDnsName"
        },
        {
          "label": "Comment",
          "path": "requestorComment"
        },
        {
          "label": "Requested",
          "path": "creationDateTimeUtc"
        },
        {
          "label": "Machine action",
          "path": "id"
        }
      ]
    },
    {
      "id": "run-antivirus-scan",
      "name": "Run Antivirus Scan",
      "group": "containment",
      "collection": "machine-actions",
      "effect": "change",
      "starts": "RunAntiVirusScan",
      "description": "Initiate Microsoft Defender Antivirus scan on a device.",
      "details": "Defender Antivirus scans the machine, also in passive mode, and removes or quarantines what it finds, as the tenant's policy says. A full scan may take hours.",
      "permissions": [
        "Machine.Scan",
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/run-av-scan",
      "table": [
        {
          "label": "Status",
          "path": "status"
        },
        {
          "label": "Type",
          "path": "type"
        },
        {
          "label": "Machine",
          "path": "computerDnsName"
        },
        {
          "label": "Comment",
          "path": "requestorComment"
        },
        {
          "label": "Requested",
          "path": "creationDateTimeUtc"
        },
        {
          "label": "Machine action",
          "path": "id"
        }
      ]
    },
    {
      "id": "start-automated-investigation",
      "name": "Start Automated Investigation",
      "group": "containment",
      "collection": "investigations",
      "effect": "change",
      "description": "Start automated investigation on a device.",
      "details": "Defender investigates the machine and, as the tenant's automation level allows, remediates what it finds. A tenant can start at most 50 investigations an hour. The result is the investigation.",
      "permissions": [
        "Alert.ReadWrite.All",
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/initiate-autoir-investigation",
      "table": [
        {
          "label": "Status",
          "path": "state"
        },
        {
          "label": "Dry run",
          "path": "dryRun"
        },
        {
          "label": "Machine",
          "path": "computerDnsName"
        },
        {
          "label": "Started",
          "path": "startTime"
        },
        {
          "label": "Investigation",
          "path": "id"
        }
      ]
    },
    {
      "id": "stop-and-quarantine-file",
      "name": "Stop And Quarantine File",
      "group": "containment",
      "collection": "machine-actions",
      "effect": "destroy",
      "guarded": true,
      "starts": "StopAndQuarantineFile",
      "description": "Stop execution of a file on a device and delete it.",
      "details": "Stops the processes of the file, quarantines it and deletes persistent data such as registry keys. Defender accepts only SHA-1: other hashes are looked up first, and for an unknown one nothing is sent.",
      "permissions": [
        "Machine.StopAndQuarantine",
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ],
        {
          "permission": "File.Read.All",
          "when": "fileHash is a SHA-256 or an MD5"
        },
        {
          "permission": "ThreatHunting.Read.All",
          "when": "fileHash is an MD5 that the file profile does not know and hunting runs on Microsoft Graph"
        },
        {
          "permission": "AdvancedQuery.Read.All",
          "when": "fileHash is an MD5 that the file profile does not know and hunting runs on the Defender endpoint"
        }
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/stop-and-quarantine-file",
      "table": [
        {
          "label": "Status",
          "path": "status"
        },
        {
          "label": "Type",
          "path": "type"
        },
        {
          "label": "Machine",
          "path": "computerDnsName"
        },
        {
          "label": "Comment",
          "path": "requestorComment"
        },
        {
          "label": "Requested",
          "path": "creationDateTimeUtc"
        },
        {
          "label": "Machine action",
          "path": "id"
        }
      ]
    },
    {
      "id": "submit-indicator",
      "name": "Submit Indicator",
      "group": "containment",
      "collection": "indicators",
      "effect": "change",
      "undo": "delete-indicator",
      "description": "Submit or update new Indicator entity.",
      "details": "Creates an indicator, or updates the one of the same value and type unless onExisting says otherwise. What Defender would refuse, or accept and never match, is refused before anything is sent; so is a block or warning that would reach one of the resource's protectedIndicators. A batch imports up to 500 indicators in one call.",
      "permissions": [
        [
          "Ti.ReadWrite.All",
          "Ti.ReadWrite"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/post-ti-indicator",
      "table": [
        {
          "label": "Status",
          "path": "status"
        },
        {
          "label": "Value",
          "path": "indicatorValue"
        },
        {
          "label": "Type",
          "path": "indicatorType"
        },
        {
          "label": "Action",
          "path": "action"
        },
        {
          "label": "Title",
          "path": "title"
        },
        {
          "label": "Expires",
          "path": "expirationTime"
        },
        {
          "label": "Indicator",
          "path": "id"
        }
      ]
    },
    {
      "id": "cancel-machine-action",
      "name": "Cancel Machine Action",
      "group": "containment",
      "collection": "machine-actions",
      "effect": "change",
      "description": "Cancel a specific machine action.",
      "details": "Cancels a machine action that has not ended; what it has done so far remains. An action that is already cancelled is returned with alreadyActive; one that ended otherwise is refused.",
      "permissions": [
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ],
        {
          "permission": "Machine.Isolate",
          "when": "it is an isolation or a release"
        },
        {
          "permission": "Machine.Scan",
          "when": "it is a scan"
        },
        {
          "permission": "Machine.StopAndQuarantine",
          "when": "it is a quarantine"
        },
        {
          "permission": "Machine.RestrictExecution",
          "when": "it restricts execution or removes a restriction"
        },
        {
          "permission": "Machine.CollectForensics",
          "when": "it is a collection"
        },
        {
          "permission": "Machine.LiveResponse",
          "when": "it is a live response"
        },
        {
          "permission": "Machine.Offboard",
          "when": "it is an offboarding"
        }
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/cancel-machine-action",
      "table": [
        {
          "label": "Status",
          "path": "status"
        },
        {
          "label": "Type",
          "path": "type"
        },
        {
          "label": "Machine",
          "path": "computerDnsName"
        },
        {
          "label": "Comment",
          "path": "cancellationComment"
        },
        {
          "label": "Cancelled",
          "path": "cancellationDateTimeUtc"
        },
        {
          "label": "Machine action",
          "path": "id"
        }
      ]
    },
    {
      "id": "restrict-app-execution",
      "name": "Restrict App Execution",
      "group": "containment",
      "collection": "machine-actions",
      "effect": "change",
      "undo": "remove-app-execution-restriction",
      "guarded": true,
      "starts": "RestrictCodeExecution",
      "description": "Restrict execution of all applications on a device except a predefined set.",
      "details": "From now on the machine runs only files that Microsoft signed, so an attacker's tools no longer start. The machine stays on the network. If a restriction is already in progress, it is returned with alreadyActive.",
      "permissions": [
        "Machine.RestrictExecution",
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/restrict-code-execution",
      "table": [
        {
          "label": "Status",
          "path": "status"
        },
        {
          "label": "Type",
          "path": "type"
        },
        {
          "label": "Machine",
          "path": "computerDnsName"
        },
        {
          "label": "Comment",
          "path": "requestorComment"
        },
        {
          "label": "Requested",
          "path": "creationDateTimeUtc"
        },
        {
          "label": "Machine action",
          "path": "id"
        }
      ]
    },
    {
      "id": "remove-app-execution-restriction",
      "name": "Remove App Execution Restriction",
      "group": "containment",
      "collection": "machine-actions",
      "effect": "change",
      "undo": "restrict-app-execution",
      "starts": "UnrestrictCodeExecution",
      "description": "Enable execution of any application on a device again.",
      "details": "Lets a restricted machine run every application again. If a removal is already in progress, it is returned with alreadyActive.",
      "permissions": [
        "Machine.RestrictExecution",
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/unrestrict-code-execution",
      "table": [
        {
          "label": "Status",
          "path": "status"
        },
        {
          "label": "Type",
          "path": "type"
        },
        {
          "label": "Machine",
          "path": "computerDnsName"
        },
        {
          "label": "Comment",
          "path": "requestorComment"
        },
        {
          "label": "Requested",
          "path": "creationDateTimeUtc"
        },
        {
          "label": "Machine action",
          "path": "id"
        }
      ]
    },
    {
      "id": "initiate-investigation",
      "name": "Initiate Investigation",
      "group": "containment",
      "collection": "investigations",
      "effect": "change",
      "description": "Deprecated, use Start Automated Investigation. Initiate investigation on a device.",
      "details": "The same call as start-automated-investigation under its older name. Returns only the id of the investigation. The limit of 50 an hour counts both together.",
      "permissions": [
        "Alert.ReadWrite.All",
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/initiate-autoir-investigation",
      "table": [
        {
          "label": "Status",
          "path": "status"
        },
        {
          "label": "Investigation",
          "path": "value"
        }
      ]
    },
    {
      "id": "run-advanced-hunting-query",
      "name": "Run Advanced Hunting Query",
      "group": "custom",
      "collection": "hunting",
      "effect": "read",
      "description": "Inspect unusual activity, detect possible threats and even respond to attacks.",
      "details": "Runs a query over the last 30 days, or over timespan, on Microsoft Graph or on the Defender endpoint; the result is the same. The query is sent unchanged; rows beyond maxRows are dropped from the result.",
      "permissions": [
        [
          "ThreatHunting.Read.All",
          "AdvancedQuery.Read.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/run-advanced-query-api",
      "table": [
        {
          "label": "Rows",
          "path": "count"
        },
        {
          "label": "Truncated",
          "path": "truncated"
        }
      ]
    },
    {
      "id": "run-live-response",
      "name": "Run Live Response",
      "group": "custom",
      "collection": "live-response",
      "effect": "destroy",
      "guarded": true,
      "starts": "LiveResponse",
      "description": "Run live response commands on a device.",
      "details": "Runs commands in a session on a machine, in order, until one fails: puts files of the library on the machine, runs scripts of the library, gets files. A machine has one session at a time; for a machine that is offline it is queued for up to two hours. With waitSeconds the result includes what the scripts printed; fetch-live-response-result-uri returns the files.",
      "permissions": [
        "Machine.LiveResponse",
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/run-live-response",
      "table": [
        {
          "label": "Status",
          "path": "status"
        },
        {
          "label": "Machine",
          "path": "computerDnsName"
        },
        {
          "label": "Command",
          "path": "commands[].command.type"
        },
        {
          "label": "Command status",
          "path": "commands[].commandStatus"
        },
        {
          "label": "Output",
          "path": "scripts[].script_output"
        },
        {
          "label": "Comment",
          "path": "requestorComment"
        },
        {
          "label": "Machine action",
          "path": "id"
        }
      ]
    },
    {
      "id": "tag-machine",
      "name": "Tag Machine",
      "group": "custom",
      "collection": "machines",
      "effect": "change",
      "undo": "tag-machine",
      "description": "Add a tag to devices or remove it.",
      "details": "Adds a tag to a machine or removes it, or does so on up to 500 machines in one call. A tag that is already there, or already gone, is a success. Device groups and protected machines may depend on tags.",
      "permissions": [
        "Machine.ReadWrite.All"
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/add-or-remove-machine-tags",
      "table": [
        {
          "label": "Machine",
          "path": "computerDnsName"
        },
        {
          "label": "Tags",
          "path": "machineTags[]"
        },
        {
          "label": "Updated",
          "path": "updated[]"
        },
        {
          "label": "Dry run",
          "path": "dryRun"
        },
        {
          "label": "Machine id",
          "path": "id"
        }
      ]
    },
    {
      "id": "create-alert",
      "name": "Create Alert",
      "group": "custom",
      "collection": "alerts",
      "effect": "add",
      "description": "Create an alert from an event that hunting found.",
      "details": "An open alert of the same title on the machine absorbs the new one. Defender may start an automated investigation of its own.",
      "permissions": [
        "Alert.ReadWrite.All",
        {
          "permission": "Machine.Read.All",
          "when": "dryRun reads the machine"
        }
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/create-alert-by-reference",
      "table": [
        {
          "label": "Status",
          "path": "status"
        },
        {
          "label": "Severity",
          "path": "severity"
        },
        {
          "label": "Title",
          "path": "title"
        },
        {
          "label": "Machine",
          "path": "computerDnsName"
        },
        {
          "label": "Assigned to",
          "path": "assignedTo"
        },
        {
          "label": "Created",
          "path": "alertCreationTime"
        },
        {
          "label": "Alert",
          "path": "id"
        }
      ]
    },
    {
      "id": "update-alert",
      "name": "Update Alert",
      "group": "custom",
      "collection": "alerts",
      "effect": "change",
      "description": "Update an alert, or several at once.",
      "details": "Changes the status, the owner or the verdict of an alert, or adds a comment; with alertIds, of several alerts in one call. A comment cannot be removed.",
      "permissions": [
        "Alert.ReadWrite.All"
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/update-alert",
      "table": [
        {
          "label": "Status",
          "path": "status"
        },
        {
          "label": "Severity",
          "path": "severity"
        },
        {
          "label": "Title",
          "path": "title"
        },
        {
          "label": "Machine",
          "path": "computerDnsName"
        },
        {
          "label": "Assigned to",
          "path": "assignedTo"
        },
        {
          "label": "Created",
          "path": "alertCreationTime"
        },
        {
          "label": "Alert",
          "path": "id"
        }
      ]
    },
    {
      "id": "collect-investigation-package",
      "name": "Collect Investigation Package",
      "group": "scheduled",
      "collection": "packages",
      "effect": "add",
      "starts": "CollectInvestigationPackage",
      "description": "Collect investigation package from a device.",
      "details": "Run it repeatedly with the same params: the first run starts the collection, later runs report it. When it has succeeded, they return the link, or the file in downloadTo.",
      "permissions": [
        "Machine.CollectForensics",
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/collect-investigation-package",
      "table": [
        {
          "label": "Status",
          "path": "status"
        },
        {
          "label": "Type",
          "path": "type"
        },
        {
          "label": "Machine",
          "path": "computerDnsName"
        },
        {
          "label": "Comment",
          "path": "requestorComment"
        },
        {
          "label": "Requested",
          "path": "creationDateTimeUtc"
        },
        {
          "label": "Machine action",
          "path": "id"
        }
      ],
      "schedule": {
        "every": "10m",
        "expire": "1d"
      },
      "exitCondition": {
        "path": "status",
        "in": [
          "Succeeded",
          "Failed",
          "TimeOut",
          "Cancelled"
        ]
      }
    },
    {
      "id": "poll-new-alerts",
      "name": "Poll New Alerts",
      "group": "daemon",
      "collection": "alerts",
      "effect": "read",
      "description": "Returns each new alert exactly once, oldest first.",
      "details": "Pass the cursor of the last object of the previous run to get the alerts since then: each once, and all of them, although Defender may show an alert up to ten minutes after its creation.",
      "permissions": [
        [
          "Alert.Read.All",
          "Alert.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/alerts",
      "table": [
        {
          "label": "Severity",
          "path": "[].severity"
        },
        {
          "label": "Status",
          "path": "[].status"
        },
        {
          "label": "Title",
          "path": "[].title"
        },
        {
          "label": "Machine",
          "path": "[].computerDnsName"
        },
        {
          "label": "Created",
          "path": "[].alertCreationTime"
        },
        {
          "label": "Alert",
          "path": "[].id"
        }
      ]
    },
    {
      "id": "poll-new-remediation-activities",
      "name": "Poll New Remediation Activities",
      "group": "daemon",
      "collection": "remediation-activities",
      "effect": "read",
      "description": "Returns each new remediation activity exactly once, oldest first.",
      "details": "Pass the cursor of the last object of the previous run to get the activities since then.",
      "permissions": [
        "RemediationTasks.Read.All"
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-remediation-methods-properties",
      "table": [
        {
          "label": "Status",
          "path": "[].status"
        },
        {
          "label": "Priority",
          "path": "[].priority"
        },
        {
          "label": "Title",
          "path": "[].title"
        },
        {
          "label": "Created",
          "path": "[].createdOn"
        },
        {
          "label": "Due",
          "path": "[].dueOn"
        },
        {
          "label": "Remediation activity",
          "path": "[].id"
        }
      ]
    },
    {
      "id": "test-connection",
      "name": "Test Connection",
      "group": "system",
      "collection": "connection",
      "effect": "read",
      "description": "Check the saved settings: sign-in, one harmless read, and the permissions that actions will need.",
      "details": "Signs in anew, reads once, and reports which permissions are granted and which are missing.",
      "permissions": [],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/exposed-apis-create-app-webapp",
      "table": [
        {
          "label": "OK",
          "path": "ok"
        },
        {
          "label": "Latency (ms)",
          "path": "latencyMs"
        },
        {
          "label": "Warnings",
          "path": "warnings[]"
        }
      ]
    }
  ]
} };
