import { Store } from '../../tenant/store.ts';
import { storeOf } from '../../tenant/tenant.ts';
import type { InvestigationRecord } from './record.ts';

/** Investigations, the newest first. */
class InvestigationStore extends Store<InvestigationRecord> {
  constructor() {
    super(newestFirst);
  }

  /** An unused id: numeric text. */
  nextId(): string {
    let last = 63_000;
    for (const { id } of this.values()) last = Math.max(last, Number(id) || 0);
    return String(last + 1);
  }
}

function newestFirst(a: InvestigationRecord, b: InvestigationRecord): number {
  if (a.fields.startTime !== b.fields.startTime) return a.fields.startTime < b.fields.startTime ? 1 : -1;
  return Number(b.id) - Number(a.id);
}

/** The investigations of a tenant. */
export const investigationsOf = storeOf(() => new InvestigationStore());
