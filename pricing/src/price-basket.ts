/** What a basket costs: the one function that the till, the edge, the cart and the order all call. */
import { halfAwayFromZero } from './arithmetic/half-away-from-zero.ts';
import { sumMinor } from './arithmetic/minor.ts';
import { assert } from './assert.ts';
import type { Basket, Instant, PricedBasket, PricedLine, PriceRules } from './contract.ts';
import { discountBasket, discountLine } from './lines/manual-discounts.ts';
import { amountMinor, openLines, type WorkingLine } from './lines/working-line.ts';
import { promote } from './promotions/promote.ts';
import { type LineTax, lineTaxes } from './taxes/line-taxes.ts';
import { taxTotals } from './taxes/totals.ts';
import { treatments } from './taxes/treatment.ts';

/**
 * Pure and deterministic: line price, promotions, manual discounts, then taxes, in whole minor units of the basket's currency.
 * @param at the moment of pricing, in UTC; taxes go by the basket's own `taxDate`.
 * @returns lines in the basket's order; `subtotalMinor` is after discounts and before taxes that are added.
 * @throws on malformed input only: a product without a price, a line id met twice, a number that is none, an amount
 * outside ±2^53, a jurisdiction without rules.
 * Source: docs/pricing.md, Order of work.
 */
export function priceBasket(basket: Basket, rules: PriceRules, at: Instant): PricedBasket {
  assert(!Number.isNaN(Date.parse(at)), `not an instant: ${at}`);
  const promoted = promote(openLines(basket, rules, at), basket, rules, at);
  const lines = discountBasket(promoted.lines.map(discountLine), basket.basketDiscount);
  const taxesOf = taxesOfLines(lines, basket, rules);
  const priced = lines.map((line, index) => pricedLine(line, taxesOf[index] ?? []));
  const taxes = taxTotals(
    priced.map((line, index) => ({ amountMinor: line.amountMinor, taxes: taxesOf[index] ?? [] })),
    rules.taxMode,
    halfAwayFromZero,
  );
  const subtotalMinor = sumMinor(priced.map((line) => line.amountMinor));
  const added = rules.taxMode === 'included' ? [] : taxes.map((tax) => tax.amountMinor);
  return {
    rulesVersion: rules.version,
    lines: priced,
    promotions: priced.flatMap(appliedTo),
    hints: promoted.hints,
    subtotalMinor,
    discountMinor: sumMinor(priced.flatMap((line) => line.discounts.map((discount) => discount.amountMinor))),
    deliveryMinor: 0,
    taxes,
    totalMinor: sumMinor([subtotalMinor, ...added]),
    points: { earned: 0, burnable: 0 },
    ...(promoted.uses && { promotionUses: promoted.uses }),
  };
}

const promotionSource = 'promotion/';

function appliedTo({ id, discounts }: PricedLine): PricedBasket['promotions'] {
  return discounts
    .filter(({ source }) => source.startsWith(promotionSource))
    .map(({ source, amountMinor }) => ({
      promotionId: source.slice(promotionSource.length),
      lineId: id,
      amountMinor,
    }));
}

/** An exempt buyer bears none; prices that include tax are not lowered for it. Lines of one treatment share theirs. */
function taxesOfLines(lines: readonly WorkingLine[], basket: Basket, rules: PriceRules): LineTax[][] {
  if ((basket.taxExempt ?? basket.customer?.taxExempt) !== undefined) return lines.map(() => []);
  const known = new Map<object, LineTax[]>();
  return treatments(lines, basket, rules).map((treatment) => {
    const taxes = known.get(treatment) ?? lineTaxes(treatment, basket, rules);
    known.set(treatment, taxes);
    return taxes;
  });
}

function pricedLine(line: WorkingLine, taxes: readonly LineTax[]): PricedLine {
  return {
    id: line.line.id,
    unitPriceMinor: line.unitPriceMinor,
    grossMinor: line.grossMinor,
    discounts: [...line.discounts],
    amountMinor: amountMinor(line),
    taxes: taxes.map(({ code, rate }) => ({ code, rate })),
  };
}
