/** A product's movements, as a person asks why the books say what they say (E9): newest first, each with what was on hand after it. */
import type { Sqlite } from '../database/open.ts';
import { fromE4, toE4 } from '../quantity.ts';
import type { Replica } from '../replica/replica.ts';
import { type MovementReason, type MovementsAnswer, movementReason } from './api.ts';
import { firstIdOf, momentOf, type StoreStock } from './store-stock.ts';

const shownMs = 60 * 86_400_000;
const shownMax = 100;

type Deps = Readonly<{ replica: Replica; stock: StoreStock; now: () => Date }>;
type Moved = Readonly<{ movementId: string; atMs: number; quantityE4: number; reason: MovementReason }>;

export function movementsReader(db: Sqlite) {
  const own = db
    .prepare<[string, string], [string, number, string | null]>(
      `select stock_movement.movement_id, quantity_e4, reason from stock_movement
         left join movement_reason on movement_reason.movement_id = stock_movement.movement_id
       where stock_movement.movement_id >= ? and product_id = ?`,
    )
    .raw();
  return ({ replica, stock, now }: Deps, productId: string): MovementsAnswer => {
    const sinceMs = now().getTime() - shownMs;
    const here = own.all(firstIdOf(sinceMs), productId).map(([movementId, quantityE4, reason]): Moved => {
      const bySign = quantityE4 < 0 ? 'sale' : 'return';
      return {
        ...{ movementId, quantityE4, atMs: momentOf(movementId) },
        reason: (reason as MovementReason) ?? bySign,
      };
    });
    const elsewhere = replica.movementsElsewhere(productId).map(
      ({ movementId, at, quantity, reason }): Moved => ({
        movementId,
        atMs: Date.parse(at),
        quantityE4: toE4(quantity),
        reason: movementReason.catch('head-office').parse(reason),
      }),
    );
    const newest = [...here, ...elsewhere.filter(({ atMs }) => atMs >= sinceMs)].sort(
      (a, b) => b.atMs - a.atMs || (a.movementId < b.movementId ? 1 : -1),
    );
    let afterE4 = stock.onHandE4(productId);
    const items = newest.slice(0, shownMax).map(({ movementId, atMs, quantityE4, reason }) => {
      const after = fromE4(afterE4);
      afterE4 -= quantityE4;
      return {
        ...{ movementId, reason, after, quantity: fromE4(quantityE4) },
        at: new Date(atMs).toISOString(),
      };
    });
    return { items };
  };
}
