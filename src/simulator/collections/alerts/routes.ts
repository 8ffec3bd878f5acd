import { readListOptions, refuseOptions } from '../../odata/options.ts';
import { contextOf, pageReply, selectRows } from '../../odata/page.ts';
import { propertyTable } from '../../odata/properties.ts';
import { json, type Reply } from '../../wire/exchange.ts';
import { type Call, param, type Route } from '../../wire/route.ts';
import { readAlerts } from '../permissions.ts';
import type { AlertRecord } from './record.ts';
import { alertById } from './rules.ts';
import { alertsOf } from './store.ts';

const properties = propertyTable(
  {
    id: 'text',
    incidentId: 'number',
    investigationId: 'number',
    investigationState: 'enum',
    assignedTo: 'text',
    severity: 'enum',
    status: 'enum',
    classification: 'enum',
    determination: 'enum',
    category: 'text',
    detectionSource: 'enum',
    detectorId: 'text',
    threatFamilyName: 'text',
    threatName: 'text',
    title: 'text',
    description: 'text',
    alertCreationTime: 'time',
    firstEventTime: 'time',
    lastEventTime: 'time',
    lastUpdateTime: 'time',
    resolvedTime: 'time',
    machineId: 'text',
    computerDnsName: 'text',
    rbacGroupName: 'text',
    aadTenantId: 'text',
    mitreTechniques: 'texts',
    relatedUser: 'object',
    comments: 'object',
    evidence: 'object',
  },
  [
    'alertCreationTime',
    'lastUpdateTime',
    'incidentId',
    'investigationId',
    'id',
    'assignedTo',
    'detectionSource',
    'lastEventTime',
    'status',
    'severity',
    'category',
  ],
);

/** Reads of alerts. */
export const alertRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/alerts', roles: readAlerts, handle: listAlerts },
  { method: 'GET', path: '/api/alerts/{id}', roles: readAlerts, handle: getAlert },
];

/** `evidence` is empty unless it is expanded. https://learn.microsoft.com/defender-endpoint/api/get-alerts */
function listAlerts({ exchange, tenant }: Call): Reply {
  const options = readListOptions(exchange.query, properties, 'evidence');
  const held = alertsOf(tenant).list();
  const rows = options.expand ? held : held.map((alert) => ({ ...alert, evidence: [] }));
  const listing = { set: 'Alerts', rows, options, madeAt: 'alertCreationTime' };
  return pageReply(listing, selectRows(listing, tenant), exchange, tenant.settings);
}

/** https://learn.microsoft.com/defender-endpoint/api/get-alert-info-by-id */
function getAlert(call: Call): Reply {
  refuseOptions(call.exchange.query);
  return alertReply(call, alertById(call.tenant, param(call, 'id')));
}

/** 200 with one alert. */
export const alertReply = ({ exchange }: Call, alert: AlertRecord): Reply =>
  json(200, { '@odata.context': contextOf(exchange, 'Alerts/$entity'), ...alert });
