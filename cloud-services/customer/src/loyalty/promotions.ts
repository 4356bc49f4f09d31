/** What promotions ask of a customer: whether anything was bought before, and how often each capped promotion was given. */
import type { Tx } from '@comptoir/service-kit/db/database';
import type { Asked } from '../store/customers.ts';

export type PromotionStanding = Readonly<{ firstOrder: boolean; promotionUses: Record<string, number> }>;

/** Told twice, they are counted once. What comes back does not give a promotion back. */
export async function countUses(
  tx: Tx,
  purchase: Readonly<{ id: string; customerId: string }>,
  uses: Readonly<Record<string, number>>,
): Promise<void> {
  await tx.query(
    `insert into promotion_use (purchase_id, customer_id, promotion_id, times)
     select $1, $2, id, times from unnest($3::text[], $4::int[]) as use (id, times) on conflict do nothing`,
    [purchase.id, purchase.customerId, Object.keys(uses), Object.values(uses)],
  );
}

/** A cancelled order was none. */
export async function promotionStandingOf(asked: Asked, customerId: string): Promise<PromotionStanding> {
  const [row] = (await asked.query(
    `select not exists (select 1 from purchase where customer_id = $1 and at is not null
         and status is distinct from 'cancelled') as "firstOrder",
       (select coalesce(json_object_agg(promotion_id, times), '{}') from
         (select promotion_id, sum(times)::int as times from promotion_use where customer_id = $1 group by 1) as used
       ) as "promotionUses"`,
    [customerId],
  )) as PromotionStanding[];
  return row ?? { firstOrder: false, promotionUses: {} };
}
