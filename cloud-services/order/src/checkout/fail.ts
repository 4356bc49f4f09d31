/** A checkout that will not be: what it may have done is owed back, in the transaction that says so. */
import type { Failure } from '../api.ts';
import type { OrderParts } from '../parts.ts';
import type { Standing } from '../payment/provider.ts';
import { lockOrder, writeMove } from '../store/orders.ts';
import { owe } from '../store/owed.ts';
import { type Saga, stepOf, writeSaga } from '../store/sagas.ts';
import { recordAuthorised } from './authorised.ts';

export function failCheckout(
  parts: OrderParts,
  saga: Saga,
  orderId: string,
  failure: Failure,
  standing?: Standing,
): Promise<Saga> {
  return parts.database.transaction(async (tx) => {
    const next = await writeSaga(tx, saga, { state: 'failed', failure, action: null }, parts);
    const order = await lockOrder(tx, orderId);
    if (!order) throw new Error(`order ${orderId} is gone`);
    await writeMove(tx, order, 'cancelled', { reason: failure.type, by: 'checkout' });
    if (standing) await recordAuthorised(tx, orderId, standing);
    // A declined payment holds nothing; of any other that was begun, nobody knows until it is asked for.
    const begun = await stepOf(tx, orderId, 'authorise');
    if (begun && standing?.at !== 'declined') await owe(tx, orderId, 'cancel-payment');
    await owe(tx, orderId, 'release-reservation');
    if (order.frozen.points) await owe(tx, orderId, 'release-points');
    if (order.giftCard) await owe(tx, orderId, 'release-gift-card');
    for (const id of order.frozen.countedPromotions ?? []) await owe(tx, orderId, 'release-coupon', id);
    return next;
  });
}
