import { type Call, nameOf } from '../../http/call.ts';
import { unexpected } from '../../http/classify.ts';
import { sameText } from '../../values/text.ts';
import type { DefenderContext, Known } from '../context.ts';
import type { Collection } from './list.ts';

/** Reads one entity by its id. Throws `unexpected_response` if Defender returns another one. */
export async function readOne<T>(
  { http }: DefenderContext,
  { path, entity }: Collection,
  id: string,
  isMeant = (json: Record<string, unknown>) => sameText(json.id, id),
): Promise<Known<T>> {
  const call: Call = { method: 'GET', path: `${path}/{id}`, values: { id } };
  const { json, status } = await http.read(call);
  if (isMeant(json)) return json as Known<T>;
  throw unexpected(nameOf(call), `another ${entity}`, { status });
}
