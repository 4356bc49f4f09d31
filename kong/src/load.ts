/** Reads a rendered kong.yml: all faults at once, each with its place in the file. */
import { parse } from 'yaml';
import type { z } from 'zod';
import { type Declaration, declarationSchema } from './declaration.ts';

export type Loaded = { ok: true; declaration: Declaration } | { ok: false; faults: readonly string[] };

/** @returns the declaration, or one sentence per fault such as `services[0].routes[1].plugins[0].config.foo: …`. */
export function loadDeclaration(text: string): Loaded {
  let document: unknown;
  try {
    // Anchors may share a healthcheck or a plugin list; a merge key or a custom tag may not hide one.
    document = parse(text, { maxAliasCount: 100, strict: true });
  } catch (error) {
    return { ok: false, faults: [`not YAML: ${error instanceof Error ? error.message : String(error)}`] };
  }
  const unrendered = /\{\{\s*(\w+)\s*\}\}/.exec(JSON.stringify(document) ?? '');
  if (unrendered) return { ok: false, faults: [`{{${unrendered[1]}}} was not given a value`] };
  const parsed = declarationSchema.safeParse(document);
  if (!parsed.success) return { ok: false, faults: parsed.error.issues.flatMap(sentences) };
  const faults = disagreements(parsed.data);
  return faults.length === 0 ? { ok: true, declaration: parsed.data } : { ok: false, faults };
}

function sentences(issue: z.core.$ZodIssue): string[] {
  if (issue.code !== 'unrecognized_keys') return [`${place(issue.path)}: ${issue.message}`];
  return issue.keys.map((key) => `${place([...issue.path, key])}: this gateway does not know the key`);
}

function place(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text.replace(/^\./, '') || 'the file';
}

/** What no schema sees: names that are used twice or point nowhere. */
function disagreements(declaration: Declaration): string[] {
  const { services, upstreams, consumers = [] } = declaration;
  const keys = consumers.flatMap((consumer) =>
    [...(consumer.keyauth_credentials ?? []), ...(consumer.jwt_secrets ?? [])].map(({ key }) => key),
  );
  const upstreamNames = new Set(upstreams.map(({ name }) => name));
  const homeless = services.flatMap(({ host }, at) =>
    upstreamNames.has(host) ? [] : [`services[${at}].host: no upstream is called ${host}`],
  );
  const certificates = new Set(declaration.certificates?.map(({ id }) => id));
  const authorities = new Set(declaration.ca_certificates?.map(({ id }) => id));
  const unknown = services.flatMap(
    ({ protocol, client_certificate: own = '', ca_certificates: signers = [], tls_verify }, at) =>
      protocol === 'http' ||
      (tls_verify &&
        certificates.has(own) &&
        signers.length > 0 &&
        signers.every((id) => authorities.has(id)))
        ? []
        : [
            `services[${at}]: https needs tls_verify, and a client_certificate and ca_certificates of this file`,
          ],
  );
  const plugins = [
    { at: 'plugins', list: declaration.plugins },
    ...services.map(({ plugins }, at) => ({ at: `services[${at}].plugins`, list: plugins })),
    ...services.flatMap(({ routes }, s) =>
      routes.map(({ plugins }, r) => ({ at: `services[${s}].routes[${r}].plugins`, list: plugins })),
    ),
  ];
  return [
    ...homeless,
    ...unknown,
    ...repeated(
      'services',
      services.map(({ name }) => name),
    ),
    ...repeated(
      'routes',
      services.flatMap(({ routes }) => routes.map(({ name }) => name)),
    ),
    ...repeated(
      'upstreams',
      upstreams.map(({ name }) => name),
    ),
    ...repeated(
      'consumers',
      consumers.map(({ username }) => username),
    ),
    ...(new Set(keys).size < keys.length ? ['consumers: two credentials have the same key'] : []),
    ...plugins.flatMap(({ at, list = [] }) =>
      repeated(
        at,
        list.map(({ name }) => name),
      ),
    ),
  ];
}

function repeated(where: string, names: readonly string[]): string[] {
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  return twice.map((name) => `${where}: ${name} is declared twice`);
}
