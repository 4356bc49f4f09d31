/** Sales and orders of a customer, of both channels, as events tell them: in any order, each once. */
import type { Tx } from '@comptoir/service-kit/db/database';

export type PurchaseLine = Readonly<{
  productId: string;
  sku: string;
  quantity: string;
  amountMinor: number;
}>;

/** What an event adds to what is known of a purchase. */
export type PurchaseChange = Readonly<{
  id: string;
  channel: 'pos' | 'web';
  customerId?: string | null | undefined;
  number?: string;
  /** Known once the purchase itself was told. */
  bought?: Readonly<{
    at: string;
    locationId: string;
    currency: string;
    totalMinor: number;
    lines: readonly PurchaseLine[];
    businessDate: string;
    /** Goods before tax and delivery. */
    goodsMinor: number;
  }>;
  status?: Readonly<{ version: number; name: string }>;
  refunded?: Readonly<{
    amountMinor: number;
    goodsMinor: number;
    lines?: readonly Readonly<{ productId: string; amountMinor: number }>[];
  }>;
}>;

export type PurchaseRow = {
  id: string;
  customer_id: string | null;
  bought_minor: string;
  returned_minor: string;
  points: number;
  /** Null: the purchase itself was not heard of yet. */
  at: Date | null;
  business_date: string | null;
  lines: readonly PurchaseLine[] | null;
  /** What of each product came back, in minor units. */
  returned_lines: Readonly<Record<string, number>>;
  tier: string | null;
  points_parts: Readonly<Record<string, number>> | null;
  line_categories: Readonly<Record<string, readonly string[]>> | null;
};

/** @returns the purchase afterwards, held until the transaction ends; undefined when its customer is erased: then nothing is kept. */
export async function applyChange(tx: Tx, change: PurchaseChange): Promise<PurchaseRow | undefined> {
  const { id, channel, customerId, number, bought, status, refunded } = change;
  const rows: PurchaseRow[] = await tx.query(
    `insert into purchase as p (id, channel, customer_id, number, at, location_id, currency, total_minor, lines, bought_minor,
       status, status_version, refunded_minor, returned_minor, business_date, returned_lines)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11, $12, $13, $14, $15, $16::jsonb)
     on conflict (id) do update set
       customer_id = coalesce(p.customer_id, excluded.customer_id), number = coalesce(p.number, excluded.number),
       at = coalesce(p.at, excluded.at), location_id = coalesce(p.location_id, excluded.location_id),
       currency = coalesce(p.currency, excluded.currency), total_minor = coalesce(p.total_minor, excluded.total_minor),
       lines = coalesce(p.lines, excluded.lines), bought_minor = greatest(p.bought_minor, excluded.bought_minor),
       status = case when excluded.status_version > p.status_version then excluded.status else p.status end,
       status_version = greatest(p.status_version, excluded.status_version),
       refunded_minor = p.refunded_minor + excluded.refunded_minor,
       returned_minor = p.returned_minor + excluded.returned_minor,
       business_date = coalesce(p.business_date, excluded.business_date),
       returned_lines = (select coalesce(jsonb_object_agg(key, amount), '{}') from (
         select key, sum(value::bigint) as amount from (
           select * from jsonb_each_text(p.returned_lines) union all select * from jsonb_each_text(excluded.returned_lines)
         ) as told group by key) as summed)
     returning id, customer_id, bought_minor, returned_minor, points, at, business_date::text, lines, returned_lines, tier,
       points_parts, line_categories`,
    [
      id,
      channel,
      customerId ?? null,
      number ?? null,
      bought?.at ?? null,
      bought?.locationId ?? null,
      bought?.currency ?? null,
      bought?.totalMinor ?? null,
      bought ? JSON.stringify(bought.lines) : null,
      bought?.goodsMinor ?? 0,
      status?.name ?? null,
      status?.version ?? 0,
      refunded?.amountMinor ?? 0,
      refunded?.goodsMinor ?? 0,
      bought?.businessDate ?? null,
      JSON.stringify(byProduct(refunded?.lines ?? [])),
    ],
  );
  const [row] = rows;
  if (!row?.customer_id || !(await isErased(tx, row.customer_id))) return row;
  await tx.query('delete from purchase where id = $1', [id]);
  return undefined;
}

function byProduct(lines: readonly Readonly<{ productId: string; amountMinor: number }>[]) {
  const sums: Record<string, number> = {};
  for (const { productId, amountMinor } of lines) sums[productId] = (sums[productId] ?? 0) + amountMinor;
  return sums;
}

/** Waits for an erasure in progress, and keeps one from beginning until this event is applied. */
async function isErased(tx: Tx, customerId: string): Promise<boolean> {
  const rows: { status: string }[] = await tx.query('select status from customer where id = $1 for share', [
    customerId,
  ]);
  return rows[0]?.status === 'erased';
}
