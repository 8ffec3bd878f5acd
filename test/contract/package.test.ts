import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(path, 'utf8');

interface Component {
  group?: string;
  name: string;
  version: string;
  purl: string;
}
const bill = JSON.parse(read('dist/sbom.cdx.json')) as {
  metadata: { component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn?: string[] }[];
};

describe('the package', () => {
  const [{ files }] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' }),
  ) as [{ files: { path: string }[] }];
  const paths = files.map(({ path }) => path);

  it('contains every document that its documents link to', () => {
    const documents = paths.filter((path) => path.endsWith('.md'));
    const targets = documents.flatMap((document) =>
      [...read(document).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target = '']) =>
        join(dirname(document), target),
      ),
    );
    expect(targets.length).toBeGreaterThan(10);
    expect(targets.filter((target) => !paths.some((path) => path === target || path.startsWith(`${target}/`)))).toEqual(
      [],
    );
  });

  it('has the license of every bundled package, and lists it in the bill of materials', () => {
    const notices = read('dist/THIRD_PARTY_NOTICES').split(/\n-{80}\n\n/);
    const headings = notices.map((notice) => notice.split('\n')[0]);
    expect(bill.components.map(({ group, name, version }) => `${group ? `${group}/` : ''}${name} ${version}`)).toEqual(
      headings.map((heading) => heading?.replace(/ \(.*/, '')),
    );
    expect(notices.filter((notice) => !/permission|redistribution|apache license/i.test(notice))).toEqual([]);
    expect(headings).toContainEqual(expect.stringMatching(/^@azure\/msal-node /));
  });
});

describe('the bill of materials', () => {
  it('is valid by the schema of CycloneDX', async () => {
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    expect(await validator.validate(read('dist/sbom.cdx.json'))).toBe(null);
  });

  it('leads from the package to every component', () => {
    const edges = new Map(bill.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]));
    const reached = new Set([bill.metadata.component.purl]);
    for (const ref of reached) for (const next of edges.get(ref) ?? []) reached.add(next);
    expect(bill.components.map(({ purl }) => purl).filter((purl) => !reached.has(purl))).toEqual([]);
    expect(edges.get(bill.metadata.component.purl)).not.toContainEqual(expect.stringContaining('/jsonwebtoken@'));
  });
});
