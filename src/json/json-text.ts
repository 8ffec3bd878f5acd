// Passes over JSON text without making anything of it: docs/decisions/0013-lists-as-text.md. Every function stands at the
// first byte of what it passes and gives back the place behind it. What it passed is JSON to the last byte: anything else
// throws SyntaxError. Only line breaks between values are changed, in place.

import { TooDeep } from './parse.ts';

/** Bytes of JSON that mean something outside of texts, or end one. */
export const quote = 0x22;
export const backslash = 0x5c;
export const comma = 0x2c;
export const colon = 0x3a;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;
export const openBracket = 0x5b;
export const closeBracket = 0x5d;

/** Passes something that begins at a place. */
export type Pass = (bytes: Buffer, at: number) => number;

/** Accepts a value of at most so many levels of objects and lists. */
type PassNested = (bytes: Buffer, at: number, levels: number) => number;

const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, byte) => Number(text.includes(String.fromCharCode(byte))));

const isDigit = bytesOf('0123456789');
const isEscape = bytesOf('"\\/bfnrt');
const words = { t: Buffer.from('true'), f: Buffer.from('false'), n: Buffer.from('null') };

const refuse = (at: number): never => {
  throw new SyntaxError(`no JSON at byte ${at}`);
};

/** Passes what may stand between values. Line breaks become spaces, so that what is cut out fits into one line. */
export const passSpace: Pass = (bytes, from) => {
  let at = from;
  // A look beyond the end would make V8 read every later byte several times slower.
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === 0x0a || byte === 0x0d) bytes[at] = 0x20;
    else if (byte !== 0x20 && byte !== 0x09) break;
  }
  return at;
};

const passEscape: Pass = (bytes, at) => {
  if (isEscape[bytes[at + 1] as number]) return at + 2;
  const isCode = bytes[at + 1] === 0x75 && /^[0-9a-f]{4}$/i.test(bytes.toString('latin1', at + 2, at + 6));
  return isCode ? at + 6 : refuse(at);
};

/** Passes a string. */
export const passString: Pass = (bytes, from) => {
  if (bytes[from] !== quote) refuse(from);
  for (let at = from + 1; ; ) {
    const byte = bytes[at] as number;
    if (byte === quote) return at + 1;
    if (byte === backslash) at = passEscape(bytes, at);
    else if (byte >= 0x20) at += 1;
    else refuse(at);
  }
};

const passDigits: Pass = (bytes, from) => {
  let at = from;
  while (isDigit[bytes[at] as number] === 1) at += 1;
  return at > from ? at : refuse(at);
};

const passNumber: Pass = (bytes, from) => {
  let at = bytes[from] === 0x2d ? from + 1 : from;
  at = bytes[at] === 0x30 ? at + 1 : passDigits(bytes, at);
  if (bytes[at] === 0x2e) at = passDigits(bytes, at + 1);
  if (bytes[at] !== 0x65 && bytes[at] !== 0x45) return at;
  const sign = bytes[at + 1];
  return passDigits(bytes, sign === 0x2b || sign === 0x2d ? at + 2 : at + 1);
};

function passWord(bytes: Buffer, at: number, word: Buffer): number {
  for (let index = 0; index < word.length; index += 1) if (bytes[at + index] !== word[index]) refuse(at + index);
  return at + word.length;
}

/** Passes what stands behind an item of a list or an object: up to the next one, or to the `close`. */
export function passOn(bytes: Buffer, from: number, close: number): number {
  let at = passSpace(bytes, from);
  if (bytes[at] === close) return at;
  if (bytes[at] !== comma) refuse(at);
  at = passSpace(bytes, at + 1);
  return bytes[at] === close ? refuse(at) : at;
}

/** Passes the name of a member and its colon, up to its value. */
export const passName: Pass = (bytes, from) => {
  const at = passSpace(bytes, passString(bytes, from));
  return bytes[at] === colon ? passSpace(bytes, at + 1) : refuse(at);
};

// One loop each: a loop that is given what to pass as a function takes V8 a fifth longer over a page.
const passObject: PassNested = (bytes, from, levels) => {
  if (levels === 0) throw new TooDeep();
  let at = passSpace(bytes, from + 1);
  while (bytes[at] !== closeBrace) at = passOn(bytes, passValue(bytes, passName(bytes, at), levels - 1), closeBrace);
  return at + 1;
};

const passList: PassNested = (bytes, from, levels) => {
  if (levels === 0) throw new TooDeep();
  let at = passSpace(bytes, from + 1);
  while (bytes[at] !== closeBracket) at = passOn(bytes, passValue(bytes, at, levels - 1), closeBracket);
  return at + 1;
};

/** Accepts any value, and refuses one with more levels. */
export const passValue: PassNested = (bytes, at, levels) => {
  switch (bytes[at]) {
    case quote:
      return passString(bytes, at);
    case openBrace:
      return passObject(bytes, at, levels);
    case openBracket:
      return passList(bytes, at, levels);
    case 0x74:
      return passWord(bytes, at, words.t);
    case 0x66:
      return passWord(bytes, at, words.f);
    case 0x6e:
      return passWord(bytes, at, words.n);
    default:
      return passNumber(bytes, at);
  }
};
