import { dirname, join } from 'node:path';
import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { PackageURL } from 'packageurl-js';
import parseLicense from 'spdx-expression-parse';
import { ROOT } from './checkout.ts';
import type { BundledPackage, Product } from './notices.ts';

const { Builders, Factories } = Contrib.FromNodePackageJson;
const builder = new Builders.ComponentBuilder(
  new Factories.ExternalReferenceFactory(),
  new Contrib.License.Factories.LicenseFactory(parseLicense),
);

function componentOf(product: Product, type: Enums.ComponentType): Models.Component {
  const component = builder.makeComponent(product, type);
  if (component === undefined) throw new Error(`${product.name} cannot be a component`);
  const { group, name, version } = component;
  component.purl = new PackageURL('npm', group, name, version).toString();
  component.bomRef.value = component.purl;
  return component;
}

/** Finds what Node would load for a name in a file of `folder`: the nearest folder of that name that was bundled. */
function resolved<T>(name: string, folder: string, bundled: ReadonlyMap<string, T>): T | undefined {
  const found = bundled.get(join(folder, 'node_modules', name));
  return found ?? (dirname(folder) === folder ? undefined : resolved(name, dirname(folder), bundled));
}

/**
 * Computes the bill of materials of what is bundled, in the form of https://cyclonedx.org/docs/1.6/json/. It has no time and
 * no serial number, so that the same checkout gives the same bytes.
 */
export function billOfMaterials(product: Product, packages: readonly BundledPackage[]): string {
  const components = new Map(
    packages.map((one) => [one.folder, componentOf(one.product, Enums.ComponentType.Library)] as const),
  );
  const depend = (component: Models.Component, names: object = {}, folder: string) => {
    const needed = Object.keys(names).map((name) => resolved(name, folder, components));
    for (const other of needed) if (other !== undefined) component.dependencies.add(other.bomRef);
  };
  const own = componentOf(product, Enums.ComponentType.Application);
  depend(own, product.devDependencies, ROOT);
  for (const {
    folder,
    product: { dependencies },
  } of packages) {
    const component = components.get(folder);
    if (component !== undefined) depend(component, dependencies, folder);
  }
  const metadata = new Models.Metadata({ component: own });
  metadata.lifecycles.add(Enums.LifecyclePhase.Build);
  const bom = new Models.Bom({ metadata, components: new Models.ComponentRepository(components.values()) });
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}
