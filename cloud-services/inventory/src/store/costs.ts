/** Average costs in PostgreSQL. A product that is due is worked out anew from the sums of its days, of which it has few. */
import { appendEvents, derivedId, insertRows, type Tx } from '@comptoir/service-kit';
import type { ProductCostChanged } from '@comptoir/service-kit/events/inventory';
import { averages, type Day, minorText, tenThousandths, wholeMinor } from '../costs/average.ts';
import { companyTimeZone } from '../stock.ts';

const batchMax = 50;

/** Works out some products whose movements changed costs. @returns whether there may be more. */
export async function workOutCosts(tx: Tx): Promise<boolean> {
  const due: { product_id: string }[] = await tx.query(
    `with due as (select product_id from cost_due order by product_id limit ${batchMax} for update skip locked),
       gone as (delete from cost_due where product_id in (select product_id from due))
     select product_id from due`,
  );
  for (const { product_id } of due) await workOut(tx, product_id);
  return due.length === batchMax;
}

async function workOut(tx: Tx, productId: string): Promise<void> {
  const days: Day[] = await tx.query(
    `select day::text as day, sum(moved)::text as moved, sum(costed)::text as costed, sum(costed_minor)::text as "costedMinor"
     from stock_day where product_id = $1 group by day order by day`,
    [productId],
  );
  const known: { day: string; average: string }[] = await tx.query(
    'select day::text as day, average_minor::text as average from product_cost where product_id = $1',
    [productId],
  );
  const before = new Map(known.map(({ day, average }) => [day, tenThousandths(average)]));
  const now = new Map(averages(days).map(({ day, average }) => [day, average]));
  // A day that no longer changes the average says what the day before it said.
  let last: bigint | undefined;
  for (const day of [...new Set([...before.keys(), ...now.keys()])].sort()) {
    last = now.get(day) ?? last ?? before.get(day);
    if (last !== undefined) now.set(day, last);
  }
  const changed = [...now].filter(([day, average]) => before.get(day) !== average);
  const written = await insertRows<{ day: string; average: string; version: string }>(
    tx,
    'product_cost',
    { product_id: 'text', day: 'date', average_minor: 'numeric' },
    changed.map(([day, average]) => [productId, day, minorText(average)]),
    `on conflict (product_id, day) do update set average_minor = excluded.average_minor, version = product_cost.version + 1
     returning day::text as day, average_minor::text as average, version`,
  );
  await appendEvents(
    tx,
    written.map(({ day, average, version }) => ({
      id: derivedId('product.cost-changed', productId, day, version),
      type: 'product.cost-changed',
      key: productId,
      data: {
        ...{ productId, from: day, version: Number(version) },
        unitCostMinor: wholeMinor(tenThousandths(average)),
      } satisfies ProductCostChanged,
    })),
  );
}

/** In cents; null while no cost is known. @param at of a past moment: what was in force on its day. */
export async function averageCostOf(tx: Tx, productId: string, at?: string): Promise<number | null> {
  const rows: { average: string }[] = await tx.query(
    `select average_minor::text as average from product_cost where product_id = $1
       and ($2::timestamptz is null or day <= ($2 at time zone '${companyTimeZone}')::date) order by day desc limit 1`,
    [productId, at ?? null],
  );
  return rows[0] ? wholeMinor(tenThousandths(rows[0].average)) : null;
}
