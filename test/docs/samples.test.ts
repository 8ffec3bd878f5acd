import { describe, expect, it } from 'vitest';
import { readText } from '../../build/checkout.ts';
import { samplesOf, tenantOptions } from '../../build/samples/blocks.ts';
import { documentsWithSamples } from '../../build/samples/documents.ts';
import { runSamples, shown, stable } from '../../build/samples/run.ts';
import { connectControl } from '../support/control.ts';

/** What the commands of a page change in the tenant, if that is more than their output shows. */
const written: Record<string, string[]> = {
  'docs/recipes.md': [
    '201 POST /api/machines/{id}/isolate',
    '200 POST /api/indicators/import',
    '204 POST /api/indicators/BatchDelete',
    '201 POST /api/machines/{id}/isolate',
    '201 POST /api/machines/{id}/isolate',
    '201 POST /api/machines/{id}/collectInvestigationPackage',
    '201 POST /api/machines/{id}/runliveresponse',
    '200 PATCH /api/alerts/{id}',
    '201 POST /api/machines/{id}/StopAndQuarantineFile',
    '201 POST /api/machines/{id}/unisolate',
  ],
};

/** Lists the writes that a tenant received, with their status. */
async function writesOf(env: Readonly<Record<string, string>>): Promise<string[]> {
  const control = connectControl({ port: Number(new URL(`${env.DEFENDER_API_URL}`).port), env });
  const requests = await control.journal();
  control.close();
  return requests
    .filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/'))
    .map(({ method, path, status }) => `${status} ${method} ${path.replace(/(machines|alerts)[/][^/]+/, '$1/{id}')}`);
}

describe.concurrent.each(documentsWithSamples())('%s', (path) => {
  it('shows commands that work and the output that they print', async () => {
    const page = readText(path);
    const samples = samplesOf(page);
    const writes: string[] = [];
    const ran = await runSamples(samples, tenantOptions(page), async (env) => {
      writes.push(...(await writesOf(env)));
    });
    const found = samples.map(({ line, output }, index) => {
      const result = ran[index];
      return (
        result && {
          line,
          text: output === undefined ? `exit code ${result.code}` : stable(shown(result.output, output.language)),
        }
      );
    });
    const expected = samples.map(({ line, output, notRun }) =>
      notRun === undefined ? { line, text: output === undefined ? 'exit code 0' : stable(output.text) } : undefined,
    );
    expect(found).toEqual(expected);
    expect(writes).toEqual(written[path] ?? expect.anything());
  }, 120_000);
});
