/** The visits behind the shop's funnel, newest first. */
import type { Database } from '@comptoir/service-kit/db/database';
import type { Period } from '../facts/period.ts';
import type { VisitList, VisitsQuery } from './api.ts';
import type { Found, Place } from './read.ts';

type Visit = VisitList['items'][number];
type Asked = Readonly<{
  period: Period;
  reached: VisitsQuery['reached'];
  after: Place | undefined;
  limit: number;
}>;
type VisitRow = Readonly<{
  visit_id: string;
  visit_date: string;
  begun_at: string;
  last_at: Date;
  added: boolean;
  checkout_begun: boolean;
  products: Visit['products'];
}>;

const furtherThan = { added: 'added', 'checkout-begun': 'checkout_begun' } as const;

export async function readVisits(
  database: Database,
  { period, reached, after, limit }: Asked,
): Promise<Found<Visit>[]> {
  const rows = await database.query<VisitRow>(
    // Microseconds are kept, so that a cursor is exact.
    `select visit_id, visit_date::text, to_char(begun_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as begun_at, last_at, added, checkout_begun,
       (select coalesce(jsonb_agg(jsonb_build_object('productId', id, 'sku', sku,
            'name', case when name_fr is null then null else jsonb_build_object('fr', name_fr, 'en', name_en) end,
            'isAdded', id = any(v.put)) order by place), '[]')
        from unnest(v.seen) with ordinality seen (id, place) left join known_product on product_id = id) as products
     from shop_visit v
     where visit_date between $1::date and $2::date ${reached ? `and ${furtherThan[reached]}` : ''}
       and ($3::date is null or (visit_date, begun_at, visit_id) < ($3::date, $4::timestamptz, $5::uuid))
     order by visit_date desc, begun_at desc, visit_id desc limit $6`,
    [period.from, period.to, after?.day ?? null, after?.at ?? null, after?.id ?? null, limit],
  );
  return rows.map((row) => ({
    item: {
      visitId: row.visit_id,
      visitDate: row.visit_date,
      begunAt: new Date(row.begun_at).toISOString(),
      lastAt: row.last_at.toISOString(),
      reached: row.checkout_begun ? 'checkout-begun' : row.added ? 'added' : null,
      products: row.products,
    },
    place: { day: row.visit_date, at: row.begun_at, id: row.visit_id },
  }));
}
