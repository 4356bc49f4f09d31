import { expect, test } from 'vitest';
import { instanceCounts } from './instances.ts';

test('N1: a service runs as often as it is told, Cart three times unless told otherwise', () => {
  expect(instanceCounts(undefined)).toMatchObject({ cart: 3, order: 1 });
  expect(instanceCounts('2')).toMatchObject({ cart: 3, order: 2, reporting: 2 });
  expect(instanceCounts('order:2, cart:1')).toMatchObject({ cart: 1, order: 2, sales: 1 });
});

test.each([
  ['orders:2', 'names "orders"'],
  ['order', 'wants "order"'],
  ['order:4', '1 to 3'],
  ['order:0', '1 to 3'],
])('COMPTOIR_INSTANCES=%s is refused with a sentence', (text, said) =>
  expect(() => instanceCounts(text)).toThrow(said),
);
