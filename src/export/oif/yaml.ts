import { Document, visit } from 'yaml';

/**
 * An object as YAML that every reader takes alike: each text stands in quotes, so that none is mistaken for a number, a
 * date or (in YAML 1.1) a boolean, and scripts stand as they are run.
 * @param comment what to say at the head of the file
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
