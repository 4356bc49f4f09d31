/** Head office corrects a product's texts, codes, category, what it is like, its place on the screens, or takes it off sale. */
import type { BasketRules } from '@comptoir/pricing/contract';
import type { Tx } from '@comptoir/service-kit/db/database';
import { fieldChanges } from '@comptoir/service-kit/field-changes';
import { problem } from '@comptoir/service-kit/http/problem';
import { z } from 'zod';
import { attributeCode, attributeLengthMax, attributesMax } from '../attributes/attributes.ts';
import { holdDefinitions } from '../attributes/definitions.ts';
import { type Definitions, readValues } from '../attributes/read-value.ts';
import { record } from '../audit/record.ts';
import { badValues, codesOf } from '../import/checks.ts';
import { holdCodes } from '../import/facts.ts';
import { type Fault, fault } from '../import/faults.ts';
import { chargesMax } from '../import/plan.ts';
import { minimumAgeMax } from '../import/row.ts';
import { writeBarcodes, writeRows } from '../import/write.ts';
import { auditName, type Product } from '../product.ts';
import { learnWords } from '../spelling/vocabulary.ts';
import { findProducts } from '../store/product-rows.ts';
import { familyFaults, optionsMax, variantFaults } from '../variants/rules.ts';
import { type Change, lockProduct, touch } from './prices.ts';
import { refuse } from './refuse.ts';

const text = z.string().trim().min(1).max(200);
export const texts = z.strictObject({ fr: text, en: text });
const gtinsMax = 20;
const attributeValue = text.max(attributeLengthMax);
const attributes = z
  .record(z.string().regex(attributeCode), z.strictObject({ fr: attributeValue, en: attributeValue }))
  .refine((set) => Object.keys(set).length <= attributesMax, `at most ${attributesMax}`);

export const productEdit = z
  .strictObject({
    name: texts,
    variantName: texts.nullable(),
    gtins: z.array(z.string().max(40)).max(gtinsMax),
    categoryId: z.uuid(),
    taxCategory: z.string(),
    soldBy: z.enum(['piece', 'weight']),
    imageUrl: z
      .string()
      .regex(/^(\/|https:\/\/)\S+$/)
      .nullable(),
    rank: z.int().positive().nullable(),
    favourite: z.boolean(),
    /** The whole set. */
    attributes,
    /** Of a family: the attributes by which its variants differ. */
    optionCodes: z.array(z.string().regex(attributeCode)).max(optionsMax),
    minimumAge: z.int().min(1).max(minimumAgeMax).nullable(),
    tracks: z.enum(['serial', 'lot']).nullable(),
    isCharge: z.boolean(),
    /** Deposits and eco-fees: products that are charges. */
    chargeIds: z.array(z.uuid()).max(chargesMax),
    archived: z.boolean(),
  })
  .partial();
export type ProductEdit = z.infer<typeof productEdit>;

export async function editProduct(tx: Tx, id: string, asked: ProductEdit, change: Change): Promise<Product> {
  if (asked.gtins) await holdCodes(tx);
  const definitions = await holdDefinitions(tx);
  const old = await lockProduct(tx, id, change.ifMatch);
  const edit = inForm(asked, definitions, change);
  const next = { ...old, ...edit };
  await checkReferences(tx, edit, change);
  await checkCharges(tx, next);
  refuse(await relativesFaults(tx, next, definitions), change.language);
  if (edit.gtins) refuse(await takenFaults(tx, next), change.language);
  await writeRows(tx, [next], change.by);
  if (edit.gtins) await writeBarcodes(tx, [{ product: next, isNew: false }]);
  const before = Object.fromEntries(
    Object.keys(edit).map((field) => [field, old[field as keyof ProductEdit]]),
  );
  const changes = fieldChanges(before, edit);
  await record(tx, change, [{ kind: 'product', id, name: auditName(old), changes }]);
  if (edit.name) await learnWords(tx, [next]);
  return touch(tx, id, change);
}

/** Codes as they are kept, values in the form of their definition. */
function inForm(asked: ProductEdit, definitions: Definitions, { language }: Change): ProductEdit {
  const { gtins, faults } = codesOf(asked.gtins ?? [], 'gtins');
  const { values, bad } = readValues(asked.attributes ?? {}, definitions);
  refuse([...faults, ...badValues(asked.attributes ?? {}, bad, definitions)], language);
  return {
    ...asked,
    ...(asked.gtins ? { gtins: [...gtins].sort() } : {}),
    ...(asked.attributes ? { attributes: values } : {}),
  };
}

/** Variants of one family tell apart; whoever changes one of them holds the family. */
async function relativesFaults(tx: Tx, product: Product, definitions: Definitions): Promise<Fault[]> {
  const { id, isFamily, parentId, optionCodes } = product;
  if (!isFamily && parentId === null)
    return optionCodes.length > 0 ? [fault('options', optionCodes.join(' '), 'options-of-none')] : [];
  const familyId = parentId ?? id;
  await tx.query('select from product where id = $1 for update', [familyId]);
  const variants = await findProducts(tx, 'p.parent_id = $1 and not p.archived', [familyId]);
  if (isFamily) return familyFaults(optionCodes, definitions, variants);
  return product.archived ? [] : variantFaults(product, optionCodes, variants);
}

async function takenFaults(tx: Tx, { id, gtins }: Product): Promise<Fault[]> {
  const rows = await tx.query<{ gtin: string; sku: string }[]>(
    `select gtin::text, sku from barcode join product on product.id = product_id
     where gtin = any($1::char(14)[]) and product_id <> $2`,
    [gtins, id],
  );
  return rows.map(({ gtin, sku }) => fault('gtins', gtin, 'gtin-taken', sku));
}

/** A charge has none of its own, and is taken off the products that are sold with it before it is something else. */
async function checkCharges(tx: Tx, { id, isCharge, chargeIds }: Product): Promise<void> {
  const [found] = await tx.query<{ charges: number; isUsed: boolean }[]>(
    `select (select count(*)::int from product where id = any($1::uuid[]) and is_charge and not archived) as charges,
       exists (select from product where $2::uuid = any(charge_ids)) as "isUsed"`,
    [chargeIds, id],
  );
  if (found?.charges !== new Set(chargeIds).size || (isCharge && chargeIds.length > 0))
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

async function checkReferences(
  tx: Tx,
  { categoryId, taxCategory }: ProductEdit,
  { language }: Change,
): Promise<void> {
  const found = await tx.query<unknown[]>('select from category where id = $1', [categoryId ?? null]);
  if (categoryId !== undefined && found.length === 0)
    refuse([fault('categoryId', categoryId, 'unknown-category')], language);
  if (taxCategory === undefined) return;
  const rows: { rules: BasketRules }[] = await tx.query('select rules from basket_rules');
  if (rows[0] && !rows[0].rules.treatments.some(({ category }) => category === taxCategory))
    refuse([fault('taxCategory', taxCategory, 'unknown-tax-category')], language);
}
