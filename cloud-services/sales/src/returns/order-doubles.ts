/** For Order, not through the gateway: goods of one of its orders that came back twice, told to the stores that took part and to head office. */
import { type Database, type Route, route, type Tx, writeFeedRows } from '@comptoir/service-kit';
import { type OrderDoubles, orderDoubles } from '@comptoir/service-kit/order-doubles';
import type { DoubleReturn } from '@comptoir/sync-protocol/feeds/rows';
import { z } from 'zod';

type Row = {
  order_id: string;
  position: number;
  number: string;
  currency: 'CAD';
  line: OrderDoubles['lines'][number];
  noticed_at: Date;
};

export const orderDoublesRoute = ({
  database,
  now,
}: Readonly<{ database: Database; now: () => Date }>): Route =>
  route({
    method: 'put',
    path: '/internal/sales/order-doubles/:orderId',
    summary: 'Goods of an order that came back to more than one place',
    params: z.strictObject({ orderId: z.uuid() }),
    body: orderDoubles,
    answers: { 204: null },
    async handle({ params: { orderId }, body }) {
      await database.transaction((tx) => tellOrderDoubles(tx, orderId, body, now()));
      return { status: 204, body: null };
    },
  });

/** Told again, a line keeps its time; each store that took part hears of it by the feed `configuration`. */
async function tellOrderDoubles(
  tx: Tx,
  orderId: string,
  { number, currency, lines }: OrderDoubles,
  now: Date,
) {
  const told: Parameters<typeof writeFeedRows>[2][number][] = [];
  for (const line of lines) {
    const rows: Row[] = await tx.query(
      `insert into order_double_return (order_id, position, number, currency, line, noticed_at) values ($1, $2, $3, $4, $5::jsonb, $6)
       on conflict (order_id, position) do update set line = excluded.line returning *`,
      [orderId, line.position, number, currency, JSON.stringify(line), now],
    );
    const stores = new Set(line.returns.map(({ storeId }) => storeId));
    for (const row of rows)
      for (const scope of stores)
        told.push({ scope, key: `double-return/${orderId}-${line.position}`, value: doubleOf(row) });
  }
  await writeFeedRows(tx, 'configuration', told);
}

/** Newest first. @param storeIds those that the caller may see. */
export async function listOrderDoubles(
  database: Database,
  storeIds: readonly string[] | undefined,
  limit: number,
): Promise<DoubleReturn[]> {
  const rows: Row[] = await database.alone.query(
    `select * from order_double_return
     where $1::text[] is null or exists (select 1 from jsonb_array_elements(line -> 'returns') r where r ->> 'storeId' = any($1))
     order by noticed_at desc, order_id, position limit $2`,
    [storeIds ?? null, limit],
  );
  return rows.map(doubleOf);
}

function doubleOf({ order_id, number, currency, line, noticed_at }: Row): DoubleReturn {
  const { excessMinor, ...told } = line;
  return {
    ...{ saleId: order_id, orderId: order_id, receiptNumber: number, ...told },
    excess: { amountMinor: excessMinor, currency },
    noticedAt: noticed_at.toISOString(),
  };
}
