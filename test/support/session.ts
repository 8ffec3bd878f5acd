import type { Action } from '../../src/catalogue/define-action.ts';
import type { Clock } from '../../src/clock.ts';
import { openSession } from '../../src/engine/open-session.ts';
import type { Session } from '../../src/engine/session.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redactor.ts';
import { readResource } from '../../src/resource/read-resource.ts';
import { handClock } from './clock.ts';
import { liveCatalogue } from './live-catalogue.ts';
import { commercial } from './nocked.ts';

/** The client secret of the sessions below. */
export const secret = commercial.DEFENDER_CLIENT_SECRET;

const redactor = createRedactor();
const { signal } = new AbortController();

async function openedBy(env: Record<string, string>) {
  const opened = await readResource('environment', { env, redactor, signal });
  if ('faults' in opened) throw new Error(JSON.stringify(opened.faults));
  return opened;
}

const shared = {
  env: { DEFENDER_TOKEN_CACHE: 'off' },
  log: createLog(undefined, redactor, () => {}),
  redactor,
  signal,
};
const opened = await openedBy(commercial);

/** Opens a session of the checkout's actions, some of them replaced. */
export const sessionWith = (...replaced: Action[]): Session =>
  openSession({ ...opened, ...shared, catalogue: liveCatalogue(...replaced), clock: handClock() });

/** Opens a session of a tenant, by the environment of its runners. */
export async function sessionOf({ NODE_EXTRA_CA_CERTS = '', ...env }: Record<string, string>, clock: Clock) {
  const tenant = await openedBy({ ...env, DEFENDER_CA_CERTIFICATES_FILE: NODE_EXTRA_CA_CERTS });
  return openSession({ ...tenant, ...shared, catalogue: liveCatalogue(), clock });
}

/** A promise and what resolves it. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
