import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate, allocateWhatThereIs, difference, type Held } from '../src/reservations/allocate.ts';

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

test('I2: where nothing may be split, one location sends all, or what the best of them lacks is short', () => {
  const wanted = [
    { productId: 'a', quantity: 2n },
    { productId: 'b', quantity: 1n },
  ];
  const stock = shelf({ 'web/a': 5n, 's1/a': 2n, 's1/b': 1n, 's2/b': 9n });
  expect(allocate(wanted, ['web', 's1', 's2'], stock, false)).toMatchObject({
    outcome: 'held',
    held: [{ locationId: 's1' }, { locationId: 's1' }],
  });
  expect(allocate(wanted, ['web', 's2'], stock, false)).toEqual({
    outcome: 'short',
    short: [{ productId: 'b', wanted: 1n, available: 0n }],
  });
  expect(allocate(wanted, ['web', 's2'], stock)).toMatchObject({ outcome: 'held' });
});

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

const held = fc.array(
  fc.record({
    locationId: fc.constantFrom(...places),
    productId: product,
    quantity: fc.bigInt({ min: 1n, max: 6n }),
  }),
  { maxLength: 5 },
);
const sumAt = (rows: readonly Held[], locationId: string, productId: string) =>
  rows
    .filter((row) => row.locationId === locationId && row.productId === productId)
    .reduce((total, row) => total + row.quantity, 0n);

test('I2: what changes leads from what was held to what is', () =>
  fc.assert(
    fc.property(held, held, (before, after) => {
      const changes = difference(before, after);
      return (
        changes.every(({ quantity }) => quantity !== 0n) &&
        places.every((place) =>
          ['a', 'b'].every(
            (id) => sumAt(before, place, id) + sumAt(changes, place, id) === sumAt(after, place, id),
          ),
        )
      );
    }),
  ));

test('I2: of what is short a cart holds what there is, of everything else all', () =>
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('web/a', 'web/b', 's1/a'), fc.bigInt({ min: 0n, max: 9n })),
      fc.array(fc.record({ productId: product, quantity: fc.bigInt({ min: 1n, max: 9n }) }), {
        maxLength: 4,
      }),
      (stock, wanted) => {
        const found = allocateWhatThereIs(wanted, places, shelf(stock));
        return ['a', 'b'].every((id) => {
          const want = wanted.filter((w) => w.productId === id).reduce((sum, w) => sum + w.quantity, 0n);
          const free = places.reduce((sum, place) => sum + shelf(stock)(place, id), 0n);
          const got = places.reduce((sum, place) => sum + sumAt(found.held, place, id), 0n);
          const isShort = found.short.some(({ productId }) => productId === id);
          return isShort === want > free && got === (isShort ? free : want);
        });
      },
    ),
  ));

test('I2: where no order may be split, a cart holds what one place has of it, and what it holds can be ordered', () => {
  const stock = fc.dictionary(fc.constantFrom('web/a', 'web/b', 'store/a', 'store/b'), fc.bigInt(0n, 5n));
  const line = fc.record({ productId: fc.constantFrom('a', 'b'), quantity: fc.bigInt(1n, 5n) });
  fc.assert(
    fc.property(stock, fc.array(line, { minLength: 1, maxLength: 4 }), (lying, wanted) => {
      const { held, short } = allocateWhatThereIs(wanted, ['web', 'store'], shelf(lying), false);
      expect(new Set(held.map(({ locationId }) => locationId)).size).toBeLessThanOrEqual(1);
      const ordered = allocate(
        held.map(({ productId, quantity }) => ({ productId, quantity })),
        ['web', 'store'],
        shelf(lying),
        false,
      );
      expect(ordered.outcome).toBe('held');
      const [at = 'web'] = held.map(({ locationId }) => locationId);
      const lost = short.every(({ productId, wanted: all }) => shelf(lying)(at, productId) < all);
      expect(lost).toBe(true);
    }),
  );
});
