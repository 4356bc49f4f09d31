/**
 * The edge prices every basket itself. Before the first tender it may refuse; once money has moved it only says what differs.
 * Source: docs/sync-protocol.md, Terminal ↔ edge.
 */
import { priceBasket, priceInForce } from '@comptoir/pricing';
import type { Basket, BasketRules, PricedBasket, ProductPricing } from '@comptoir/pricing/contract';
import { toldHoldsMs } from '@comptoir/pricing/lines/gross';
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import type { SaleBody } from '@comptoir/sync-protocol/records/kinds';

type Pricings = (productId: string) => ProductPricing | undefined;

export function reprice(basket: Basket, rules: BasketRules, products: Pricings, at: string): PricedBasket {
  return priceBasket(basket, { ...rules, products }, at);
}

/** When the basket was priced, as the till says: believed as far as a price that was told holds. Else `at`. */
export function pricingMoment({ pricedAt }: Pick<SaleBody, 'pricedAt'>, at: string): string {
  const isNear = pricedAt !== undefined && Math.abs(Date.parse(at) - Date.parse(pricedAt)) <= toldHoldsMs;
  return isNear ? pricedAt : at;
}

/** What the record itself says that its products cost when the basket was frozen. */
export function pricingsOfRecord({ basket, lines }: Pick<SaleBody, 'basket' | 'lines'>): Pricings {
  const sold = new Map(lines.map((line) => [line.lineId, line]));
  const pricings = new Map<string, ProductPricing>();
  for (const { id, productId } of basket.lines) {
    const line = sold.get(id);
    if (!line) continue;
    const {
      listUnitPriceMinor: unitPriceMinor,
      taxCategory,
      soldBy,
      categoryIds,
      attributes,
      isCharge,
    } = line;
    pricings.set(productId, {
      productId,
      unitPriceMinor,
      taxCategory,
      soldBy,
      ...(categoryIds && { categoryIds }),
      ...(attributes && { attributes }),
      ...(isCharge && { isCharge }),
    });
  }
  return (productId) => pricings.get(productId);
}

/** @returns stable words; a sale that is exactly what the edge would have said has none. */
export function differences(
  body: SaleBody,
  rules: BasketRules | undefined,
  product: (id: string) => CatalogueProduct | undefined,
  cataloguePosition: string,
): string[] {
  const flags: string[] = [];
  const at = pricingMoment(body, body.completedAt);
  const ofRecord = pricingsOfRecord(body);
  if (body.basket.lines.some((line) => !ofRecord(line.productId))) return ['line-without-text'];
  if (!rules || rules.version !== body.rules.version) flags.push('rules-version-differs');
  else if (totalDiffers(body, rules, ofRecord, at)) flags.push('totals-differ');
  // Prices are compared at the same position only: a till that is a moment behind is no mistake.
  if (body.cataloguePosition === cataloguePosition) {
    const { channel, storeId } = body.basket;
    const differs = body.basket.lines.some(({ productId }) => {
      const known = product(productId)?.pricing;
      const sold = ofRecord(productId)?.unitPriceMinor;
      return known !== undefined && priceInForce(known, { channel, storeId, at }) !== sold;
    });
    if (differs) flags.push('list-price-differs');
  }
  return flags;
}

function totalDiffers(body: SaleBody, rules: BasketRules, products: Pricings, at: string): boolean {
  try {
    const own = reprice(body.basket, rules, products, at);
    return (
      own.totalMinor !== body.priced.totalMinor ||
      JSON.stringify(own.taxes) !== JSON.stringify(body.priced.taxes)
    );
  } catch {
    // The engine throws on malformed input alone; the money has moved, so it is a difference to explain, not a refusal.
    return true;
  }
}
