/** What stores are told of each other's stock: the feed `stock-elsewhere`, a row for each place and product, with its age. */
import { type Tx, writeFeedRows } from '@comptoir/service-kit';
import type { LocationChanged } from '@comptoir/service-kit/events/sales';
import type { StockElsewhereBalance, StockElsewhereLocation } from '@comptoir/sync-protocol/feeds/rows';
import type { ChangedBalance } from './level.ts';

/** One row for all stores; each leaves out its own shelf, which it knows better. */
const everyStore = '*';

export const tellElsewhere = (tx: Tx, rows: readonly ChangedBalance[]): Promise<void> =>
  writeFeedRows(
    tx,
    'stock-elsewhere',
    rows.map(({ locationId, productId, onHand, asOf }) => ({
      scope: everyStore,
      key: `balance/${locationId}/${productId}`,
      value: { locationId, productId, onHand, asOf: asOf.toISOString() } satisfies StockElsewhereBalance,
    })),
  );

export const tellLocation = (
  tx: Tx,
  { locationId, code, name, kind }: Omit<LocationChanged, 'version'>,
): Promise<void> =>
  writeFeedRows(tx, 'stock-elsewhere', [
    {
      scope: everyStore,
      key: `location/${locationId}`,
      value: { locationId, code, name, kind } satisfies StockElsewhereLocation,
    },
  ]);
