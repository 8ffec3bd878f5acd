import { isObject } from './is-object.ts';

/** What a rehearsal may choose about the tenant besides its contents. */
export interface Settings {
  /** Whether a cut list carries `@odata.nextLink`. */
  nextLinks: boolean;
  /** Rows on a page when `$top` asks for more, at most 10,000. */
  pageSize: number;
  /** Seconds until something new shows up in the list of its kind, by the tenant's clock. */
  lagSeconds: number;
  /** Whether each row of a list comes twice, as when a list grows while its pages are read. */
  repeatRows: boolean;
  /** Real seconds a package link works. */
  packageLinkSeconds: number;
  /** Bytes that a package has besides its text files, at most 1 GB: real ones are large. */
  packageBytes: number;
  /** Certificates registered for the app, PEM. */
  certificates: string[];
}

/** The tenant's settings after a reset. Package links live half an hour, as the documented download links do. */
export function defaultSettings(): Settings {
  const lists = { nextLinks: true, pageSize: 10_000, lagSeconds: 0, repeatRows: false };
  return { ...lists, packageLinkSeconds: 1800, packageBytes: 0, certificates: [] };
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
};

/**
 * Applies some settings over others.
 *
 * @throws Error naming the first setting that is unknown or has an impossible value
 */
export function changeSettings(settings: Settings, changes: unknown): Settings {
  if (!isObject(changes)) throw new Error('settings must be an object');
  for (const [name, value] of Object.entries(changes)) {
    const check = Object.hasOwn(checks, name) ? checks[name as keyof Settings] : undefined;
    if (check === undefined) throw new Error(`unknown setting '${name}'`);
    if (!check(value)) throw new Error(`setting '${name}' has an impossible value`);
  }
  return { ...settings, ...changes } as Settings;
}
