import { resourceFields } from '../generated/fields.ts';
import { decodeText } from '../text-file.ts';

/** One block of PEM text: its label, and its lines with the markers. */
export interface PemBlock {
  label: string;
  text: string;
}

/** Thrown for a PEM text that is refused; its message follows the name of the field and quotes nothing of a key. */
export class PemFault extends Error {}

/** A line that looks like a marker, so that a marker with a missing dash is not read as a comment. */
const likeMarker = /^.*-(?:BEGIN|END) [A-Z].*$/gm;
const marker = /^-----(BEGIN|END) ([A-Z0-9 ]+)-----[ \t]*$/;

const names = resourceFields.map(({ id }) => id.replace(/[A-Z]/g, '[_-]?$&')).join('|');

/** A line that begins with a field of the resource or with its variable, as YAML, JSON or a shell would write it. */
const fieldLine = new RegExp(
  String.raw`^[^\w#\n]*(?:export\s+)?(DEFENDER_\w+|(?:${names})(?:_?FILE)?)["']?[ \t]*[:=]`,
  'im',
);

const cutOff = 'holds a block that is cut off: every BEGIN line needs its END line';
const crowded =
  'has other text on the line of a BEGIN or END marker, which must stand alone; if the form has only one line, encode the whole text in base64';

/**
 * Reads the blocks of a PEM text by the rules of OpenSSL. Lines between them are ignored, unless one looks like a resource
 * field, which would otherwise be lost.
 */
export function pemBlocks(text: string): PemBlock[] {
  const [, name] = fieldLine.exec(text) ?? [];
  if (name !== undefined) throw new PemFault(`holds the line "${name}: …": end the PEM text before that field`);
  const blocks: PemBlock[] = [];
  let begun: { label: string; index: number } | undefined;
  for (const { 0: line, index } of text.matchAll(likeMarker)) {
    const [, side, label = ''] = marker.exec(line) ?? [];
    if (side === undefined) throw new PemFault(crowded);
    if (side === 'BEGIN' ? begun !== undefined : begun?.label !== label) throw new PemFault(cutOff);
    if (begun !== undefined) blocks.push({ label, text: `${text.slice(begun.index, index)}${line}\n` });
    begun = begun === undefined ? { label, index } : undefined;
  }
  if (begun !== undefined) throw new PemFault(cutOff);
  return blocks;
}

/** Reads the blocks of PEM text as people paste it: with line breaks, with `\n` written out, or as base64 of the whole. */
export function readPem(text: string): PemBlock[] {
  const plain = text.search(likeMarker) === -1 ? decodeText(Buffer.from(text, 'base64')) : text;
  return pemBlocks(plain.replaceAll('\\r', '').replaceAll('\\n', '\n'));
}

/** Returns the certificates among the blocks of a PEM text. */
export const certificatesOf = (blocks: readonly PemBlock[]): string[] =>
  blocks.filter(({ label }) => label === 'CERTIFICATE').map(({ text }) => text);
