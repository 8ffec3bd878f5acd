import fc from 'fast-check';

/** A fault as the control path takes it. */
export interface PlannedFault {
  method?: string | undefined;
  path: string;
  times: number;
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  delayMs?: number;
  reset?: boolean;
  commitThenDrop?: boolean;
  truncate?: number | boolean;
}

const retryAfter = fc.constantFrom<Record<string, string>>(
  {},
  { 'Retry-After': '1' },
  { 'Retry-After': '7' },
  { 'Retry-After': '0' },
  { 'Retry-After': 'soon' },
  { 'Retry-After': '4000' },
);

const errorBody = (code: string, message: string) => ({ error: { code, message, target: 'soak' } });

/** What can go wrong with one call. */
const effect: fc.Arbitrary<Omit<PlannedFault, 'method' | 'path' | 'times'>> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ status: fc.constantFrom(408, 429, 429, 500, 502, 503, 503, 504), headers: retryAfter }),
  },
  // Accepted, and then an answer by something in between.
  {
    weight: 3,
    arbitrary: fc.record({ status: fc.constantFrom(408, 500, 502, 503, 504), commitThenDrop: fc.constant(true) }),
  },
  { weight: 2, arbitrary: fc.record({ status: fc.constantFrom(400, 401, 403, 404, 409, 410) }) },
  {
    weight: 1,
    arbitrary: fc.constant({
      status: 400,
      body: errorBody('ActiveRequestAlreadyExists', 'Action is already in progress'),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ reset: true }) },
  { weight: 4, arbitrary: fc.constant({ commitThenDrop: true }) },
  { weight: 3, arbitrary: fc.record({ truncate: fc.constantFrom<number | boolean>(true, 0, 20) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      status: fc.constantFrom(200, 201, 502),
      body: fc.constantFrom('<html>Sign in to the proxy</html>', '{"id": "', '', '[]', 'null'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      status: fc.constantFrom(200, 201),
      body: fc.constantFrom<unknown>('<html>One moment</html>', '{"id":', {}),
      commitThenDrop: fc.constant(true),
    }),
  },
  { weight: 2, arbitrary: fc.record({ delayMs: fc.constantFrom(5, 20) }) },
);

/** An answer that comes after the run's own deadline: it costs real time, so there are few. */
const late: fc.Arbitrary<Omit<PlannedFault, 'method' | 'path' | 'times'>> = fc.record({ delayMs: fc.constant(1300) });

/** Draws up to five faults, most of them on the paths given. */
export const faultsOn = (paths: readonly string[]): fc.Arbitrary<PlannedFault[]> =>
  fc.array(
    fc
      .record({
        path: fc.oneof(
          { weight: 8, arbitrary: fc.constantFrom(...paths) },
          { weight: 1, arbitrary: fc.constantFrom('/oauth2/', '/api/') },
        ),
        method: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, fc.constantFrom('GET', 'POST')),
        times: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.constantFrom(2, 3, 9)),
        effect: fc.oneof({ weight: 40, arbitrary: effect }, { weight: 1, arbitrary: late }),
      })
      .map(({ effect: what, ...where }) => ({ ...where, ...what })),
    { minLength: 0, maxLength: 5 },
  );

/** Draws what only a bulk call can get wrong, with what follows from it: faults drawn one by one seldom meet. */
export const bulkFaultsOn = (path: string): fc.Arbitrary<PlannedFault[]> => {
  const later = { status: 503, headers: { 'Retry-After': '1' } };
  return fc.constantFrom<PlannedFault[]>(
    [{ path, times: 1, reset: true }],
    [{ path, times: 1, ...later }],
    [{ path, times: 1, ...later, commitThenDrop: true }],
    // An answer that leaves every item out, or has no list.
    [{ path, times: 1, status: 200, body: { value: [] }, commitThenDrop: true }],
    [{ path, times: 1, status: 200, body: {} }],
    // Refused as a whole, and then for one of its items.
    [
      { path, times: 9, status: 404 },
      { path: '/api/indicators/\\d+$', times: 1, status: 403 },
    ],
  );
};
