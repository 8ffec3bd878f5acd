import { parse } from 'yaml';

/**
 * Reads YAML whose every scalar is text: an id of digits, a "no" or an octal number stays what was written. A module of
 * its own, so that the parser is loaded only where a file is no JSON.
 */
export const parseYaml = (text: string): unknown => parse(text, { schema: 'failsafe' });
