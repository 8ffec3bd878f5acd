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
      "description": "Retrieve a URI that allows downloading of an Investigation package.",
      "permissions": [
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-package-sas-uri",
      "params": "schemas/actions/fetch-investigation-package-uri.json#/definitions/params",
      "result": "schemas/actions/fetch-investigation-package-uri.json#/definitions/result",
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
      "description": "Retrieve specific machine action by its ID.",
      "permissions": [
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-machineaction-object",
      "params": "schemas/actions/get-machine-action-details.json#/definitions/params",
      "result": "schemas/actions/get-machine-action-details.json#/definitions/result",
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
      "description": "Retrieve a collection of all active Indicators.",
      "permissions": [
        [
          "Ti.ReadWrite.All",
          "Ti.ReadWrite"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-ti-indicators-collection",
      "params": "schemas/actions/list-indicators.json#/definitions/params",
      "result": "schemas/actions/list-indicators.json#/definitions/result",
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
      "description": "Retrieves a collection of machines that have communicated with Microsoft Defender for Endpoint cloud.",
      "permissions": [
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-machines",
      "params": "schemas/actions/list-machines.json#/definitions/params",
      "result": "schemas/actions/list-machines.json#/definitions/result",
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
      "description": "Retrieves a collection of machine actions.",
      "permissions": [
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-machineactions-collection",
      "params": "schemas/actions/list-machine-actions.json#/definitions/params",
      "result": "schemas/actions/list-machine-actions.json#/definitions/result",
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
      "description": "Retrieve a URI that allows downloading the result of a completed live response command.",
      "permissions": [
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-live-response-result",
      "params": "schemas/actions/fetch-live-response-result-uri.json#/definitions/params",
      "result": "schemas/actions/fetch-live-response-result-uri.json#/definitions/result",
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
      "description": "Retrieve a collection of automated investigations.",
      "permissions": [
        [
          "Alert.Read.All",
          "Alert.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-investigation-collection",
      "params": "schemas/actions/list-investigations.json#/definitions/params",
      "result": "schemas/actions/list-investigations.json#/definitions/result",
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
      "description": "Retrieve a specific automated investigation by its ID.",
      "permissions": [
        [
          "Alert.Read.All",
          "Alert.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-investigation-object",
      "params": "schemas/actions/get-investigation.json#/definitions/params",
      "result": "schemas/actions/get-investigation.json#/definitions/result",
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
      "description": "Retrieve a specific device.",
      "permissions": [
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-machine-by-id",
      "params": "schemas/actions/get-machine.json#/definitions/params",
      "result": "schemas/actions/get-machine.json#/definitions/result",
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
      "description": "Retrieves a collection of alerts.",
      "permissions": [
        [
          "Alert.Read.All",
          "Alert.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-alerts",
      "params": "schemas/actions/list-alerts.json#/definitions/params",
      "result": "schemas/actions/list-alerts.json#/definitions/result",
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
      "description": "Retrieve specific alert by its ID.",
      "permissions": [
        [
          "Alert.Read.All",
          "Alert.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-alert-info-by-id",
      "params": "schemas/actions/get-alert.json#/definitions/params",
      "result": "schemas/actions/get-alert.json#/definitions/result",
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
      "description": "Retrieves statistics of a domain.",
      "permissions": [
        "URL.Read.All"
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-domain-statistics",
      "params": "schemas/actions/get-domain-statistics.json#/definitions/params",
      "result": "schemas/actions/get-domain-statistics.json#/definitions/result",
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
      "description": "Retrieves statistics of a file.",
      "permissions": [
        "File.Read.All"
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-file-statistics",
      "params": "schemas/actions/get-file-statistics.json#/definitions/params",
      "result": "schemas/actions/get-file-statistics.json#/definitions/result",
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
      "description": "Retrieves statistics of an IP address.",
      "permissions": [
        "Ip.Read.All"
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-ip-statistics",
      "params": "schemas/actions/get-ip-statistics.json#/definitions/params",
      "result": "schemas/actions/get-ip-statistics.json#/definitions/result",
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
      "description": "Retrieves a collection of remediation activities.",
      "permissions": [
        "RemediationTasks.Read.All"
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-remediation-all-activities",
      "params": "schemas/actions/list-remediation-activities.json#/definitions/params",
      "result": "schemas/actions/list-remediation-activities.json#/definitions/result",
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
      "description": "Retrieve specific remediation activity by its ID.",
      "permissions": [
        "RemediationTasks.Read.All"
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-remediation-one-activity",
      "params": "schemas/actions/get-remediation-activity.json#/definitions/params",
      "result": "schemas/actions/get-remediation-activity.json#/definitions/result",
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
      "description": "Retrieves the machines that a remediation activity is to reach.",
      "permissions": [
        "RemediationTasks.Read.All"
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-remediation-exposed-devices-activities",
      "params": "schemas/actions/list-remediation-activity-machines.json#/definitions/params",
      "result": "schemas/actions/list-remediation-activity-machines.json#/definitions/result",
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
      "description": "Delete an Indicator entity by ID.",
      "permissions": [
        [
          "Ti.ReadWrite.All",
          "Ti.ReadWrite"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/delete-ti-indicator-by-id",
      "params": "schemas/actions/delete-indicator.json#/definitions/params",
      "result": "schemas/actions/delete-indicator.json#/definitions/result",
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
      "description": "Isolate a device from accessing external network.",
      "permissions": [
        "Machine.Isolate",
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/isolate-machine",
      "params": "schemas/actions/isolate-machine.json#/definitions/params",
      "result": "schemas/actions/isolate-machine.json#/definitions/result",
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
      "description": "Undo isolation of a device.",
      "permissions": [
        "Machine.Isolate",
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/unisolate-machine",
      "params": "schemas/actions/release-machine-from-isolation.json#/definitions/params",
      "result": "schemas/actions/release-machine-from-isolation.json#/definitions/result",
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
      "description": "Initiate Microsoft Defender Antivirus scan on a device.",
      "permissions": [
        "Machine.Scan",
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/run-av-scan",
      "params": "schemas/actions/run-antivirus-scan.json#/definitions/params",
      "result": "schemas/actions/run-antivirus-scan.json#/definitions/result",
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
      "description": "Start automated investigation on a device.",
      "permissions": [
        "Alert.ReadWrite.All",
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/initiate-autoir-investigation",
      "params": "schemas/actions/start-automated-investigation.json#/definitions/params",
      "result": "schemas/actions/start-automated-investigation.json#/definitions/result",
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
      "description": "Stop execution of a file on a device and delete it.",
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
      "params": "schemas/actions/stop-and-quarantine-file.json#/definitions/params",
      "result": "schemas/actions/stop-and-quarantine-file.json#/definitions/result",
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
      "description": "Submit or update new Indicator entity.",
      "permissions": [
        [
          "Ti.ReadWrite.All",
          "Ti.ReadWrite"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/post-ti-indicator",
      "params": "schemas/actions/submit-indicator.json#/definitions/params",
      "result": "schemas/actions/submit-indicator.json#/definitions/result",
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
      "description": "Cancel a specific machine action.",
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
          "when": "it restricts execution or lifts that"
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
      "params": "schemas/actions/cancel-machine-action.json#/definitions/params",
      "result": "schemas/actions/cancel-machine-action.json#/definitions/result",
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
      "description": "Restrict execution of all applications on a device except a predefined set.",
      "permissions": [
        "Machine.RestrictExecution",
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/restrict-code-execution",
      "params": "schemas/actions/restrict-app-execution.json#/definitions/params",
      "result": "schemas/actions/restrict-app-execution.json#/definitions/result",
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
      "description": "Enable execution of any application on a device again.",
      "permissions": [
        "Machine.RestrictExecution",
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/unrestrict-code-execution",
      "params": "schemas/actions/remove-app-execution-restriction.json#/definitions/params",
      "result": "schemas/actions/remove-app-execution-restriction.json#/definitions/result",
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
      "description": "Deprecated, use Start Automated Investigation. Initiate investigation on a device.",
      "permissions": [
        "Alert.ReadWrite.All",
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/initiate-autoir-investigation",
      "params": "schemas/actions/initiate-investigation.json#/definitions/params",
      "result": "schemas/actions/initiate-investigation.json#/definitions/result",
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
      "description": "Inspect unusual activity, detect possible threats and even respond to attacks.",
      "permissions": [
        [
          "ThreatHunting.Read.All",
          "AdvancedQuery.Read.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/run-advanced-query-api",
      "params": "schemas/actions/run-advanced-hunting-query.json#/definitions/params",
      "result": "schemas/actions/run-advanced-hunting-query.json#/definitions/result",
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
      "description": "Run live response commands on a device.",
      "permissions": [
        "Machine.LiveResponse",
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/run-live-response",
      "params": "schemas/actions/run-live-response.json#/definitions/params",
      "result": "schemas/actions/run-live-response.json#/definitions/result",
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
      "description": "Add a tag to devices or remove it.",
      "permissions": [
        "Machine.ReadWrite.All"
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/add-or-remove-machine-tags",
      "params": "schemas/actions/tag-machine.json#/definitions/params",
      "result": "schemas/actions/tag-machine.json#/definitions/result",
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
      "description": "Create an alert from an event that hunting found.",
      "permissions": [
        "Alert.ReadWrite.All",
        {
          "permission": "Machine.Read.All",
          "when": "dryRun reads the machine"
        }
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/create-alert-by-reference",
      "params": "schemas/actions/create-alert.json#/definitions/params",
      "result": "schemas/actions/create-alert.json#/definitions/result",
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
      "description": "Update an alert, or several at once.",
      "permissions": [
        "Alert.ReadWrite.All"
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/update-alert",
      "params": "schemas/actions/update-alert.json#/definitions/params",
      "result": "schemas/actions/update-alert.json#/definitions/result",
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
      "description": "Collect investigation package from a device.",
      "permissions": [
        "Machine.CollectForensics",
        [
          "Machine.Read.All",
          "Machine.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/collect-investigation-package",
      "params": "schemas/actions/collect-investigation-package.json#/definitions/params",
      "result": "schemas/actions/collect-investigation-package.json#/definitions/result",
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
      "description": "Returns each new alert exactly once, oldest first.",
      "permissions": [
        [
          "Alert.Read.All",
          "Alert.ReadWrite.All"
        ]
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/alerts",
      "params": "schemas/actions/poll-new-alerts.json#/definitions/params",
      "result": "schemas/actions/poll-new-alerts.json#/definitions/result",
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
      "description": "Returns each new remediation activity exactly once, oldest first.",
      "permissions": [
        "RemediationTasks.Read.All"
      ],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/get-remediation-methods-properties",
      "params": "schemas/actions/poll-new-remediation-activities.json#/definitions/params",
      "result": "schemas/actions/poll-new-remediation-activities.json#/definitions/result",
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
      "description": "Check the saved settings: sign-in, one harmless read, and the permissions that actions will need.",
      "permissions": [],
      "docs": "https://learn.microsoft.com/defender-endpoint/api/exposed-apis-create-app-webapp",
      "params": "schemas/actions/test-connection.json#/definitions/params",
      "result": "schemas/actions/test-connection.json#/definitions/result",
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
