/** Columns of a terminal that the lines fit. */
const width = 100;

/** Wraps text behind a head; further lines are indented as far. A word that is longer than a line stays whole. */
export function wrapped(head: string, text: string): string[] {
  const all: string[] = [];
  for (const word of text.split(' ')) {
    const line = all.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width - head.length)
      all[all.length - 1] = `${line} ${word}`;
    else all.push(word);
  }
  return all.map((line, index) => `${index === 0 ? head : ' '.repeat(head.length)}${line}`);
}
