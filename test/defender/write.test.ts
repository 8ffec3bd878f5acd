import { describe, expect, it } from 'vitest';
import isolate from '../../actions/isolate-machine.ts';
import { cancelled, deadlineIn } from '../../src/clock.ts';
import type { DefenderContext } from '../../src/defender/context.ts';
import { type Write, write } from '../../src/defender/writes/write.ts';
import { createAxios } from '../../src/http/axios.ts';
import { createHttp } from '../../src/http/http.ts';
import { unlimited } from '../../src/http/limits.ts';
import type { Transport } from '../../src/http/transport.ts';
import { createLog } from '../../src/log.ts';
import { RunProgress } from '../../src/progress.ts';
import { createRedactor } from '../../src/redactor.ts';
import { handClock } from '../support/clock.ts';
import { runHere, writeDefaults } from '../support/in-process.ts';
import { useTenant } from '../support/tenant.ts';

const redactor = createRedactor();
const log = createLog(undefined, redactor, () => {});
const taken = { status: 201, headers: {}, body: [Buffer.from('{"id":"1"}')] };

/** Writes over a transport, and tells what came of it and how often it was looked for. */
async function attempt(
  answer: () => Promise<{ status: number; headers: Record<string, string>; body: Buffer[] }>,
  intent: Partial<Write<string>>,
  token = async () => 'token',
  signal = new AbortController().signal,
) {
  const clock = handClock();
  const progress = new RunProgress();
  const deadline = deadlineIn(300, clock);
  const source = async () => ({ value: await token(), cached: false });
  const tokens = { get: source, renew: source, current: () => undefined };
  const { axios } = createAxios({ userAgent: 'test', proxyFor: () => '', signal });
  axios.defaults.adapter = async (config) => {
    const { body: data, ...head } = await answer();
    return { ...head, data, statusText: '', config };
  };
  const transport = { axios } as Transport;
  const apiOrigin = 'https://api.security.microsoft.com';
  const pace = unlimited;
  const http = createHttp({ apiOrigin, transport, tokens, pace, clock, signal, log, redactor, progress }, deadline);
  const context = { http, deadline, clock, signal, log, progress } as unknown as DefenderContext;
  let looks = 0;
  const ended = await write<string>(context, {
    call: { method: 'POST', path: '/api/x', body: {}, followUp: 'list-machine-actions' },
    read: ({ json }) => String(json.id),
    ...intent,
    find: async (...asked) => {
      looks += 1;
      return intent.find?.(...asked);
    },
  }).catch((error) => error);
  return { ended, looks, outcome: progress.outcome };
}

const failing = async () => {
  throw new RangeError('Invalid string length');
};

describe('whatever is thrown after a write was sent', () => {
  it.each([
    ['while its answer is taken in', failing, {}],
    [
      'while its answer is understood',
      async () => taken,
      {
        read: () => {
          throw new TypeError("Cannot read properties of null (reading 'id')");
        },
      },
    ],
  ] as const)('%s does not fail the write: it is read back', async (_when, collect, intent) => {
    const { ended, looks } = await attempt(collect, intent);
    expect(ended).toMatchObject({ code: 'outcome_unknown', fields: { details: { outcome: 'unknown' } } });
    expect(looks).toBe(5);
    const found = await attempt(collect, { ...intent, find: async () => '7' });
    expect(found).toMatchObject({ ended: { created: '7', wasReadBack: true }, outcome: 'accepted' });
  });

  it('and during the read-back leaves the outcome unknown', async () => {
    const { ended } = await attempt(failing, { find: failing });
    expect(ended.code).toBe('outcome_unknown');
    expect(ended.message).toContain('could not be read back');
  });
});

it('a signal between a 503 and the next attempt leaves a write that was read back not_sent', async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const busy = async () => {
    if (signal.aborted) throw cancelled();
    return { status: 503, headers: { 'retry-after': '1' }, body: [] };
  };
  const find = async () => {
    controller.abort();
    return undefined;
  };
  const { ended, looks, outcome } = await attempt(busy, { find, refusesSecond: true }, undefined, signal);
  expect({ code: ended.code, looks, outcome }).toEqual({ code: 'cancelled', looks: 1, outcome: 'not_sent' });
});

describe('a fault of this package', () => {
  const clock = handClock(Date.now());
  const tenant = useTenant({ speed: 1, now: clock.now });
  const fail = (): never => {
    throw new TypeError('x is undefined');
  };

  it('after a write names the started action, and does not advise to run again', async () => {
    const failsLater = {
      ...isolate,
      run: async (context: Parameters<typeof isolate.run>[0]) => {
        await isolate.run(context);
        return fail();
      },
    };
    const machineId = tenant.machineId('ws-001.contoso.example');
    const params = { ...writeDefaults, isolationType: 'Full', machineId };
    const { code, json } = await runHere(failsLater, params, { env: tenant.env, clock });
    const actions = tenant.held.machineActions.ofMachine(machineId);
    const started = actions.find(({ fields }) => fields.requestorComment === writeDefaults.comment);
    expect({ code, error: json.error.code }).toEqual({ code: 1, error: 'internal' });
    expect(json.error.details).toEqual({ outcome: 'accepted', machineActionId: started?.id });
    expect(json.error.hint).toContain('look with get-machine-action-details');
  });

  it('before any write says that nothing was sent', async () => {
    const params = { ...writeDefaults, isolationType: 'Full', machineId: tenant.machineId('ws-001.contoso.example') };
    const { json } = await runHere({ ...isolate, run: async () => fail() }, params, { env: tenant.env, clock });
    expect(json.error).toMatchObject({ code: 'internal', details: { outcome: 'not_sent' } });
  });
});

describe('whatever is thrown before a write is sent', () => {
  it.each([
    ['the token', {}, failing],
    // A lone surrogate cannot be written into an address.
    ['the address', { call: { method: 'POST', path: '/{x}', values: { x: '\ud800' }, followUp: 'x' } }, undefined],
  ] as const)('is reported unchanged, without a read-back: %s', async (_what, intent, token) => {
    const { ended, looks, outcome } = await attempt(async () => taken, intent as Partial<Write<string>>, token);
    expect({ code: ended.code, looks, outcome }).toEqual({ code: 'internal', looks: 0, outcome: 'not_sent' });
  });
});
