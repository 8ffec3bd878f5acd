import { Document, visit } from 'yaml';

/**
 * Serializes an object as YAML that every parser reads alike: text is quoted, so that none becomes a number, a date or (in
 * YAML 1.1) a boolean; scripts are literal blocks.
 * @param comment first line of the file
 */
export function toYaml(comment: string, value: object): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  document.commentBefore = ` ${comment}`;
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === 'string' && node.value.includes('\n')) node.type = 'BLOCK_LITERAL';
    },
  });
  return document.toString({ defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN', lineWidth: 0 });
}
