import schema from '../../../../schemas/defender/remediation-activity.json' with { type: 'json' };
import type { Collection } from '../collection.ts';
import { entities } from '../seedable.ts';
import { makeRemediation } from './record.ts';
import { remediationRoutes } from './routes.ts';
import { seedRemediations } from './seed.ts';
import { remediationActivitiesOf } from './store.ts';

/** Remediation activities, and the machines that they are about. */
export const remediationActivities: Collection = {
  routes: remediationRoutes,
  seed: seedRemediations,
  seedable: [
    entities({ name: 'remediationActivities', schema, store: remediationActivitiesOf, make: makeRemediation }),
  ],
};
