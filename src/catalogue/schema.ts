import type { Fault } from '../errors.ts';
import type { ActionId, Kind, Manifest } from '../generated/types.ts';

/** The part of JSON Schema (draft-07) that runner and exports read; checking is left to the compiled validators. */
export interface JsonSchema {
  type?: string | string[];
  title?: string;
  description?: string;
  enum?: unknown[];
  default?: unknown;
  pattern?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  /** What a value has to look like, in words. */
  'x-says'?: string;
  'x-kind'?: Kind;
  /** Direction of a duration in a moment. */
  'x-moment'?: 'back' | 'ahead';
  /** Most days that a moment may be back; it must not be in the future either. */
  'x-within-days'?: number;
}

/** What the schema says of a param beyond types and patterns. */
export type ParamMarks = Pick<JsonSchema, 'x-says' | 'x-kind' | 'x-moment' | 'x-within-days'>;

/** An action's entry in the manifest. */
export type Entry = Manifest['actions'][number];

/** An action as `--describe` prints it: its manifest entry, with self-contained schemas. */
export interface Description extends Pick<Entry, 'id' | 'name' | 'group' | 'description' | 'permissions'> {
  id: ActionId;
  params: JsonSchema;
  result: JsonSchema;
}

/** A rule over several params: the one that a fault names, and the rule in words. */
export type Rule = Fault;

/** An error of a compiled validator: https://ajv.js.org/api.html#error-objects */
export interface ValidatorError {
  keyword: string;
  instancePath: string;
  schemaPath: string;
  message?: string;
  params: Record<string, unknown>;
}

/** What the build compiles from a params schema. */
export interface Validator {
  /** ajv's validator; it fills in defaults. */
  validate: { (value: unknown): boolean; errors?: ValidatorError[] | null };
  /** The rules of the schema's `allOf`, in its order. */
  rules: Rule[];
  /** Names of the params. */
  names: readonly string[];
  /** Marks of the params that have any, by name. */
  marks: Record<string, ParamMarks>;
}
