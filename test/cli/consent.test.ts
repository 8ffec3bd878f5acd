import { describe, expect, it } from 'vitest';
import { cloudNames, clouds, regionalHosts } from '../../src/cli/init/clouds.ts';
import { consentSteps } from '../../src/cli/init/consent.ts';
import { defaultAuthority } from '../../src/cloud/hosts.ts';
import { resourceFields } from '../../src/generated/fields.ts';

const missing = [{ permission: 'Machine.Isolate', actions: ['isolate-machine'] }];
const credential = { kind: 'clientSecret', secret: 'secret' } as const;
const application = { tenantId: 'contoso.example', clientId: '11111111-2222-3333-4444-555555555555', credential };
const { tenantId, clientId } = application;

describe('the steps of consent', () => {
  it.each([
    ['commercial', 'https://entra.microsoft.com', 'https://login.microsoftonline.com'],
    ['gcc', 'https://entra.microsoft.com', 'https://login.microsoftonline.com'],
    ['gcc-high', 'https://portal.azure.us', 'https://login.microsoftonline.us'],
    ['dod', 'https://portal.azure.us', 'https://login.microsoftonline.us'],
  ])('name the portal and the address of %s', (name, portal, signIn) => {
    const host = clouds.find(({ names }) => names.includes(name))?.apiHost;
    const steps = consentSteps(missing, { ...application, authority: defaultAuthority(`https://${host}`) });
    expect(steps[0]).toContain(`1. Open ${portal} `);
    expect(steps.join('\n')).toContain(`${signIn}/${tenantId}/adminconsent?client_id=${clientId}`);
  });

  it('of a managed identity are not those of the portal', () => {
    const managed = { kind: 'managedIdentity', userAssigned: undefined } as const;
    const registration = { authority: 'https://login.microsoftonline.com', tenantId, clientId: undefined };
    const text = consentSteps(missing, { ...registration, credential: managed }).join(' ');
    expect(text).toContain('Azure CLI');
    expect(text).not.toMatch(/undefined|API permissions/);
  });

  it('name the role that may consent', () => {
    const registration = { ...application, authority: 'https://login.microsoftonline.com' };
    expect(consentSteps(missing, registration).join(' ')).toContain('As a Cloud Application Administrator');
    const hunting = { permission: 'ThreatHunting.Read.All', actions: ['run-advanced-hunting-query'] };
    expect(consentSteps([...missing, hunting], registration).join(' ')).toContain('As a Privileged Role Administrator');
  });
});

it('every host that init offers is one of the manifest', () => {
  const choices = resourceFields.find(({ id }) => id === 'apiUrl')?.choices ?? [];
  expect(cloudNames).toHaveLength(4);
  expect(regionalHosts).not.toEqual([]);
  expect([...clouds.map(({ apiHost }) => apiHost), ...regionalHosts].filter((host) => !choices.includes(host))).toEqual(
    [],
  );
});
