/** Stores by what they came to, the most first; and what a store, a day or a channel came to in both periods. */
import type { Dashboard, StoreFigures } from '../api.ts';
import { keyOf, type SumRow } from './sums.ts';

type Sums = ReadonlyMap<string, SumRow>;

export function pairOf(sums: Sums, kind: SumRow['kind'], of: string) {
  const row = (isBefore: boolean) => sums.get(keyOf({ kind, of, is_before: isBefore }));
  const [now, before] = [row(false), row(true)];
  return {
    revenueMinor: Number(now?.total_minor ?? 0),
    sales: Number(now?.sales ?? 0),
    beforeRevenueMinor: Number(before?.total_minor ?? 0),
    beforeSales: Number(before?.sales ?? 0),
  };
}

/** A store whose name has not come yet is told by its id. */
export function rankedStores(sums: Sums): StoreFigures[] {
  const stores = new Map<string, SumRow>();
  for (const row of sums.values()) if (row.kind === 'store' && row.of !== null) stores.set(row.of, row);
  return [...stores]
    .map(([storeId, { store_code, store_name }]) => ({
      storeId,
      code: store_code ?? '',
      name: store_name ?? storeId,
      ...pairOf(sums, 'store', storeId),
    }))
    .sort((a, b) => b.revenueMinor - a.revenueMinor || a.code.localeCompare(b.code));
}

export function sumOfStores(stores: readonly StoreFigures[]): Dashboard['otherStores'] {
  if (stores.length === 0) return null;
  const sum = (name: keyof ReturnType<typeof pairOf>) => stores.reduce((all, one) => all + one[name], 0);
  return {
    stores: stores.length,
    revenueMinor: sum('revenueMinor'),
    sales: sum('sales'),
    beforeRevenueMinor: sum('beforeRevenueMinor'),
    beforeSales: sum('beforeSales'),
  };
}
