import { expect, test } from 'vitest';
import { topStoresMax } from '../src/api.ts';
import { rankedStores, sumOfStores } from '../src/reports/dashboard-stores.ts';
import { keyOf, type SumRow } from '../src/reports/sums.ts';

const rowOf = (n: number, is_before: boolean): SumRow => ({
  kind: 'store',
  of: `store-${n}`,
  is_before,
  store_code: `S${n}`,
  store_name: null,
  sales: '1',
  returns: '0',
  subtotal_minor: '0',
  discount_minor: '0',
  delivery_minor: '0',
  tax_minor: '0',
  rounding_minor: '0',
  total_minor: String(n * (is_before ? 1 : 10)),
  returned_minor: '0',
});

test('R1: a dashboard of a thousand stores names the first of them, and its others add up to the cent', () => {
  const rows = Array.from({ length: 1_000 }, (_, n) => [rowOf(n, false), rowOf(n, true)]).flat();
  const stores = rankedStores(new Map(rows.map((row) => [keyOf(row), row])));
  const [named, others] = [stores.slice(0, topStoresMax), sumOfStores(stores.slice(topStoresMax))];
  expect(named.map(({ name }) => name)).toEqual(
    Array.from({ length: topStoresMax }, (_, at) => `store-${999 - at}`),
  );
  const sum = (name: 'revenueMinor' | 'beforeRevenueMinor') =>
    named.reduce((all, one) => all + one[name], others?.[name] ?? 0);
  expect([sum('revenueMinor'), sum('beforeRevenueMinor')]).toEqual([4_995_000, 499_500]);
  expect(others?.stores).toBe(1_000 - topStoresMax);
});
