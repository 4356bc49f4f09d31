/**
 * A customer is erased: who they were and where they live is forgotten; the books keep their figures. What is on its way gets there first: an
 * order keeps what its goods, labels and letters need until it is over. Source: GDPR, art. 17(1)(a) and 17(3)(b); Act respecting
 * the protection of personal information in the private sector (Québec), s. 23.
 */
import type { Tx } from '@comptoir/service-kit';
import { forgetNotifications } from '@comptoir/service-kit/notifications/notifications';
import type { OrderParts } from '../parts.ts';
import type { Order } from '../store/orders.ts';
import { owe } from '../store/owed.ts';

/** Letters of the last step have a day; goods that were sent may come back for thirty, where nobody says that they have arrived. */
const isUnderWay = `(status in ('pending', 'confirmed', 'preparing', 'ready-to-collect') or exists (
  select from order_history h where h.order_id = customer_order.id
    and h.at > now() - case customer_order.status when 'shipped' then interval '30 days' else interval '1 day' end))`;

export async function forgetCustomer(tx: Tx, customerId: string): Promise<void> {
  for (const orderId of await forgetWhatIsOver(tx, customerId)) await owe(tx, orderId, 'forget');
}

/** @returns false while the order is under way. */
export async function isForgotten(
  { database }: Pick<OrderParts, 'database'>,
  { id, customerId }: Order,
): Promise<boolean> {
  const underWay = await database.transaction((tx) => forgetWhatIsOver(tx, customerId ?? ''));
  return !underWay.includes(id);
}

/** @returns the orders that are under way. */
async function forgetWhatIsOver(tx: Tx, customerId: string): Promise<string[]> {
  const [orders]: [{ id: string }[]] = await tx.query(
    `update customer_order set contact = null, delivery = null, billing = null, risk_network = null, risk_place = null
     where customer_id = $1 and contact is not null and not ${isUnderWay} returning id`,
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
  const underWay: { id: string }[] = await tx.query(
    'select id from customer_order where customer_id = $1 and contact is not null',
    [customerId],
  );
  // Letters of theirs may still have to go.
  if (underWay.length === 0) await forgetNotifications(tx, customerId);
  return underWay.map(({ id }) => id);
}
