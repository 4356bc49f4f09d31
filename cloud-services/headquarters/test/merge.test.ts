import fc from 'fast-check';
import { expect, test } from 'vitest';
import { merge, type Published } from '../src/api-docs/merge.ts';
import { type Document, nameIn, type Operation, refTo, type Schema } from '../src/api-docs/openapi.ts';

const names = ['Money', 'Line', 'Order'];
const schema = fc.oneof(
  fc.constantFrom<Schema>({ type: 'string' }, { type: 'integer' }),
  fc.record({ type: fc.constant('object'), properties: fc.dictionary(fc.constantFrom('a', 'b'), ref()) }),
);
function ref(): fc.Arbitrary<Schema> {
  return fc.constantFrom(...names).map((name) => ({ $ref: refTo(name) }));
}

/** Each call answers with one of the document's own schemas. */
const document = (service: string): fc.Arbitrary<Document> =>
  fc.record({
    openapi: fc.constant('3.1.0'),
    info: fc.constant({ title: service, version: '1.0.0' }),
    components: fc.record({
      schemas: fc
        .tuple(...names.map(() => schema))
        .map((all) => Object.fromEntries(all.map((one, i) => [names[i], one]))),
    }),
    paths: fc.dictionary(
      fc.constantFrom(`/api/v1/${service}`, '/api/v1/shared', `/internal/${service}`),
      fc.record({ [service === 'cart' ? 'get' : 'put']: ref().map(answering) }),
    ),
  });
const answering = (one: Schema): Operation => ({
  responses: { 200: { content: { 'application/json': { schema: one } } } },
});
const published = fc.tuple(document('cart'), document('order')).map(([cart, order]): Published[] => [
  { service: 'cart', document: cart },
  { service: 'order', document: order },
]);

/** What a schema means, without names: references followed, as deep as is needed to tell two apart. */
function meaning(told: unknown, { components }: Document, depth = 0): unknown {
  if (depth > 6 || typeof told !== 'object' || told === null) return told === null || depth <= 6 ? told : '…';
  const name = nameIn((told as Schema).$ref);
  if (name !== undefined) {
    const target = components?.schemas?.[name];
    if (target === undefined) throw new Error(`${name} is not in the document`);
    return meaning(target, { components } as Document, depth + 1);
  }
  return Object.fromEntries(
    Object.entries(told).map(([key, value]) => [key, meaning(value, { components } as Document, depth + 1)]),
  );
}

test('every public call of every service is there, under its service, and means what its service says', () =>
  fc.assert(
    fc.property(published, (all) => {
      const merged = merge('http://gateway', all);
      for (const { service, document } of all)
        for (const [path, operations] of Object.entries(document.paths ?? {}))
          for (const [method, operation] of Object.entries(operations)) {
            const found = merged.paths?.[path]?.[method];
            if (!path.startsWith('/api/')) {
              expect(found).toBeUndefined();
              continue;
            }
            expect(found?.tags).toEqual([service]);
            expect(meaning(found?.responses, merged)).toEqual(meaning(operation.responses, document));
          }
    }),
  ));

test('what two services say in the same words has one name; what they say differently has two', () => {
  const one = (money: Schema): Document => ({
    openapi: '3.1.0',
    info: { title: '', version: '' },
    components: {
      schemas: {
        Problem: { type: 'object' },
        Money: money,
        Line: { properties: { price: { $ref: refTo('Money') } } },
      },
    },
  });
  const merged = merge('http://gateway', [
    { service: 'cart', document: one({ type: 'integer' }) },
    { service: 'order', document: one({ type: 'string' }) },
  ]);
  expect(Object.keys(merged.components?.schemas ?? {}).sort()).toEqual([
    'Problem',
    'cart.Line',
    'cart.Money',
    'order.Line',
    'order.Money',
  ]);
  expect(merged.components?.schemas?.['order.Line']?.properties?.price).toEqual({
    $ref: refTo('order.Money'),
  });
});
