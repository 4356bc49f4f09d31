/** Head office corrects a product's texts, category, place on the screens, or takes it off sale. */
import type { BasketRules } from '@comptoir/pricing/contract';
import type { Tx } from '@comptoir/service-kit/db/database';
import { problem } from '@comptoir/service-kit/http/problem';
import { z } from 'zod';
import { attributeCode, attributeLengthMax, attributesMax, attributeTerms, inOrder } from '../attributes.ts';
import { fieldChanges, record } from '../audit/record.ts';
import { minimumAgeMax } from '../import/row.ts';
import { searchVector, wordsOf } from '../import/write.ts';
import { auditName, type Product } from '../product.ts';
import { learnWords } from '../spelling/vocabulary.ts';
import { type Change, lockProduct, touch } from './prices.ts';

const text = z.string().trim().min(1).max(200);
export const texts = z.strictObject({ fr: text, en: text });
/** A bottle has its deposit, a screen its eco-fee; no law asks for more. */
const chargesMax = 5;
const attributeValue = text.max(attributeLengthMax);
const attributes = z
  .record(z.string().regex(attributeCode), z.strictObject({ fr: attributeValue, en: attributeValue }))
  .refine((set) => Object.keys(set).length <= attributesMax, `at most ${attributesMax}`);

export const productEdit = z
  .strictObject({
    name: texts,
    variantName: texts.nullable(),
    categoryId: z.uuid(),
    taxCategory: z.string(),
    imageUrl: z
      .string()
      .regex(/^(\/|https:\/\/)\S+$/)
      .nullable(),
    rank: z.int().positive().nullable(),
    favourite: z.boolean(),
    /** The whole set. */
    attributes,
    minimumAge: z.int().min(1).max(minimumAgeMax).nullable(),
    tracks: z.enum(['serial', 'lot']).nullable(),
    isCharge: z.boolean(),
    /** Deposits and eco-fees: products that are charges. */
    chargeIds: z.array(z.uuid()).max(chargesMax),
    archived: z.boolean(),
  })
  .partial();
export type ProductEdit = z.infer<typeof productEdit>;

export async function editProduct(tx: Tx, id: string, edit: ProductEdit, change: Change): Promise<Product> {
  const old = await lockProduct(tx, id, change.ifMatch);
  await checkReferences(tx, edit);
  const next = { ...old, ...edit };
  await checkCharges(tx, id, next);
  const words = wordsOf(next);
  await tx.query(
    `update product set name_fr = $2, name_en = $3, variant_fr = $4, variant_en = $5, category_id = $6, tax_category = $7,
       image_url = $8, rank = $9, favourite = $10, archived = $11, words = $12, search = ${searchVector('$12', '$13', '$14')},
       attributes = $15::jsonb, attribute_terms = $16::text[], minimum_age = $17, tracks = $18, is_charge = $19,
       charge_ids = $20::uuid[]
     where id = $1`,
    [
      id,
      next.name.fr,
      next.name.en,
      next.variantName?.fr ?? null,
      next.variantName?.en ?? null,
      next.categoryId,
      next.taxCategory,
      next.imageUrl,
      next.rank,
      next.favourite,
      next.archived,
      words.all,
      words.fr,
      words.en,
      JSON.stringify(inOrder(next.attributes)),
      attributeTerms(next.attributes),
      next.minimumAge,
      next.tracks,
      next.isCharge,
      next.chargeIds,
    ],
  );
  const before = Object.fromEntries(
    Object.keys(edit).map((field) => [field, old[field as keyof ProductEdit]]),
  );
  const changes = fieldChanges(before, edit);
  await record(tx, change, [{ kind: 'product', id, name: auditName(old), changes }]);
  if (edit.name) await learnWords(tx, [next]);
  return touch(tx, id, change);
}

/** A charge has none of its own, and is no gift of somebody else's. */
async function checkCharges(tx: Tx, id: string, { isCharge, chargeIds }: Product): Promise<void> {
  const [found] = await tx.query<{ charges: number; isUsed: boolean }[]>(
    `select (select count(*)::int from product where id = any($1::uuid[]) and is_charge and not archived) as charges,
       exists (select from product where $2::uuid = any(charge_ids)) as "isUsed"`,
    [chargeIds, id],
  );
  if (
    found?.charges !== new Set(chargeIds).size ||
    chargeIds.includes(id) ||
    (isCharge && chargeIds.length > 0)
  )
    throw problem(
      422,
      'not-a-charge',
      'Only a deposit or an eco-fee is charged with a product',
      'Choose products that are marked as a deposit or an eco-fee.',
    );
  if (!isCharge && found?.isUsed)
    throw problem(
      409,
      'charge-in-use',
      'Products are sold with this deposit or eco-fee',
      'Take it off these products first.',
    );
}

async function checkReferences(tx: Tx, { categoryId, taxCategory }: ProductEdit): Promise<void> {
  const found = await tx.query<unknown[]>('select from category where id = $1', [categoryId ?? null]);
  if (categoryId !== undefined && found.length === 0)
    throw problem(422, 'unknown-category', 'There is no such category', 'Choose one of the categories.');
  if (taxCategory === undefined) return;
  const rows: { rules: BasketRules }[] = await tx.query('select rules from basket_rules');
  if (rows[0] && !rows[0].rules.treatments.some(({ category }) => category === taxCategory))
    throw problem(
      422,
      'unknown-tax-category',
      'There is no such tax category',
      'Choose one that the tax rules name.',
    );
}
