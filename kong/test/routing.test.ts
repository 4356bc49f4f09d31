import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderKong } from '../../scripts/system/kong-render.ts';
import { createRouter } from '../src/routing.ts';
import { kongValues, mustLoad, template } from './house.ts';

const values = kongValues(new URL('redis://127.0.0.1:6379'), () => 1);
const declaration = mustLoad(renderKong(template, values));
const route = createRouter(declaration);
const nameOf = (path: string, method = 'GET', headers = {}) => route({ method, path, headers })?.route.name;

test('the longer path wins, whatever the order in the file', () => {
  expect(nameOf('/api/v1/sync/feeds/catalogue')).toBe('sync-catalogue');
  expect(nameOf('/api/v1/sync/feeds/customers/digest')).toBe('sync-customers');
  expect(nameOf('/api/v1/sync/feeds/users')).toBe('sync-journals');
  expect(nameOf('/api/v1/sync/challenge')).toBe('sync');
  expect(nameOf('/api/v1/products/import', 'POST')).toBe('products-import');
  expect(nameOf('/api/v1/products/search', 'POST')).toBe('products-search');
  expect(nameOf('/api/v1/products/1/price', 'PUT')).toBe('products-changes');
  expect(nameOf('/api/v1/products/42')).toBe('products');
});

test('more kinds of criteria win over a longer path; a criterion that fails takes the route out', () => {
  const key = { apikey: 'k' };
  expect(nameOf('/api/v1/inventory/stock/1', 'GET', key)).toBe('inventory-applications');
  expect(nameOf('/api/v1/inventory/stock/1')).toBe('inventory');
  expect(nameOf('/api/v1/inventory/stock/1', 'OPTIONS', key)).toBe('inventory');
});

test('of each plugin the most specific one runs, in Kong’s order', () => {
  const match = route({ method: 'GET', path: '/api/v1/sync/journals', headers: {} });
  const names = match?.plugins.map(({ name }) => name);
  expect(names).toEqual([
    'correlation-id',
    'response-transformer',
    'cors',
    'jwt',
    'request-size-limiting',
    'acl',
    'rate-limiting',
    'request-transformer',
    'opentelemetry',
    'prometheus',
  ]);
  expect(match?.plugins.find(({ name }) => name === 'rate-limiting')?.config).toMatchObject({
    limit_by: 'header',
  });
});

test('a path that begins with no declared path has no route', () => {
  const declared = declaration.services.flatMap(({ routes }) => routes.flatMap(({ paths }) => paths));
  fc.assert(
    fc.property(fc.webPath(), (path) => {
      fc.pre(!declared.some((prefix) => path.startsWith(prefix)));
      expect(nameOf(path)).toBeUndefined();
    }),
  );
});
