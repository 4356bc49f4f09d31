/** The movements of a product, the latest first, each with what was there after it. */
import type { Tx } from '@comptoir/service-kit';
import type { MovementTold } from '../movements/api.ts';
import { companyTimeZone, inTransit, quantityText, thousandths } from '../stock.ts';

export type MovementFilter = Readonly<{
  productId: string;
  /** Absent: all shelves together. */
  locationId?: string | undefined;
  locationIds?: readonly string[] | undefined;
  /** Up to this moment. */
  at?: string | undefined;
  after?: readonly [string, string] | undefined;
  limit: number;
}>;

type Row = Omit<MovementTold, 'at' | 'balance' | 'unitCostMinor'> & {
  at: Date;
  atText: string;
  unitCostMinor: string | null;
};

const shelves = `product_id = $1 and location_id <> '${inTransit}' and ($2::text is null or location_id = $2)
  and ($3::text[] is null or location_id = any($3))`;

/** @returns rows with their place in the list: the moment to the microsecond, and the id. */
export async function listMovements(
  tx: Tx,
  { productId, locationId, locationIds, at, after, limit }: MovementFilter,
): Promise<{ row: MovementTold; place: [string, string] }[]> {
  const which = [productId, locationId ?? null, locationIds ?? null];
  const rows: Row[] = await tx.query(
    `select m.id as "movementId", m.location_id as "locationId", coalesce(l.code, m.location_id) as "locationCode",
       trim_scale(m.quantity)::text as quantity, m.reason, m.origin, m.reference, m.at, m.at::text as "atText",
       m.recorded_at - m.at > interval '5 minutes' as "isLate", m.unit_cost_minor as "unitCostMinor"
     from (select * from movement where ${shelves} and ($4::timestamptz is null or at <= $4)
         and ($5::timestamptz is null or (at, id) < ($5, $6::uuid)) order by at desc, id desc limit $7) m
       left join location l on l.id = m.location_id order by m.at desc, m.id desc`,
    [...which, at ?? null, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
  const [first] = rows;
  if (!first) return [];
  const dayBegin = `(($4::timestamptz at time zone '${companyTimeZone}')::date)::timestamp at time zone '${companyTimeZone}'`;
  const sums: { sum: string }[] = await tx.query(
    `select (coalesce((select sum(moved) from stock_day where ${shelves} and day < ($4::timestamptz at time zone '${companyTimeZone}')::date), 0)
       + coalesce((select sum(quantity) from movement where ${shelves} and at >= ${dayBegin} and (at, id) <= ($4, $5::uuid)), 0))::text as sum`,
    [...which, first.atText, first.movementId],
  );
  let balance = thousandths(sums[0]?.sum ?? '0');
  return rows.map(({ atText, at: moment, unitCostMinor, ...rest }) => {
    const row = {
      ...rest,
      at: moment.toISOString(),
      balance: quantityText(balance),
      unitCostMinor: unitCostMinor === null ? null : Number(unitCostMinor),
    };
    balance -= thousandths(rest.quantity);
    return { row, place: [atText, rest.movementId] };
  });
}
