/** All that an order's tables know of it, by time. */

import { letterIdsOf } from '../letters/tell.ts';
import type { Order } from './orders.ts';
import { historyRows } from './orders.ts';
import { textsOwed } from './owed.ts';
import { parcelsOf } from './parcels.ts';
import { refundsOf } from './payments.ts';
import type { Reader } from './reader.ts';
import { returnsOf } from './returns.ts';

export type TimelineRow = Readonly<{
  kind: 'move' | 'step' | 'owed' | 'letter' | 'refund' | 'staff';
  name: string;
  state: 'done' | 'open' | 'failed';
  at: Date;
  by: string | null;
  detail: string | null;
  amountMinor: number | null;
}>;

/** What is owed and not begun yet stands where it falls due. */
export async function timelineRows(from: Reader, order: Order): Promise<TimelineRow[]> {
  const letterIds = letterIdsOf(order, {
    moves: await historyRows(from, order.id),
    refunds: await refundsOf(from, order.id),
    returns: await returnsOf(from, order.id),
    parcels: await parcelsOf(from, order.id),
    texts: await textsOwed(from, order.id),
  });
  const rows: TimelineRow[] = await from.query(
    `select 'move' as kind, status as name, 'done' as state, at, by_whom as by, reason as detail, null::float8 as "amountMinor"
       from order_history where order_id = $1
     union all select 'step', step, case when outcome is null then 'open' else 'done' end, intent_at, null, outcome, null
       from saga_step where order_id = $1
     union all select 'owed', kind, case when failed_at is not null then 'failed' when done_at is null then 'open' else 'done' end,
       coalesce(done_at, failed_at, due_at), null, error, null
       from owed where order_id = $1 and not (kind in ('prolong-reservation', 'forget') and done_at is null and error is null)
     union all select 'refund', state, case state when 'owed' then 'open' else state end, at, by_whom, reason, amount_minor::float8
       from refund where order_id = $1
     union all select 'staff', kind, 'done', at, by_whom, text, null from order_note where order_id = $1
     union all select 'letter', channel || ':' || kind,
       case when sent_at is not null then 'done' when given_up_at is not null then 'failed' else 'open' end,
       coalesce(sent_at, given_up_at, queued_at), null, error, null
       from notification where about = $1::text or id = any($2::uuid[])
     order by at, kind`,
    [order.id, letterIds],
  );
  return rows;
}
