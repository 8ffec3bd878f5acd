import { alerts } from './alerts/collection.ts';
import type { Collection } from './collection.ts';
import { files } from './files/collection.ts';
import { hunting } from './hunting/collection.ts';
import { indicators } from './indicators/collection.ts';
import { investigations } from './investigations/collection.ts';
import { libraryFiles } from './library-files/collection.ts';
import { liveResponse } from './live-response/collection.ts';
import { machineActions } from './machine-actions/collection.ts';
import { machines } from './machines/collection.ts';
import { packages } from './packages/collection.ts';
import { remediationActivities } from './remediation-activities/collection.ts';
import { statistics } from './statistics/collection.ts';

/**
 * Every collection of the simulated tenant. Its routes, the permissions it grants, what it begins with, what the control
 * path fills and what a download finds are computed from this list. Collections are seeded in this order.
 */
export const collections: readonly Collection[] = [
  files,
  indicators,
  machines,
  machineActions,
  packages,
  libraryFiles,
  liveResponse,
  investigations,
  alerts,
  remediationActivities,
  statistics,
  hunting,
];
