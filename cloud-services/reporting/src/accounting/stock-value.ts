/** What the stock is worth now: what is on hand at the cost in force, Inventory's moving average (ADR 0043). What has no cost has no value. */
import type { Behind } from '../api.ts';
import { column, pageRows, type Read } from '../jobs/read.ts';
import type { Cell } from '../jobs/table.ts';
import { say } from '../jobs/words.ts';

type Row = {
  store: string;
  location_id: string;
  product_id: string;
  sku: string | null;
  name: string | null;
  on_hand: string;
  unit_cost_minor: string | null;
  value_minor: string | null;
};

const worth = `from stock_level s left join lateral (
    select unit_cost_minor from product_cost c where c.product_id = s.product_id and c.valid_from <= $2::date
    order by c.valid_from desc limit 1) cost on true
  left join location l using (location_id) left join known_product p using (product_id)
  where ($1::text[] is null or s.location_id = any($1)) and s.on_hand <> 0`;
const value = 'round(s.on_hand * cost.unit_cost_minor)::bigint';

export const readStockValue: Read = async (database, { request: { language }, scope, clock }) => {
  const parameters = [scope.storeIds, clock.today];
  const [counted] = await database.query<{ rows: number; value_minor: string | null }>(
    `select count(*)::int as rows, sum(${value})::bigint as value_minor ${worth}`,
    parameters,
  );
  // Of what a screen shows: a file of a million rows opens nothing.
  const behind: Behind[] = [];
  async function* rows(): AsyncGenerator<readonly Cell[]> {
    let after: Row | undefined;
    for (;;) {
      const page: Row[] = await database.query<Row>(
        `select coalesce(l.name, s.location_id) as store, s.location_id, s.product_id, p.sku, p.name_${language} as name,
           trim_scale(s.on_hand)::text as on_hand, cost.unit_cost_minor, ${value} as value_minor
         ${worth}
           and ($3::text is null or (s.location_id, s.product_id) > ($3, $4))
         order by s.location_id, s.product_id limit ${pageRows}`,
        [...parameters, after?.location_id ?? null, after?.product_id ?? null],
      );
      for (const row of page) {
        if (behind.length < pageRows) behind.push({ locationId: row.location_id, productId: row.product_id });
        yield [
          row.store,
          row.sku,
          row.name ?? row.product_id,
          row.on_hand,
          row.unit_cost_minor === null ? null : Number(row.unit_cost_minor),
          row.value_minor === null ? null : Number(row.value_minor),
        ];
      }
      after = page.at(-1);
      if (page.length < pageRows) return;
    }
  }
  return {
    columns: [
      column(language, 'store', 'store', 'text'),
      column(language, 'sku', 'sku', 'text'),
      column(language, 'name', 'product', 'text'),
      column(language, 'onHand', 'onHand', 'quantity'),
      column(language, 'unitCostMinor', 'unitCost', 'money'),
      column(language, 'valueMinor', 'value', 'money'),
    ],
    rowCount: counted?.rows ?? 0,
    rows: rows(),
    totals: [say(language, 'total'), null, null, null, null, Number(counted?.value_minor ?? 0)],
    behind,
  };
};
