/** Movements that head office enters: applied to the ledger, and told to the store by the feed `stock-here`. */
import { derivedId, type Tx, writeFeedRows } from '@comptoir/service-kit';
import type { OrderReturnReceived } from '@comptoir/service-kit/events/order';
import type { StockHereMovement } from '@comptoir/sync-protocol/feeds/rows';
import type { z } from 'zod';
import type { movementsRequest } from './api.ts';
import { inTransit, type Movement, negated } from './stock.ts';
import { applyMovements } from './store/ledger.ts';

type Request = z.infer<typeof movementsRequest>;

/** @param key the call's `Idempotency-Key`: ids of lines that have none derive from it. */
export async function enterMovements(
  tx: Tx,
  request: Request,
  key: string,
  now: Date,
): Promise<{ applied: number; knownBefore: number }> {
  const movements = request.lines.map(
    (line, index): Movement => ({
      movementId: line.movementId ?? derivedId('movement', key, request.locationId, String(index)),
      productId: line.productId,
      quantity: line.quantity,
      unitCostMinor: line.unitCostMinor,
      locationId: request.locationId,
      reason: request.reason,
      origin: 'head-office',
      reference: key,
      at: now,
    }),
  );
  const fresh = await moveAndTell(tx, movements);
  return { applied: fresh.size, knownBefore: movements.length - fresh.size };
}

/** What came back of an order of the shop is on the shelf again, once however often it is told. */
export async function restock(
  tx: Tx,
  { returnId, orderId, locationId, at, lines }: OrderReturnReceived,
): Promise<void> {
  await moveAndTell(
    tx,
    lines.map(
      ({ lineId, productId, quantity }): Movement => ({
        movementId: derivedId('return-received', returnId, lineId),
        ...{ productId, quantity, locationId, reason: 'return', origin: 'head-office' },
        reference: orderId,
        at: new Date(at),
      }),
    ),
  );
}

/** Applies to the ledger what is decided here, and tells it to the stores whose stock it is. @returns ids that were new. */
export async function moveAndTell(tx: Tx, movements: readonly Movement[]): Promise<Set<string>> {
  const fresh = await applyMovements(tx, movements);
  await writeFeedRows(
    tx,
    'stock-here',
    movements
      .filter(({ movementId, locationId }) => fresh.has(movementId) && locationId !== inTransit)
      .map((movement) => ({
        scope: movement.locationId,
        key: `movement/${movement.movementId}`,
        value: feedValue(movement),
      })),
  );
  return fresh;
}

/** What leaves a shelf for another is on its way from then on, and what comes is no longer: goods are always at one place. */
export const throughTransit = (movements: readonly Movement[]): Movement[] =>
  movements.flatMap((movement) =>
    movement.locationId === inTransit
      ? [movement]
      : [
          movement,
          {
            ...movement,
            movementId: derivedId('in-transit', movement.movementId),
            locationId: inTransit,
            quantity: negated(movement.quantity),
          },
        ],
  );

const feedValue = ({ movementId, productId, quantity, reason, at }: Movement): StockHereMovement => ({
  movementId,
  productId,
  quantity,
  reason,
  at: at.toISOString(),
});
