// Runs the commands in the documents against a simulated tenant, and writes their output into the documents. Names of
// documents may follow; without any, all are run. test/docs/samples.test.ts compares the same.
import { writeFileSync } from 'node:fs';
import { ROOT, readText } from './checkout.ts';
import { samplesOf, tenantOptions } from './samples/blocks.ts';
import { documentsWithSamples } from './samples/documents.ts';
import { runSamples, shown, stable } from './samples/run.ts';

for (const path of process.argv.length > 2 ? process.argv.slice(2) : documentsWithSamples()) {
  let page = readText(path);
  const samples = samplesOf(page);
  const ran = await runSamples(samples, tenantOptions(page));
  // From the end, so that the places before a change stay right.
  for (const [index, { line, command, output }] of [...samples.entries()].reverse()) {
    const result = ran[index];
    if (result === undefined) continue;
    if (output === undefined && result.code !== 0)
      console.log(`${path}:${line}: exit code ${result.code}\n${command}${result.output}`);
    if (output === undefined) continue;
    const text = shown(result.output, output.language);
    if (stable(output.text) === stable(text)) continue;
    page = page.slice(0, output.from) + text + page.slice(output.to);
    console.log(`${path}:${line}: output written`);
  }
  writeFileSync(ROOT + path, page);
}
