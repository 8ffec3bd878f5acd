import type { PropertyKind } from './properties.ts';

/** A literal of a `$filter`; a time is in the wire form. */
export type Literal =
  | { kind: 'text' | 'time'; value: string }
  | { kind: 'number'; value: number }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'null'; value: null };

/** The comparison operators. */
export const operators = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;

/** One of the comparison operators. */
export type Operator = (typeof operators)[number];

const literalsOf: Record<PropertyKind, Literal['kind'][]> = {
  text: ['text', 'null'],
  enum: ['text', 'null'],
  time: ['time', 'null'],
  number: ['number', 'null'],
  boolean: ['boolean', 'null'],
  id: ['number', 'text', 'null'],
  texts: [],
  object: [],
};

/** Whether a property of a kind may be compared with a literal. */
export const comparable = (kind: PropertyKind, literal: Literal): boolean => literalsOf[kind].includes(literal.kind);

/** Makes the test `property operator literal`. A missing value is null, which equals only null and has no order. */
export function comparison(kind: PropertyKind, operator: Operator, literal: Literal): (value: unknown) => boolean {
  const wanted = plain(kind, literal.value);
  const of = (value: unknown): string | number | boolean | null => plain(kind, value);
  switch (operator) {
    case 'eq':
      return (value) => of(value) === wanted;
    case 'ne':
      return (value) => of(value) !== wanted;
    case 'gt':
      return ordered(of, (held) => wanted !== null && held > wanted);
    case 'ge':
      return ordered(of, (held) => wanted !== null && held >= wanted);
    case 'lt':
      return ordered(of, (held) => wanted !== null && held < wanted);
    case 'le':
      return ordered(of, (held) => wanted !== null && held <= wanted);
  }
}

/** The comparable form of a value of one kind. */
export function plain(kind: PropertyKind, value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (kind === 'enum') return String(value).toLowerCase();
  if (kind === 'id') return String(value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}

function ordered(
  of: (value: unknown) => string | number | boolean | null,
  test: (held: string | number | boolean) => boolean,
): (value: unknown) => boolean {
  return (value) => {
    const held = of(value);
    return held !== null && test(held);
  };
}
