import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { makeClientCertificate } from '../support/client-certificate.ts';
import { keys, startDialog } from '../support/dialog.ts';
import { cli, temporaryFolder } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();
let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const variable = (name: string): string => `${tenant.env[name]}`;

/** Starts init at a terminal, in the folder, with the addresses of the tenant. */
const talk = (...more: string[]) =>
  startDialog(
    cli,
    ['init', '--api-url', variable('DEFENDER_API_URL'), '--authority', variable('DEFENDER_AUTHORITY'), ...more],
    { HOME: folder, NODE_EXTRA_CA_CERTS: variable('NODE_EXTRA_CA_CERTS') },
    folder,
  );

const files = () => readdirSync(folder).filter((name) => name !== '.cache');
const written = () => parse(readFileSync(join(folder, 'defender.yaml'), 'utf8'));

describe('init at a terminal', () => {
  it('asks for what is missing, refuses a wrong answer at once, and writes the file', async () => {
    const dialog = talk();
    await dialog.answer('Label (optional)', 'SOC', keys.enter);
    await dialog.answer('Directory (Tenant ID)', 'x y', keys.enter);
    await dialog.answer('must be a GUID or a verified domain', keys.clear, variable('DEFENDER_TENANT_ID'), keys.enter);
    await dialog.answer('Application (Client ID)', variable('DEFENDER_CLIENT_ID'), keys.enter);
    await dialog.answer('How does the application sign in?', keys.enter);
    await dialog.answer('Client Secret', variable('DEFENDER_CLIENT_SECRET'), keys.enter);
    await dialog.answer('Protected Machines (optional)', 'dc-*', keys.enter);
    const { code } = await dialog.ended;
    expect(code).toBe(0);
    expect(written()).toMatchObject({ label: 'SOC', clientSecretFile: 'defender.secret', protectedMachines: ['dc-*'] });
    expect(files().map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600, 0o600]);
    expect(dialog.text()).toContain('Next: defender-soar run list-machines --resource defender.yaml --top 5');
    expect(dialog.text()).not.toContain(variable('DEFENDER_CLIENT_SECRET'));
  });

  it('asks for nothing if options and variables answer everything', async () => {
    const dialog = startDialog(cli, ['init'], { ...tenant.env, HOME: folder }, folder);
    expect((await dialog.ended).code).toBe(0);
    expect(dialog.text()).not.toContain('Label');
    expect(files()).toEqual(['defender.secret', 'defender.yaml']);
  });

  it('after a sign-in that was refused, lets one answer be corrected, and only then writes', async () => {
    const dialog = talk('--tenant-id', variable('DEFENDER_TENANT_ID'), '--client-id', variable('DEFENDER_CLIENT_ID'));
    await dialog.answer('Label (optional)', keys.enter);
    await dialog.answer('How does the application sign in?', keys.enter);
    await dialog.answer('Client Secret', 'not the secret', keys.enter);
    await dialog.answer('Protected Machines', keys.enter);
    await dialog.shows('authentication_failed');
    await dialog.shows('What now?');
    expect(files()).toEqual([]);
    // The credential is what was probably wrong, so that its correction is offered first.
    dialog.press(keys.enter);
    await dialog.answer('How does the application sign in?', keys.down, keys.enter);
    writeFileSync(join(folder, 'app.pem'), (await makeClientCertificate()).pem);
    await dialog.answer('Path of the PEM file', 'missing.pem', keys.enter);
    await dialog.answer('cannot be read', keys.clear, 'app.pem', keys.enter);
    expect((await dialog.ended).code).toBe(0);
    expect(files()).toEqual(['app.pem', 'defender.yaml']);
    expect(written()).toMatchObject({ clientCertificateFile: 'app.pem' });
    expect(dialog.text()).not.toContain('not the secret');
  });

  it('stops without writing if the person chooses so, with the status of the failure', async () => {
    await tenant.fault('/oauth2/v2.0/token', { status: 400, body: { error: 'invalid_client' } });
    const dialog = startDialog(cli, ['init'], { ...tenant.env, HOME: folder }, folder);
    await dialog.answer('What now?', keys.down, keys.down, keys.enter);
    expect((await dialog.ended).code).toBe(3);
    expect(files()).toEqual([]);
  });

  it('Ctrl-C at a question leaves no file and exits 130', async () => {
    const dialog = talk();
    await dialog.answer('Label', 'SOC', keys.enter);
    await dialog.answer('Directory (Tenant ID)', keys.ctrlC);
    expect((await dialog.ended).code).toBe(130);
    expect(dialog.text()).toContain('Cancelled: nothing was written.');
    expect(files()).toEqual([]);
    expect(await tenant.journal()).toEqual([]);
  });

  it('asks before it replaces a file, and takes no for an answer', async () => {
    writeFileSync(join(folder, 'defender.yaml'), 'apiUrl: mine\n');
    const dialog = talk();
    await dialog.answer('defender.yaml exists. Replace?', keys.enter);
    expect((await dialog.ended).code).toBe(2);
    expect(readFileSync(join(folder, 'defender.yaml'), 'utf8')).toBe('apiUrl: mine\n');
  });

  it('offers the clouds, and the regions of the commercial one', async () => {
    const dialog = startDialog(
      cli,
      ['init', '--no-test'],
      { HOME: folder, DEFENDER_CLIENT_SECRET: 'a secret' },
      folder,
    );
    await dialog.answer('Label', keys.enter);
    await dialog.answer('Cloud of your tenant', keys.enter);
    await dialog.answer('API host', keys.down, keys.down, keys.enter);
    await dialog.answer('Directory (Tenant ID)', 'contoso.example', keys.enter);
    await dialog.answer('Application (Client ID)', variable('DEFENDER_CLIENT_ID'), keys.enter);
    await dialog.answer('Protected Machines', keys.enter);
    expect((await dialog.ended).code).toBe(0);
    expect(written()).toMatchObject({ apiUrl: 'eu.api.security.microsoft.com', tenantId: 'contoso.example' });
    expect(dialog.text()).toContain('Taken from the environment: DEFENDER_CLIENT_SECRET');
  });
});
