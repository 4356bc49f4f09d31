import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { renderKong } from '../../scripts/system/kong-render.ts';
import { loadDeclaration } from '../src/load.ts';
import { kongValues, template } from './house.ts';

const values = kongValues(new URL('redis://127.0.0.1:6379'), () => 1);
const rendered = renderKong(template, values);

/** The file with one thing changed, as its faults. */
// biome-ignore lint/suspicious/noExplicitAny: a test breaks the document on purpose, in any place.
function faultsAfter(change: (document: any) => void): readonly string[] {
  const document = structuredClone(parse(rendered));
  change(document);
  const loaded = loadDeclaration(stringify(document, { aliasDuplicateObjects: false }));
  return loaded.ok ? [] : loaded.faults;
}

test('N2: kong.yml as it is committed holds no secret and no address, and loads once rendered', () => {
  expect(template).not.toMatch(/\d+\.\d+\.\d+\.\d+|localhost/);
  expect(loadDeclaration(template)).toMatchObject({ ok: false });
  expect(loadDeclaration(rendered)).toMatchObject({ ok: true });
});

test('rendering names the variable that nobody gave, and the value that nobody uses', () => {
  const { redisPort: _, ...without } = values;
  expect(() => renderKong(template, without)).toThrow('{{redisPort}}');
  expect(() => renderKong(template, { ...values, spare: 1 })).toThrow('spare');
});

test.each<[string, (document: ReturnType<typeof parse>) => void, string]>([
  [
    'an unknown top-level key',
    (d) => Object.assign(d, { snis: [] }),
    'snis: this gateway does not know the key',
  ],
  ['an unknown service key', (d) => Object.assign(d.services[0], { port: 80 }), 'services[0].port: '],
  [
    'an unknown route key',
    (d) => Object.assign(d.services[1].routes[0], { hosts: ['a'] }),
    'services[1].routes[0].hosts: ',
  ],
  [
    'a regular expression as path',
    (d) => Object.assign(d.services[0].routes[0], { paths: ['~/a.*'] }),
    'services[0].routes[0].paths[0]: ',
  ],
  [
    'strip_path, which we do not execute',
    (d) => Object.assign(d.services[0].routes[0], { strip_path: true }),
    'services[0].routes[0].strip_path: must be false',
  ],
  [
    'an unknown plugin',
    (d) => d.plugins.push({ name: 'oauth2', config: {} }),
    'plugins[8].name: a plugin that this gateway does not execute',
  ],
  [
    'an unknown option of a plugin',
    (d) => Object.assign(d.plugins[0].config, { trust: 1 }),
    'plugins[0].config.trust: ',
  ],
  [
    'a value that we do not execute',
    (d) => Object.assign(d.plugins[5].config, { policy: 'cluster' }),
    'plugins[5].config.policy: ',
  ],
  [
    'limit_by header without its header',
    (d) => Object.assign(d.plugins[5].config, { limit_by: 'header' }),
    'plugins[5].config: header_name goes with',
  ],
  [
    'an unknown balancing',
    (d) => Object.assign(d.upstreams[0], { algorithm: 'latency' }),
    'upstreams[0].algorithm: ',
  ],
  [
    'a host that is no upstream',
    (d) => Object.assign(d.services[0], { host: 'else.where' }),
    'services[0].host: no upstream is called else.where',
  ],
  [
    'a service that nobody checks',
    (d) => Object.assign(d.services[0], { tls_verify: false }),
    'services[0].tls_verify: must be true',
  ],
  [
    'https without a certificate of ours',
    (d) => Object.assign(d, { certificates: [] }),
    'services[0]: https needs tls_verify',
  ],
  [
    'a name used twice',
    (d) => Object.assign(d.services[1].routes[0], { name: 'products' }),
    'routes: products is declared twice',
  ],
  ['another format version', (d) => Object.assign(d, { _format_version: '1.1' }), '_format_version: '],
])('refuses %s, naming its place in the file', (_what, change, fault) => {
  expect(faultsAfter(change).join('\n')).toContain(fault);
});

test('tells all faults at once', () => {
  expect(faultsAfter((d) => Object.assign(d.services[0], { a: 1, b: 2 }))).toHaveLength(2);
});
