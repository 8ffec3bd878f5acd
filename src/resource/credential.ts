import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Credential, Renew } from '../cloud/token.ts';
import { readChoice } from './choice.ts';
import { readFieldFile } from './field-file.ts';
import { filled, type ResourceContext, type ResourceFields } from './fields.ts';
import { type Reading, refuse } from './reading.ts';

/** What signs in, and how to read it once more. */
export interface Proof {
  credential: Credential;
  renew: Renew | undefined;
}

/** Fields that belong to each kind of credential, and to no other. */
const fieldsOfKind: Readonly<Record<string, readonly string[]>> = {
  application: ['clientSecret', 'clientCertificate'],
  managedIdentity: ['managedIdentityClientId'],
  workloadIdentity: ['federatedTokenFile'],
};

/** Variable in which Azure Kubernetes Service names the token file. */
const platformTokenFile = 'AZURE_FEDERATED_TOKEN_FILE';

/** Reads the kind of credential. A field of another kind is refused: nothing says which of the two is meant. */
function readKind(fields: ResourceFields): Reading<string> {
  const { credential: kind = 'application' } = fields;
  const read = readChoice('credential', kind);
  if ('faults' in read) return read;
  const others = Object.entries(fieldsOfKind).filter(([other]) => other !== kind);
  const faults = others.flatMap(([other, ids]) =>
    ids
      .filter((id) => fields[id] !== undefined)
      .flatMap((id) => refuse(id, `is for credential ${other}, not ${kind}: correct one of the two fields`).faults),
  );
  return faults.length === 0 ? read : { faults };
}

/** Reads the credential out of the text of a field. */
type Read = (text: string) => Promise<Reading<Credential>>;

const readSecret: Read = async (secret) =>
  secret.trim() === '' ? refuse('clientSecret', 'is empty') : { value: { kind: 'clientSecret', secret } };

/** The module that parses certificates is loaded only for a resource that has one. */
async function readCertificate(text: string, { redactor }: ResourceContext): Promise<Reading<Credential>> {
  const pair = (await import('./certificates.ts')).readKeyPair(text);
  if ('faults' in pair) return pair;
  // Its line breaks may differ from those of the field.
  redactor.add(pair.value.privateKey);
  return { value: { kind: 'clientCertificate', ...pair.value } };
}

const readToken: Read = async (text) => {
  const assertion = text.trim();
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(assertion)
    ? { value: { kind: 'workloadIdentity', assertion } }
    : refuse(
        'federatedTokenFile',
        'names a file that holds no token: it must hold one JSON Web Token and nothing else',
      );
};

/** Reads a credential from its file again at each sign-in. A pipe, which can be read only once, is not read again. */
async function renewFrom(
  id: string,
  path: string,
  first: Credential,
  read: Read,
  { redactor }: ResourceContext,
): Promise<Renew | undefined> {
  const isFile = (await stat(path)).isFile();
  if (!isFile) return undefined;
  let last = first;
  return async (signal) => {
    const found = await readFieldFile(id, 'this resource', path, signal);
    if ('value' in found) redactor.add(found.value.text);
    const credential = 'value' in found ? await read(found.value.text) : found;
    if ('value' in credential) last = credential.value;
    const [fault] = 'faults' in credential ? credential.faults : [];
    return { credential: last, fault: fault && `${id}: ${fault.message}` };
  };
}

/**
 * Reads what the resource signs in with: a certificate before a secret, as the help of the fields says.
 * @param files paths of the files that gave a field
 */
export async function readCredential(
  fields: ResourceFields,
  files: Readonly<Record<string, string>>,
  context: ResourceContext,
): Promise<Reading<Proof>> {
  const kind = readKind(fields);
  if ('faults' in kind) return kind;
  const proven = async (id: string, text: string, read: Read, path = files[id]): Promise<Reading<Proof>> => {
    const credential = await read(text);
    if ('faults' in credential) return credential;
    const renew = path === undefined ? undefined : await renewFrom(id, path, credential.value, read, context);
    return { value: { credential: credential.value, renew } };
  };
  const { clientSecret, clientCertificate, clientId, managedIdentityClientId } = fields;
  if (kind.value === 'managedIdentity') {
    const userAssigned = managedIdentityClientId ?? clientId;
    return { value: { credential: { kind: 'managedIdentity', userAssigned }, renew: undefined } };
  }
  if (kind.value === 'workloadIdentity') {
    const path = fields.federatedTokenFile ?? filled(context.env[platformTokenFile]);
    if (path === undefined)
      return refuse('federatedTokenFile', `is missing, and ${platformTokenFile} is not set: name the token file`);
    const setting = fields.federatedTokenFile === undefined ? platformTokenFile : 'this field';
    const found = await readFieldFile('federatedTokenFile', setting, path, context.signal);
    if ('faults' in found) return found;
    context.redactor.add(found.value.text);
    return proven('federatedTokenFile', found.value.text, readToken, resolve(path));
  }
  if (clientCertificate !== undefined)
    return proven('clientCertificate', clientCertificate, (text) => readCertificate(text, context));
  return clientSecret === undefined
    ? refuse('clientSecret', 'is missing: a client secret or a client certificate is needed')
    : proven('clientSecret', clientSecret, readSecret);
}
