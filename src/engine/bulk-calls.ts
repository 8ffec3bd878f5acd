import type { Bulk } from '../catalogue/define-action.ts';
import type { DefenderContext } from '../defender/context.ts';
import { SoarError } from '../errors.ts';
import type { Outcome } from '../result.ts';

/** An item that waits for a bulk call. */
interface Waiting {
  /** Number of items before it. */
  place: number;
  params: object;
  key: string;
  settle: (outcome: Outcome<object>) => void;
}

/** How bulk calls are sent. */
export interface BulkSender {
  bulk: Bulk<object>;
  /** Makes one call with a deadline of its own; an error of the call is that of each item. */
  attempt: <T>(work: (defender: DefenderContext) => Promise<T>) => Promise<T | { error: SoarError }>;
  /** Completes the error of one item. */
  complete: (error: SoarError) => Promise<SoarError>;
  /** Called when a call has ended. */
  onEnd: () => void;
}

/** Groups items into bulk calls, which are sent one after another: of two items with one key, the later one is sent later. */
export class BulkCalls {
  readonly #sender: BulkSender;
  #waiting: Waiting[] = [];
  #sent: Promise<void> = Promise.resolve();
  /** Calls that are running or queued. */
  #calls = 0;

  constructor(sender: BulkSender) {
    this.#sender = sender;
  }

  /** Adds an item; resolves with its outcome. A full group is sent at once. */
  add(place: number, params: object): Promise<Outcome<object>> {
    return new Promise((settle) => {
      this.#waiting.push({ place, params, key: this.#sender.bulk.key(params), settle });
      this.#send(this.#sender.bulk.most);
    });
  }

  /** Sends every item that waits. */
  flush(): void {
    this.#send(1);
  }

  /** Sends what waits if no call is running and the item at this place is the first that waits: it blocks all later ones. */
  flushAt(place: number): void {
    if (this.#calls === 0 && this.#waiting[0]?.place === place) this.flush();
  }

  #send(least: number): void {
    while (this.#waiting.length >= least) {
      const group = this.#nextGroup();
      this.#calls += 1;
      this.#sent = this.#sent.then(async () => {
        await this.#run(group);
        this.#calls -= 1;
        this.#sender.onEnd();
      });
    }
  }

  /** Takes the items of the next call, no key twice; the others stay, in order. */
  #nextGroup(): Waiting[] {
    const keys = new Set<string>();
    const isFirst = ({ key }: Waiting) => !keys.has(key) && keys.add(key) !== undefined;
    const group: Waiting[] = [];
    const rest: Waiting[] = [];
    for (const item of this.#waiting) (isFirst(item) ? group : rest).push(item);
    this.#waiting = rest;
    return group;
  }

  async #run(group: readonly Waiting[]): Promise<void> {
    const { bulk, attempt, complete } = this.#sender;
    const params = group.map((item) => item.params);
    const outcomes = await attempt((defender) => bulk.run(params, defender));
    for (const [index, { settle }] of group.entries()) {
      if ('error' in outcomes) {
        settle(outcomes);
        continue;
      }
      const outcome = outcomes[index] ?? { error: new SoarError('internal', 'a bulk call left an item out') };
      settle('error' in outcome ? { error: await complete(outcome.error) } : outcome);
    }
  }
}
