import { actions, version } from 'computed:actions';
import { createCatalogue } from '../../catalogue/catalogue.ts';
import { permissionNeeds } from '../../catalogue/permissions.ts';
import { systemClock } from '../../clock.ts';
import { missingPermissions } from '../../cloud/grants.ts';
import { openSession } from '../../engine/open-session.ts';
import type { SoarError } from '../../errors.ts';
import type { TestConnectionResult } from '../../generated/types.ts';
import { createLog, logLevels } from '../../log.ts';
import type { ResourceContext } from '../../resource/fields.ts';
import type { ReadResource } from '../../resource/read-resource.ts';
import type { Resource } from '../../resource/resource.ts';
import { collect, type Outcome } from '../../result.ts';

/** A resource that was accepted. */
export type OpenResource = Exclude<ReadResource, { faults: unknown }>;

/** Runs `test-connection` with a resource, in this process. */
export async function testConnection(
  opened: OpenResource,
  { env, redactor, signal }: ResourceContext,
): Promise<Outcome<TestConnectionResult>> {
  const level = logLevels.find((name) => name === env.DEFENDER_LOG);
  const log = createLog(level, redactor, (line) => process.stderr.write(`${line}\n`));
  const catalogue = createCatalogue(version, actions);
  const session = openSession({ ...opened, catalogue, clock: systemClock, env, log, redactor, signal });
  try {
    const outcome = await session.run('test-connection', {});
    return 'error' in outcome ? outcome : { result: await collect(outcome.result) };
  } finally {
    session.close();
  }
}

/** What is granted to an application that signed in, and what is missing. */
export type Permissions = TestConnectionResult['permissions'];

/** Returns the permissions if the sign-in worked and nothing that helps is granted; undefined for any other failure. */
export function permissionsOf({ code, fields }: SoarError, { huntingApi }: Resource): Permissions | undefined {
  const { granted } = (fields.details ?? {}) as { granted?: string[] };
  if (code !== 'permission_denied' || granted === undefined) return undefined;
  const needs = permissionNeeds(huntingApi, systemClock.now()).filter(({ when }) => when === undefined);
  return { granted, missing: missingPermissions(needs, granted) };
}
