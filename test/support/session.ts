import type { Action } from '../../src/catalogue/define-action.ts';
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
const opened = await readResource('environment', { env: commercial, redactor, signal });
if ('faults' in opened) throw new Error(JSON.stringify(opened.faults));

/** Opens a session of the checkout's actions, some of them replaced. */
export const sessionWith = (...replaced: Action[]): Session =>
  openSession({
    ...opened,
    catalogue: liveCatalogue(...replaced),
    clock: handClock(),
    env: { DEFENDER_TOKEN_CACHE: 'off' },
    log: createLog(undefined, redactor, () => {}),
    redactor,
    signal,
  });

/** A promise and what resolves it. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
