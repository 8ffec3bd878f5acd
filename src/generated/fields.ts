// Computed from integration.yaml and schemas/ by `npm run generate`: change those.
import type { Manifest } from './types.ts';

/** The fields of a resource, as integration.yaml declares them. */
export const resourceFields: Manifest['resource']['fields'] = [
  {
    "id": "label",
    "label": "Label",
    "type": "text",
    "required": false,
    "help": "Name of this resource, shown to people and in logs. Default: \"default\".",
    "advanced": false
  },
  {
    "id": "apiUrl",
    "label": "API URL",
    "type": "list",
    "required": true,
    "help": "API host nearest to your tenant's data. api.security.microsoft.com always works for commercial tenants.",
    "choices": [
      "api-us.securitycenter.microsoft.com",
      "api-eu.securitycenter.microsoft.com",
      "api-uk.securitycenter.microsoft.com",
      "api.security.microsoft.com",
      "us.api.security.microsoft.com",
      "eu.api.security.microsoft.com",
      "uk.api.security.microsoft.com",
      "au.api.security.microsoft.com",
      "swa.api.security.microsoft.com",
      "ina.api.security.microsoft.com",
      "aea.api.security.microsoft.com",
      "api-gcc.securitycenter.microsoft.us",
      "api-gov.securitycenter.microsoft.us"
    ],
    "advanced": false
  },
  {
    "id": "tenantId",
    "label": "Directory (Tenant ID)",
    "type": "text",
    "required": true,
    "help": "Directory (tenant) ID from the app registration's overview page, a GUID, or a verified domain of the tenant.",
    "advanced": false
  },
  {
    "id": "clientId",
    "label": "Application (Client ID)",
    "type": "text",
    "required": true,
    "help": "Application (client) ID from the app registration's overview page, a GUID. A managed identity may leave it out.",
    "advanced": false
  },
  {
    "id": "clientSecret",
    "label": "Client Secret",
    "type": "password",
    "required": false,
    "help": "Value (not the ID) of a client secret of the application. Required unless a client certificate is given or the credential is another one.",
    "advanced": false
  },
  {
    "id": "clientCertificate",
    "label": "Client Certificate",
    "type": "password",
    "required": false,
    "help": "PEM text of an RSA private key and its certificate, or base64 of it. Takes precedence over the client secret.",
    "advanced": true
  },
  {
    "id": "credential",
    "label": "Credential",
    "type": "list",
    "required": false,
    "help": "What signs in. Default: application, with a client secret or certificate. With managedIdentity the identity of this Azure machine, with workloadIdentity a token of the platform that Entra ID trusts.",
    "choices": [
      "application",
      "managedIdentity",
      "workloadIdentity"
    ],
    "advanced": true
  },
  {
    "id": "managedIdentityClientId",
    "label": "Managed Identity Client ID",
    "type": "text",
    "required": false,
    "help": "Client ID of a user-assigned managed identity, a GUID. Leave it out for the system-assigned one.",
    "advanced": true
  },
  {
    "id": "federatedTokenFile",
    "label": "Federated Token File",
    "type": "text",
    "required": false,
    "help": "Path of the token file for the credential workloadIdentity. Default: the one that AZURE_FEDERATED_TOKEN_FILE names.",
    "advanced": true
  },
  {
    "id": "authority",
    "label": "Sign-in Host",
    "type": "text",
    "required": false,
    "help": "Sign-in host of the cloud. Default: the one that belongs to the API URL.",
    "advanced": true
  },
  {
    "id": "tokenResource",
    "label": "Token Resource",
    "type": "text",
    "required": false,
    "help": "Resource to request tokens for. Default: the one of the cloud; for commercial tenants the former host, whatever the API URL.",
    "advanced": true
  },
  {
    "id": "proxyUrl",
    "label": "Proxy URL",
    "type": "password",
    "required": false,
    "help": "HTTP proxy for every connection. Percent-encode its user name and password. If left out, HTTPS_PROXY and NO_PROXY apply.",
    "advanced": true
  },
  {
    "id": "caCertificates",
    "label": "CA Certificates",
    "type": "textarea",
    "required": false,
    "help": "PEM text of certificate authorities to trust in addition to the built-in ones, for networks that inspect TLS.",
    "advanced": true
  },
  {
    "id": "timeoutSeconds",
    "label": "Connection Timeout",
    "type": "number",
    "required": false,
    "help": "Deadline of an action in seconds, up to the accepted machine action or the end of a read. Default: 300.",
    "advanced": true
  },
  {
    "id": "protectedMachines",
    "label": "Protected Machines",
    "type": "textarea",
    "required": false,
    "help": "Machines that must never be isolated, restricted, have files quarantined or commands run. Separate entries with commas or line breaks; an entry is a machine id, a name (* stands for any characters) or tag:NAME.",
    "advanced": true
  },
  {
    "id": "protectedIndicators",
    "label": "Protected Indicators",
    "type": "textarea",
    "required": false,
    "help": "What must never be blocked or warned about. Separate entries with commas or line breaks; an entry is a domain (* stands for any characters), an address or CIDR range, a hash, a URL (* in its path and host), private for addresses of private networks, or own-domains for the domain in the tenant ID.",
    "advanced": true
  },
  {
    "id": "huntingApi",
    "label": "Hunting API",
    "type": "list",
    "required": false,
    "help": "API for advanced hunting. Default: auto, which uses Microsoft Graph if it is granted, else the Defender endpoint, which Microsoft retires on 1 February 2027.",
    "choices": [
      "auto",
      "graph",
      "defender"
    ],
    "advanced": true
  },
  {
    "id": "mode",
    "label": "Mode",
    "type": "list",
    "required": false,
    "help": "What playbooks may do. Default: live. With dryRun every write is a dry run: checks and reads are real, nothing is written. With readOnly every action that writes is refused.",
    "choices": [
      "live",
      "dryRun",
      "readOnly"
    ],
    "advanced": true
  },
  {
    "id": "maxContainmentsPerHour",
    "label": "Most Containments an Hour",
    "type": "text",
    "required": false,
    "help": "Most machines that the application isolates, restricts, quarantines files on or runs commands on in an hour, on all hosts together. Beyond it such actions are refused. If left out, there is no limit.",
    "advanced": true
  }
];
