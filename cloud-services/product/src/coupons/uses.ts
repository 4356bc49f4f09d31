/**
 * Coupons that are counted in one place: for so many sales and orders in all, or each code for one of them. Whoever sells holds a use
 * under the id of the sale or order before money moves; the sale's or order's own event takes it. A hold that nobody took ends by itself.
 */
import { couponCode } from '@comptoir/pricing';
import type { Tx } from '@comptoir/service-kit/db/database';
import { notFound, problem } from '@comptoir/service-kit/http/problem';
import type { PromotionTerms } from '../api.ts';

/** Longer than a checkout with a challenge, or a basket set aside at a till. */
const heldSeconds = 4 * 3_600;

/** @property code the very code, of a promotion whose codes are for a single use. */
export type PromotionUse = Readonly<{ promotionId: string; reference: string; code?: string | undefined }>;

/**
 * Again for the same sale, it is held anew.
 * @throws Problem 409 `coupon-used-up`, `coupon-unknown` for a code that was not given out; 404 for a promotion that is unknown.
 */
export async function holdUse(tx: Tx, { promotionId, reference, code = '' }: PromotionUse): Promise<void> {
  const [promotion] = await tx.query<{ terms: PromotionTerms }[]>(
    'select terms from promotion where id = $1',
    [promotionId],
  );
  if (!promotion) throw notFound('promotion');
  const { couponUsesMax, singleUseCodes } = promotion.terms;
  if (!singleUseCodes && couponUsesMax === undefined) return;
  const own = singleUseCodes ? couponCode(code) : null;
  // Whoever wants the same waits for whoever takes a use now.
  const known = await tx.query<unknown[]>(
    own === null
      ? 'select from promotion where id = $1 for update'
      : 'select from coupon_code join coupon_batch on id = batch_id where promotion_id = $1 and code = $2 for update of coupon_code',
    own === null ? [promotionId] : [promotionId, own],
  );
  if (known.length === 0)
    throw problem(
      409,
      'coupon-unknown',
      'This code was not given out',
      'Check the code, or go on without it.',
    );
  const [others] = await tx.query<{ uses: number }[]>(
    `select count(*)::int as uses from promotion_use
     where promotion_id = $1 and reference <> $2 and (until is null or until > now()) and ($3::text is null or code = $3)`,
    [promotionId, reference, own],
  );
  if ((others?.uses ?? 0) >= (own === null ? (couponUsesMax ?? 0) : 1))
    throw problem(409, 'coupon-used-up', 'This coupon was used elsewhere', 'Go on without it.');
  await tx.query(
    `insert into promotion_use (promotion_id, reference, code, until) values ($1, $2, $3, now() + make_interval(secs => $4))
     on conflict (promotion_id, reference) do update set until = excluded.until, code = excluded.code
     where promotion_use.until is not null`,
    [promotionId, reference, own, heldSeconds],
  );
}

/** What was taken stays taken. */
export async function releaseUse(tx: Tx, { promotionId, reference }: PromotionUse): Promise<void> {
  await tx.query(
    'delete from promotion_use where promotion_id = $1 and reference = $2 and until is not null',
    [promotionId, reference],
  );
}

/** What a sale or order says of promotions that gave something, and of all codes that its basket held. */
export type Taken = Readonly<{
  promotionIds?: readonly string[] | undefined;
  coupons?: readonly string[] | undefined;
}>;

/** The sale or order stands, held or not: what happened in a store happened. Of several codes for a single use, the first counts. */
export async function takeUses(
  tx: Tx,
  { promotionIds, coupons = [] }: Taken,
  reference: string,
): Promise<void> {
  if (promotionIds === undefined) return;
  await tx.query(
    `insert into promotion_use (promotion_id, reference, code)
     select distinct on (promotion.id) promotion.id, $2::uuid, given.code
     from promotion
     left join (coupon_batch join coupon_code on coupon_batch.id = batch_id
       join unnest($3::text[]) with ordinality as given (code, rank) using (code)) on promotion_id = promotion.id
     where promotion.id::text = any($1::text[]) and terms ?| array['couponUsesMax', 'singleUseCodes']
     order by promotion.id, given.rank
     on conflict (promotion_id, reference) do update set until = null, code = coalesce(excluded.code, promotion_use.code)`,
    [promotionIds, reference, coupons.map(couponCode)],
  );
}
