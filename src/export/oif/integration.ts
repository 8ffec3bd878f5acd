import type { Manifest, OifIntegration, OifResourceField } from '../../generated/types.ts';
import type { Catalogue } from '../catalogue.ts';
import { runScript } from './script.ts';

type Field = Manifest['resource']['fields'][number];

/** Fields that the platform provides itself: the label, and the proxy as `proxy_url`. */
const ofThePlatform = ['label', 'proxyUrl'];

const validators: Record<string, NonNullable<OifResourceField['validator']>> = {
  authority: 'host',
  tokenResource: 'url',
  timeoutSeconds: 'integer',
};

/** Lists the resource fields in the form of this platform. */
export const formFields = ({ resource }: Manifest): Field[] =>
  resource.fields.filter(({ id }) => !ofThePlatform.includes(id));

function attribute({ id, label, type, required, choices }: Field): OifResourceField {
  const validator = validators[id];
  return {
    label,
    type,
    required,
    ...(validator !== undefined && { validator }),
    ...(choices !== undefined && { values: Object.fromEntries(choices.map((choice) => [choice, choice])) }),
  };
}

/** Name of the image that the actions run in, built from the Dockerfile of this export. */
export const imageOf = (version: string): string => `defender-soar:${version}`;

/** Builds the definition of the integration. */
export function integrationDefinition({ manifest, version, icon }: Catalogue): OifIntegration {
  const fields = formFields(manifest);
  const columns = fields.filter(({ required }) => required);
  return {
    name: manifest.name,
    version,
    icon,
    script: { type: 'bash', test_connection_code: runScript(manifest.testConnection, version) },
    docker_repo_tag: imageOf(version),
    local_repo: true,
    configuration: {
      testable_connection: true,
      require_proxy_config: true,
      data_attributes: Object.fromEntries(fields.map((field) => [field.id, attribute(field)])),
      listing_attributes: Object.fromEntries(columns.map(({ id, label }) => [id, { name: label }])),
    },
  };
}
