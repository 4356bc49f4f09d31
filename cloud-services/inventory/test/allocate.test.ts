import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate } from '../src/reservations/allocate.ts';

const shelf = (stock: Record<string, bigint>) => (location: string, product: string) =>
  stock[`${location}/${product}`] ?? 0n;

test('I3: one location that has everything serves the whole order, though a preferred one has a part', () =>
  expect(
    allocate(
      [
        { productId: 'a', quantity: 1n },
        { productId: 'b', quantity: 1n },
      ],
      ['web', 'store'],
      shelf({ 'web/a': 5n, 'store/a': 5n, 'store/b': 5n }),
    ),
  ).toEqual({
    outcome: 'held',
    held: [
      { locationId: 'store', productId: 'a', quantity: 1n },
      { locationId: 'store', productId: 'b', quantity: 1n },
    ],
  }));

test('I3: what is short is told, and nothing is held', () =>
  expect(
    allocate([{ productId: 'a', quantity: 4n }], ['web', 'store'], shelf({ 'web/a': 1n, 'store/a': 2n })),
  ).toEqual({
    outcome: 'short',
    short: [{ productId: 'a', wanted: 4n, available: 3n }],
  }));

const places = ['web', 's1', 's2'];
const product = fc.constantFrom('a', 'b');
test('I3: no shelf ever promises more than is free, and what is held is what was wanted', () =>
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom('web/a', 'web/b', 's1/a', 's1/b', 's2/a'),
        fc.bigInt({ min: 0n, max: 9n }),
      ),
      fc.array(
        fc.record({
          productId: product,
          quantity: fc.bigInt({ min: 1n, max: 6n }),
          locationId: fc.option(fc.constantFrom(...places), { nil: undefined }),
        }),
        { minLength: 1, maxLength: 5 },
      ),
      (stock, wanted) => {
        const result = allocate(wanted, places, shelf(stock));
        if (result.outcome === 'short') return result.short.every((s) => s.available < s.wanted);
        const sum = (rows: readonly { productId: string; quantity: bigint }[], id: string) =>
          rows.filter((row) => row.productId === id).reduce((total, row) => total + row.quantity, 0n);
        return (
          result.held.every(
            (h) => h.quantity > 0n && h.quantity <= shelf(stock)(h.locationId, h.productId),
          ) && ['a', 'b'].every((id) => sum(result.held, id) === sum(wanted, id))
        );
      },
    ),
  ));
