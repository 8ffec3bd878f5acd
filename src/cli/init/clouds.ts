import { resourceFields } from '../../generated/fields.ts';

/** A cloud of Microsoft's, and the API host that serves all its tenants. */
export interface Cloud {
  /** Names that the option takes. */
  names: readonly string[];
  label: string;
  apiHost: string;
}

/** The clouds: https://learn.microsoft.com/defender-endpoint/gov */
export const clouds: readonly Cloud[] = [
  { names: ['commercial'], label: 'Commercial', apiHost: 'api.security.microsoft.com' },
  { names: ['gcc'], label: 'US Government: GCC', apiHost: 'api-gcc.securitycenter.microsoft.us' },
  { names: ['gcc-high', 'dod'], label: 'US Government: GCC High, DoD', apiHost: 'api-gov.securitycenter.microsoft.us' },
];

/** Names of the clouds. */
export const cloudNames: readonly string[] = clouds.flatMap(({ names }) => names);

/** The API hosts that the manifest offers. */
const hosts = resourceFields.find(({ id }) => id === 'apiUrl')?.choices ?? [];

/** Commercial API hosts near to a region: https://learn.microsoft.com/defender-endpoint/api/exposed-apis-list */
export const regionalHosts: readonly string[] = hosts.filter((host) => host.endsWith('.api.security.microsoft.com'));
