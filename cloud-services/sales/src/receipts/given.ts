/** What a sale gave away, as its event tells it: discounts by what gave them, and prices that were changed by hand. Pure. */
import type { SaleRecorded } from '@comptoir/service-kit/events/sales';
import type { SaleBody } from '@comptoir/sync-protocol/records/kinds';

type Discount = NonNullable<SaleRecorded['discounts']>[number];

/** One row for each source, reason and person, in the order in which the lines name them. */
export function discountsTold({ basket, priced }: SaleBody): Pick<SaleRecorded, 'discounts'> {
  const lines = new Map(basket.lines.map((line) => [line.id, line]));
  const told = new Map<string, Discount>();
  for (const { id, discounts } of priced.lines)
    for (const { source, amountMinor } of discounts) {
      const byHand =
        source === 'manual-line'
          ? lines.get(id)?.discount
          : source === 'manual-basket'
            ? basket.basketDiscount
            : undefined;
      const why = byHand ? { reason: byHand.reason, by: byHand.by } : {};
      const key = JSON.stringify([source, why]);
      told.set(key, { source, amountMinor: amountMinor + (told.get(key)?.amountMinor ?? 0), ...why });
    }
  return told.size > 0 ? { discounts: [...told.values()] } : {};
}

/** The amount is one of a whole line, a half rounded away from zero: weighed goods have fractions. */
export function overridesTold({ basket, lines, priced }: SaleBody): Pick<SaleRecorded, 'priceOverrides'> {
  const texts = new Map(lines.map((line) => [line.lineId, line]));
  const prices = new Map(priced.lines.map((line) => [line.id, line]));
  const told = basket.lines.flatMap(({ id, productId, quantity, priceOverride }) => {
    const [text, price] = [texts.get(id), prices.get(id)];
    if (!priceOverride || !text || !price) return [];
    const { reason, by } = priceOverride;
    const inForceMinor = Math.round(text.listUnitPriceMinor * Number(quantity));
    return { productId, amountMinor: inForceMinor - price.grossMinor, reason, by };
  });
  return told.length > 0 ? { priceOverrides: told } : {};
}
