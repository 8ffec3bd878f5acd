import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { paramsOf, readJson, readManifest } from '../support/catalogue.ts';
import { type Exported, readExport } from '../support/oif.ts';
import { cli, launch, removeFoldersAtEnd, temporaryFolder } from '../support/process.ts';

removeFoldersAtEnd();
const manifest = readManifest();
const { version } = readJson('package.json');
const entries = manifest.actions.filter(({ group }) => group !== 'system');

const exportTo = (folder: string, ...args: string[]) => launch(cli, ['export', 'oif', '--out', folder, ...args]).ended;

/** Every file below a folder with its text. */
const textsOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [join(parentPath, name).slice(folder.length), join(parentPath, name)])
      .sort()
      .map(([name = '', path = '']) => [name, readFileSync(path, 'utf8')]),
  );

const ajv = new Ajv({ strict: false, allErrors: true });
const validators = {
  integration: ajv.compile(readJson('schemas/oif/integration.json')),
  action: ajv.compile(readJson('schemas/oif/action.json')),
};

/** Errors of a file against the schema of its kind. */
function faults(kind: keyof typeof validators, file: unknown): string[] {
  validators[kind](file);
  return (validators[kind].errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

let folder: string;
let exported: Exported;
beforeAll(async () => {
  folder = temporaryFolder();
  const { code, stderr } = await exportTo(folder);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  exported = readExport(folder);
});

const fieldOf = (id: string, field: string) => exported.actions[id]?.fields.find((each) => each.id === field);
const pathsOf = (id: string) => exported.actions[id]?.output.map(({ path }) => path) ?? [];

describe('the files', () => {
  it('are the integration, one file an action and the Dockerfile', () => {
    const expected = [...entries.map(({ id }) => `/actions/${id}.yaml`), '/Dockerfile', '/integration.yaml'];
    expect(Object.keys(textsOf(folder)).sort()).toEqual(expected.sort());
  });

  it('satisfy the schemas of their kind', () => {
    expect(faults('integration', exported.integration)).toEqual([]);
    for (const action of Object.values(exported.actions)) expect(faults('action', action)).toEqual([]);
  });

  it.each([
    ['integration', 'a name for an icon', { icon: 'shield' }],
    ['integration', 'an unknown language', { script: { type: 'node', test_connection_code: 'x' } }],
    ['integration', 'no image', { docker_repo_tag: undefined }],
    ['action', 'an unknown kind', { type: 'Isolation' }],
    ['action', 'a schedule on an action that is not scheduled', { scheduled: [{ every: '1m', expire: '1h' }] }],
    ['action', 'a list without values', { fields: [{ id: 'a', label: 'A', type: 'list', required: true }] }],
    ['action', 'a path in our own spelling', { output: [{ path: 'value[].id', type: 'string' }] }],
    ['action', 'an unknown key', { colour: 'blue' }],
  ] as const)('would not satisfy the schema of an %s with %s', (kind, _what, change) => {
    const file = kind === 'integration' ? exported.integration : exported.actions['isolate-machine'];
    // Through JSON, so that what is undefined is missing.
    expect(faults(kind, JSON.parse(JSON.stringify({ ...file, ...change })))).not.toEqual([]);
  });

  it('mean the same to a YAML 1.1 parser', () => {
    for (const text of Object.values(textsOf(folder)).filter((each) => !each.includes('\nFROM ')))
      expect(parse(text, { version: '1.1' })).toEqual(parse(text));
  });

  it('are the same bytes every time', async () => {
    const again = temporaryFolder();
    writeFileSync(join(again, 'integration.yaml'), 'an older one');
    const { json } = await exportTo(again);
    expect(textsOf(again)).toEqual(textsOf(folder));
    expect(json.folder).toBe(again);
    expect(json.files.map((path: string) => `/${path}`).sort()).toEqual(Object.keys(textsOf(folder)).sort());
  });
});

describe('the integration', () => {
  it('is named in every action', () => {
    const { name } = exported.integration;
    expect(name).toBe('Microsoft Defender ATP');
    for (const action of Object.values(exported.actions)) expect(action.integration).toBe(name);
  });

  it('has the version of the package in file, image and scripts', () => {
    expect(exported.integration).toMatchObject({ version, docker_repo_tag: `defender-soar:${version}` });
    const scripts = Object.values(exported.actions).map(({ script }) => script.code);
    for (const code of [exported.integration.script.test_connection_code, ...scripts])
      expect(code).toMatch(
        new RegExp(`^exec defender-soar run [a-z-]+ --from-env --exported-from ${version.replaceAll('.', '\\.')}\\n$`),
      );
    expect(exported.integration.script.test_connection_code).toContain(' test-connection ');
  });

  it('has every field except those that the platform provides', () => {
    const { data_attributes: fields, listing_attributes: listed } = exported.integration.configuration;
    const expected = manifest.resource.fields.filter(({ id }) => id !== 'label' && id !== 'proxyUrl');
    expect(Object.keys(fields)).toEqual(expected.map(({ id }) => id));
    for (const { id, label, type, required, choices } of expected) {
      expect(fields[id]).toMatchObject({ label, type, required });
      expect(Object.keys(fields[id]?.values ?? {})).toEqual(choices ?? []);
    }
    expect(Object.keys(listed ?? {})).toEqual(['apiUrl', 'tenantId', 'clientId']);
    expect(fields).toMatchObject({ authority: { validator: 'host' }, timeoutSeconds: { validator: 'integer' } });
  });

  it('is tested by its script, and has a proxy setting', () => {
    expect(exported.integration).toMatchObject({
      script: { type: 'bash' },
      configuration: { testable_connection: true, require_proxy_config: true },
    });
  });

  it('has our own icon', () => {
    const png = Buffer.from(exported.integration.icon.replace('data:image/png;base64,', ''), 'base64');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([128, 128]);
    const data = png.indexOf('IDAT');
    const pixels = inflateSync(png.subarray(data + 4, data + 4 + png.readUInt32BE(data - 4)));
    expect(new Set(pixels).size).toBeGreaterThan(16);
  });

  it('shares no variable with an action', () => {
    const taken = [...Object.keys(exported.integration.configuration.data_attributes), 'proxy_url'];
    const ids = Object.values(exported.actions).flatMap(({ fields }) => fields.map(({ id }) => id));
    expect(ids.filter((id) => taken.includes(id))).toEqual([]);
  });
});

describe('the actions', () => {
  it.each(entries)('$id has the name of the app, its kind and its columns', ({ id, name, group, table }) => {
    const action = exported.actions[id];
    expect(action).toMatchObject({ name, type: `${group.charAt(0).toUpperCase()}${group.slice(1)}` });
    expect(action?.use_in_triage).toBe(group === 'enrichment' ? true : undefined);
    expect(action?.table_view.map(({ display_name }) => display_name)).toEqual(table.map(({ label }) => label));
    for (const { value } of action?.table_view ?? []) expect(pathsOf(id)).toContain(value);
    expect(new Set(pathsOf(id)).size).toBe(pathsOf(id).length);
    if (group === 'containment' || group === 'scheduled') expect(action?.table_view[0]?.display_name).toBe('Status');
  });

  it.each(entries)('$id has a field for every param, and requires only what the schema requires', ({ id }) => {
    const { properties, required = [] } = paramsOf(id);
    const fields = exported.actions[id]?.fields ?? [];
    expect(fields.map((field) => field.id)).toEqual(Object.keys(properties));
    for (const field of fields) {
      expect(field.required).toBe(required.includes(field.id));
      expect(field.hint).toEqual(expect.any(String));
      if (field.values && field.default !== undefined) expect(Object.keys(field.values)).toContain(field.default);
    }
  });

  it('have inputs by the type of their params', () => {
    expect(fieldOf('isolate-machine', 'isolationType')).toMatchObject({
      type: 'list',
      default: 'Full',
      values: { Full: 'Full', Selective: 'Selective', UnManagedDevice: 'UnManagedDevice' },
    });
    expect(fieldOf('isolate-machine', 'dryRun')).toMatchObject({ type: 'checkbox' });
    expect(fieldOf('isolate-machine', 'dryRun')).not.toHaveProperty('default');
    expect(fieldOf('isolate-machine', 'waitSeconds')).toMatchObject({ type: 'number', validator: 'integer' });
    // A date picker takes no duration, so its hint does not mention one.
    expect(fieldOf('isolate-machine', 'ipSeenAt')).toMatchObject({
      type: 'datetime',
      hint: expect.not.stringContaining('duration'),
    });
    expect(fieldOf('run-advanced-hunting-query', 'query')).toMatchObject({ type: 'textarea' });
    expect(fieldOf('stop-and-quarantine-file', 'fileHash')).toMatchObject({ validator: 'hash' });
  });

  it('have defaults that suit a playbook', () => {
    for (const id of ['list-machines', 'list-machine-actions', 'list-indicators'])
      expect(fieldOf(id, 'top')?.default).toBe('100');
    const writes = entries.filter(({ id }) => fieldOf(id, 'correlationId') !== undefined);
    expect(writes.length).toBeGreaterThan(5);
    for (const { id } of writes) {
      expect(fieldOf(id, 'whenStillRunning')?.default).toBe('result');
      expect(fieldOf(id, 'correlationId')?.label).toBe('Incident ID');
    }
  });

  it('name other fields by their labels', () => {
    expect(fieldOf('isolate-machine', 'machineId')?.hint).toContain('Machine ID, Machine Name and IP Address');
    for (const { fields } of Object.values(exported.actions))
      for (const { hint } of fields)
        for (const { id } of fields.filter((field) => /[A-Z]/.test(field.id)))
          expect(hint).not.toMatch(new RegExp(`\\b${id}\\b`));
  });

  it('accept artifacts of the incident and appear in menus of entities, but never offer to act on an entity as a machine', () => {
    const marked = (mark: 'incident_artifacts' | 'observables') =>
      entries.flatMap(({ id }) => {
        const fields = exported.actions[id]?.fields.filter((field) => mark in field) ?? [];
        return fields.map((field) => `${id} ${field.id}`);
      });
    expect(marked('observables')).toEqual([
      'list-indicators indicatorValue',
      'list-machines computerDnsName',
      'list-machines ipAddress',
      'list-machine-actions computerDnsName',
      'list-machine-actions ipAddress',
      'get-machine computerDnsName',
      'get-machine ipAddress',
      'get-domain-statistics domain',
      'get-file-statistics fileHash',
      'get-ip-statistics ipAddress',
      'delete-indicator indicatorValue',
      'stop-and-quarantine-file fileHash',
      'submit-indicator indicatorValue',
      'submit-indicator indicatorValues',
    ]);
    expect(marked('incident_artifacts')).toEqual(expect.arrayContaining(['isolate-machine computerDnsName']));
    expect(marked('incident_artifacts')).not.toContain('submit-indicator educateUrl');
  });

  it('declare every leaf of their result, with arrays in the notation of the framework', () => {
    expect(pathsOf('list-machines')).toEqual(
      expect.arrayContaining(['value.[].id', 'value.[].ipAddresses.[].macAddress', 'value.[].machineTags.[]', 'count']),
    );
    expect(pathsOf('isolate-machine')).toEqual(
      expect.arrayContaining(['id', 'relatedFileInfo.fileIdentifier', 'request.url', 'machine.id', 'alreadyActive']),
    );
    expect(exported.actions['fetch-investigation-package-uri']?.table_view).toEqual([
      { display_name: 'Package', value: 'value', type: 'link' },
    ]);
  });

  it('only the scheduled one has a schedule and an exit condition', () => {
    expect(exported.actions['collect-investigation-package']).toMatchObject({
      scheduled: [{ every: '10m', expire: '1d' }],
      exit_condition: [{ path: 'status', string: ['Succeeded', 'Failed', 'TimeOut', 'Cancelled'] }],
    });
    expect(Object.values(exported.actions).filter(({ scheduled }) => scheduled !== undefined)).toHaveLength(1);
  });
});

describe('hunting columns', () => {
  const hunting = async (...lists: string[]) => {
    const more = temporaryFolder();
    const { code, json } = await exportTo(more, ...lists.flatMap((list) => ['--hunting-columns', list]));
    if (code !== 0) return json.error.details as unknown;
    return readExport(more).actions['run-advanced-hunting-query']?.output.map(({ path }) => path);
  };

  it('are the committed ones', () => {
    const known = readJson('schemas/hunting-columns.json').columns as { name: string }[];
    const paths = known.map(({ name }) => `results.[].${name}`);
    expect(pathsOf('run-advanced-hunting-query')).toEqual(expect.arrayContaining(paths));
    expect(known.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Timestamp', 'ReportId', 'DeviceId', 'SHA1', 'RemoteUrl', 'AccountUpn']),
    );
  });

  it('and those on the command line, once each, in quotes if they have special characters', async () => {
    const paths = await hunting('Failures, DeviceId,Failures,@odata.count,my column');
    const added = ['results.[].Failures', 'results.[]."@odata.count"', 'results.[]."my column"'];
    const before = pathsOf('run-advanced-hunting-query');
    const at = before.indexOf('count');
    expect(paths).toEqual([...before.slice(0, at), ...added, ...before.slice(at)]);
  });

  it('and those of every option, if it is given several times', async () => {
    expect(await hunting('Failures,LastLogon', 'Tries')).toEqual(await hunting('Failures,LastLogon,Tries'));
  });

  it.each(['', 'A,,B', 'A,B"C', 'A\\B', 'A\nB'])('%j is refused', async (columns) => {
    expect(await hunting(columns)).toEqual([{ path: '--hunting-columns', message: expect.any(String) }]);
  });
});

describe('the command', () => {
  it('shows its usage', async () => {
    const { code, stdout, stderr } = await launch(cli, ['export', '--help']).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('--hunting-columns');
  });

  it.each([
    ['no platform', []],
    ['an unknown platform', ['splunk', '--out', 'x']],
    ['no folder', ['oif']],
    ['an empty folder name', ['oif', '--out', '']],
    ['an unknown option', ['oif', '--out', 'x', '--force']],
    ['a stray argument', ['oif', 'more', '--out', 'x']],
    ['a folder that is a file', ['oif', '--out', cli]],
  ])('refuses %s', async (_what, args) => {
    const { code, json, stderr } = await launch(cli, ['export', ...args]).ended;
    expect(code).toBe(2);
    expect(json.error).toMatchObject({ code: 'invalid_params', details: [{ message: expect.any(String) }] });
    expect(stderr).toMatch(/^invalid_params: [^\n]+\n$/);
  });
});
