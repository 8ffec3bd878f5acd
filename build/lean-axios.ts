// Bundles of axios only what a request passes: not its adapters, forms and platforms, which src/http/ does not use.
import type { Plugin } from 'rolldown';
import { ROOT } from './checkout.ts';

const ENTRY = `${ROOT}lean:axios`;

/** What a module of axios is replaced by; each is looked for, so that a new version of axios cannot bring it back unseen. */
const REPLACED: Record<string, string> = {
  'adapters/adapters.js': 'export default { getAdapter: (adapter) => adapter };',
  'platform/index.js': 'export default { classes: {}, protocols: [] };',
  'helpers/toFormData.js': 'export default (value) => value;',
  'helpers/formDataToJSON.js': 'export default (value) => value;',
  'helpers/toURLEncodedForm.js': 'export default (value) => value;',
};

/** Reading the global makes Node 20 load a second HTTP client, which takes 50 ms. */
const FORM_DATA = "typeof G.FormData !== 'undefined' ? G.FormData : undefined";

const IN_AXIOS = /node_modules[/]axios[/]lib[/](.+)$/;

/** Creates the plugin. The build fails if something that it replaces is not found. */
export function leanAxios(): Plugin {
  const missing = new Set([...Object.keys(REPLACED), 'utils.js']);
  return {
    name: 'lean-axios',
    // The index of axios imports everything.
    resolveId: { filter: { id: /^axios$/ }, handler: () => ENTRY },
    load: {
      filter: { id: /lean:axios$|node_modules[/]axios[/]lib[/]/ },
      handler(id) {
        if (id === ENTRY)
          return { code: "export { default as Axios } from 'axios/unsafe/core/Axios.js';", moduleType: 'js' };
        const file = IN_AXIOS.exec(id)?.[1] ?? '';
        const code = REPLACED[file];
        if (code === undefined) return null;
        missing.delete(file);
        return { code, moduleType: 'js' };
      },
    },
    transform: {
      filter: { id: /node_modules[/]axios[/]lib[/]utils\.js$/ },
      handler(code) {
        if (code.includes(FORM_DATA)) missing.delete('utils.js');
        return code.replace(FORM_DATA, 'undefined');
      },
    },
    buildEnd() {
      if (missing.size > 0) this.error(`axios has changed: ${[...missing].join(', ')} was not replaced`);
    },
  };
}
