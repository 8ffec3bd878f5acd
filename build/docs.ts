import { errorCodes } from '../src/errors.ts';
import { formFields } from '../src/export/oif/integration.ts';
import type { Manifest } from '../src/generated/types.ts';
import { readText } from './checkout.ts';
import { actionPages } from './docs-actions.ts';
import { errorTable, fieldsTable, formTable, limitsTable, permissionsTable } from './docs-tables.ts';

/** Fills in a document's sections, each between `<!-- name:start -->` and `<!-- name:end -->`. */
function filled(path: string, sections: Record<string, string>): string {
  let page = readText(path);
  for (const [name, text] of Object.entries(sections)) {
    const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
    const [before, rest] = page.split(start);
    const after = rest?.split(end)[1];
    if (after === undefined) throw new Error(`${path} has no ${start} … ${end}`);
    page = `${before}${start}\n\n${text}\n\n${end}${after}`;
  }
  return page;
}

/** Fills in the sections of documents, by their path. */
const sections = (documents: Record<string, Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(documents).map(([path, parts]) => [path, filled(path, parts)]));

/** Computes the generated documents, by their path in the checkout. */
export function documents(manifest: Manifest): Record<string, string> {
  return {
    ...actionPages(manifest),
    ...sections({
      'docs/platforms/sumo-logic.md': { fields: formTable(formFields(manifest)) },
      'docs/start/register-application.md': { permissions: permissionsTable(manifest) },
      'docs/start/resource.md': { fields: fieldsTable(manifest) },
      'docs/concepts/errors.md': { errors: errorTable(errorCodes) },
      'docs/concepts/limits.md': { limits: limitsTable() },
    }),
  };
}
