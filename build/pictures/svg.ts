import type { Span } from './lines.ts';

/** Sizes in pixels. */
const [charWidth, lineHeight, padding, bar] = [8.4, 19, 18, 30];

const font = `font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14"`;

const css = `text{fill:#d6deeb;white-space:pre}
.bold{font-weight:700;fill:#fff}.dim{fill:#7f8ea3}.red{fill:#ff6b6b}.green{fill:#7ee787}.yellow{fill:#ffd166}.cyan{fill:#7fdbff}`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const span = ({ text, styles }: Span): string =>
  styles.length === 0 ? escaped(text) : `<tspan class="${styles.join(' ')}">${escaped(text)}</tspan>`;

const textOf = (lines: readonly Span[][]): string =>
  lines
    .map((spans, index) => {
      const y = padding + bar + (index + 0.75) * lineHeight;
      return spans.length === 0
        ? ''
        : `<text x="${padding}" y="${y.toFixed(1)}" xml:space="preserve">${spans.map(span).join('')}</text>`;
    })
    .filter(Boolean)
    .join('\n');

/** What a picture shows. */
export interface Picture {
  /** Its text for readers who do not see it. */
  title: string;
  lines: readonly Span[][];
  /** Characters of the widest line that fits. */
  columns: number;
  /** When each line appears, in seconds; a still if left out. */
  times?: readonly number[];
}

/** Lines of an animated picture that are seen at a time, and how long its end is shown, in seconds. */
const [visibleLines, hold] = [24, 8];

/** Moves the lines up as they appear: the newest is the last one seen. Without motion the end is seen. */
function motion({ lines, times = [] }: Picture): string {
  const length = (times.at(-1) ?? 0) + hold;
  const place = (shown: number) => `transform:translateY(${(visibleLines - shown) * lineHeight}px)`;
  const frames = times.map((time, index) => `${((time / length) * 100).toFixed(2)}%{${place(index + 1)}}`);
  return `@keyframes rise{0%{${place(0)}}${frames.join('')}100%{${place(lines.length)}}}
@media (prefers-reduced-motion:no-preference){.lines{animation:rise ${length.toFixed(1)}s step-end infinite}}`;
}

/** Draws lines of a terminal as a window in SVG. */
export function drawTerminal(picture: Picture): string {
  const { title, lines, columns, times } = picture;
  const width = Math.ceil(columns * charWidth + 2 * padding);
  const seen = times === undefined ? lines.length : visibleLines;
  const height = Math.ceil(seen * lineHeight + 2 * padding + bar);
  // An attribute, so that programs without CSS show the end, too.
  const end = times === undefined ? '' : ` transform="translate(0 ${(visibleLines - lines.length) * lineHeight})"`;
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, at) => `<circle cx="${20 + at * 20}" cy="18" r="6" fill="${fill}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<style>${css}
${times === undefined ? '' : motion(picture)}</style>
<clipPath id="window"><rect y="${bar}" width="${width}" height="${height - bar - padding}"/></clipPath>
<rect width="${width}" height="${height}" rx="10" fill="#0d1b2a"/>
${dots.join('')}
<g clip-path="url(#window)" ${font}><g class="lines"${end}>
${textOf(lines)}
</g></g>
</svg>
`;
}
