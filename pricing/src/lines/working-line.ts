/** A line on its way through the engine: each step returns it with more known. */
import { sumMinor } from '../arithmetic/minor.ts';
import { assert } from '../assert.ts';
import type { Basket, BasketLine, Instant, LineDiscount, PriceRules, ProductPricing } from '../contract.ts';
import { grossMinor, unitPriceMinor } from './gross.ts';

export type WorkingLine = Readonly<{
  line: BasketLine;
  product: ProductPricing;
  /** A deposit or an eco-fee: no discount touches it. */
  isCharge: boolean;
  unitPriceMinor: number;
  grossMinor: number;
  discounts: readonly LineDiscount[];
}>;

/** @throws if a line's id is met twice or its product has no price: the caller's bug. */
export function openLines(basket: Basket, rules: PriceRules, at: Instant): WorkingLine[] {
  const ids = new Set(basket.lines.map((line) => line.id));
  assert(ids.size === basket.lines.length, 'two lines of the basket have one id');
  const place = { channel: basket.channel, storeId: basket.storeId, at };
  return basket.lines.map((line) => {
    const product = rules.products(line.productId);
    assert(product !== undefined, `product ${line.productId} of line ${line.id} has no price`);
    const unitPrice = unitPriceMinor(line, product, place);
    return {
      line,
      product,
      isCharge: product.isCharge === true || line.parentLineId !== undefined,
      unitPriceMinor: unitPrice,
      grossMinor: grossMinor(line.quantity, unitPrice),
      discounts: [],
    };
  });
}

export function amountMinor(line: WorkingLine): number {
  if (line.discounts.length === 0) return line.grossMinor;
  return sumMinor([line.grossMinor, ...line.discounts.map((discount) => -discount.amountMinor)]);
}

export function withDiscount(line: WorkingLine, discount: LineDiscount): WorkingLine {
  return discount.amountMinor === 0 ? line : { ...line, discounts: [...line.discounts, discount] };
}
