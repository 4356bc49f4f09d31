/** Returns in Postgres: what a sale sold, what has come back of it, what comes back now. */
import { insertRows, type Tx } from '@comptoir/service-kit';
import { quantityOf, type SoldProduct, type SoldTax, type TakenBack } from '../take-back.ts';

export type SoldSale = Readonly<{
  saleId: string;
  receiptNumber: string;
  storeId: string;
  registerId: string;
  cashierId: string;
  customerId: string | null;
  currency: 'CAD' | 'EUR';
  subtotalMinor: number;
}>;

/** Locks it, so that two returns of one sale come one after the other. */
export async function lockSale(
  tx: Tx,
  by: Readonly<{ saleId?: string | undefined; receiptNumber?: string | undefined }>,
): Promise<SoldSale | undefined> {
  const rows: (Omit<SoldSale, 'subtotalMinor'> & { subtotalMinor: string })[] = await tx.query(
    `select sale_id as "saleId", receipt_number as "receiptNumber", store_id as "storeId", register_id as "registerId",
       cashier_id as "cashierId", customer_id as "customerId", currency, subtotal_minor as "subtotalMinor"
     from sale where ($1::uuid is null or sale_id = $1) and ($2::text is null or receipt_number = $2) limit 1 for update`,
    [by.saleId ?? null, by.receiptNumber?.toUpperCase() ?? null],
  );
  const [row] = rows;
  return row && { ...row, subtotalMinor: Number(row.subtotalMinor) };
}

type ProductRow = {
  product_id: string;
  sku: string;
  sold_by: SoldProduct['soldBy'];
  sold: string;
  returned: string;
  amount: string;
  back: string;
};

export async function soldProducts(tx: Tx, saleId: string): Promise<SoldProduct[]> {
  const rows: ProductRow[] = await tx.query(
    `select l.product_id, min(l.sku) as sku, min(l.sold_by) as sold_by, sum(l.quantity) * 1000 as sold, sum(l.amount_minor) as amount,
       coalesce(min(r.quantity), 0) * 1000 as returned, coalesce(min(r.amount), 0) as back
     from sale_line l left join (
       select x.product_id, sum(x.quantity) as quantity, sum(x.amount_minor) as amount
       from sale_return_line x join sale_return s using (return_id) where s.sale_id = $1 group by 1
     ) r on r.product_id = l.product_id
     where l.sale_id = $1 group by l.product_id`,
    [saleId],
  );
  return rows.map(({ product_id, sku, sold_by, sold, returned, amount, back }) => ({
    productId: product_id,
    sku,
    soldBy: sold_by,
    sold: Number(sold),
    returned: Number(returned),
    amountMinor: Number(amount),
    returnedMinor: Number(back),
  }));
}

type TaxRow = { code: string; rate: string; base: string; amount: string; back: string };

export async function soldTaxes(tx: Tx, saleId: string): Promise<SoldTax[]> {
  const rows: TaxRow[] = await tx.query(
    `select t.code, trim_scale(t.rate)::text as rate, t.base_minor as base, t.amount_minor as amount,
       coalesce((select sum(x.amount_minor) from sale_return_tax x join sale_return s using (return_id)
         where s.sale_id = $1 and x.code = t.code and x.rate = t.rate), 0) as back
     from sale_tax t where t.sale_id = $1 order by t.code`,
    [saleId],
  );
  return rows.map(({ code, rate, base, amount, back }) => ({
    code,
    rate,
    baseMinor: Number(base),
    amountMinor: Number(amount),
    returnedMinor: Number(back),
  }));
}

export type NewReturn = Readonly<{
  returnId: string;
  sale: SoldSale;
  receiptNumber: string;
  registerId: string;
  cashierId: string;
  businessDate: string;
  completedAt: Date;
  reason: string;
  refundTender: string;
  cashRoundingMinor: number;
}>;

const lineColumns = {
  return_id: 'uuid',
  product_id: 'text',
  sku: 'text',
  quantity: 'numeric',
  amount_minor: 'bigint',
};
const taxColumns = {
  return_id: 'uuid',
  code: 'text',
  rate: 'numeric',
  base_minor: 'bigint',
  amount_minor: 'bigint',
};

export async function insertReturn(tx: Tx, made: NewReturn, back: TakenBack): Promise<void> {
  const { returnId, sale } = made;
  await tx.query(
    `insert into sale_return (return_id, sale_id, receipt_number, store_id, register_id, cashier_id, customer_id, business_date,
       completed_at, received_at, reason, refund_tender, currency, subtotal_minor, total_minor, cash_rounding_minor,
       item_count)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      ...[
        returnId,
        sale.saleId,
        made.receiptNumber,
        sale.storeId,
        made.registerId,
        made.cashierId,
        sale.customerId,
      ],
      ...[made.businessDate, made.completedAt, made.reason, made.refundTender, sale.currency],
      ...[back.subtotalMinor, back.totalMinor, made.cashRoundingMinor, back.itemCount],
    ],
  );
  await insertRows(
    tx,
    'sale_return_line',
    lineColumns,
    back.lines.map((line) => [
      returnId,
      line.productId,
      line.sku,
      quantityOf(line.thousandths),
      line.amountMinor,
    ]),
  );
  await insertRows(
    tx,
    'sale_return_tax',
    taxColumns,
    back.taxes.map((tax) => [returnId, tax.code, tax.rate, tax.baseMinor, tax.amountMinor]),
  );
}
