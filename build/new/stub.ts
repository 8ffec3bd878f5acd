/** Files to write, by their path in the checkout. */
export type Files = Record<string, string>;

/** Marks, in a stub, what a person still has to decide. */
export const TO_DECIDE = 'to decide:';

/** An error of the person who asked; nothing is written. */
export class UsageError extends Error {}

/** A collection of Defender's. */
export interface Collection {
  /** Name of its folders, such as `remediation-activities`. */
  name: string;
  /** Name of one entity, such as `remediation-activity`. */
  entity: string;
  /** Path of its list, such as `/api/remediationTasks`. */
  path: string;
  /** Application permission to read it. */
  permission: string;
}

/** The list whose manifest entry and common params the list of a new collection gets. */
export const LIKE = 'list-investigations';

/** Serializes a schema. */
export const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
