import { isMap, parseDocument, visit } from 'yaml';

/** The value of a file, and all names in it, repeated ones included: a parser keeps only the last of equal names. */
export interface Parsed {
  value: unknown;
  names: string[];
}

/**
 * Parses YAML, with every scalar as text: an id of digits, a "no" or an octal number stays as it is written. Throws for
 * tags and anchors too, because `!ws-001` and `&ws-001` without quotes would be empty values. This is a separate module, so
 * that the parser is loaded only if a file is not JSON.
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
