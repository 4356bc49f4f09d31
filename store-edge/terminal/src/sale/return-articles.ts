/** Goods that come back without a receipt, at what they cost today or what their own label says; promotions are for those who buy. The edge prices them the same way. */
import type { ReturnableSale } from '@comptoir/edge-agent/api';
import type { Product } from '../replica/product.ts';
import { newDraft, onDraft } from './draft.ts';
import { type PricingContext, priceDraft } from './price.ts';
import { newReturn, type ReturnDraft } from './return-draft.ts';

type Added = Readonly<{ product: Product; quantity: string; labelPriceMinor?: number | undefined }>;

/** @param before null, or a return without a receipt. */
export function withArticle(
  before: ReturnDraft | null,
  { product, quantity, labelPriceMinor }: Added,
  context: PricingContext,
  { returnId, at }: Readonly<{ returnId: string; at: string }>,
): ReturnDraft {
  const basket = before?.articles ?? newDraft(returnId, at);
  const lineId = String(basket.lines.length + 1);
  const charges = (product.chargeIds ?? []).flatMap((id) => context.product(id) ?? []);
  const articles = onDraft(basket, {
    type: 'added',
    lineId,
    product,
    quantity,
    labelPriceMinor,
    at,
    charges,
  });
  const { promotions: _, ...rules } = context.rules.rules;
  const priced = priceDraft(articles, { ...context, at, rules: { ...context.rules, rules } });
  const lines = articles.lines.flatMap(({ productId, quantity: pieces }, index): ReturnableSale['lines'] => {
    const [known, price] = [context.product(productId), priced.lines[index]];
    if (!known || !price) return [];
    const name = { fr: known.nameFr, en: known.nameEn };
    const text = { productId, sku: known.sku, name, soldBy: known.soldBy };
    const { amountMinor, taxes } = price;
    const none = { returnedQuantity: '0', returnedMinor: 0 };
    return [{ position: index + 1, ...text, quantity: pieces, amountMinor, taxes: [...taxes], ...none }];
  });
  const sale: ReturnableSale = {
    ...{ saleId: returnId, receiptNumber: '', known: 'journal', isCurrent: true, soldAt: at },
    ...{ language: 'fr', currency: context.store.currency, taxMode: rules.taxMode, lines, payments: [] },
    taxes: priced.taxes.map((tax) => ({ ...tax, returnedBaseMinor: 0, returnedMinor: 0 })),
  };
  const conditionAt = (position: number) =>
    before?.picked.find((pick) => pick.position === position)?.condition ?? 'sellable';
  const picked = lines.map(({ position, quantity: pieces }) => ({
    ...{ position, quantity: pieces, condition: conditionAt(position) },
  }));
  return { ...(before ?? newReturn(returnId, null, sale)), sale, articles, picked };
}
