import { readTime } from './moment.ts';

/** A scalar of an answer as text, whatever type it came in; empty for null, objects and what is missing. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether two scalars of answers or params are the same, letter case aside. */
export const sameText = (a: unknown, b: unknown): boolean => textOf(a).toLowerCase() === textOf(b).toLowerCase();

/** A time of an answer in milliseconds since 1970; 0 for what is none. */
export const timeOf = (value: unknown): number => readTime(textOf(value)) ?? 0;

/** The name of a machine as it is compared: composed Unicode, lower-case, without the dot at its end. */
export const canonicalName = (name: unknown): string => textOf(name).normalize('NFC').toLowerCase().replace(/\.$/, '');

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether text is a GUID, in any letter case. */
export const isGuid = (text: string): boolean => guid.test(text);

/** An entity with its `externalId` under the name on Microsoft's page too. */
export const withExternalID = <T extends { externalId?: unknown; externalID?: unknown }>(entity: T): T =>
  entity.externalId === undefined ? entity : { ...entity, externalID: entity.externalID ?? entity.externalId };
