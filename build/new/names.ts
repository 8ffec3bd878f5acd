/** Words of a name that are written in capitals. */
const ACRONYMS = ['id', 'ip', 'uri', 'url'];

const capital = (text: string): string => text.replace(/^./, (first) => first.toUpperCase());

/** Spells an id as a title: `Fetch Package URI`. */
export const titled = (id: string): string =>
  id
    .split('-')
    .map((word) => (ACRONYMS.includes(word) ? word.toUpperCase() : capital(word)))
    .join(' ');

/** Spells an id as the name of a type: `FetchPackageUri`. */
export const pascal = (id: string): string => id.split('-').map(capital).join('');

/** Spells an id as the name of a value: `fetchPackageUri`. */
export const camel = (id: string): string => pascal(id).replace(/^./, (first) => first.toLowerCase());

/** Guesses the singular of a collection's name. */
export const singular = (name: string): string => name.replace(/ies$/, 'y').replace(/(?<!s)s$/, '');

/** Spells an id as words: `investigation package`. */
export const spaced = (id: string): string => id.replaceAll('-', ' ');
