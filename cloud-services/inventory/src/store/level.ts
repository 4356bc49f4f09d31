/** Each change of a balance is told, with the row's own counter: a reader keeps the newest. */
import { appendEvents, derivedId, type Tx } from '@comptoir/service-kit';
import type { StockLevelChanged } from '@comptoir/service-kit/events/inventory';
import { availableToPromise } from '../stock.ts';

export type ChangedBalance = Readonly<{
  locationId: string;
  productId: string;
  version: string;
  onHand: string;
  reserved: string;
  safety: string;
  asOf: Date;
}>;

/** For `returning` of a statement on `balance`. */
export const changedBalance = `balance.location_id as "locationId", balance.product_id as "productId",
  balance.version::text as version, trim_scale(balance.on_hand)::text as "onHand",
  trim_scale(balance.reserved)::text as reserved, trim_scale(balance.safety)::text as safety,
  balance.as_of as "asOf"`;

export const tellLevels = (tx: Tx, rows: readonly ChangedBalance[]): Promise<void> =>
  appendEvents(
    tx,
    rows.map(({ locationId, productId, version, onHand, reserved, safety, asOf }) => ({
      id: derivedId('stock.level-changed', locationId, productId, version),
      type: 'stock.level-changed',
      key: `${locationId}/${productId}`,
      data: {
        locationId,
        productId,
        version: Number(version),
        onHand,
        reserved,
        availableToPromise: availableToPromise(onHand, reserved, safety),
        asOf: asOf.toISOString(),
      } satisfies StockLevelChanged,
    })),
  );
