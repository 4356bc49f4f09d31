/** Letters about carts that were left, and the orders that came of them. Of whom they are is not known here. */
import type { Database, Tx } from '@comptoir/service-kit/db/database';
import { migration } from '@comptoir/service-kit/db/migrations';
import type { CartReminded } from '@comptoir/service-kit/events/customer';
import type { OrderConfirmed } from '@comptoir/service-kit/events/order';
import type { Period } from '../facts/period.ts';

/** An order may be told before the letter: each brings the row, and what it alone knows. */
export const cartReminders = migration(
  'CartReminders1764000003100',
  `create table cart_reminder (
     id uuid primary key, sent_at timestamptz not null, left_minor bigint, order_id text, is_by_link boolean, ordered_minor bigint
   );
   create index cart_reminder_sent on cart_reminder (sent_at);`,
  'drop table cart_reminder;',
);

export async function keepReminded(tx: Tx, { reminderId, at, subtotalMinor }: CartReminded): Promise<void> {
  await tx.query(
    `insert into cart_reminder (id, sent_at, left_minor) values ($1, $2, $3)
     on conflict (id) do update set sent_at = excluded.sent_at, left_minor = excluded.left_minor`,
    [reminderId, at, subtotalMinor],
  );
}

/** The first order of a letter counts. */
export async function keepReminderOrder(
  tx: Tx,
  { orderId, subtotalMinor, cartReminder }: OrderConfirmed,
): Promise<void> {
  if (!cartReminder) return;
  await tx.query(
    `insert into cart_reminder (id, sent_at, order_id, is_by_link, ordered_minor) values ($1, $2, $3, $4, $5)
     on conflict (id) do update set order_id = excluded.order_id, is_by_link = excluded.is_by_link, ordered_minor = excluded.ordered_minor
       where cart_reminder.order_id is null`,
    [cartReminder.id, cartReminder.sentAt, orderId, cartReminder.isByLink, subtotalMinor],
  );
}

/** @param timeZone whose days the period's are. */
export async function remindersBetween(database: Database, { from, to }: Period, timeZone: string) {
  const [row] = await database.query<{
    sent: number;
    left: string;
    orders: number;
    by_link: number;
    ordered: string;
  }>(
    `select count(*)::int as sent, coalesce(sum(left_minor), 0) as left, count(order_id)::int as orders,
       (count(*) filter (where is_by_link))::int as by_link, coalesce(sum(ordered_minor), 0) as ordered
     from cart_reminder where (sent_at at time zone $3)::date between $1::date and $2::date`,
    [from, to, timeZone],
  );
  return {
    sent: row?.sent ?? 0,
    leftMinor: Number(row?.left ?? 0),
    orders: row?.orders ?? 0,
    ordersByLink: row?.by_link ?? 0,
    orderedMinor: Number(row?.ordered ?? 0),
  };
}
