/** A product that a person writes down is a row of an import of one: the same rules, the same words. */
import { money } from '@comptoir/pricing/contract';
import type { Tx } from '@comptoir/service-kit/db/database';
import { fieldChanges } from '@comptoir/service-kit/field-changes';
import { z } from 'zod';
import { plainText } from '../api.ts';
import { record } from '../audit/record.ts';
import { tellProducts } from '../events.ts';
import { proposeFirstPrices } from '../four-eyes/proposals.ts';
import { lookUpFacts } from '../import/facts.ts';
import { fault } from '../import/faults.ts';
import { chargesMax, nothingSeen, planRow } from '../import/plan.ts';
import { parseRow } from '../import/row.ts';
import { writeProducts } from '../import/write.ts';
import { auditName, type Product } from '../product.ts';
import type { Change } from './prices.ts';
import { refuse } from './refuse.ts';

const text = plainText.max(300);
const texts = z.strictObject({ fr: text, en: text });

/** As an import's row of NDJSON, whose reasons are told. */
export const newProduct = z.strictObject({
  sku: text.optional(),
  gtins: z.array(text).max(20).optional(),
  name: texts,
  /** Its id or its slug. */
  category: text,
  taxCategory: text.optional(),
  soldBy: z.enum(['piece', 'weight']).optional(),
  /** A family has none. */
  price: money.optional(),
  family: z.boolean().optional(),
  /** Codes of the attributes by which a family's variants differ. */
  options: z.array(text).optional(),
  /** Of the family of which this is a variant. */
  familySku: text.optional(),
  variantName: texts.optional(),
  attributes: z.record(text, texts).optional(),
  minimumAge: z.int().optional(),
  tracks: z.enum(['serial', 'lot']).optional(),
  isCharge: z.boolean().optional(),
  /** SKUs or ids of deposits and eco-fees. */
  charges: z.array(text).max(chargesMax).optional(),
});
type NewProduct = z.infer<typeof newProduct>;

export async function createProduct(tx: Tx, asked: NewProduct, change: Change): Promise<Product> {
  const { row, faults } = parseRow(asked);
  refuse(faults, change.language);
  const facts = await lookUpFacts(tx, [row]);
  const plan = planRow(1, row, facts, nothingSeen());
  if (plan.do === 'refuse') refuse(plan.faults, change.language);
  if (plan.do !== 'create') {
    refuse([fault('sku', row.sku, 'sku-taken', row.sku ?? row.gtins?.[0] ?? '')], change.language);
    throw new Error(`planned ${plan.do}`);
  }
  const { product, firstPrice } = plan;
  await writeProducts(tx, [{ product, isNew: true }], change.by);
  if (firstPrice) await proposeFirstPrices(tx, [{ productId: product.id, price: firstPrice }], change);
  const changes = fieldChanges({}, { ...asked });
  await record(tx, change, [{ kind: 'product', id: product.id, name: auditName(product), changes }]);
  const told = { ...product, updatedAt: new Date().toISOString() };
  await tellProducts(tx, [told], change.correlationId);
  return told;
}
