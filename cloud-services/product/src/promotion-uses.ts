/**
 * A coupon that so many sales and orders may use, counted in one place. Whoever sells holds a use under the id of the sale or order
 * before money moves; the sale's or order's own event takes it. A hold that nobody took ends by itself.
 */
import type { Tx } from '@comptoir/service-kit/db/database';
import { notFound, problem } from '@comptoir/service-kit/http/problem';
import type { PromotionTerms } from './api.ts';

/** Longer than a checkout with a challenge, or a basket set aside at a till. */
const heldSeconds = 4 * 3_600;

export type PromotionUse = Readonly<{ promotionId: string; reference: string }>;

/** Again for the same sale, it is held anew. @throws Problem 409 `coupon-used-up`; 404 for a promotion that is unknown. */
export async function holdUse(tx: Tx, { promotionId, reference }: PromotionUse): Promise<void> {
  // Whoever wants a use of this promotion waits for whoever takes one now.
  const [promotion] = await tx.query<{ terms: PromotionTerms }[]>(
    'select terms from promotion where id = $1 for update',
    [promotionId],
  );
  if (!promotion) throw notFound('promotion');
  const { couponUsesMax } = promotion.terms;
  if (couponUsesMax === undefined) return;
  const [others] = await tx.query<{ uses: number }[]>(
    `select count(*)::int as uses from promotion_use
     where promotion_id = $1 and reference <> $2 and (until is null or until > now())`,
    [promotionId, reference],
  );
  if ((others?.uses ?? 0) >= couponUsesMax)
    throw problem(409, 'coupon-used-up', 'This coupon was used elsewhere', 'Go on without it.');
  await tx.query(
    `insert into promotion_use (promotion_id, reference, until) values ($1, $2, now() + make_interval(secs => $3))
     on conflict (promotion_id, reference) do update set until = excluded.until where promotion_use.until is not null`,
    [promotionId, reference, heldSeconds],
  );
}

/** What was taken stays taken. */
export async function releaseUse(tx: Tx, { promotionId, reference }: PromotionUse): Promise<void> {
  await tx.query(
    'delete from promotion_use where promotion_id = $1 and reference = $2 and until is not null',
    [promotionId, reference],
  );
}

/** The sale or order stands, held or not: what happened in a store happened. */
export async function takeUses(
  tx: Tx,
  promotionIds: readonly string[] | undefined,
  reference: string,
): Promise<void> {
  if (promotionIds === undefined) return;
  await tx.query(
    `insert into promotion_use (promotion_id, reference)
     select id, $2 from promotion where id::text = any($1::text[]) and terms ? 'couponUsesMax'
     on conflict (promotion_id, reference) do update set until = null`,
    [promotionIds, reference],
  );
}
