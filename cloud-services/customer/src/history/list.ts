/** A customer's purchases, newest first. */
import { amountMinor, currency, decimalString, money } from '@comptoir/pricing/contract';
import { decodeCursor, pageOf } from '@comptoir/service-kit/http/list';
import { z } from 'zod';
import type { Asked } from '../store/customers.ts';

export const purchaseView = z
  .object({
    /** Of the order, or of the sale. */
    id: z.string(),
    channel: z.enum(['web', 'pos']),
    /** Order or receipt number. */
    number: z.string(),
    at: z.iso.datetime(),
    /** An order's state; a sale at a till is `completed`, then `returned` once all of it came back. */
    status: z.string(),
    locationId: z.string(),
    total: money,
    refunded: money,
    lines: z.array(
      z.object({ productId: z.string(), sku: z.string(), quantity: decimalString, amountMinor }),
    ),
  })
  .meta({ id: 'Purchase' });

const position = z.tuple([z.iso.datetime(), z.string()]);
type Row = {
  id: string;
  channel: 'web' | 'pos';
  number: string;
  at: Date;
  status: string | null;
  location_id: string;
  currency: string;
  total_minor: string;
  refunded_minor: string;
  lines: { productId: string; sku: string; quantity: string; amountMinor: number }[];
};

type Query = Readonly<{ limit: number; cursor?: string | undefined; channel?: 'web' | 'pos' | undefined }>;

export async function listPurchases(asked: Asked, customerId: string, { limit, cursor, channel }: Query) {
  const [at, id] = decodeCursor(position, cursor) ?? [null, null];
  const rows = (await asked.query(
    `select id, channel, number, at, status, location_id, currency, total_minor, refunded_minor, lines from purchase
     where customer_id = $1 and at is not null and ($2::text is null or channel = $2)
       and ($3::timestamptz is null or (at, id) < ($3, $4))
     order by at desc, id desc limit $5`,
    [customerId, channel ?? null, at, id, limit + 1],
  )) as Row[];
  const page = pageOf(rows, limit, (row) => [row.at.toISOString(), row.id]);
  return { items: page.items.map(viewOf), nextCursor: page.nextCursor };
}

function viewOf(row: Row): z.infer<typeof purchaseView> {
  const unit = currency.parse(row.currency);
  const [total, refunded] = [Number(row.total_minor), Number(row.refunded_minor)];
  const atTill = refunded >= total && total > 0 ? 'returned' : 'completed';
  return {
    id: row.id.slice(row.id.indexOf(':') + 1),
    channel: row.channel,
    number: row.number,
    at: row.at.toISOString(),
    status: row.channel === 'pos' ? atTill : (row.status ?? 'confirmed'),
    locationId: row.location_id,
    total: { amountMinor: total, currency: unit },
    refunded: { amountMinor: refunded, currency: unit },
    lines: row.lines,
  };
}
