import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redactor.ts';

describe('the log', () => {
  const lines = (level: 'debug' | 'info' | 'warn' | undefined) => {
    const written: string[] = [];
    const redactor = createRedactor();
    redactor.add('top-secret');
    redactor.add('info');
    const log = createLog(level, redactor, (line) => written.push(line));
    log.debug('one', { value: 'top-secret' });
    log.info('two', { value: 'info' });
    log.warn('three', { n: 1 });
    return written.map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  it('writes JSON lines at and above its level, without secrets', () => {
    expect(lines('debug')).toMatchObject([
      { level: 'debug', event: 'one', value: '[redacted]' },
      { level: 'info', event: 'two', value: '[redacted]' },
      { level: 'warn', event: 'three', n: 1 },
    ]);
    expect(lines('warn')).toHaveLength(1);
    expect(lines(undefined)).toEqual([]);
  });
});
