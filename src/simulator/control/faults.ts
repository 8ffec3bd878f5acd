import { isObject } from '../tenant/is-object.ts';
import { hourMs } from '../tenant/time.ts';

/** One injected fault, and how often it still applies. */
export interface Fault {
  /** Upper-case verb; absent: any. */
  method?: string;
  path: RegExp;
  times: number;
  /**
   * With a status or a body the tenant does not see the request (except with `commitThenDrop`); without, it answers and the
   * fault changes the response.
   */
  status?: number;
  headers: Record<string, string>;
  body?: unknown;
  delayMs: number;
  /** Cuts the connection before the request is handled. */
  reset: boolean;
  /**
   * Lets the tenant handle the request and drops its response: the connection is cut before a byte is sent, or the fault's own
   * status or body is sent instead, as a gateway does.
   */
  commitThenDrop: boolean;
  /** Announces the whole body, sends this many bytes of it (`true`: half), then cuts the connection. */
  truncate: boolean | number;
}

/** Faults that wait for a request, applied in the order in which they were added. */
export interface Faults {
  /** Adds a fault and returns how many wait. Throws an Error that says what is wrong with it. */
  add(value: unknown): number;
  /** Takes the first fault that matches a request. The path is matched with and without its query. */
  take(method: string, path: string, query: string): Fault | undefined;
  clear(): void;
}

/** Makes an empty queue of faults. */
export function makeFaults(): Faults {
  let waiting: Fault[] = [];
  return {
    add(value) {
      waiting.push(parseFault(value));
      return waiting.length;
    },
    take(method, path, query) {
      const fault = waiting.find(
        (one) =>
          (one.method === undefined || one.method === method) &&
          (one.path.test(path) || (query !== '' && one.path.test(`${path}?${query}`))),
      );
      if (fault === undefined) return undefined;
      fault.times -= 1;
      if (fault.times <= 0) waiting = waiting.filter((one) => one !== fault);
      return fault;
    },
    clear: () => {
      waiting = [];
    },
  };
}

/** Whether a fault has its own response. */
export const answersItself = ({ status, body }: Fault): boolean => status !== undefined || body !== undefined;

/** Name of a fault in the journal. */
export function nameOf(fault: Fault): string {
  if (fault.reset) return 'reset';
  if (fault.commitThenDrop) return 'commitThenDrop';
  if (fault.truncate !== false) return 'truncate';
  if (answersItself(fault)) return `status ${fault.status ?? 200}`;
  return fault.delayMs > 0 ? 'delay' : 'headers';
}

const checks: Record<keyof Fault, (value: unknown) => boolean> = {
  method: (value) => typeof value === 'string',
  path: (value) => typeof value === 'string',
  times: (value) => isWhole(value, 1, 1_000_000),
  status: (value) => isWhole(value, 200, 599),
  headers: (value) => isObject(value) && Object.values(value).every((one) => ['string', 'number'].includes(typeof one)),
  body: () => true,
  delayMs: (value) => isWhole(value, 0, hourMs),
  reset: (value) => typeof value === 'boolean',
  commitThenDrop: (value) => typeof value === 'boolean',
  truncate: (value) => typeof value === 'boolean' || isWhole(value, 0, Number.MAX_SAFE_INTEGER),
};

function parseFault(value: unknown): Fault {
  if (!isObject(value)) throw new Error('a fault must be an object');
  for (const [name, held] of Object.entries(value)) {
    const check = Object.hasOwn(checks, name) ? checks[name as keyof Fault] : undefined;
    if (check === undefined) throw new Error(`unknown property '${name}' of a fault`);
    if (held !== null && !check(held)) throw new Error(`property '${name}' of the fault has an invalid value`);
  }
  const given = Object.fromEntries(Object.entries(value).filter(([, held]) => held !== null));
  const headers = Object.entries(isObject(given.headers) ? given.headers : {});
  const fault = {
    times: 1,
    delayMs: 0,
    reset: false,
    commitThenDrop: false,
    truncate: false,
    ...given,
    path: parsePath(given.path ?? ''),
    headers: Object.fromEntries(headers.map(([name, held]) => [name, String(held)])),
  } as Fault;
  if (fault.method !== undefined) fault.method = fault.method.toUpperCase();
  return fault;
}

function parsePath(text: unknown): RegExp {
  try {
    return new RegExp(String(text), 'i');
  } catch {
    throw new Error(`property 'path' of the fault is not a regular expression: ${String(text)}`);
  }
}

const isWhole = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
