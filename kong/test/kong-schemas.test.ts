/** kong.yml against the schemas that Kong itself publishes: what it holds, Kong knows by that name, of that type, in that range. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { renderKong } from '../../scripts/system/kong-render.ts';
import { kongValues, template } from './house.ts';

type Field = Readonly<{
  type?: string;
  /** A type that Kong names: a port, a host. Its own checks are not recorded. */
  typedef?: string;
  required?: boolean;
  one_of?: readonly unknown[];
  between?: readonly [number, number];
  fields?: Fields;
  elements?: Field;
}>;
type Fields = Readonly<Record<string, Field>>;
type Recorded = Readonly<{ entities: Record<string, Fields>; plugins: Record<string, Fields> }>;

const { entities, plugins }: Recorded = JSON.parse(
  readFileSync(new URL('data/kong-schemas.json', import.meta.url), 'utf8'),
);
/** Lists of an entity that hold others in a declarative file. */
const nested: Readonly<Record<string, readonly string[]>> = {
  services: ['routes', 'plugins'],
  routes: ['plugins'],
  upstreams: ['targets'],
  consumers: ['keyauth_credentials', 'jwt_secrets', 'acls', 'plugins'],
};

const isOf: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  array: Array.isArray,
  set: Array.isArray,
  record: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

function faultsOf(at: string, value: unknown, field: Field): string[] {
  const { type = '', one_of: oneOf, between, fields, elements } = field;
  if (isOf[type]?.(value) === false) return [`${at}: not a ${type}`];
  if (oneOf && !oneOf.includes(value)) return [`${at}: not one of ${oneOf.join(', ')}`];
  if (between && !(Number(value) >= between[0] && Number(value) <= between[1]))
    return [`${at}: not from ${between.join(' to ')}`];
  if (fields) return faultsOfRecord(at, value as Record<string, unknown>, fields);
  if (elements && Array.isArray(value))
    return value.flatMap((one, index) => faultsOf(`${at}[${index}]`, one, elements));
  return [];
}

function faultsOfRecord(at: string, record: Record<string, unknown>, fields: Fields): string[] {
  return Object.entries(record).flatMap(([name, value]) => {
    const field = fields[name];
    return field ? faultsOf(`${at}.${name}`, value, field) : [`${at}.${name}: Kong does not know it`];
  });
}

type Entity = Record<string, unknown>;

function faultsOfEntity(at: string, kind: string, entity: Entity): string[] {
  if (kind === 'plugins') {
    const { name, config = {}, ...rest } = entity as { name: string; config?: Entity };
    const known = plugins[name];
    const unknown = Object.keys(rest).map((key) => `${at}.${key}: Kong does not know it`);
    return known
      ? [...unknown, ...faultsOfRecord(`${at} ${name}`, config, known)]
      : [`${at}: Kong has no plugin ${name}`];
  }
  const inner = nested[kind] ?? [];
  const own = Object.fromEntries(Object.entries(entity).filter(([name]) => !inner.includes(name)));
  return [
    ...faultsOfRecord(at, own, entities[kind] ?? {}),
    ...inner.flatMap((name) => faultsOfList(`${at}.${name}`, name, entity[name])),
  ];
}

const faultsOfList = (at: string, kind: string, list: unknown): string[] =>
  ((list ?? []) as Entity[]).flatMap((one, index) => faultsOfEntity(`${at}[${index}]`, kind, one));

function faultsOfFile(document: Record<string, unknown>): string[] {
  const { _format_version, _ignore, ...kinds } = document;
  return Object.entries(kinds).flatMap(([kind, list]) =>
    kind in entities || kind === 'plugins'
      ? faultsOfList(kind, kind, list)
      : [`${kind}: Kong has no such list`],
  );
}

/** Anchors written out: a change of one place is of that place alone. */
const rendered = () => {
  const text = renderKong(
    template,
    kongValues(new URL('redis://127.0.0.1:6379'), () => 1),
  );
  return JSON.parse(JSON.stringify(parse(text)));
};

test('N2: every key, type and value of kong.yml is one that Kong’s own schemas allow', () => {
  expect(faultsOfFile(rendered())).toEqual([]);
});

test('what Kong would refuse is found', () => {
  const document = rendered();
  document.services[0].retries = 40_000;
  document.services[0].timeouts = 1;
  document.services[0].routes[0].strip_path = 'no';
  document.upstreams[0].healthchecks.active.type = 'ftp';
  document.plugins = [
    { name: 'helmet', config: {} },
    { name: 'cors', config: { origin: '*' } },
  ];
  expect(faultsOfFile(document)).toEqual([
    'services[0].retries: not from 0 to 32767',
    'services[0].timeouts: Kong does not know it',
    'services[0].routes[0].strip_path: not a boolean',
    'upstreams[0].healthchecks.active.type: not one of tcp, http, https, grpc, grpcs',
    'plugins[0]: Kong has no plugin helmet',
    'plugins[1] cors.origin: Kong does not know it',
  ]);
});
