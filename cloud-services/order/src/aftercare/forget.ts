/** A customer is erased: who they were and where they live is forgotten; the books keep their figures. */
import type { Tx } from '@comptoir/service-kit';
import { forgetNotifications } from '@comptoir/service-kit/notifications/notifications';
import { lockOrder } from '../store/orders.ts';
import { writePreparation } from './to-prepare.ts';

export async function forgetCustomer(tx: Tx, customerId: string): Promise<void> {
  const [orders]: [{ id: string; isPrepared: boolean }[]] = await tx.query(
    `update customer_order set contact = null, delivery = null, billing = null, risk_network = null, risk_place = null
     where customer_id = $1 returning id, status in ('confirmed', 'preparing', 'ready-to-collect') as "isPrepared"`,
    [customerId],
  );
  const ids = orders.map(({ id }) => id);
  await tx.query('update payment set card_hash = null where order_id = any($1::uuid[])', [ids]);
  // A label says where they live.
  await tx.query('update parcel set label = null where order_id = any($1::uuid[])', [ids]);
  // What they wrote about what they sent back.
  await tx.query(`update return_request set reason = '' where order_id = any($1::uuid[])`, [ids]);
  await tx.query(
    `update refund set reason = '' where return_code is not null and order_id = any($1::uuid[])`,
    [ids],
  );
  // Answers that are kept for who asks again: they say who and where to.
  await tx.query(
    `delete from idempotency_key where caller = $1
       or exists (select from unnest($2::text[]) as id where operation like '%' || id || '%')`,
    [customerId, ids],
  );
  await tx.query('delete from order_note where order_id = any($1::uuid[])', [ids]);
  await forgetNotifications(tx, customerId);
  // Each store that packs a part of one is told no name any more.
  for (const { id } of orders.filter(({ isPrepared }) => isPrepared)) {
    const order = await lockOrder(tx, id);
    if (order) await writePreparation(tx, order);
  }
}
