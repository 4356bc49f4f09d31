/** What a sample basket would cost with a promotion that is not in force yet: by the engine that tills price with. Pure. */
import {
  type BasketRules,
  type PricedBasket,
  type Promotion,
  priceBasket,
  promotedCategories,
  singleUseCodeOf,
  utcOffsetMinutes,
} from '@comptoir/pricing';
import type { PromotionTerms } from '@comptoir/product/api';

export type SampleProduct = Readonly<{
  id: string;
  categoryId: string;
  /** As the tills are told them. */
  attributes: Readonly<Record<string, string>>;
  unitPriceMinor: number;
  taxCategory: string;
  soldBy: 'piece' | 'weight';
}>;
export type SampleLine = Readonly<{ product: SampleProduct; quantity: number }>;
type Category = Readonly<{ id: string; parentId: string | null }>;

const sampleId = 'sample';

const couponsOf = ({ coupon, singleUseCodes }: PromotionTerms): string[] =>
  coupon === undefined ? [] : [singleUseCodes ? singleUseCodeOf(coupon, new Uint8Array(6)) : coupon];

/** Priced at the promotion's own beginning if that is still to come, with its coupon given, beside those that are in force. */
export function priceSample(
  lines: readonly SampleLine[],
  terms: PromotionTerms,
  others: readonly Promotion[],
  rules: BasketRules,
  categories: readonly Category[],
  now: Date,
  timeZone: string,
): PricedBasket {
  const promotions = [...others, { id: sampleId, revision: 1, ...terms }];
  const categoriesOf = promotedCategories(promotions, categories);
  const at = new Date(Math.max(now.getTime(), Date.parse(terms.from)));
  const products = new Map(lines.map(({ product }) => [product.id, product]));
  return priceBasket(
    {
      currency: 'CAD',
      channel: terms.channels?.[0] ?? 'pos',
      openedAt: at.toISOString(),
      taxDate: at.toLocaleDateString('en-CA', { timeZone }),
      utcOffsetMinutes: utcOffsetMinutes(at, timeZone),
      jurisdiction: 'CA-QC',
      coupons: couponsOf(terms),
      lines: lines.map(({ product, quantity }) => ({
        id: product.id,
        productId: product.id,
        quantity: String(quantity),
      })),
    },
    {
      ...rules,
      promotions,
      products: (id) => {
        const product = products.get(id);
        if (!product) return undefined;
        const { unitPriceMinor, taxCategory, soldBy, categoryId, attributes } = product;
        const categoryIds = categoriesOf(categoryId);
        return {
          productId: id,
          unitPriceMinor,
          taxCategory,
          soldBy,
          categoryIds,
          attributes: { ...attributes },
        };
      },
    },
    at.toISOString(),
  );
}
