import type { Database } from '@comptoir/service-kit';
import type { SalesTotals } from '@comptoir/service-kit/totals';

type Days = Readonly<{ from: string; to: string }>;
type Sums = { business_date: string; store_id: string; documents: number; total: string; tax: string };

/** Taxes are summed from their own rows: a sale whose taxes are not in its total shows. */
export async function readTotals(database: Database, { from, to }: Days): Promise<SalesTotals['items']> {
  const rows = await database.query<Sums>(
    `select business_date::text, store_id, count(*)::int as documents, sum(total)::bigint as total, sum(tax)::bigint as tax
     from (
       select business_date, store_id, total_minor as total,
         (select coalesce(sum(amount_minor), 0) from sale_tax t where t.sale_id = s.sale_id) as tax
       from sale s where business_date between $1::date and $2::date
       union all
       select business_date, store_id, -total_minor,
         -(select coalesce(sum(amount_minor), 0) from sale_return_tax t where t.return_id = r.return_id)
       from sale_return r where business_date between $1::date and $2::date
     ) document group by 1, 2 order by 1, 2`,
    [from, to],
  );
  return rows.map((row) => ({
    businessDate: row.business_date,
    storeId: row.store_id,
    documents: row.documents,
    totalMinor: Number(row.total),
    taxMinor: Number(row.tax),
  }));
}

type Closing = Readonly<{
  storeId: string;
  register: string | null;
  /** By its number at its store; null where the store has none of it any more. */
  registerId: string | null;
  businessDate: string;
  at: Date;
  body: unknown;
}>;

export const readClosings = (database: Database, { from, to }: Days): Promise<Closing[]> =>
  database.query<Closing>(
    `select store_id as "storeId", register, business_date::text as "businessDate", at, body,
       (select one ->> 'id' from store, jsonb_array_elements(configuration -> 'registers') one
        where store.id = trail.store_id and one ->> 'number' = register limit 1) as "registerId"
     from trail where kind = 'shift.closed' and business_date between $1::date and $2::date
     order by business_date, store_id, at, record_id`,
    [from, to],
  );
