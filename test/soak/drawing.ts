import fc from 'fast-check';
import { schemasOf } from '../../build/schemas.ts';
import { manifest } from '../../src/generated/manifest.ts';
import type { ActionId } from '../../src/generated/types.ts';
import type { Tenant } from '../../src/simulator/tenant/tenant.ts';
import { drawingMachines, type PlannedParams } from './params.ts';
import { drawingEntities } from './params-entities.ts';

/** How an action is drawn. */
interface Drawn {
  /** Params that fit its schema, defaults included. */
  params: fc.Arbitrary<PlannedParams>;
  /** Paths that it calls, so that faults strike them. */
  paths: string[];
  /** Path of the call that a batch sends for many lines, if it has one. */
  bulkPath?: string;
}

/** Draws the examples of an action's schema; faults strike any of its calls. */
function drawingExamples(id: string): Drawn {
  const { properties, examples = [] } = schemasOf(id).params;
  const presets = Object.entries(properties).flatMap(([name, { default: preset }]) =>
    preset === undefined ? [] : [[name, preset]],
  );
  const all = examples.map((example) => ({ ...Object.fromEntries(presets), ...(example as PlannedParams) }));
  return { params: fc.constantFrom(...all), paths: ['/api/'] };
}

/**
 * Draws the params and paths of each action.
 * @throws if a write has no drawing: its examples name too little for faults to find anything
 */
export function drawing(tenant: Tenant): Record<ActionId, Drawn> {
  const own: Record<string, Drawn> = { ...drawingMachines(tenant), ...drawingEntities(tenant) };
  const others = manifest.actions.filter(({ id }) => own[id] === undefined);
  const write = others.find(({ effect }) => effect !== 'read');
  if (write !== undefined) throw new Error(`test/soak/params.ts has no params of ${write.id}`);
  const drawn = { ...own, ...Object.fromEntries(others.map(({ id }) => [id, drawingExamples(id)])) };
  return drawn as Record<ActionId, Drawn>;
}
