/** Today's money by store, also of stores that have not sold yet. */
import type { Database } from '@comptoir/service-kit';
import type { RevenueByStore } from '../api.ts';
import { revenueOn } from './store/read.ts';

export type StoreName = Readonly<{ storeId: string; code: string; name: string }>;

export async function revenueByStore(
  database: Database,
  stores: readonly StoreName[],
  date: string,
  now: Date,
): Promise<RevenueByStore> {
  const sums = new Map((await revenueOn(database, date)).map((row) => [row.store_id, row]));
  return {
    date,
    asOf: now.toISOString(),
    currency: 'CAD',
    stores: stores.map((store) => {
      const sum = sums.get(store.storeId);
      return { ...store, saleCount: sum?.sale_count ?? 0, revenueMinor: Number(sum?.revenue_minor ?? 0) };
    }),
  };
}
