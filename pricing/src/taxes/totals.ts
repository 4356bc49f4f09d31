/** From lines and their taxes to the basket's tax totals, one a code and rate. */
import { compareDecimals, parseDecimal } from '../arithmetic/decimal.ts';
import { add, type Fraction, scale, zero } from '../arithmetic/fraction.ts';
import { toMinor } from '../arithmetic/minor.ts';
import type { RoundingRule } from '../arithmetic/rounding.ts';
import type { PricedBasket, TaxMode } from '../contract.ts';
import type { LineTax } from './line-taxes.ts';

export type TaxTotal = PricedBasket['taxes'][number];
export type TaxedLine = Readonly<{ amountMinor: number; taxes: readonly LineTax[] }>;

type Running = Readonly<{ code: string; rate: string; base: Fraction; tax: Fraction }>;

/**
 * Each tax is summed exactly and rounded once per code and rate; in the mode `added-per-line`, once a line.
 * @returns by code, then the higher rate first: the order of the lines leaves no trace.
 * Source: Revenu Québec, basic GST/QST rules; docs/pricing.md, Taxes.
 */
export function taxTotals(lines: readonly TaxedLine[], mode: TaxMode, round: RoundingRule): TaxTotal[] {
  const totals = new Map<string, Running>();
  for (const { amountMinor, taxes } of lines) {
    for (const { code, rate, share, base } of taxes) {
      const key = `${code} ${rate}`;
      const total = totals.get(key) ?? { code, rate, base: zero, tax: zero };
      const exact = scale(amountMinor, share);
      const tax = mode === 'added-per-line' ? { numerator: round(exact), denominator: 1n } : exact;
      totals.set(key, {
        ...total,
        base: add(total.base, scale(amountMinor, base)),
        tax: add(total.tax, tax),
      });
    }
  }
  return [...totals.values()].sort(byCodeThenRate).map(({ code, rate, base, tax }) => ({
    code,
    rate,
    baseMinor: toMinor(round(base)),
    amountMinor: toMinor(round(tax)),
  }));
}

function byCodeThenRate(a: Running, b: Running): number {
  if (a.code !== b.code) return a.code < b.code ? -1 : 1;
  return compareDecimals(parseDecimal(b.rate), parseDecimal(a.rate));
}
