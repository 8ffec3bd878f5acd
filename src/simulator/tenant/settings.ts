import { isObject } from './is-object.ts';

/** A federated credential of the application: which tokens of another platform stand for it. */
export interface FederatedCredential {
  issuer: string;
  subject: string;
  audience: string;
}

/** Behaviour of the tenant that tests and demonstrations may change. */
export interface Settings {
  /** Whether an incomplete page has `@odata.nextLink`. */
  nextLinks: boolean;
  /** Most rows on a page, at most 10,000. */
  pageSize: number;
  /** Seconds until a new entity appears in lists, by the tenant's clock. */
  lagSeconds: number;
  /** Whether each row of a list appears twice, as if the list grew while its pages were read. */
  repeatRows: boolean;
  /** Real seconds for which a download link is valid. */
  packageLinkSeconds: number;
  /** Size of the padding in a package, at most 1 GB: real packages are large. */
  packageBytes: number;
  /** Certificates registered for the app, PEM. */
  certificates: string[];
  /** Federated credentials of the app. */
  federatedCredentials: FederatedCredential[];
}

/** The tenant's settings after a reset. Download links are valid for half an hour, as documented. */
export function defaultSettings(): Settings {
  const lists = { nextLinks: true, pageSize: 10_000, lagSeconds: 0, repeatRows: false };
  return { ...lists, packageLinkSeconds: 1800, packageBytes: 0, certificates: [], federatedCredentials: [] };
}

const checks: Record<keyof Settings, (value: unknown) => boolean> = {
  nextLinks: (value) => typeof value === 'boolean',
  pageSize: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 10_000,
  lagSeconds: (value) => typeof value === 'number' && value >= 0 && value <= 3600,
  repeatRows: (value) => typeof value === 'boolean',
  packageLinkSeconds: (value) => typeof value === 'number' && Number.isFinite(value),
  packageBytes: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 1_000_000_000,
  certificates: (value) =>
    Array.isArray(value) && value.every((pem) => typeof pem === 'string' && pem.includes('BEGIN CERT')),
  federatedCredentials: (value) =>
    Array.isArray(value) &&
    value.every(
      (one) => isObject(one) && [one.issuer, one.subject, one.audience].every((text) => typeof text === 'string'),
    ),
};

/**
 * Changes some settings.
 *
 * @throws Error that names the first setting that is unknown or has an invalid value
 */
export function changeSettings(settings: Settings, changes: unknown): Settings {
  if (!isObject(changes)) throw new Error('settings must be an object');
  for (const [name, value] of Object.entries(changes)) {
    const check = Object.hasOwn(checks, name) ? checks[name as keyof Settings] : undefined;
    if (check === undefined) throw new Error(`unknown setting '${name}'`);
    if (!check(value)) throw new Error(`setting '${name}' has an invalid value`);
  }
  return { ...settings, ...changes } as Settings;
}
