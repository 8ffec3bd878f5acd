import { readListOptions, refuseOptions } from '../../odata/options.ts';
import { contextOf, pageReply, selectRows } from '../../odata/page.ts';
import { propertyTable } from '../../odata/properties.ts';
import { ServiceError } from '../../wire/errors.ts';
import { json, type Reply } from '../../wire/exchange.ts';
import { type Call, param, type Route } from '../../wire/route.ts';
import { exposedMachines, type RemediationRecord } from './record.ts';
import { remediationActivitiesOf } from './store.ts';

const roles = ['RemediationTasks.Read.All'];

const properties = propertyTable(
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
  { method: 'GET', path: '/api/remediationTasks', roles, handle: listActivities },
  { method: 'GET', path: '/api/remediationTasks/{id}', roles, handle: getActivity },
  { method: 'GET', path: '/api/remediationTasks/{id}/machineReferences', roles, handle: listMachineReferences },
];

/** https://learn.microsoft.com/defender-endpoint/api/get-remediation-all-activities */
function listActivities({ exchange, tenant }: Call): Reply {
  const rows = remediationActivitiesOf(tenant).list();
  const options = readListOptions(exchange.query, properties);
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
  const activity = remediationActivitiesOf(call.tenant).get(id);
  if (activity !== undefined) return activity;
  throw new ServiceError('ResourceNotFound', `Remediation activity ${id} was not found.`);
}
