import { resourceFields } from '../generated/fields.ts';
import { suggestion } from '../nearest.ts';
import { type Reading, refuse } from './reading.ts';

/** Reads a field whose choices the manifest lists. Refuses any other value, with the nearest choice. */
export function readChoice<Choice extends string>(id: string, text: string): Reading<Choice> {
  const choices = resourceFields.find((field) => field.id === id)?.choices ?? [];
  return choices.includes(text)
    ? { value: text as Choice }
    : refuse(id, `must be one of ${choices.join(', ')}${suggestion(text, choices)}`);
}
