import { resourceFields } from '../generated/fields.ts';
import { decodeText } from './text-file.ts';

/** One block of PEM text: its label, and its lines with the markers. */
export interface PemBlock {
  label: string;
  text: string;
}

/** Why a PEM text is refused, in words that follow its name and contain nothing of a key. */
export class PemFault extends Error {}

/** Anything like a marker, so that a marker with a missing dash does not pass as a comment. */
const likeMarker = /-(BEGIN|END) [A-Z]/;
const marker = /^-----(BEGIN|END) ([A-Z0-9 ]+)-----[ \t]*$/;
const field = new RegExp(String.raw`^\s*["']?(${resourceFields.map(({ id }) => id).join('|')})["']?\s*:`, 'i');

const cutOff = 'holds a block that is cut off: every BEGIN line needs its END line';
const crowded =
  'has text beside a BEGIN or END marker, which must stand alone on its line; for a form of one line, encode the whole text in base64';

/**
 * The blocks of a PEM text, by the rules of OpenSSL. Lines between them are ignored, unless one looks like a field of
 * the resource: a field appended to text without a final line break would be lost.
 */
export function pemBlocks(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  let begun: { label: string; lines: string[] } | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, name] = field.exec(line) ?? [];
    if (name !== undefined) throw new PemFault(`holds the line "${name}: …": end the PEM text before that field`);
    const [, side, label = ''] = marker.exec(line) ?? [];
    if (side === undefined && likeMarker.test(line)) throw new PemFault(crowded);
    if (side === 'BEGIN') {
      if (begun) throw new PemFault(cutOff);
      begun = { label, lines: [] };
    }
    begun?.lines.push(line.trimEnd());
    if (side !== 'END') continue;
    if (begun?.label !== label) throw new PemFault(cutOff);
    blocks.push({ label, text: `${begun.lines.join('\n')}\n` });
    begun = undefined;
  }
  if (begun) throw new PemFault(cutOff);
  return blocks;
}

/** The blocks of PEM text as people paste it: with real line breaks, with `\n` written out, or as base64 of the whole. */
export function readPem(text: string): PemBlock[] {
  const plain = likeMarker.test(text) ? text : decodeText(Buffer.from(text, 'base64'));
  return pemBlocks(plain.replaceAll('\\r', '').replaceAll('\\n', '\n'));
}

/** The certificates among the blocks of a PEM text. */
export const certificatesOf = (blocks: readonly PemBlock[]): string[] =>
  blocks.filter(({ label }) => label === 'CERTIFICATE').map(({ text }) => text);
