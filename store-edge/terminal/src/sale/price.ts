/** A draft, priced by the house's one engine. */

import type { RulesAnswer } from '@comptoir/edge-agent/api';
import type { Basket, PricedBasket, ProductPricing } from '@comptoir/pricing/contract';
import { priceBasket } from '@comptoir/pricing/price-basket';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import type { Product } from '../replica/product.ts';
import type { Draft } from './draft.ts';

export type PricingContext = Readonly<{
  store: Pick<StoreConfiguration, 'id' | 'currency' | 'jurisdiction'>;
  rules: RulesAnswer;
  product: (productId: string) => Product | undefined;
  /** The store's local day. */
  taxDate: string;
}>;

export function basketOf(draft: Draft, { store, taxDate }: PricingContext): Basket {
  return {
    currency: store.currency,
    channel: 'pos',
    openedAt: draft.openedAt,
    taxDate,
    storeId: store.id,
    jurisdiction: store.jurisdiction,
    coupons: [],
    lines: draft.lines.map(({ id, productId, quantity, toldUnitPriceMinor }) => ({
      id,
      productId,
      quantity,
      toldUnitPriceMinor,
    })),
  };
}

export const pricingOf = (product: Product): ProductPricing => ({
  productId: product.id,
  unitPriceMinor: product.unitPriceMinor,
  taxCategory: product.taxCategory,
  soldBy: product.soldBy,
  ...(product.isCharge ? { isCharge: true } : {}),
});

export function priceDraft(draft: Draft, context: PricingContext, at: string): PricedBasket {
  const products = (productId: string) => {
    const product = context.product(productId);
    return product === undefined ? undefined : pricingOf(product);
  };
  return priceBasket(basketOf(draft, context), { ...context.rules.rules, products }, at);
}
