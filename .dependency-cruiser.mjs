// The layers of src/ and actions/: a file imports its own layer, the layers of its row, and nothing else of this
// repository. Type imports and import() count, at any depth. `npm run layers` checks it; why this tool: decision 0021.

/** The files of each layer. */
const files = {
  data: '^(schemas|facts)/',
  ground: '^src/(?!index[.])[^/]+[.]ts$',
  generated: '^src/generated/',
  types: '^src/generated/types[.]ts$',
  values: '^src/values/',
  json: '^src/json/',
  http: '^src/http/',
  cloud: '^src/cloud/',
  grants: '^src/cloud/(grants|hunting-api)[.]ts$',
  context: '^src/defender/context[.]ts$',
  api: '^src/defender/api/',
  writes: '^src/defender/writes/',
  collections: '^src/defender/(?!api/|writes/)[^/]+/',
  resource: '^src/resource/',
  'define-action': '^src/catalogue/define-action[.]ts$',
  catalogue: '^src/catalogue/',
  actions: '^actions/',
  engine: '^src/engine/',
  library: '^src/index[.]ts$',
  terminal: '^src/terminal/',
  runner: '^src/runner/',
  export: '^src/export/',
  'simulator-server': '^src/simulator/server[.]ts$',
  'simulator-tenant': '^src/simulator/tenant/',
  'simulator-wire': '^src/simulator/wire/',
  'simulator-machinery': '^src/simulator/(odata|kql|oauth|storage)/',
  'simulator-collections': '^src/simulator/collections/',
  'simulator-control': '^src/simulator/control/',
  simulator: '^src/simulator/[^/]+[.]ts$',
  cli: '^src/cli/',
};

/** What each layer imports, from the bottom to the top. */
const layers = {
  ground: '',
  generated: 'data',
  values: 'generated ground',
  json: 'values ground',
  http: 'json values ground data',
  cloud: 'http json values generated ground',
  context: 'cloud http json values generated ground',
  api: 'context cloud http json values generated ground',
  writes: 'api context cloud http json values generated ground',
  collections: 'writes api context cloud http json values generated ground data',
  resource: 'cloud values generated ground',
  catalogue: 'context grants values generated ground data',
  actions: 'define-action collections api',
  engine: 'catalogue resource context cloud http json values generated ground',
  library: 'engine catalogue resource generated ground',
  terminal: 'ground',
  runner: 'engine terminal catalogue resource values generated ground',
  export: 'catalogue generated data',
  'simulator-tenant': 'types data',
  'simulator-wire': 'simulator-tenant types data',
  'simulator-machinery': 'simulator-wire simulator-tenant types data',
  'simulator-collections': 'simulator-machinery simulator-wire simulator-tenant types data',
  'simulator-control': 'simulator-collections simulator-machinery simulator-wire simulator-tenant types data',
  simulator: 'simulator-control simulator-collections simulator-machinery simulator-wire simulator-tenant types data',
  cli: 'runner terminal export simulator-server engine resource catalogue grants json values generated ground',
};

/** The collections of src/defender/ that build on others. Every other collection imports no collection. */
const collections = {
  machines: 'machine-actions',
  alerts: 'machines machine-actions',
  investigations: 'machine-actions',
  files: 'hunting',
  packages: 'machine-actions',
  'live-response': 'machine-actions',
  connection: 'machine-actions hunting indicators investigations machines remediation-activities',
};

const words = (row) => row.split(' ').filter(Boolean);
const folder = (collection) => `^src/defender/${collection}/`;

/** Forbids a layer every file of the repository that its row does not name. */
const rule = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|actions|schemas|facts|build|scripts|test)/', pathNot: allowed },
});

const layerRules = Object.entries(layers)
  .filter(([name]) => name !== 'collections')
  .map(([name, row]) => rule(name, files[name], [files[name], ...words(row).map((lower) => files[lower])]));

const lower = words(layers.collections).map((name) => files[name]);
const collectionRules = [
  ...Object.entries(collections).map(([name, row]) =>
    rule(name, folder(name), [folder(name), ...words(row).map(folder), ...lower]),
  ),
  // $1 is the folder that the importing file is in.
  rule('collections', `^src/defender/(?!api/|writes/|${Object.keys(collections).join('/|')}/)([^/]+)/`, [
    folder('$1'),
    ...lower,
  ]),
];

export default {
  forbidden: [
    ...layerRules,
    ...collectionRules,
    {
      name: 'unknown-layer',
      severity: 'error',
      from: { path: '^src/', pathNot: Object.keys(layers).map((name) => files[name]) },
      to: {},
    },
    { name: 'circle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'export-is-pure', severity: 'error', from: { path: files.export }, to: { dependencyTypes: ['core'] } },
  ],
  options: {
    // TypeScript 7 has no API for tools, so that a parser of its own is needed.
    parser: 'swc',
    tsPreCompilationDeps: true,
    moduleSystems: ['es6'],
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.json'], exportsFields: ['exports'], conditionNames: ['import'] },
  },
};
