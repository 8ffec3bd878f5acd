import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actionIds, paramsOf, readJson, readManifest, type Schema } from '../support/catalogue.ts';
import { checkout } from '../support/process.ts';

const manifest = readManifest();

/** Names of the files in a folder, without the ending `of`. */
const names = (folder: string, of: string): string[] =>
  readdirSync(join(checkout, folder))
    .map((name) => (name.endsWith(of) ? name.slice(0, -of.length) : name))
    .sort();

/** The fourteen actions that platforms know by name, with their descriptions. */
const seed: Record<string, [name: string, group: string, description: string]> = {
  'fetch-investigation-package-uri': [
    'Fetch Investigation Package URI',
    'enrichment',
    'Retrieve a URI that allows downloading of an Investigation package.',
  ],
  'get-machine-action-details': [
    'Get Machine Action Details',
    'enrichment',
    'Retrieve specific machine action by its ID.',
  ],
  'list-indicators': ['List Indicators', 'enrichment', 'Retrieve a collection of all active Indicators.'],
  'list-machines': [
    'List Machines',
    'enrichment',
    'Retrieves a collection of machines that have communicated with Microsoft Defender for Endpoint cloud.',
  ],
  'list-machine-actions': ['List Machine Actions', 'enrichment', 'Retrieves a collection of machine actions.'],
  'delete-indicator': ['Delete Indicator', 'containment', 'Delete an Indicator entity by ID.'],
  'isolate-machine': ['Isolate Machine', 'containment', 'Isolate a device from accessing external network.'],
  'release-machine-from-isolation': ['Release Machine From Isolation', 'containment', 'Undo isolation of a device.'],
  'run-antivirus-scan': [
    'Run Antivirus Scan',
    'containment',
    'Initiate Microsoft Defender Antivirus scan on a device.',
  ],
  'start-automated-investigation': [
    'Start Automated Investigation',
    'containment',
    'Start automated investigation on a device.',
  ],
  'stop-and-quarantine-file': [
    'Stop And Quarantine File',
    'containment',
    'Stop execution of a file on a device and delete it.',
  ],
  'submit-indicator': ['Submit Indicator', 'containment', 'Submit or update new Indicator entity.'],
  'run-advanced-hunting-query': [
    'Run Advanced Hunting Query',
    'custom',
    'Inspect unusual activity, detect possible threats and even respond to attacks.',
  ],
  'collect-investigation-package': [
    'Collect Investigation Package',
    'scheduled',
    'Collect investigation package from a device.',
  ],
};

/** Further actions of Microsoft's own connector. */
const connector: typeof seed = {
  'list-alerts': ['List Alerts', 'enrichment', 'Retrieves a collection of alerts.'],
  'get-alert': ['Get Alert', 'enrichment', 'Retrieve specific alert by its ID.'],
  'get-domain-statistics': ['Get Domain Statistics', 'enrichment', 'Retrieves statistics of a domain.'],
  'get-file-statistics': ['Get File Statistics', 'enrichment', 'Retrieves statistics of a file.'],
  'get-ip-statistics': ['Get IP Statistics', 'enrichment', 'Retrieves statistics of an IP address.'],
  'list-remediation-activities': [
    'List Remediation Activities',
    'enrichment',
    'Retrieves a collection of remediation activities.',
  ],
  'get-remediation-activity': [
    'Get Remediation Activity',
    'enrichment',
    'Retrieve specific remediation activity by its ID.',
  ],
  'list-remediation-activity-machines': [
    'List Remediation Activity Machines',
    'enrichment',
    'Retrieves the machines that a remediation activity is to reach.',
  ],
  'poll-new-alerts': ['Poll New Alerts', 'daemon', 'Returns each new alert exactly once, oldest first.'],
  'poll-new-remediation-activities': [
    'Poll New Remediation Activities',
    'daemon',
    'Returns each new remediation activity exactly once, oldest first.',
  ],
  'create-alert': ['Create Alert', 'custom', 'Create an alert from an event that hunting found.'],
  'update-alert': ['Update Alert', 'custom', 'Update an alert, or several at once.'],
};

describe('one name, four places', () => {
  const ids = [...actionIds()].sort();

  it.each([
    ['schemas/actions', '.json'],
    ['actions', '.ts'],
    ['test/actions', '.test.ts'],
  ])('manifest and %s', (folder, ending) => {
    expect(names(folder, ending).filter((name) => !name.endsWith('.rules'))).toEqual(ids);
  });

  it('the rules of an action have its name', () => {
    const rules = names('actions', '.ts').filter((name) => name.endsWith('.rules'));
    expect(rules.map((name) => name.replace('.rules', '')).filter((name) => !actionIds().includes(name))).toEqual([]);
    expect(rules).not.toEqual([]);
  });

  it.each(ids)('%s declares itself under its name, and its schema holds params and result', (id) => {
    expect(readFileSync(join(checkout, 'actions', `${id}.ts`), 'utf8')).toContain(`'${id}'`);
    expect(Object.keys(readJson(`schemas/actions/${id}.json`).definitions)).toEqual(['params', 'result']);
  });
});

describe('the actions', () => {
  it('include the fourteen and those of the connector, with their names and descriptions', () => {
    const held = manifest.actions.map(({ id, name, group, description }) => [id, [name, group, description]]);
    expect(Object.fromEntries(held)).toMatchObject({ ...seed, ...connector });
  });

  it('are ordered by group, with the connection test last', () => {
    const groups = manifest.actions.map(({ group }) => group);
    const changes = groups.filter((group, index) => group !== groups[index - 1]);
    expect(changes).toEqual([...new Set(groups)]);
    expect(manifest.actions.filter(({ group }) => group === 'system').map(({ id }) => id)).toEqual(['test-connection']);
    expect(manifest.actions.at(-1)?.id).toBe(manifest.testConnection);
  });

  it.each(manifest.actions)('$id has permissions, a page and a table', ({ id, permissions, docs, table }) => {
    expect(permissions.length > 0).toBe(id !== 'test-connection');
    expect(docs).toMatch(/^https:\/\/learn\.microsoft\.com\/defender-endpoint\/api\/[a-z0-9-]+$/);
    expect(table.length).toBeGreaterThan(0);
  });

  it('have pages of their own, except for two names of one call', () => {
    const pages = manifest.actions.filter(({ id }) => id !== 'initiate-investigation').map(({ docs }) => docs);
    expect(new Set(pages).size).toBe(pages.length);
  });

  it('only the scheduled one has a schedule and an exit condition', () => {
    const scheduled = manifest.actions.filter((action) => 'schedule' in action || 'exitCondition' in action);
    expect(scheduled.map(({ id, schedule, exitCondition }) => ({ id, schedule, exitCondition }))).toEqual([
      {
        id: 'collect-investigation-package',
        schedule: { every: '10m', expire: '1d' },
        exitCondition: { path: 'status', in: ['Succeeded', 'Failed', 'TimeOut', 'Cancelled'] },
      },
    ]);
  });
});

describe('what an action does', () => {
  const named = new Map(manifest.actions.map((action) => [action.id, action]));
  const { properties } = readJson('schemas/manifest.json').properties.actions.items as Schema;
  /** Folders of src/defender that serve every collection. */
  const shared = ['api', 'writes'];

  it('every collection is a folder in src/defender, and every folder is a collection', () => {
    const folders = readdirSync(join(checkout, 'src/defender'), { withFileTypes: true });
    const collections = folders.filter((entry) => entry.isDirectory() && !shared.includes(entry.name));
    expect(collections.map(({ name }) => name).sort()).toEqual(properties.collection.enum);
  });

  it.each(manifest.actions)('$id has an effect that its group and its params allow', ({ id, group, effect }) => {
    if (['enrichment', 'daemon', 'system'].includes(group)) expect(effect).toBe('read');
    if (group === 'containment') expect(effect).not.toBe('read');
    expect('dryRun' in paramsOf(id).properties).toBe(effect !== 'read');
  });

  it('only what adds or changes has an undo, which changes or destroys', () => {
    const pairs = manifest.actions.flatMap(({ id, undo }) => (undo === undefined ? [] : [[id, undo]]));
    expect(Object.fromEntries(pairs)).toMatchObject({
      'isolate-machine': 'release-machine-from-isolation',
      'restrict-app-execution': 'remove-app-execution-restriction',
      'submit-indicator': 'delete-indicator',
    });
    for (const [id = '', undo = ''] of pairs) {
      expect(['add', 'change'], id).toContain(named.get(id)?.effect);
      expect(['change', 'destroy'], undo).toContain(named.get(undo)?.effect);
      expect(named.get(undo)?.collection).toBe(named.get(id)?.collection);
      // What is destroyed cannot be set back; everything else works in both directions.
      expect(named.get(undo)?.undo).toBe(named.get(undo)?.effect === 'destroy' ? undefined : id);
    }
  });

  it.each(manifest.actions.filter(({ starts }) => starts))(
    '$id, which starts a machine action, takes a target and a comment and may wait',
    ({ id }) => {
      for (const param of ['machineId', 'comment', 'waitSeconds'])
        expect(paramsOf(id).properties).toHaveProperty(param);
    },
  );

  it('every action that changes a machine is guarded, except for a scan and for reverting a guarded action', () => {
    const onMachines = manifest.actions.filter(
      ({ effect, starts }) => starts !== undefined && (effect === 'change' || effect === 'destroy'),
    );
    const reverts = (id: string) => manifest.actions.some(({ guarded, undo }) => guarded && undo === id);
    const expected = onMachines.filter(({ id }) => id !== 'run-antivirus-scan' && !reverts(id));
    const guarded = manifest.actions.filter((action) => action.guarded);
    expect(guarded.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect(guarded.map(({ starts }) => starts).sort()).toEqual([
      'Isolate',
      'LiveResponse',
      'RestrictCodeExecution',
      'StopAndQuarantineFile',
    ]);
  });

  it.each(manifest.actions)('$id has details that say more than its description', ({ description, details }) => {
    expect(details).toMatch(/^[A-Z].*\.$/);
    expect(details).not.toContain(description);
  });
});

describe('the resource', () => {
  const fields = manifest.resource.fields;

  it('has the five usual fields first, and the others as advanced', () => {
    expect(fields.slice(0, 5).map(({ id, required }) => [id, required])).toEqual([
      ['label', false],
      ['apiUrl', true],
      ['tenantId', true],
      ['clientId', true],
      ['clientSecret', false],
    ]);
    expect(fields.slice(0, 5).map(({ advanced }) => advanced)).toEqual([false, false, false, false, false]);
    expect(
      fields
        .slice(5)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(
      [
        'authority',
        'caCertificates',
        'clientCertificate',
        'credential',
        'federatedTokenFile',
        'huntingApi',
        'maxContainmentsPerHour',
        'managedIdentityClientId',
        'mode',
        'protectedIndicators',
        'protectedMachines',
        'proxyUrl',
        'timeoutSeconds',
        'tokenResource',
      ].sort(),
    );
    for (const { advanced } of fields.slice(5)) expect(advanced).toBe(true);
  });

  it('marks secrets as passwords', () => {
    for (const { id, type } of fields) {
      expect(type === 'password').toBe(['clientSecret', 'clientCertificate', 'proxyUrl'].includes(id));
    }
  });

  it("offers the seed's API hosts and the current ones", () => {
    const choices = fields.find(({ id }) => id === 'apiUrl')?.choices ?? [];
    for (const geo of ['us', 'eu', 'uk']) expect(choices).toContain(`api-${geo}.securitycenter.microsoft.com`);
    for (const geo of ['us.', 'eu.', 'uk.', 'au.', 'swa.', 'ina.', 'aea.', ''])
      expect(choices).toContain(`${geo}api.security.microsoft.com`);
    for (const cloud of ['gcc', 'gov']) expect(choices).toContain(`api-${cloud}.securitycenter.microsoft.us`);
  });
});

describe('the schemas', () => {
  /** Yields the properties of a schema and of every schema that it refers to, with their paths. */
  function* properties(schema: unknown, file: string, path: string): Generator<[string, Schema]> {
    if (typeof schema !== 'object' || schema === null) return;
    const { $ref, properties: own, items, allOf } = schema as Schema;
    if (typeof $ref === 'string') {
      const target = new URL($ref, `file:///${file}`);
      const pointer = target.hash.split('/').slice(1);
      const found = pointer.reduce(
        (held: unknown, key) => (held as Schema)[key],
        readJson(`schemas${target.pathname}`),
      );
      yield* properties(found, target.pathname.slice(1), path);
      if (path !== '') yield [path, found as Schema];
      return;
    }
    for (const [name, property] of Object.entries((own ?? {}) as Record<string, Schema>)) {
      const below = path === '' ? name : `${path}.${name}`;
      if (!('$ref' in property)) yield [below, property];
      yield* properties(property, file, below);
    }
    yield* properties(items, file, `${path}[]`);
    for (const part of (allOf ?? []) as unknown[]) yield* properties(part, file, path);
  }
  const kinds = (readJson('schemas/kinds.json').oneOf as Schema[]).map(({ const: kind }) => kind);

  it.each(actionIds())('%s: a param has a kind of schemas/kinds.json or none, and a moment its direction', (id) => {
    for (const [name, schema] of properties(paramsOf(id), `actions/${id}.json`, '')) {
      expect([undefined, ...kinds], name).toContain(schema['x-kind']);
      expect([undefined, 'back', 'ahead'], name).toContain(schema['x-moment']);
      expect(schema['x-moment'] !== undefined, name).toBe(schema['x-kind'] === 'moment');
      if ('x-within-days' in schema) expect(schema['x-moment'], name).toBe('back');
    }
  });

  it('every kind is the kind of a param', () => {
    const used = actionIds().flatMap((id) =>
      [...properties(paramsOf(id), `actions/${id}.json`, '')].map(([, schema]) => schema['x-kind']),
    );
    expect(kinds.filter((kind) => !used.includes(kind))).toEqual([]);
  });

  const isLeaf = ({ properties: own, items }: Schema): boolean =>
    own === undefined && items?.properties === undefined && items?.$ref === undefined;

  it.each(actionIds())('%s: every property is described, every leaf has examples', (id) => {
    const file = `actions/${id}.json`;
    const { params, result } = readJson(`schemas/${file}`).definitions as { params: Schema; result: Schema };
    const all = [...properties(params, file, ''), ...properties(result, file, '')].filter(
      ([path]) => !path.endsWith('[]'),
    );
    const undescribed = all.filter(([, schema]) => !schema.description).map(([path]) => path);
    const withoutExamples = all
      .filter(([, schema]) => isLeaf(schema) && !schema.examples?.length)
      .map(([path]) => path);
    expect({ undescribed, withoutExamples }).toEqual({ undescribed: [], withoutExamples: [] });
    if (id !== 'test-connection') expect(all.length).toBeGreaterThan(1);
  });

  it.each(actionIds())('%s: params are closed, flat, and labelled', (id) => {
    const params = paramsOf(id);
    expect(params.additionalProperties).toBe(false);
    for (const [path, schema] of properties(params, `actions/${id}.json`, '')) {
      // A form has single values and lists; only items of a list may be objects.
      expect(path).toMatch(/^[a-z][A-Za-z0-9]*(\[\]\..+)?$/);
      expect(schema.title).toEqual(expect.any(String));
    }
  });
});
