/** Reads of sales: history, a receipt, revenue. `bigint` and `numeric` come as text and leave as numbers or decimal texts. */
import type { Database, Tx } from '@comptoir/service-kit';
import type { SaleSummary } from '../../api.ts';

export type HistoryFilter = Readonly<{
  /** Where the caller may look; absent: everywhere. */
  storeIds?: readonly string[] | undefined;
  storeId?: string | undefined;
  registerId?: string | undefined;
  cashierId?: string | undefined;
  customerId?: string | undefined;
  /** Business dates, both included. */
  from?: string | undefined;
  to?: string | undefined;
  kind?: Kind | undefined;
}>;
/** What a page starts after: the moment to the microsecond, as it is kept. */
export type HistoryPlace = Readonly<{ completedAt: string; id: string }>;
type Kind = SaleSummary['kind'];

type SummaryRow = {
  kind: Kind;
  id: string;
  sale_id: string;
  receipt_number: string;
  store_id: string;
  register_id: string;
  cashier_id: string;
  business_date: string;
  completed_at: Date;
  received_at: Date;
  item_count: number;
  total_minor: string;
  currency: SaleSummary['total']['currency'];
  tender_kinds: string[];
};
const commonColumns = `receipt_number, store_id, register_id, cashier_id, business_date::text as business_date,
  completed_at, received_at, item_count, currency`;
const tables: Readonly<Record<Kind, Readonly<{ table: string; id: string; columns: string }>>> = {
  sale: {
    table: 'sale',
    id: 'sale_id',
    columns: `'sale' as kind, sale_id as id, sale_id, ${commonColumns}, total_minor, tender_kinds`,
  },
  return: {
    table: 'sale_return',
    id: 'return_id',
    columns: `'return' as kind, return_id as id, coalesce(sale_id, return_id) as sale_id, ${commonColumns}, -total_minor as total_minor,
      coalesce((select array_agg(distinct refund->>'kind') from jsonb_array_elements(refunds) refund), array[refund_tender]) as tender_kinds`,
  },
};

const summaryOf = (row: SummaryRow): SaleSummary => ({
  kind: row.kind,
  id: row.id,
  saleId: row.sale_id,
  receiptNumber: row.receipt_number,
  storeId: row.store_id,
  registerId: row.register_id,
  cashierId: row.cashier_id,
  businessDate: row.business_date,
  completedAt: row.completed_at.toISOString(),
  receivedAt: row.received_at.toISOString(),
  itemCount: row.item_count,
  total: { amountMinor: Number(row.total_minor), currency: row.currency },
  tenders: row.tender_kinds,
});

/** Sales and returns, newest first. */
export async function history(
  database: Database,
  filter: HistoryFilter,
  after: HistoryPlace | undefined,
  limit: number,
): Promise<{ summary: SaleSummary; place: HistoryPlace }[]> {
  const { from, to, kind } = filter;
  // Each kind is read by its index, then both are merged.
  const read = ({ table, id, columns }: (typeof tables)[Kind]) =>
    `(select ${columns}, to_char(completed_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place from ${table}
      where ($1::text[] is null or store_id = any($1)) and ($2::text is null or store_id = $2)
        and ($3::text is null or register_id = $3) and ($4::text is null or cashier_id = $4)
        and ($5::text is null or customer_id = $5)
        and ($6::date is null or business_date >= $6) and ($7::date is null or business_date <= $7)
        and ($8::timestamptz is null or (completed_at, ${id}) < ($8, $9::uuid))
      order by completed_at desc, ${id} desc limit $10)`;
  const rows = await database.query<SummaryRow & { place: string }>(
    `select * from (${(kind === undefined ? [tables.sale, tables.return] : [tables[kind]]).map(read).join(' union all ')}) as told
     order by completed_at desc, id desc limit $10`,
    [
      filter.storeIds ?? null,
      filter.storeId ?? null,
      filter.registerId ?? null,
      filter.cashierId ?? null,
      filter.customerId ?? null,
      from ?? null,
      to ?? null,
      after?.completedAt ?? null,
      after?.id ?? null,
      limit,
    ],
  );
  return rows.map(({ place, ...row }) => ({
    summary: summaryOf(row),
    place: { completedAt: place, id: row.id },
  }));
}

/** One sale or return, as the history lists it. */
export async function summary(database: Database, kind: Kind, id: string): Promise<SaleSummary | undefined> {
  const { table, id: key, columns } = tables[kind];
  const [row] = await database.query<SummaryRow>(`select ${columns} from ${table} where ${key} = $1`, [id]);
  return row && summaryOf(row);
}

export type RevenueRow = { store_id: string; sale_count: number; revenue_minor: string };

/** What was sold that day, less what was given back that day; sales alone are counted. */
export const revenueOn = (database: Database, date: string): Promise<RevenueRow[]> =>
  database.query(
    `select store_id, sum(sales)::int as sale_count, sum(total_minor)::bigint as revenue_minor
     from (
       select store_id, 1 as sales, total_minor from sale where business_date = $1::date
       union all
       select store_id, 0, -total_minor from sale_return where business_date = $1::date
     ) as day group by store_id`,
    [date],
  );

type ReceiptRow = SummaryRow & {
  language: 'fr' | 'en';
  customer_id: string | null;
  subtotal_minor: string;
  discount_minor: string;
  cash_rounding_minor: string;
  lines: unknown;
  tender_rows: unknown;
  taxes: unknown;
};

const receiptOf = (row: ReceiptRow) => {
  const { id: _id, tenders: _kinds, ...told } = summaryOf(row);
  return {
    ...told,
    language: row.language,
    customerId: row.customer_id,
    subtotalMinor: Number(row.subtotal_minor),
    discountMinor: Number(row.discount_minor),
    cashRoundingMinor: Number(row.cash_rounding_minor),
    lines: row.lines ?? [],
    tenders: row.tender_rows ?? [],
    taxes: row.taxes ?? [],
  };
};

/** @param id of a sale or a return: its id, or its receipt number. */
export async function receipt(database: Database, id: string) {
  const [row] = [...(await saleReceipt(database, id)), ...(await returnReceipt(database, id))];
  return row && receiptOf(row);
}

const byId = (id: string, column: string) =>
  /^[0-9a-f-]{36}$/i.test(id)
    ? { where: `${column} = $1::uuid`, value: id }
    : { where: 'receipt_number = $1', value: id.toUpperCase() };

function saleReceipt(database: Database, id: string): Promise<ReceiptRow[]> {
  const { where, value } = byId(id, 'sale_id');
  return database.query<ReceiptRow>(
    `select ${tables.sale.columns}, language, customer_id, subtotal_minor, discount_minor, cash_rounding_minor,
       (select json_agg(json_build_object('productId', product_id, 'sku', sku, 'gtin', gtin, 'serial', serial, 'lot', lot, 'name', json_build_object('fr', name_fr, 'en', name_en),
          'quantity', quantity::text, 'unitPriceMinor', unit_price_minor, 'discountMinor', discount_minor, 'amountMinor', amount_minor,
          'discounts', coalesce(discounts, case when discount_minor = 0 then '[]'::jsonb else jsonb_build_array(jsonb_build_object('amountMinor', discount_minor)) end))
          order by position)
        from sale_line l where l.sale_id = sale.sale_id) as lines,
       (select json_agg(detail order by position) from sale_tender t where t.sale_id = sale.sale_id) as tender_rows,
       (select json_agg(json_build_object('code', code, 'rate', rate::text, 'baseMinor', base_minor, 'amountMinor', amount_minor) order by code)
        from sale_tax x where x.sale_id = sale.sale_id) as taxes
     from sale where ${where} limit 1`,
    [value],
  );
}

/** What came back is told as it was sold, below zero; its texts are those of the sale. */
function returnReceipt(database: Database, id: string): Promise<ReceiptRow[]> {
  const { where, value } = byId(id, 'return_id');
  return database.query<ReceiptRow>(
    `select ${tables.return.columns}, customer_id, -subtotal_minor as subtotal_minor, 0 as discount_minor,
       -cash_rounding_minor as cash_rounding_minor, coalesce((select language from sale s where s.sale_id = r.sale_id), r.language) as language,
       (select json_agg(json_build_object('productId', l.product_id, 'sku', l.sku, 'gtin', coalesce(l.gtin, t.gtin), 'serial', t.serial, 'lot', t.lot,
          'name', json_build_object('fr', coalesce(l.name_fr, t.name_fr), 'en', coalesce(l.name_en, t.name_en)), 'quantity', (-l.quantity)::text,
          'unitPriceMinor', coalesce(t.unit_price_minor, round(l.amount_minor / l.quantity)), 'discountMinor', 0, 'amountMinor', -l.amount_minor, 'discounts', '[]'::json)
          order by l.line, l.product_id)
        from sale_return_line l left join lateral (
          select * from sale_line o where o.sale_id = r.sale_id and o.product_id = l.product_id
            and (l.position is null or o.position = l.position) order by position limit 1
        ) t on true where l.return_id = r.return_id) as lines,
       coalesce(
         (select json_agg(json_build_object('kind', 'refund', 'to', refund->>'kind', 'amountMinor', -(refund->>'amountMinor')::bigint))
            from jsonb_array_elements(refunds) refund),
         json_build_array(json_build_object('kind', 'refund', 'to', refund_tender,
           'amountMinor', -(total_minor + cash_rounding_minor)))) as tender_rows,
       (select json_agg(json_build_object('code', code, 'rate', rate::text, 'baseMinor', -base_minor, 'amountMinor', -amount_minor) order by code)
        from sale_return_tax x where x.return_id = r.return_id) as taxes
     from sale_return r where ${where} limit 1`,
    [value],
  );
}

/** The body of the record that told of a sale, by its receipt. */
export async function saleByNumber(
  database: Database,
  receiptNumber: string,
): Promise<{ saleId: string; bodyText: string } | undefined> {
  const [row] = await database.query<{ sale_id: string; body: Buffer }>(
    `select s.sale_id, r.body from sale s join record r on r.id = s.record_id where s.receipt_number = $1 limit 1`,
    [receiptNumber],
  );
  return row && { saleId: row.sale_id, bodyText: row.body.toString('utf8') };
}

/** What is stored of a sale, if it is. */
export async function knownSale(
  tx: Tx,
  saleId: string,
): Promise<{ receiptNumber: string; bodyHash: Buffer } | undefined> {
  const rows: { receiptNumber: string; bodyHash: Buffer }[] = await tx.query(
    'select receipt_number as "receiptNumber", body_hash as "bodyHash" from sale where sale_id = $1',
    [saleId],
  );
  return rows[0];
}
