/**
 * Which route takes a request. As Kong's traditional router decides: the route with more kinds of criteria first
 * (paths, methods, headers), then the longer path. A path is a prefix of characters, not of segments.
 * Source: developer.konghq.com/gateway/routing/traditional, "Matching priorities".
 */
import type { Declaration, Route, Service } from './declaration.ts';
import type { Plugin } from './plugin-declaration.ts';

export interface RouteMatch {
  readonly route: Route;
  readonly service: Service;
  /** What runs for this route: of each plugin the most specific one (route, then service, then global). */
  readonly plugins: readonly Plugin[];
}

export interface RoutedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export type Router = (request: RoutedRequest) => RouteMatch | undefined;

interface Candidate extends RouteMatch {
  readonly path: string;
  readonly criteria: number;
}

export function createRouter(declaration: Declaration): Router {
  const candidates = declaration.services
    .flatMap((service) => service.routes.flatMap((route) => candidatesOf(declaration, service, route)))
    .sort((a, b) => b.criteria - a.criteria || b.path.length - a.path.length);
  return (request) =>
    candidates.find(({ path, route }) => request.path.startsWith(path) && accepts(route, request));
}

function candidatesOf(declaration: Declaration, service: Service, route: Route): Candidate[] {
  const criteria = 1 + (route.methods ? 1 : 0) + (route.headers ? 1 : 0);
  const plugins = effective([declaration.plugins, service.plugins, route.plugins]);
  return route.paths.map((path) => ({ route, service, plugins, path, criteria }));
}

function accepts({ methods, headers = {} }: Route, request: RoutedRequest): boolean {
  if (methods && !methods.some((method) => method === request.method)) return false;
  return Object.entries(headers).every(([name, [wanted = '']]) => {
    const value = request.headers[name.toLowerCase()];
    if (value === undefined) return false;
    const text = Array.isArray(value) ? value.join(', ') : value;
    return wanted.startsWith('~*') ? new RegExp(wanted.slice(2), 'i').test(text) : text === wanted;
  });
}

/** Kong's static priorities, highest first. Source: developer.konghq.com/gateway/entities/plugin, plugin priority. */
const order: Record<Plugin['name'], number> = {
  'correlation-id': 100_001,
  // 800 in Kong; but it acts when an answer leaves, also one of the gateway's own: it is noted before anybody refuses.
  'response-transformer': 100_000,
  cors: 2_000,
  jwt: 1_450,
  'key-auth': 1_250,
  'request-size-limiting': 951,
  acl: 950,
  'rate-limiting': 910,
  'request-transformer': 801,
  // The span begins before all of them, and ends after the answer.
  opentelemetry: 14,
  prometheus: 13,
};

function effective(levels: readonly (readonly Plugin[] | undefined)[]): readonly Plugin[] {
  const byName = new Map<string, Plugin>();
  for (const level of levels) for (const plugin of level ?? []) byName.set(plugin.name, plugin);
  return [...byName.values()].sort((a, b) => order[b.name] - order[a.name]);
}
