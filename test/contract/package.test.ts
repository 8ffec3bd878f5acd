import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(path, 'utf8');

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
    const { components } = JSON.parse(read('dist/sbom.cdx.json')) as { components: Record<string, string>[] };
    expect(components.map(({ name, version }) => `${name} ${version}`)).toEqual(
      headings.map((heading) => heading?.replace(/ \(.*/, '')),
    );
    expect(notices.filter((notice) => !/permission|redistribution|apache license/i.test(notice))).toEqual([]);
    expect(headings).toContainEqual(expect.stringMatching(/^@azure\/msal-node /));
  });
});
