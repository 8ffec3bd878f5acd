import { refuseOptions } from '../../odata/options.ts';
import { contextOf } from '../../odata/page.ts';
import { linkTo } from '../../storage/link.ts';
import { ServiceError } from '../../wire/errors.ts';
import { json, type Reply } from '../../wire/exchange.ts';
import { type Call, param, type Route } from '../../wire/route.ts';
import { viewAction } from '../machine-actions/record.ts';
import { actionById } from '../machine-actions/rules.ts';
import { commentShape, responseAction, startSupported } from '../machine-actions/start.ts';
import { readMachines } from '../permissions.ts';

/** Collecting an investigation package, and the link to it. */
export const packageRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/machineactions/{id}/getPackageUri', roles: readMachines, handle: getPackageUri },
  /** https://learn.microsoft.com/defender-endpoint/api/collect-investigation-package */
  responseAction('collectInvestigationPackage', 'CollectInvestigationPackage', commentShape, (call, _body, machine) =>
    startSupported(call, machine, 'CollectInvestigationPackage'),
  ),
];

/**
 * 404 until the package exists. The link's quotation marks belong to the answer, as in the page's sample.
 *
 * https://learn.microsoft.com/defender-endpoint/api/get-package-sas-uri
 */
function getPackageUri(call: Call): Reply {
  refuseOptions(call.exchange.query);
  const { exchange, tenant } = call;
  const record = actionById(tenant, param(call, 'id'));
  const view = viewAction(record, tenant);
  if (view.type !== 'CollectInvestigationPackage') {
    throw new ServiceError(
      'BadRequest',
      `Machine action ${record.id} is a ${view.type}: it has no investigation package.`,
    );
  }
  if (view.status !== 'Succeeded') {
    throw new ServiceError(
      'ResourceNotFound',
      `The investigation package of machine action ${record.id} is not available.`,
    );
  }
  const value = `"${linkTo(`${record.id}.zip`, tenant, exchange.origin)}"`;
  return json(200, { '@odata.context': contextOf(exchange, 'Edm.String'), value });
}
