import { errorCodes } from '../src/errors.ts';
import { formFields } from '../src/export/oif/integration.ts';
import type { Manifest } from '../src/generated/types.ts';
import { readText } from './checkout.ts';
import { actionPages } from './docs-actions.ts';
import { actionsTable, errorTable, fieldsTable, formTable, limitsTable, permissionsTable } from './docs-tables.ts';

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

/** Computes the generated documents, by their path in the checkout. */
export function documents(manifest: Manifest): Record<string, string> {
  const errors = errorTable(errorCodes);
  return {
    ...actionPages(manifest),
    'docs/install-sumo-logic.md': filled('docs/install-sumo-logic.md', {
      fields: formTable(formFields(manifest)),
      errors,
    }),
    'README.md': filled('README.md', {
      actions: actionsTable(manifest.actions, 'docs/actions/'),
      permissions: permissionsTable(manifest),
      fields: fieldsTable(manifest),
      errors,
      limits: limitsTable(),
    }),
  };
}
