import type { ProtectedIndicators } from '../values/protected-indicators.ts';
import { type ProtectedMachine, readProtectedMachines } from '../values/protected-machines.ts';
import { isGuid } from '../values/text.ts';
import { readAddresses } from './addresses.ts';
import { readChoice } from './choice.ts';
import { readCredential } from './credential.ts';
import type { ResourceContext, ResourceFields } from './fields.ts';
import { readNetworkSettings } from './network.ts';
import { combine, type Reading, refuse } from './reading.ts';
import type { Mode, Resource } from './resource.ts';

const domain = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/i;

function readTenantId({ tenantId }: ResourceFields): Reading<string> {
  if (tenantId === undefined) return refuse('tenantId', 'is missing');
  return isGuid(tenantId) || domain.test(tenantId)
    ? { value: tenantId }
    : refuse('tenantId', 'must be a GUID or a verified domain of the tenant');
}

/** Reads the client id, which a managed identity has only if it is user-assigned: either field may name it. */
function readClientId({ clientId, credential, managedIdentityClientId }: ResourceFields): Reading<string | undefined> {
  if (clientId !== undefined && !isGuid(clientId)) return refuse('clientId', 'must be a GUID');
  if (credential !== 'managedIdentity')
    return clientId === undefined ? refuse('clientId', 'is missing') : { value: clientId };
  const id = managedIdentityClientId ?? clientId;
  if (id !== undefined && !isGuid(id)) return refuse('managedIdentityClientId', 'must be a GUID');
  return clientId === undefined || id?.toLowerCase() === clientId.toLowerCase()
    ? { value: id }
    : refuse('managedIdentityClientId', 'differs from clientId: leave one of them out');
}

function readTimeout({ timeoutSeconds: text = '300' }: ResourceFields): Reading<number> {
  const seconds = Number(text);
  return /^\d+(\.\d+)?$/.test(text) && seconds > 0 && seconds <= 86_400
    ? { value: seconds }
    : refuse('timeoutSeconds', 'must be a number of seconds above 0, at most 86400');
}

function readProtected({ protectedMachines = '' }: ResourceFields): Reading<ProtectedMachine[]> {
  const { entries, faults } = readProtectedMachines(protectedMachines);
  return faults.length === 0
    ? { value: entries }
    : { faults: faults.flatMap((message) => refuse('protectedMachines', message).faults) };
}

const noProtectedIndicators: ProtectedIndicators = { entries: [], notes: [], match: () => undefined };

/** Reads what must never be blocked. The module that compares addresses and URLs is loaded only for a resource that has a list. */
async function readProtectedValues({
  protectedIndicators,
  tenantId = '',
}: ResourceFields): Promise<Reading<ProtectedIndicators>> {
  if (protectedIndicators === undefined) return { value: noProtectedIndicators };
  const { readProtectedIndicators } = await import('../values/protected-indicators.ts');
  const { list, faults } = readProtectedIndicators(protectedIndicators, tenantId);
  return faults.length === 0
    ? { value: list }
    : { faults: faults.flatMap((message) => refuse('protectedIndicators', message).faults) };
}

function readBudget({ maxContainmentsPerHour: text }: ResourceFields): Reading<number | undefined> {
  if (text === undefined) return { value: undefined };
  return /^[1-9]\d{0,4}$/.test(text)
    ? { value: Number(text) }
    : refuse('maxContainmentsPerHour', 'must be a whole number from 1 to 99999; use mode readOnly to allow none');
}

/**
 * Reads the fields of a resource: the resource, or every fault of the fields.
 * @param files paths of the files that gave a field
 */
export async function readFields(
  fields: ResourceFields,
  files: Readonly<Record<string, string>>,
  context: ResourceContext,
): Promise<Reading<Resource>> {
  const read = combine({
    addresses: readAddresses(fields, context.env),
    tenantId: readTenantId(fields),
    clientId: readClientId(fields),
    timeoutSeconds: readTimeout(fields),
    protectedMachines: readProtected(fields),
    protectedIndicators: await readProtectedValues(fields),
    mode: readChoice<Mode>('mode', fields.mode ?? 'live'),
    maxContainmentsPerHour: readBudget(fields),
    proof: await readCredential(fields, files, context),
    network: await readNetworkSettings(fields, context),
  });
  if ('faults' in read) return read;
  const { addresses, network, proof, ...others } = read.value;
  return { value: { label: fields.label ?? 'default', ...addresses, ...others, ...proof, ...network } };
}
