import type { Clock } from '../clock.ts';
import type { Transport } from '../http/transport.ts';
import type { Log } from '../log.ts';
import type { Redactor } from '../redactor.ts';
import type { Credential, Renew, TokenKey } from './token.ts';

/** What sign-in works with. */
export interface SignInContext {
  key: TokenKey;
  credential: Credential;
  /** Left out if the credential cannot change. */
  renew?: Renew | undefined;
  transport: Transport;
  clock: Clock;
  signal: AbortSignal;
  log: Log;
  redactor: Redactor;
}
