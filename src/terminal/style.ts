import { styleText } from 'node:util';

/** A colour or a weight of text. */
export type Ink = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Colours text, or returns it as it is. */
export type Style = (ink: Ink, text: string) => string;

const plain: Style = (_, text) => text;

/** What decides whether a stream shows colours: a terminal says itself, following `NO_COLOR` and `FORCE_COLOR`. */
export interface Colourful {
  isTTY?: boolean;
  hasColors?: () => boolean;
}

/** Returns the style for a stream: colours only on a terminal that has them. */
export const styleFor = (stream: Colourful): Style =>
  stream.isTTY && stream.hasColors?.() ? (ink, text) => styleText(ink, text) : plain;

/** Words of Defender that a reader looks for first, by colour. */
const words: readonly (readonly [ink: Ink, words: RegExp])[] = [
  ['red', /^(High|Critical|Failed|TimeOut|Terminated.*|Error)$/],
  ['yellow', /^(Medium|Pending|InProgress|Running|Cancelled|New|Inactive|ImpairedCommunication|NoSensorData.*)$/],
  ['green', /^(Succeeded|SuccessfullyRemediated|Active|Resolved|Completed|Fixed)$/],
];

/** Returns the colour of a value, if it has one. */
export const inkOf = (value: string): Ink | undefined => words.find(([, pattern]) => pattern.test(value))?.[0];
