/** Codes for a single use, made in batches for a promotion: by mail, on leaflets, one for each customer. */
import { randomBytes } from 'node:crypto';
import { singleUseCodeOf } from '@comptoir/pricing';
import type { Database, Tx } from '@comptoir/service-kit/db/database';
import { decodeCursor, pageOf } from '@comptoir/service-kit/http/list';
import { notFound, problem } from '@comptoir/service-kit/http/problem';
import { z } from 'zod';
import type { Change } from '../admin/prices.ts';
import type { CouponBatch, CouponCode, CouponCodeState, PromotionTerms } from '../api.ts';
import { record } from '../audit/record.ts';
import { newId } from '../ids.ts';
import { byteOrderMark, csvLine, type Language } from '../import/cells.ts';
import type { Queries } from '../store/product-rows.ts';

export async function makeCodes(
  tx: Tx,
  promotionId: string,
  count: number,
  change: Change,
): Promise<CouponBatch> {
  const terms = await termsOf(tx, promotionId);
  const { coupon } = terms;
  if (!terms.singleUseCodes || coupon === undefined)
    throw problem(
      409,
      'no-single-use-codes',
      'This promotion has one code for all',
      'Make its codes for a single use first.',
    );
  const id = newId();
  await tx.query('insert into coupon_batch (id, promotion_id, codes, made_by) values ($1, $2, $3, $4)', [
    id,
    promotionId,
    count,
    change.by,
  ]);
  // A code that exists already is made again: it happens once in many millions.
  for (let left = count; left > 0; ) {
    const codes = new Set(Array.from({ length: left }, () => singleUseCodeOf(coupon, randomBytes(6))));
    const [made] = await tx.query<{ made: number }[]>(
      `with made as (insert into coupon_code (code, batch_id) select code, $2 from unnest($1::text[]) as code
         on conflict do nothing returning code) select count(*)::int as made from made`,
      [[...codes], id],
    );
    left -= made?.made ?? 0;
  }
  const changes = [{ field: 'couponCodes', before: null, after: count }];
  await record(tx, change, [{ kind: 'promotion', id: promotionId, name: terms.name.fr, changes }]);
  const batch = (await batchesOf(tx, promotionId)).find((one) => one.id === id);
  if (!batch) throw new Error(`batch ${id} is gone`);
  return batch;
}

async function termsOf(tx: Tx, promotionId: string): Promise<PromotionTerms> {
  const [promotion] = await tx.query<{ terms: PromotionTerms }[]>(
    'select terms from promotion where id = $1 for share',
    [promotionId],
  );
  if (!promotion) throw notFound('promotion');
  return promotion.terms;
}

/** Newest first. */
export async function batchesOf(queries: Queries | Tx, promotionId: string): Promise<CouponBatch[]> {
  const rows = (await queries.query(
    `select id, codes, made_at, made_by,
       (select count(distinct code)::int from promotion_use join coupon_code using (code)
        where batch_id = coupon_batch.id and until is null) as used
     from coupon_batch where promotion_id = $1 order by id desc limit 200`,
    [promotionId],
  )) as { id: string; codes: number; used: number; made_at: Date; made_by: string }[];
  return rows.map(({ made_at, made_by, ...batch }) => ({
    ...batch,
    madeAt: made_at.toISOString(),
    madeBy: made_by,
  }));
}

type CodeQuery = Readonly<{
  state?: CouponCodeState | undefined;
  limit: number;
  cursor?: string | undefined;
}>;

/** In the order of the alphabet. A code that a store took while it was cut off may have been used twice: `uses` says so. */
export async function codesOf(queries: Queries, batchId: string, { state, limit, cursor }: CodeQuery) {
  const rows = await queries.query<{ code: string; uses: number; held: boolean; used_at: Date | null }>(
    `select code, uses, held, used_at from coupon_code
     cross join lateral (
       select count(*) filter (where until is null)::int as uses, coalesce(bool_or(until > now()), false) as held,
         min(at) filter (where until is null) as used_at
       from promotion_use where promotion_use.code = coupon_code.code) as taken
     where batch_id = $1 and code > $2
       and ($3::text is null or $3 = case when uses > 0 then 'used' when held then 'held' else 'unused' end)
     order by code limit $4`,
    [batchId, decodeCursor(z.string(), cursor) ?? '', state ?? null, limit + 1],
  );
  const { items, nextCursor } = pageOf(rows, limit, ({ code }) => code);
  return { items: items.map(viewOf), nextCursor };
}

const viewOf = ({
  code,
  uses,
  held,
  used_at,
}: {
  code: string;
  uses: number;
  held: boolean;
  used_at: Date | null;
}): CouponCode => ({
  code,
  state: uses > 0 ? 'used' : held ? 'held' : 'unused',
  uses,
  usedAt: used_at?.toISOString() ?? null,
});

const csvPageRows = 5_000;
const headings = { fr: ['code', 'état', 'utilisé le'], en: ['code', 'state', 'used at'] };
const stateWords: Readonly<Record<Language, Readonly<Record<CouponCodeState, string>>>> = {
  fr: { unused: 'libre', held: 'retenu', used: 'utilisé' },
  en: { unused: 'unused', held: 'held', used: 'used' },
};

/** @throws Problem 404 for a batch that this promotion does not have. */
export async function codesCsv(
  database: Database,
  promotionId: string,
  batchId: string,
  language: Language,
): Promise<AsyncIterable<string>> {
  const found = await database.query('select from coupon_batch where id = $1 and promotion_id = $2', [
    batchId,
    promotionId,
  ]);
  if (found.length === 0) throw notFound('batch of codes');
  return csvOf(database, batchId, language);
}

async function* csvOf(database: Database, batchId: string, language: Language): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(headings[language], language);
  for (let cursor: string | undefined; ; ) {
    const page = await codesOf(database, batchId, { limit: csvPageRows, cursor });
    const lines = page.items.map(({ code, state, usedAt }) =>
      csvLine([code, stateWords[language][state], usedAt ?? ''], language),
    );
    if (lines.length > 0) yield lines.join('');
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
}
