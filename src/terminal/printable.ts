/**
 * Makes text safe for a terminal and for one line: escape sequences, other control characters and invisible ones become
 * spaces, because names and titles from Defender are chosen by others.
 */
export const printable = (text: string): string => text.replace(/[\s\p{Cc}\p{Cf}\p{Co}\p{Cs}]+/gu, ' ').trim();
