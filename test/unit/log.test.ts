import { describe, expect, it } from 'vitest';
import { createLog, createRedactor } from '../../src/log.ts';

describe('the redactor', () => {
  const secret = 'a"b\\c d+e/ü8Q~';

  it.each([
    ['as it is', secret],
    ['as JSON escapes it', JSON.stringify(secret)],
    ['as a URL encodes it', encodeURIComponent(secret)],
    ['as a form encodes it', new URLSearchParams({ s: secret }).toString().slice(2)],
  ])('removes a secret %s', (_what, form) => {
    const redactor = createRedactor();
    redactor.add(secret);
    const text = redactor.clean(`before ${form} after`);
    expect(text).not.toContain(form);
    expect(text).toMatch(/^before .*\[redacted\].* after$/);
  });

  it('removes a longer secret whole that begins with another', () => {
    const redactor = createRedactor();
    redactor.add('secret');
    redactor.add('secret-and-more');
    expect(redactor.clean('secret-and-more')).toBe('[redacted]');
  });

  it('leaves text alone where it knows nothing, or too little', () => {
    const redactor = createRedactor();
    redactor.add(undefined);
    redactor.add('abc');
    expect(redactor.clean('abc and more')).toBe('abc and more');
  });

  it('cleans every text in a value, and leaves keys and everything else', () => {
    const redactor = createRedactor();
    redactor.add('secret');
    const value = { secret: ['a secret', 1, null, { deep: 'secret' }], flag: false };
    expect(redactor.clean(value)).toEqual({ secret: ['a [redacted]', 1, null, { deep: '[redacted]' }], flag: false });
  });

  it('removes the signature of a link that it does not know', () => {
    const text = createRedactor().clean('https://x.example/p.zip?se=2026&sp=r&sig=AbC%2B/=&sr=b "next"');
    expect(text).not.toContain('AbC');
    expect(text).toContain('sp=r');
    expect(text).toContain('sr=b "next"');
  });
});

describe('the log', () => {
  const lines = (level: 'debug' | 'info' | 'warn' | undefined) => {
    const written: string[] = [];
    const redactor = createRedactor();
    redactor.add('top-secret');
    const log = createLog(level, redactor, (line) => written.push(line));
    log.debug('one', { value: 'top-secret' });
    log.info('two');
    log.warn('three', { n: 1 });
    return written.map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  it('writes JSON lines at and above its level, without secrets', () => {
    expect(lines('debug')).toMatchObject([
      { level: 'debug', event: 'one', value: '[redacted]' },
      { level: 'info', event: 'two' },
      { level: 'warn', event: 'three', n: 1 },
    ]);
    expect(lines('warn')).toHaveLength(1);
    expect(lines(undefined)).toEqual([]);
  });
});
