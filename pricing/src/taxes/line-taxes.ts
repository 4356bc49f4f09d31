/** The taxes of one line, each with the exact share of the line's amount that it takes. */
import { formatDecimal, parseDecimal } from '../arithmetic/decimal.ts';
import { add, divide, type Fraction, fromPercent, multiply, one, zero } from '../arithmetic/fraction.ts';
import { assert } from '../assert.ts';
import type { Basket, PriceRules, TaxMode, TaxTreatment } from '../contract.ts';
import { ruleInForce } from './in-force.ts';

export type LineTax = Readonly<{
  code: string;
  rate: string;
  /** Tax = the line's amount × this. */
  share: Fraction;
  /** Base = the line's amount × this: one, but for a tax on a tax. */
  base: Fraction;
}>;

type Rate = Readonly<{
  ruleCode: string;
  code: string;
  rate: string;
  fraction: Fraction;
  on: readonly string[];
}>;

/** @throws if a treatment names a tax that has no rate on that day. */
export function lineTaxes(
  treatment: TaxTreatment,
  basket: Pick<Basket, 'jurisdiction' | 'taxDate'>,
  rules: Pick<PriceRules, 'taxes' | 'taxMode'>,
): LineTax[] {
  const rates = treatment.codes.map((code) => rateOf(code, treatment, basket, rules));
  const bases = rates.map((rate) => add(one, sum(rates.filter((other) => rate.on.includes(other.ruleCode)))));
  const added = rates.map((rate, index) => multiply(rate.fraction, bases[index] ?? one));
  const whole = rules.taxMode === 'included' ? added.reduce(add, one) : one;
  return rates.map((rate, index) => ({
    code: rate.code,
    rate: rate.rate,
    share: divide(added[index] ?? zero, whole),
    base: bases[index] ?? one,
  }));
}

function rateOf(
  code: string,
  { rateOverride }: TaxTreatment,
  { jurisdiction, taxDate }: Pick<Basket, 'jurisdiction' | 'taxDate'>,
  { taxes }: Readonly<{ taxes: PriceRules['taxes']; taxMode: TaxMode }>,
): Rate {
  const rule = ruleInForce(taxes, jurisdiction, code, taxDate);
  const text = rateOverride ?? rule?.rate;
  assert(text !== undefined, `no rate of ${code} in ${jurisdiction} on ${taxDate}`);
  const rate = parseDecimal(text);
  assert(rate.units >= 0n, `rate of ${code} is ${text}`);
  return {
    ruleCode: code,
    code: rule?.reportedAs ?? code,
    rate: formatDecimal(rate),
    fraction: fromPercent(rate),
    on: rule?.compoundedOn ?? [],
  };
}

function sum(rates: readonly Rate[]): Fraction {
  return rates.reduce((total, rate) => add(total, rate.fraction), zero);
}
