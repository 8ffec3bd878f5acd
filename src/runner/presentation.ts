import type { SoarError } from '../errors.ts';
import type { RowStream, RowsText } from '../result.ts';

/** How a run writes its end on stdout. A failed run writes one line on stderr too, however it is presented. */
export interface Presentation {
  /** Formats a result, in pieces as its rows arrive. Throws the `SoarError` with which the rows end. */
  result(result: object | RowStream): AsyncIterable<RowsText>;
  /** Formats an error; `hasBegun` says whether pieces of a result came before it. Empty if stdout receives nothing of it. */
  error(error: SoarError, hasBegun: boolean): string;
}
