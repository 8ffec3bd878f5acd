import type { HuntingApi } from '../cloud/hunting-api.ts';
import type { Credential, Renew } from '../cloud/token.ts';
import type { ProtectedIndicators } from '../values/protected-indicators.ts';
import type { ProtectedMachine } from '../values/protected-machines.ts';
import type { NetworkSettings } from './network.ts';

/** What a resource lets playbooks do: everything, writes only as dry runs, or no writes. */
export type Mode = 'live' | 'dryRun' | 'readOnly';

/** A validated connection to one tenant: origins without trailing slash, seconds, PEM texts. */
export interface Resource extends NetworkSettings {
  label: string;
  apiUrl: string;
  authority: string;
  tenantId: string;
  /** Undefined for a system-assigned managed identity. */
  clientId: string | undefined;
  credential: Credential;
  /** Left out if the credential cannot change. */
  renew?: Renew | undefined;
  tokenResource: string;
  timeoutSeconds: number;
  huntingApi: HuntingApi;
  protectedMachines: ProtectedMachine[];
  protectedIndicators: ProtectedIndicators;
  mode: Mode;
  /** Most containments of the application in an hour; undefined for no limit. */
  maxContainmentsPerHour: number | undefined;
}
