/**
 * What whoever bought a product bought with it, most often first: of its latest baskets of the last ninety days, in both channels.
 * What was together in fewer than three baskets is chance, and is not told. Products alone: neither who bought nor how many.
 */
import type { Database } from '@comptoir/service-kit/db/database';
import { liveFacts } from '../store/record.ts';

const daysMax = 90;
const basketsMax = 2_000;
const togetherMin = 3;
export const togetherMax = 12;

/** @param today as the company's calendar has it, YYYY-MM-DD. */
export async function boughtTogether(
  database: Database,
  productId: string,
  today: string,
): Promise<string[]> {
  const rows = await database.query<{ product_id: string }>(
    `with basket as materialized (
       select document_id from ${liveFacts}.line
       where product_id = $1 and business_date > $2::date - ${daysMax} and quantity > 0
       order by business_date desc limit ${basketsMax}
     )
     select l.product_id from (select distinct document_id from basket) b join ${liveFacts}.line l using (document_id)
     where l.product_id <> $1 and l.quantity > 0
     group by l.product_id having count(distinct document_id) >= ${togetherMin}
     order by count(distinct document_id) desc, l.product_id limit ${togetherMax}`,
    [productId, today],
  );
  return rows.map(({ product_id }) => product_id);
}
