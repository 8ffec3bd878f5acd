/** A command in a document, and the output that follows it. */
export interface Sample {
  /** Line of the command's first line in the document, from 1. */
  line: number;
  command: string;
  /** Why the command is not run, as the comment before it says. */
  notRun: string | undefined;
  /** The output that the document shows, and where its text begins and ends; undefined if it shows none. */
  output: { language: string; text: string; from: number; to: number } | undefined;
}

/** A fenced block, with the comment before it. */
const block = /(?:<!-- (?<mark>[^\n]*) -->\n+)?^```(?<language>\w*)\n(?<text>.*?)^```$/gms;

/** Reads the options of the tenant that a page asks for by `<!-- tenant: … -->`. */
export const tenantOptions = (page: string): string[] => /^<!-- tenant: (.+) -->$/m.exec(page)?.[1]?.split(' ') ?? [];

/** Languages of commands and of output. */
const [command, outputs] = ['sh', ['json', 'text', 'csv']];

const between = (page: string, from: number, to: number): string => page.slice(from, to).trim();

/**
 * Reads the commands of a page. A block of output belongs to the command directly before it; `<!-- not run: reason -->`
 * before a command keeps it from being run.
 */
export function samplesOf(page: string): Sample[] {
  const found = [...page.matchAll(block)].map((match) => {
    const { mark = '', language = '', text = '' } = match.groups ?? {};
    const to = match.index + match[0].length - '```'.length;
    return { mark, language, text, from: to - text.length, to, start: match.index, end: match.index + match[0].length };
  });
  return found.flatMap(({ mark, language, text, from, end }, index) => {
    if (language !== command) return [];
    const next = found[index + 1];
    const follows = next !== undefined && outputs.includes(next.language) && between(page, end, next.start) === '';
    return [
      {
        line: page.slice(0, from).split('\n').length,
        command: text,
        notRun: /^not run: (.+)$/.exec(mark)?.[1],
        output: follows ? next : undefined,
      },
    ];
  });
}
