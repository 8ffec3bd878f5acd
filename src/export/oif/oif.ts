import type { Catalogue } from '../catalogue.ts';
import { actionDefinition, isAction } from './action.ts';
import { dockerfile } from './dockerfile.ts';
import { integrationDefinition } from './integration.ts';
import { toYaml } from './yaml.ts';

/**
 * Builds the files for Sumo Logic's Open Integration Framework, and the Dockerfile of their image.
 *
 * https://www.sumologic.com/help/docs/platform-services/automation-service/integration-framework/about-integration-framework/
 *
 * @param moreColumns hunting columns to declare besides the well-known ones
 * @returns text by path, relative to the folder of the export
 */
export function exportOif(catalogue: Catalogue, moreColumns: readonly string[]): Record<string, string> {
  const { manifest, descriptions, version } = catalogue;
  const comment = `Computed by defender-soar ${version}: defender-soar export oif`;
  const integration = integrationDefinition(catalogue);
  const files: Record<string, string> = {
    Dockerfile: dockerfile(version),
    'integration.yaml': toYaml(comment, integration),
  };
  for (const entry of manifest.actions.filter(isAction)) {
    const description = descriptions[entry.id];
    if (description === undefined) throw new Error(`there is no description of ${entry.id}`);
    const action = actionDefinition(integration.name, entry, description, version, moreColumns);
    files[`actions/${entry.id}.yaml`] = toYaml(comment, action);
  }
  return files;
}
