import { latestFirst, Store } from '../../tenant/store.ts';
import { storeOf } from '../../tenant/tenant.ts';
import type { ActionRecord } from './record.ts';

/** Machine actions by id, and by machine, so that a write reads only the actions of its machine. */
class ActionStore extends Store<ActionRecord> {
  readonly #byMachine = new Map<string, Map<string, ActionRecord>>();

  constructor() {
    super(latestFirst(({ fields }) => fields.creationDateTimeUtc));
  }

  /** Every action of one machine, oldest entry first. */
  ofMachine(machineId: string): ActionRecord[] {
    return [...(this.#byMachine.get(machineId.toLowerCase())?.values() ?? [])];
  }

  override put(item: ActionRecord): void {
    const machineId = item.fields.machineId.toLowerCase();
    const held = this.#byMachine.get(machineId) ?? new Map<string, ActionRecord>();
    this.#byMachine.set(machineId, held.set(item.id.toLowerCase(), item));
    super.put(item);
  }

  override delete(id: string): boolean {
    const former = this.get(id);
    if (former !== undefined) this.#byMachine.get(former.fields.machineId.toLowerCase())?.delete(id.toLowerCase());
    return super.delete(id);
  }

  override clear(): void {
    this.#byMachine.clear();
    super.clear();
  }
}

/** The machine actions of a tenant. */
export const machineActionsOf = storeOf(() => new ActionStore());
