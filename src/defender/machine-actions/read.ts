import { SoarError } from '../../errors.ts';
import type { ListMachineActionsParams, MachineAction } from '../../generated/types.ts';
import type { RowStream } from '../../result.ts';
import { momentText } from '../../values/moment.ts';
import { sameText, timeOf, withExternalID } from '../../values/text.ts';
import { readLink } from '../api/link.ts';
import { all, type Collection, listOf } from '../api/list.ts';
import { allOf, equalities, oneOf } from '../api/odata.ts';
import { readOne } from '../api/one.ts';
import type { DefenderContext } from '../context.ts';

/** A machine action with a usable id. */
export type KnownMachineAction = MachineAction & { id: string };

/** Defender spells two fields in two ways; results have them under their documented names too. */
export function withDocumentedNames<T extends MachineAction>(action: T): T {
  const { lastUpdateTimeUtc, lastUpdateDateTimeUtc = lastUpdateTimeUtc } = action;
  return withExternalID(lastUpdateDateTimeUtc === undefined ? action : { ...action, lastUpdateDateTimeUtc });
}

/** GET /api/machineactions: https://learn.microsoft.com/defender-endpoint/api/get-machineactions-collection */
export const machineActions: Collection = {
  path: '/api/machineactions',
  entity: 'machine action',
  row: withDocumentedNames,
};

/** One machine action by id: https://learn.microsoft.com/defender-endpoint/api/get-machineaction-object */
export const getMachineAction = async (context: DefenderContext, id: string): Promise<KnownMachineAction> =>
  withDocumentedNames(await readOne<MachineAction>(context, machineActions, id));

/** Lists the machine actions that match the params, of all machines or of those with `machineIds`. */
export function listMachineActions(
  context: DefenderContext,
  params: ListMachineActionsParams,
  machineIds: readonly string[] | undefined,
): RowStream {
  const { type, status, requestor, createdSince } = params;
  return listOf(context, machineActions, params, [
    machineIds && oneOf('machineId', machineIds),
    ...equalities({ type, status, requestor }),
    createdSince && `creationDateTimeUtc ge ${momentText(createdSince, context.clock.now(), 'back')}`,
  ]);
}

/** The actions on one machine, of one type or of all, newest first. */
export async function actionsOf(
  { http }: DefenderContext,
  machineId: string,
  type?: string,
): Promise<KnownMachineAction[]> {
  const filter = allOf(undefined, equalities({ machineId, type }));
  const found = await all<KnownMachineAction>(http, { ...machineActions, query: { filter } });
  return found
    .filter((action) => sameText(action.machineId, machineId) && (type === undefined || action.type === type))
    .map(withDocumentedNames)
    .sort((a, b) => createdAt(b) - createdAt(a));
}

/** When an action was requested, in milliseconds since 1970; 0 if Defender does not say. */
export const createdAt = ({ creationDateTimeUtc }: MachineAction): number => timeOf(creationDateTimeUtc);

/** Statuses that end an action: https://learn.microsoft.com/defender-endpoint/api/machineaction */
const ended = ['Succeeded', 'Failed', 'TimeOut', 'Cancelled'];

/** Whether an action is still running; an unknown status counts as running. */
export const isActive = ({ status }: MachineAction): boolean => !ended.includes(status ?? '');

const afterFailure = {
  session: 'Look at its commands: what is Completed has run, and would run again.',
  other:
    'Look at the machine in the portal: it may be offline, or its sensor unhealthy. It is safe to start the action again.',
};

/** Builds the error for an action that did not succeed. */
export function actionFailed(action: KnownMachineAction): SoarError {
  const { id, type, status, computerDnsName, machineId, commands } = action;
  const reasons = (commands ?? []).flatMap(({ errors }) => errors ?? []).join('; ');
  return new SoarError(
    'action_failed',
    `${type} on ${computerDnsName ?? machineId} ended ${status} (machine action ${id})${reasons && `: ${reasons}`}`,
    {
      hint: type === 'LiveResponse' ? afterFailure.session : afterFailure.other,
      details: { machineAction: action },
    },
  );
}

/**
 * Download link of an investigation package; undefined while there is none.
 * https://learn.microsoft.com/defender-endpoint/api/get-package-sas-uri
 */
export const getPackageUri = (context: DefenderContext, id: string): Promise<string | undefined> =>
  readLink(context, { method: 'GET', path: '/api/machineactions/{id}/getPackageUri', values: { id } });

/**
 * Download link of what a live response command gave, good for 30 minutes; undefined while there is none.
 * https://learn.microsoft.com/defender-endpoint/api/get-live-response-result
 */
export const getLiveResponseResultUri = (
  context: DefenderContext,
  id: string,
  index: number,
): Promise<string | undefined> => {
  const path = '/api/machineactions/{id}/GetLiveResponseResultDownloadLink(index={index})';
  return readLink(context, { method: 'GET', path, values: { id, index: String(index) } });
};
