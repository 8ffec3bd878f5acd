import { decode } from './exchange.ts';
import type { Route } from './route.ts';

/** A route, and the values of its template in the path. */
interface Match {
  route: Route;
  params: Record<string, string>;
}

/** Finds the route of a call, or undefined. */
export type Router = (method: string, path: string) => Match | undefined;

/**
 * Makes a router. Literal segments match in any letter case, because Microsoft's own pages differ; the version
 * segment is optional. If several routes match, the first is used.
 *
 * https://learn.microsoft.com/defender-endpoint/api/apis-intro
 */
export function makeRouter(routes: readonly Route[]): Router {
  const compiled = routes.map((route) => ({ route, pattern: patternOf(route.path) }));
  return (method, path) => {
    const plain = path.replace(/^\/api\/v1\.0(?=\/)/i, '/api');
    for (const { route, pattern } of compiled) {
      if (route.method !== method) continue;
      const match = pattern.exec(plain);
      if (match === null) continue;
      const params = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decode(value)]);
      return { route, params: Object.fromEntries(params) };
    }
    return undefined;
  };
}

/** An id is never `$count` or a function call: an operation that is not simulated must not look like an unknown id. */
function patternOf(template: string): RegExp {
  const source = template
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith('{') ? `(?!\\$|[^/]*\\()(?<${part.slice(1, -1)}>[^/]+)` : literal(part)))
    .join('');
  return new RegExp(`^${source}/?$`, 'i');
}

/** Parentheses may arrive percent-encoded. */
function literal(text: string): string {
  const escaped: Record<string, string> = { '(': '(?:\\(|%28)', ')': '(?:\\)|%29)' };
  return text.replace(/[.*+?^$|[\]\\()]/g, (mark) => escaped[mark] ?? `\\${mark}`);
}
