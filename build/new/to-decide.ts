import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../checkout.ts';
import { TO_DECIDE } from './stub.ts';

/** Where stubs are written. */
const PLACES = ['integration.yaml', 'schemas', 'actions', 'src', 'test/actions', 'test/simulator'];
const GENERATED = 'src/generated';

function filesOf(path: string): string[] {
  if (path === GENERATED) return [];
  if (statSync(join(ROOT, path)).isFile()) return [path];
  return readdirSync(join(ROOT, path)).flatMap((name) => filesOf(join(path, name)));
}

/** Lists what is still to decide in the checkout, as `file:line: text`. */
export const placesToDecide = (): string[] =>
  PLACES.flatMap(filesOf).flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .map((line, index) => `${file}:${index + 1}: ${line.trim()}`)
      .filter((place) => place.toLowerCase().includes(TO_DECIDE)),
  );
