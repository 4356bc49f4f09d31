/** A draft, priced by the house's one engine. */

import type { CustomerAtTill, RulesAnswer } from '@comptoir/edge-agent/api';
import type { Basket, PricedBasket, ProductPricing, Promotion } from '@comptoir/pricing/contract';
import { priceBasket } from '@comptoir/pricing/price-basket';
import { type CouponState, couponStates } from '@comptoir/pricing/promotions/coupons';
import { promotedAttributes, promotedCategories } from '@comptoir/pricing/promotions/in-rules';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import type { Product } from '../replica/product.ts';
import type { Draft } from './draft.ts';

export type PricingContext = Readonly<{
  store: Pick<StoreConfiguration, 'id' | 'currency' | 'jurisdiction'>;
  rules: RulesAnswer;
  /** The moment of pricing, which the record tells. */
  at: string;
  /** With the price in force at that moment. */
  product: (productId: string) => Product | undefined;
  /** The store's local day. */
  taxDate: string;
  /** The store's clock less UTC. */
  utcOffsetMinutes: number;
}>;

export function basketOf(draft: Draft, { store, taxDate, utcOffsetMinutes, rules }: PricingContext): Basket {
  return {
    currency: store.currency,
    channel: 'pos',
    openedAt: draft.openedAt,
    taxDate,
    // Only promotions ask for the hour: without any, a basket is told as it always was.
    ...(rules.rules.promotions && { utcOffsetMinutes }),
    storeId: store.id,
    jurisdiction: store.jurisdiction,
    ...(draft.customer && { customer: customerOf(draft.customer, rules) }),
    ...(draft.taxExemptCertificate === undefined
      ? {}
      : { taxExempt: { certificate: draft.taxExemptCertificate } }),
    coupons: [...(draft.coupons ?? [])],
    ...(draft.basketDiscount && { basketDiscount: draft.basketDiscount }),
    lines: draft.lines.map(
      ({
        id,
        productId,
        quantity,
        toldUnitPriceMinor,
        toldAt,
        labelPriceMinor,
        priceOverride,
        discount,
      }) => ({
        id,
        productId,
        quantity,
        toldUnitPriceMinor,
        ...(toldAt && { toldAt }),
        ...(labelPriceMinor === undefined ? {} : { barcodePriceMinor: labelPriceMinor }),
        ...(priceOverride && { priceOverride }),
        ...(discount && { discount }),
      }),
    ),
  };
}

/** Of what the customer used before, a record tells only what its price hangs on. */
function customerOf(
  { customerId: id, taxExempt, loyalty }: CustomerAtTill,
  { rules }: RulesAnswer,
): NonNullable<Basket['customer']> {
  const capped = (rules.promotions ?? []).filter(({ caps }) => caps?.timesPerCustomer !== undefined);
  const uses = capped.flatMap((promotion): [string, number][] => {
    const used = loyalty?.promotionUses?.[promotion.id];
    return used === undefined ? [] : [[promotion.id, used]];
  });
  return {
    id,
    ...(loyalty && { tier: loyalty.tier }),
    ...(taxExempt && { taxExempt }),
    ...(loyalty?.firstOrder === undefined ? {} : { firstOrder: loyalty.firstOrder }),
    ...(uses.length > 0 ? { promotionUses: Object.fromEntries(uses) } : {}),
  };
}

type Promoted = Pick<ProductPricing, 'categoryIds' | 'attributes'>;
const promotedOf = new WeakMap<RulesAnswer, (product: Product) => Promoted>();

/** @returns the product's categories and attributes that promotions name; what a record must tell beside the price. */
export function promotedFacts(product: Product, { rules }: PricingContext): Promoted {
  const { promotions } = rules.rules;
  if (!promotions) return {};
  const promoted = promotedOf.get(rules) ?? promotedBy(promotions, rules);
  promotedOf.set(rules, promoted);
  return promoted(product);
}

function promotedBy(promotions: readonly Promotion[], { categories }: RulesAnswer) {
  const categoriesOf = promotedCategories(promotions, categories);
  const attributesOf = promotedAttributes(promotions);
  return ({ categoryId, attributes: all }: Product): Promoted => {
    const [categoryIds, attributes] = [categoriesOf(categoryId), attributesOf(all)];
    return { ...(categoryIds.length > 0 && { categoryIds }), ...(attributes && { attributes }) };
  };
}

function pricingOf(product: Product, context: PricingContext): ProductPricing {
  return {
    productId: product.id,
    unitPriceMinor: product.unitPriceMinor,
    taxCategory: product.taxCategory,
    soldBy: product.soldBy,
    ...(product.isCharge ? { isCharge: true } : {}),
    ...promotedFacts(product, context),
  };
}

export function priceDraft(draft: Draft, context: PricingContext): PricedBasket {
  const products = (productId: string) => {
    const product = context.product(productId);
    return product === undefined ? undefined : pricingOf(product, context);
  };
  return priceBasket(basketOf(draft, context), { ...context.rules.rules, products }, context.at);
}

/** What became of each coupon, by the engine's own rules. */
export const couponsOf = (draft: Draft, priced: PricedBasket, context: PricingContext): CouponState[] =>
  couponStates(basketOf(draft, context), priced, context.rules.rules.promotions ?? [], context.at);
