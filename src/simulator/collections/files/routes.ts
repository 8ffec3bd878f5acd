import { refuseOptions } from '../../odata/options.ts';
import { contextOf } from '../../odata/page.ts';
import { ServiceError } from '../../wire/errors.ts';
import { json, type Reply } from '../../wire/exchange.ts';
import { type Call, param, type Route } from '../../wire/route.ts';
import { filesOf } from './store.ts';

/** File profiles. */
export const fileRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/files/{hash}', roles: ['File.Read.All'], handle: getFile },
];

/** By SHA-1 or SHA-256, and by MD5 if the profile has one. https://learn.microsoft.com/defender-endpoint/api/get-file-information */
function getFile(call: Call): Reply {
  refuseOptions(call.exchange.query);
  const hash = param(call, 'hash');
  if (!/^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i.test(hash)) {
    throw new ServiceError('InvalidHashValue', `'${hash}' is not an MD5, SHA-1 or SHA-256.`);
  }
  const file = filesOf(call.tenant).get(hash);
  if (file === undefined) throw new ServiceError('ResourceNotFound', `File ${hash} was not found.`);
  return json(200, { '@odata.context': contextOf(call.exchange, 'Files/$entity'), ...file });
}
