import { isMap, parseDocument, visit } from 'yaml';

/** What a file holds, and the names in it as often as they are written: of equal names a parser keeps only the last. */
export interface Parsed {
  value: unknown;
  names: string[];
}

/**
 * Reads YAML whose every scalar is text: an id of digits, a "no" or an octal number stays what was written. Throws for
 * tags and anchors too: `!ws-001` and `&ws-001` without quotes would be empty values. A module of its own, so that the
 * parser is loaded only if a file is not JSON.
 */
export function parseYaml(text: string): Parsed {
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: false });
  // An unknown tag is only a warning of the parser.
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) throw fault;
  visit(document, {
    Value(_key, { anchor }) {
      if (anchor !== undefined) throw new SyntaxError('an anchor');
    },
  });
  const names = isMap(document.contents) ? document.contents.items.map(({ key }) => String(key)) : [];
  return { value: document.toJS(), names };
}
