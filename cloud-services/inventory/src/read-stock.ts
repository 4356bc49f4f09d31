/** The answer of `GET /stock/{product_id}`: balances now, or summed from the movements up to a moment. */
import type { Tx } from '@comptoir/service-kit';
import type { StockAnswer } from './api.ts';
import { availableToPromise, sumQuantities } from './stock.ts';
import { averageCostOf } from './store/costs.ts';
import { type BalanceRow, balancesAt, balancesOf } from './store/ledger.ts';
import { productName } from './store/names.ts';
import { inTransitOf } from './store/transfers.ts';

export async function readStock(
  tx: Tx,
  productId: string,
  filter: Readonly<{ locationId?: string | undefined; at?: string | undefined }>,
): Promise<StockAnswer> {
  const rows = filter.at
    ? await balancesAt(tx, productId, new Date(filter.at), filter.locationId)
    : await balancesOf(tx, productId, filter.locationId);
  // What was on its way at a past moment is not kept.
  const inTransit = filter.at ? new Map<string, string>() : await inTransitOf(tx, productId);
  const onItsWay = (row: BalanceRow) => inTransit.get(row.locationId) ?? '0';
  const total = (pick: (row: BalanceRow) => string) => sumQuantities(rows.map(pick));
  const free = (row: BalanceRow) => availableToPromise(row.onHand, row.reserved, row.safety);
  return {
    productId,
    name: await productName(tx, productId),
    averageCostMinor: await averageCostOf(tx, productId, filter.at),
    totals: {
      onHand: total((row) => row.onHand),
      reserved: total((row) => row.reserved),
      safetyStock: total((row) => row.safety),
      // What is missing in one place is no less to promise in another.
      availableToPromise: total(free),
      inTransit: total(onItsWay),
    },
    locations: rows.map((row) => ({
      locationId: row.locationId,
      locationCode: row.code,
      locationName: row.name,
      locationKind: row.kind,
      onHand: row.onHand,
      reserved: row.reserved,
      safetyStock: row.safety,
      availableToPromise: free(row),
      inTransit: onItsWay(row),
      asOf: row.asOf.toISOString(),
    })),
  };
}
