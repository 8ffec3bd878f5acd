import { readListOptions, refuseOptions } from '../../odata/options.ts';
import { contextOf, pageReply, selectRows } from '../../odata/page.ts';
import { properties } from '../../odata/properties.ts';
import { ServiceError } from '../../wire/errors.ts';
import { json, type Reply } from '../../wire/exchange.ts';
import { type Call, param, type Route } from '../../wire/route.ts';
import { exposedMachines, type RemediationRecord } from './record.ts';

const ROLES = ['RemediationTasks.Read.All'];

const PROPERTIES = properties(
  {
    id: 'text',
    title: 'text',
    createdOn: 'time',
    requesterId: 'text',
    requesterEmail: 'text',
    requesterNotes: 'text',
    status: 'enum',
    statusLastModifiedOn: 'time',
    description: 'text',
    relatedComponent: 'text',
    targetDevices: 'number',
    fixedDevices: 'number',
    rbacGroupNames: 'texts',
    dueOn: 'time',
    category: 'text',
    productivityImpactRemediationType: 'text',
    priority: 'enum',
    completionMethod: 'text',
    completerId: 'text',
    completerEmail: 'text',
    scid: 'text',
    type: 'text',
    productId: 'text',
    vendorId: 'text',
    nameId: 'text',
    recommendedVersion: 'text',
    recommendedVendor: 'text',
    recommendedProgram: 'text',
  },
  ['createdOn', 'status'],
);

/** Reads of remediation activities. */
export const remediationRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/remediationTasks', roles: ROLES, handle: listActivities },
  { method: 'GET', path: '/api/remediationTasks/{id}', roles: ROLES, handle: getActivity },
  { method: 'GET', path: '/api/remediationTasks/{id}/machineReferences', roles: ROLES, handle: listMachineReferences },
];

/** https://learn.microsoft.com/defender-endpoint/api/get-remediation-all-activities */
function listActivities({ exchange, tenant }: Call): Reply {
  const rows = tenant.remediationActivities.list();
  const options = readListOptions(exchange.query, PROPERTIES);
  const listing = { set: 'RemediationTasks', rows, options, madeAt: 'createdOn' };
  return pageReply(listing, selectRows(listing, tenant), exchange, tenant.settings);
}

/** https://learn.microsoft.com/defender-endpoint/api/get-remediation-one-activity */
function getActivity(call: Call): Reply {
  refuseOptions(call.exchange.query);
  return json(200, { '@odata.context': contextOf(call.exchange, 'RemediationTasks/$entity'), ...activityById(call) });
}

/** The page documents no options and no pages. https://learn.microsoft.com/defender-endpoint/api/get-remediation-exposed-devices-activities */
function listMachineReferences(call: Call): Reply {
  refuseOptions(call.exchange.query);
  activityById(call);
  const value = exposedMachines(call.tenant).map(({ id, computerDnsName, osPlatform, rbacGroupName }) => {
    return { id, computerDnsName, osPlatform, rbacGroupName };
  });
  return json(200, { '@odata.context': contextOf(call.exchange, 'MachineReferences'), value });
}

function activityById(call: Call): RemediationRecord {
  const id = param(call, 'id');
  const activity = call.tenant.remediationActivities.get(id);
  if (activity !== undefined) return activity;
  throw new ServiceError('ResourceNotFound', `Remediation activity ${id} was not found.`);
}
