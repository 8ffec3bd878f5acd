import { misfit } from './text-values.ts';

const seconds = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

type Unit = keyof typeof seconds;

const partsOf = (text: string): [count: number, unit: Unit][] | undefined => {
  if (!/^(\d{1,9}[smhdw])+$/i.test(text)) return undefined;
  return [...text.toLowerCase().matchAll(/(\d+)([smhdw])/g)].map(([, count, unit]) => [Number(count), unit as Unit]);
};

/** Reads a duration as people write it (`90s`, `10m`, `1h30m`, `7d`) as a whole number of `unit`. Refuses what is not one. */
export function readDuration(text: string, unit: Unit): number {
  if (text === '0') return 0;
  const parts = partsOf(text);
  if (parts === undefined) {
    const meant = /^\d{1,9}$/.test(text) ? `; did you mean ${text}${unit}?` : '';
    return misfit(`must be a duration with its unit, such as 90s, 10m, 1h30m or 7d${meant}`);
  }
  const total = parts.reduce((sum, [count, each]) => sum + count * seconds[each], 0) / seconds[unit];
  return Number.isInteger(total) ? total : misfit(`must be a multiple of 1${unit}`);
}

/** Rewrites a duration as people write it as ISO 8601, `7d` as `P7D`; any other text stays as it is. */
export function isoDuration(text: string): string {
  const parts = partsOf(text);
  if (parts === undefined) return text;
  const total = parts.reduce((sum, [count, unit]) => sum + count * seconds[unit], 0);
  const days = Math.floor(total / seconds.d);
  return total % seconds.d === 0 ? `P${days}D` : `PT${total}S`;
}
