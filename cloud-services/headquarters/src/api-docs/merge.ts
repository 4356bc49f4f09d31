/** One document of all services: what a client may call through the gateway, each call under the name of its service. */
import { type Document, nameIn, type Paths, refTo, type Schema } from './openapi.ts';

export type Published = Readonly<{ service: string; document: Document }>;

/** @param gateway address before which all paths stand. */
export function merge(gateway: string, published: readonly Published[]): Document {
  const isAmbiguous = ambiguousNames(published.map(({ document }) => schemasOf(document)));
  const parts = published.map((one) => ({ ...one, document: withOwnNames(one, isAmbiguous) }));
  const paths: Record<string, Paths[string]> = {};
  for (const { service, document } of parts)
    for (const [path, operations] of Object.entries(publicPaths(document)))
      paths[path] = { ...paths[path], ...tagged(operations, service) };
  const components = parts.map(({ document }) => document.components ?? {});
  return {
    openapi: '3.1.0',
    info: { title: 'Comptoir', version: '1.0.0' },
    servers: [{ url: gateway }],
    tags: published.map(({ service }) => ({ name: service })),
    paths,
    components: {
      schemas: Object.assign({}, ...components.map(({ schemas }) => schemas)),
      securitySchemes: Object.assign({}, ...components.map(({ securitySchemes }) => securitySchemes)),
    },
  };
}

type Schemas = Readonly<Record<string, Schema>>;
const schemasOf = (document: Document): Schemas => document.components?.schemas ?? {};

/** What does not begin so is for other services alone; the gateway does not route it. */
const publicPaths = ({ paths = {} }: Document): Paths =>
  Object.fromEntries(Object.entries(paths).filter(([path]) => path.startsWith('/api/')));

const tagged = (operations: Paths[string], service: string): Paths[string] =>
  Object.fromEntries(
    Object.entries(operations).map(([method, operation]) => [method, { ...operation, tags: [service] }]),
  );

/** Names that several documents give to different things, be it only because something that they refer to differs. */
function ambiguousNames(all: readonly Schemas[]): ReadonlySet<string> {
  const namesSeen = all.flatMap((schemas) => Object.keys(schemas));
  const shared = new Set(namesSeen.filter((name, index) => namesSeen.indexOf(name) !== index));
  const textsOf = (name: string) => all.flatMap((schemas) => JSON.stringify(schemas[name]) ?? []);
  const ambiguous = new Set([...shared].filter((name) => new Set(textsOf(name)).size > 1));
  const refersToOne = (name: string) =>
    [...ambiguous].some((other) => textsOf(name).some((text) => text.includes(`"${refTo(other)}"`)));
  for (let grows = true; grows; ) {
    const more = [...shared].filter((name) => !ambiguous.has(name) && refersToOne(name));
    for (const name of more) ambiguous.add(name);
    grows = more.length > 0;
  }
  return ambiguous;
}

/** Ambiguous names get the service's before them, where they are defined as where they are referred to. */
function withOwnNames({ service, document }: Published, ambiguous: ReadonlySet<string>): Document {
  const own = (name: string) => (ambiguous.has(name) ? `${service}.${name}` : name);
  const renamed: Document = JSON.parse(JSON.stringify(document), (key, value) => {
    const name = key === '$ref' ? nameIn(value) : undefined;
    return name === undefined ? value : refTo(own(name));
  });
  const schemas = Object.entries(schemasOf(renamed)).map(([name, schema]) => [own(name), schema] as const);
  return { ...renamed, components: { ...renamed.components, schemas: Object.fromEntries(schemas) } };
}
