import type { ActionId, Manifest } from '../generated/types.ts';

/** The part of JSON Schema (draft-07) that runner and exports read; checking is left to the compiled validators. */
export interface JsonSchema {
  type?: string | string[];
  title?: string;
  description?: string;
  enum?: unknown[];
  default?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  /** Text for people to read, which chooses nothing: any words will do, "None" too. */
  'x-free-text'?: boolean;
}

/** An action as `--describe` prints it: its manifest entry, with self-contained schemas. */
export interface Description
  extends Pick<Manifest['actions'][number], 'id' | 'name' | 'group' | 'description' | 'permissions'> {
  id: ActionId;
  params: JsonSchema;
  result: JsonSchema;
}

/** A rule over several params, as it stands in a schema's `allOf`; the description says it in words. */
export interface Rule {
  description?: string;
  oneOf?: { required: string[] }[];
  anyOf?: { required: string[] }[];
}

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
  rules: Rule[];
  /** What a param has to look like, in words (`x-says`), by its name. */
  says: Record<string, string>;
}
