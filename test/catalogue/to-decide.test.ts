import { expect, it } from 'vitest';
import { placesToDecide } from '../../build/new/to-decide.ts';

it('nothing is left to decide in a stub that npm run new has written', () => {
  expect(placesToDecide()).toEqual([]);
});
