// Makes the pictures of the documents from what the built command line prints at a terminal, in docs/pictures/. The
// recording of the demo keeps its order; its pauses are made for a reader. Ports, times and ids are replaced.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { ROOT } from './checkout.ts';
import { capture } from './pictures/capture.ts';
import { linesOf, type Span } from './pictures/lines.ts';
import { drawTerminal } from './pictures/svg.ts';

const [helpColumns, tableColumns, demoColumns] = [102, 146, 100];

const prompt = (command: string): Span[] => [
  { text: '$ ', styles: ['dim'] },
  { text: command, styles: ['bold'] },
];

const plain = (spans: readonly Span[]): string => spans.map(({ text }) => text).join('');

/** Marks the lines of a demo: the names of its steps, and how each ended. */
const marked = (line: Span[]): Span[] => {
  const text = plain(line);
  if (/^ ?\d+ {3}\S/.test(text)) return [{ text, styles: ['bold'] }];
  const [, head = '', tail = ''] = /^( {5}(?:why|in|out|done) +)(.*)$/.exec(text) ?? [];
  if (head === '') return line;
  return [
    { text: head, styles: ['dim'] },
    { text: tail, styles: head.includes('done') ? ['green'] : [] },
  ];
};

/** Says when each line of the demo appears, in seconds: more time before a step and before its result. */
function timesOf(lines: readonly Span[][]): number[] {
  let time = 0.5;
  return lines.map((line) => {
    const text = plain(line);
    time += /^ {5}out/.test(text) ? 0.5 : /^ ?\d+ {3}\S/.test(text) ? 0.6 : 0.12;
    return time;
  });
}

async function table(): Promise<string> {
  const tenant = spawn(process.execPath, [`${ROOT}dist/cli.js`, 'simulate'], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = await once(tenant.stdout, 'data');
    const args = ['run', 'list-machines', '--top', '10', '--order-by', 'computerDnsName'];
    return await capture(args, tableColumns, JSON.parse(String(line)));
  } finally {
    tenant.kill();
  }
}

const demo = linesOf(await capture(['demo'], demoColumns), demoColumns).map(marked);
const pictures = {
  'demo.svg': drawTerminal({
    title: 'defender-soar demo: an incident played against a simulated tenant',
    lines: [prompt('npm start'), ...demo],
    columns: demoColumns,
    times: timesOf([prompt('npm start'), ...demo]),
  }),
  'help.svg': drawTerminal({
    title: 'defender-soar run isolate-machine --help',
    lines: [
      prompt('defender-soar run isolate-machine --help'),
      ...linesOf(await capture(['run', 'isolate-machine', '--help'], helpColumns), helpColumns),
    ],
    columns: helpColumns,
  }),
  'table.svg': drawTerminal({
    title: 'defender-soar run list-machines',
    lines: [
      prompt('defender-soar run list-machines --top 10 --order-by computerDnsName'),
      ...linesOf(await table(), tableColumns),
    ],
    columns: tableColumns,
  }),
};
mkdirSync(`${ROOT}docs/pictures`, { recursive: true });
for (const [name, picture] of Object.entries(pictures)) writeFileSync(`${ROOT}docs/pictures/${name}`, picture);
