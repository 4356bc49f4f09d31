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
  from?: string | undefined;
  to?: string | undefined;
}>;
export type HistoryPlace = Readonly<{ completedAt: string; saleId: string }>;

type SummaryRow = {
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
const summaryColumns = `sale_id, receipt_number, store_id, register_id, cashier_id, business_date::text as business_date,
  completed_at, received_at, item_count, total_minor, currency, tender_kinds`;

const summaryOf = (row: SummaryRow): SaleSummary => ({
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

/** Newest first. `from` and `to` are business dates, both included. */
export async function history(
  database: Database,
  filter: HistoryFilter,
  after: HistoryPlace | undefined,
  limit: number,
): Promise<SaleSummary[]> {
  const conditions: string[] = [];
  const parameters: unknown[] = [];
  const where = (condition: (place: string) => string, value: unknown) => {
    if (value === undefined) return;
    parameters.push(value);
    conditions.push(condition(`$${parameters.length}`));
  };
  where((place) => `store_id = any(${place}::text[])`, filter.storeIds);
  where((place) => `store_id = ${place}`, filter.storeId);
  where((place) => `register_id = ${place}`, filter.registerId);
  where((place) => `cashier_id = ${place}`, filter.cashierId);
  where((place) => `customer_id = ${place}`, filter.customerId);
  where((place) => `business_date >= ${place}::date`, filter.from);
  where((place) => `business_date <= ${place}::date`, filter.to);
  where(
    (place) =>
      `(completed_at, sale_id) < ((${place}::jsonb->>'completedAt')::timestamptz, (${place}::jsonb->>'saleId')::uuid)`,
    after && JSON.stringify(after),
  );
  parameters.push(limit);
  const rows = await database.query<SummaryRow>(
    `select ${summaryColumns} from sale ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''}
     order by completed_at desc, sale_id desc limit $${parameters.length}`,
    parameters,
  );
  return rows.map(summaryOf);
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

/** @param id a sale's id, or a receipt number. */
export async function receipt(database: Database, id: string) {
  const isUuid = /^[0-9a-f-]{36}$/i.test(id);
  const [row] = await database.query<ReceiptRow>(
    `select ${summaryColumns}, language, customer_id, subtotal_minor, discount_minor, cash_rounding_minor,
       (select json_agg(json_build_object('productId', product_id, 'sku', sku, 'gtin', gtin, 'name', json_build_object('fr', name_fr, 'en', name_en),
          'quantity', quantity::text, 'unitPriceMinor', unit_price_minor, 'discountMinor', discount_minor, 'amountMinor', amount_minor) order by position)
        from sale_line l where l.sale_id = sale.sale_id) as lines,
       (select json_agg(detail order by position) from sale_tender t where t.sale_id = sale.sale_id) as tender_rows,
       (select json_agg(json_build_object('code', code, 'rate', rate::text, 'baseMinor', base_minor, 'amountMinor', amount_minor) order by code)
        from sale_tax x where x.sale_id = sale.sale_id) as taxes
     from sale where ${isUuid ? 'sale_id = $1::uuid' : 'receipt_number = $1'} limit 1`,
    [isUuid ? id : id.toUpperCase()],
  );
  if (!row) return undefined;
  const { tenders: _kinds, ...summary } = summaryOf(row);
  return {
    ...summary,
    language: row.language,
    customerId: row.customer_id,
    subtotalMinor: Number(row.subtotal_minor),
    discountMinor: Number(row.discount_minor),
    cashRoundingMinor: Number(row.cash_rounding_minor),
    lines: row.lines ?? [],
    tenders: row.tender_rows ?? [],
    taxes: row.taxes ?? [],
  };
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
