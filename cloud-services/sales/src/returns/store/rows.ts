/** Returns of tills in Postgres, and what more came back than was sold. */
import { type Database, insertRows, type Tx } from '@comptoir/service-kit';
import { bodyHash, itemCount, type ReturnTold } from '../told.ts';

const lineColumns = {
  return_id: 'uuid',
  product_id: 'text',
  line: 'int',
  position: 'int',
  sku: 'text',
  gtin: 'text',
  name_fr: 'text',
  name_en: 'text',
  quantity: 'numeric',
  amount_minor: 'bigint',
  condition: 'text',
};
const taxColumns = {
  return_id: 'uuid',
  code: 'text',
  rate: 'numeric',
  base_minor: 'bigint',
  amount_minor: 'bigint',
};

/** @returns false when a return of this id is there already. */
export async function insertTillReturn(
  tx: Tx,
  told: ReturnTold,
  registerId: string,
  customerId: string | null,
  receivedAt: Date,
): Promise<boolean> {
  const { back, recordId, receiptNumber, businessDate } = told;
  const inserted: unknown[] = await tx.query(
    `insert into sale_return (return_id, sale_id, record_id, body_hash, receipt_number, store_id, register_id, cashier_id, customer_id,
       business_date, completed_at, received_at, reason, refund_tender, refunds, language, currency, subtotal_minor, total_minor,
       cash_rounding_minor, item_count)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::jsonb, $16, $17, $18, $19, $20, $21)
     on conflict (return_id) do nothing returning 1`,
    [
      ...[
        back.returnId,
        back.original?.saleId ?? null,
        recordId,
        bodyHash(told),
        receiptNumber,
        back.storeId,
      ],
      ...[registerId, back.cashierId, customerId, businessDate, back.completedAt, receivedAt, back.reason],
      ...[back.refunds[0]?.kind ?? 'cash', JSON.stringify(back.refunds), back.language, back.currency],
      ...[back.subtotalMinor, back.totalMinor, back.cashRoundingMinor, itemCount(back)],
    ],
  );
  if (inserted.length === 0) return false;
  const lines = back.lines.map((line, index) => [
    ...[back.returnId, line.productId, index + 1, line.position ?? null, line.sku, line.gtin ?? null],
    ...[line.name.fr, line.name.en, line.quantity, line.amountMinor, line.condition],
  ]);
  await insertRows(tx, 'sale_return_line', lineColumns, lines);
  const taxes = back.taxes.map((tax) => [back.returnId, tax.code, tax.rate, tax.baseMinor, tax.amountMinor]);
  await insertRows(tx, 'sale_return_tax', taxColumns, taxes);
  return true;
}

export async function hashOfReturn(tx: Tx, returnId: string): Promise<Buffer | null> {
  const rows: { body_hash: Buffer | null }[] = await tx.query(
    'select body_hash from sale_return where return_id = $1',
    [returnId],
  );
  return rows[0]?.body_hash ?? null;
}

export async function customerOfSale(tx: Tx, saleId: string): Promise<string | null> {
  const rows: { customer_id: string | null }[] = await tx.query(
    'select customer_id from sale where sale_id = $1',
    [saleId],
  );
  return rows[0]?.customer_id ?? null;
}

/**
 * Whichever arrives last, the sale or a return of it, shows what came back twice. Of many sales, those without a return cost a look.
 * @returns the sales of which more came back than before was known.
 */
export async function noticeDoubles(tx: Tx, saleIds: readonly string[], now: Date): Promise<string[]> {
  const rows: { sale_id: string }[] = await tx.query(
    `insert into double_return (sale_id, position, sold, returned, excess_minor, noticed_at)
     select r.sale_id, r.position, l.quantity, r.quantity, round(r.amount - l.amount_minor), $2
     from (
       select s.sale_id, x.position, sum(x.quantity) as quantity, sum(x.amount_minor) as amount
       from sale_return s join sale_return_line x using (return_id)
       where s.sale_id = any($1::uuid[]) and x.position is not null group by 1, 2
     ) r join sale_line l on l.sale_id = r.sale_id and l.position = r.position
     where r.quantity > l.quantity
     on conflict (sale_id, position) do update set returned = excluded.returned, excess_minor = excluded.excess_minor
       where double_return.returned <> excluded.returned
     returning sale_id`,
    [saleIds, now],
  );
  return [...new Set(rows.map((row) => row.sale_id))];
}

export type DoubleReturnRow = Readonly<{
  sale_id: string;
  store_id: string;
  receipt_number: string;
  position: number;
  name_fr: string;
  name_en: string;
  sold: string;
  returned: string;
  excess_minor: string;
  currency: 'CAD';
  noticed_at: Date;
  returns: readonly { receiptNumber: string; storeId: string; completedAt: string }[];
}>;

type Wanted = Readonly<{ storeIds?: readonly string[] | undefined; saleId?: string; limit: number }>;

/** Newest first. A double concerns each store that took part: `storeIds` are those that the caller may see. */
export const doubleReturns = (tx: Tx, { storeIds, saleId, limit }: Wanted): Promise<DoubleReturnRow[]> =>
  tx.query(
    `select d.sale_id, s.store_id, s.receipt_number, d.position, l.name_fr, l.name_en, trim_scale(d.sold)::text as sold,
       trim_scale(d.returned)::text as returned, d.excess_minor, s.currency, d.noticed_at, told.returns
     from double_return d join sale s using (sale_id) join sale_line l on l.sale_id = d.sale_id and l.position = d.position
     cross join lateral (
       select json_agg(json_build_object('receiptNumber', r.receipt_number, 'storeId', r.store_id, 'completedAt', r.completed_at)
           order by r.completed_at) as returns,
         array_agg(r.store_id) as stores
       from sale_return r where r.sale_id = d.sale_id
         and exists (select 1 from sale_return_line x where x.return_id = r.return_id and x.position = d.position)
     ) told
     where ($1::text[] is null or told.stores && $1 or s.store_id = any($1)) and ($3::uuid is null or d.sale_id = $3)
     order by d.noticed_at desc, d.sale_id, d.position limit $2`,
    [storeIds ?? null, limit, saleId ?? null],
  );

type EarlierRow = { return_id: string; lines: unknown; taxes: unknown };

/** The returns of a sale by its lines. Those of other makes' tills name products, not lines: they concern their own sales. */
export const returnsOfSale = (database: Database, saleId: string): Promise<EarlierRow[]> =>
  database.query<EarlierRow>(
    `select s.return_id,
       coalesce((select json_agg(json_build_object('position', x.position, 'quantity', trim_scale(x.quantity)::text, 'amountMinor', x.amount_minor))
         from sale_return_line x where x.return_id = s.return_id and x.position is not null), '[]') as lines,
       coalesce((select json_agg(json_build_object('code', t.code, 'rate', trim_scale(t.rate)::text, 'baseMinor', t.base_minor, 'amountMinor', t.amount_minor))
         from sale_return_tax t where t.return_id = s.return_id), '[]') as taxes
     from sale_return s where s.sale_id = $1`,
    [saleId],
  );
