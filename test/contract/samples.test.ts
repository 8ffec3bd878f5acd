import { describe, expect, it } from 'vitest';
import { compiler } from '../support/catalogue.ts';

const schemaOf = compiler();

/** Errors of a body against a schema. */
function faults(name: string, body: unknown): string[] {
  const validate = schemaOf(name);
  validate(body);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const machineAction = {
  id: '5382f7ea-7557-4ab7-9782-d50480024a4e',
  type: 'Isolate',
  scope: 'Selective',
  requestor: 'analyst@contoso.example',
  requestorComment: 'test for docs',
  requestSource: 'PublicApi',
  status: 'Succeeded',
  machineId: '7b1f4967d9728e5aa3c06a9e617a22a4a5a17378',
  computerDnsName: 'desktop-test',
  creationDateTimeUtc: '2019-01-02T14:39:38.2262283Z',
  lastUpdateDateTimeUtc: '2019-01-02T14:40:44.6596267Z',
  relatedFileInfo: null,
};

const liveResponse = {
  ...machineAction,
  type: 'LiveResponse',
  scope: null,
  externalID: null,
  cancellationRequestor: null,
  cancellationComment: null,
  cancellationDateTimeUtc: null,
  errorHResult: 0,
  commands: [
    {
      index: 0,
      startTime: null,
      endTime: null,
      commandStatus: 'Created',
      errors: [],
      command: { type: 'RunScript', params: [{ key: 'ScriptName', value: 'minidump.ps1' }] },
    },
  ],
};

const machine = {
  id: '1e5bc9d7e413ddd7902c2932e418702b84d0cc07',
  computerDnsName: 'mymachine1.contoso.com',
  firstSeen: '2018-08-02T14:55:03.7791856Z',
  lastSeen: '2021-01-25T07:27:36.052313Z',
  osPlatform: 'Windows10',
  osVersion: null,
  osProcessor: 'x64',
  version: '1901',
  lastIpAddress: '10.166.113.46',
  lastExternalIpAddress: '167.220.203.175',
  healthStatus: 'Active',
  rbacGroupName: 'The-A-Team',
  rbacGroupId: 140,
  riskScore: 'Low',
  exposureLevel: 'Low',
  aadDeviceId: null,
  isAadJoined: true,
  onboardingStatus: 'onboarded',
  deviceValue: null,
  machineTags: ['Tag1', 'Tag2'],
  ipAddresses: [{ ipAddress: '10.166.113.47', macAddress: '8CEC4B897E73', operationalStatus: 'Up' }],
};

const indicator = {
  id: '995',
  indicatorValue: '12.13.14.15',
  indicatorType: 'IpAddress',
  action: 'Alert',
  application: 'demo-test',
  source: 'TestPrdApp',
  sourceType: 'AadApp',
  title: 'Michael test',
  creationTimeDateTimeUtc: '2019-10-24T11:15:35.3688259Z',
  createdBy: '45097602-1234-5678-1234-9f453233e62c',
  expirationTime: '2020-12-12T00:00:00Z',
  lastUpdateTime: '2019-10-24T10:54:23.2009016Z',
  lastUpdatedBy: null,
  severity: 'Informational',
  description: 'test',
  recommendedActions: 'test',
  rbacGroupNames: [],
  generateAlert: 'True',
};

const samples: [string, string, unknown][] = [
  ['a machine action', 'defender/machine-action.json', machineAction],
  [
    'a machine action of a list, whose update time has another name',
    'defender/machine-action.json',
    (({ lastUpdateDateTimeUtc, ...rest }) => ({ ...rest, lastUpdateTimeUtc: lastUpdateDateTimeUtc }))(machineAction),
  ],
  [
    'a quarantined file',
    'defender/machine-action.json',
    {
      ...machineAction,
      relatedFileInfo: { fileIdentifier: '87662bc3d60e4200ceaf7aae249d1c343f4b83c9', fileIdentifierType: 'Sha1' },
    },
  ],
  ['a live response', 'defender/machine-action.json', liveResponse],
  [
    'a status that is not documented yet',
    'defender/machine-action.json',
    { ...machineAction, status: 'Paused', type: 'Contain' },
  ],
  ['a machine, its group id a number', 'defender/machine.json', machine],
  ['a machine, its group id text', 'defender/machine.json', { ...machine, rbacGroupId: '140' }],
  [
    'a machine without a name or scores',
    'defender/machine.json',
    { ...machine, computerDnsName: '', riskScore: null, exposureLevel: null, osBuild: null },
  ],
  [
    'a machine with fields that are new',
    'defender/machine.json',
    { ...machine, managedBy: 'Intune', vmMetadata: { vmId: 'x' } },
  ],
  [
    'an investigation, its id text',
    'defender/investigation.json',
    {
      id: '63017',
      startTime: '2020-01-06T14:11:34Z',
      endTime: null,
      state: 'Running',
      cancelledBy: null,
      statusDetails: null,
      machineId: machine.id,
      computerDnsName: 'desktop',
      triggeringAlertId: 'da637139127150012465_1011995739',
    },
  ],
  ['an indicator, generateAlert as text', 'defender/indicator.json', indicator],
  [
    'an indicator, generateAlert as boolean',
    'defender/indicator.json',
    { ...indicator, generateAlert: true, expirationTime: null, rbacGroupIds: ['1'] },
  ],
  [
    'a file',
    'defender/file.json',
    {
      sha1: '4388963aaa83afe2042a46a3c017ad50bdcdafb3',
      sha256: '413c58c8267d2c8648d8f6384bacc2ae9c929b2b96578b6860b5087cd1bd6462',
      globalPrevalence: 180022,
      globalFirstObserved: '2017-09-19T03:51:27.6785431Z',
      size: 22139496,
      fileType: 'APP',
      isPeFile: true,
      filePublisher: null,
      isValidCertificate: true,
      determinationType: 'Unknown',
      determinationValue: null,
    },
  ],
  [
    'a package link, in its own quotes',
    'actions/fetch-investigation-package-uri.json#/definitions/result',
    { value: 'https://userrequests-us.securitycenter.windows.com/x.zip?token=MIISJwYJ' },
  ],
  [
    'a list of machine actions',
    'actions/list-machine-actions.json#/definitions/result',
    { value: [machineAction, liveResponse], count: 2, hasMore: false },
  ],
  [
    'a list of indicators, one per item of an import',
    'actions/list-indicators.json#/definitions/result',
    { value: [indicator], count: 1, hasMore: false, totalCount: 1 },
  ],
  [
    'a hunting result',
    'defender/hunting-result.json',
    {
      schema: [{ name: 'Timestamp', type: 'DateTime' }],
      results: [{ Timestamp: '2020-08-30T06:38:35.7664356Z', Count: null, Flag: true }],
      count: 1,
      truncated: false,
    },
  ],
];

describe("Defender's documented bodies satisfy the schemas", () => {
  it.each(samples)('%s', (_what, schema, body) => {
    expect(faults(schema, body)).toEqual([]);
  });

  it.each([...new Set(samples.map(([, schema]) => schema))])('%s refuses another body', (schema) => {
    expect(faults(schema, [])).not.toEqual([]);
  });
});
