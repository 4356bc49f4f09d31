/** Runs the cases of `tax.json` and `cash-rounding.json` through the engine; `scripts/conformance` uses it too. */
import * as z from 'zod';
import {
  type Basket,
  cashChange,
  cashDue,
  type ManualDiscount,
  type PriceRules,
  type ProductPricing,
  priceBasket,
  taxData,
} from '../src/index.ts';

const line = z.object({
  id: z.string(),
  quantity: z.string(),
  unitPriceMinor: z.int(),
  taxCategory: z.string().optional(),
  /** European lines carry their rate themselves. */
  taxRate: z.string().optional(),
  discountPercent: z.string().optional(),
  discountMinor: z.int().optional(),
  parentLineId: z.string().optional(),
});

const taxInput = z.object({
  jurisdiction: z.string(),
  at: z.string(),
  currency: z.string(),
  mode: z.enum(['added-per-invoice', 'added-per-line', 'included']),
  taxCode: z.string().optional(),
  lines: z.array(line),
  basketDiscountPercent: z.string().optional(),
  basketDiscountMinor: z.int().optional(),
  customerExempt: z.boolean().optional(),
  afterTaxCouponMinor: z.int().optional(),
});
type TaxInput = z.infer<typeof taxInput>;
type CaseLine = TaxInput['lines'][number];

const cashInput = z.object({
  totalMinor: z.int(),
  incrementMinor: z.int(),
  otherTenders: z.array(z.object({ amountMinor: z.int() })),
  cashGivenMinor: z.int().optional(),
});

const charges = new Set(['bottle-deposit', 'eco-fee']);

/** `normalise` is applied to what was expected and to what came: the order of lines and taxes is free. */
export const caseAdapters = {
  tax: { run: runTax, normalise: sortLinesAndTaxes },
  'cash-rounding': { run: runCashRounding, normalise: (value: unknown) => value },
};

function runTax(raw: unknown): unknown {
  const input = taxInput.parse(raw);
  const priced = priceBasket(basketOf(input), rulesOf(input), `${input.at}T17:00:00.000Z`);
  const coupon = input.afterTaxCouponMinor;
  return {
    lines: priced.lines.map(({ id, amountMinor }) => ({ id, amountMinor })),
    subtotalMinor: priced.subtotalMinor,
    taxes: priced.taxes,
    totalMinor: priced.totalMinor,
    ...(coupon !== undefined && {
      payableMinor: cashDue(priced.totalMinor, [coupon], 1).dueBeforeRoundingMinor,
    }),
  };
}

function runCashRounding(raw: unknown): unknown {
  const { totalMinor, incrementMinor, otherTenders, cashGivenMinor } = cashInput.parse(raw);
  const due = cashDue(
    totalMinor,
    otherTenders.map((tender) => tender.amountMinor),
    incrementMinor,
  );
  if (cashGivenMinor === undefined) return due;
  return { ...due, changeMinor: cashChange(cashGivenMinor, due.cashDueMinor) };
}

function basketOf(input: TaxInput): Basket {
  return {
    // The engine's arithmetic is the same for every currency, so a case may name one that no shop of ours has.
    currency: input.currency as Basket['currency'],
    channel: 'pos',
    openedAt: `${input.at}T16:00:00.000Z`,
    taxDate: input.at,
    jurisdiction: input.jurisdiction,
    coupons: [],
    lines: input.lines.map((row) => ({
      id: row.id,
      productId: row.id,
      quantity: row.quantity,
      discount: discountOf(row.discountPercent, row.discountMinor),
      parentLineId: row.parentLineId,
    })),
    basketDiscount: discountOf(input.basketDiscountPercent, input.basketDiscountMinor),
    ...(input.customerExempt === true && { customer: { id: 'c', taxExempt: { certificate: 'case' } } }),
  };
}

function discountOf(percent?: string, amountMinor?: number): ManualDiscount | undefined {
  if (percent === undefined && amountMinor === undefined) return undefined;
  return { percent, amountMinor, reason: 'case', by: 'case' };
}

function rulesOf(input: TaxInput): PriceRules {
  const products = new Map(input.lines.map((row) => [row.id, productOf(row)]));
  const ownRates = input.lines.flatMap(({ taxRate }) => (taxRate === undefined ? [] : [taxRate]));
  return {
    version: 'case',
    taxes: taxData.taxes,
    treatments: [
      ...taxData.treatments,
      ...ownRates.map((rate) => ({
        jurisdiction: input.jurisdiction,
        category: ownCategory(rate),
        from: '1970-01-01',
        codes: [input.taxCode ?? 'VAT'],
        rateOverride: rate,
        source: 'the case itself',
      })),
    ],
    taxMode: input.mode,
    cashIncrementMinor: 1,
    products: (productId) => products.get(productId),
  };
}

function productOf(row: CaseLine): ProductPricing {
  const category = row.taxRate === undefined ? (row.taxCategory ?? 'standard') : ownCategory(row.taxRate);
  return {
    productId: row.id,
    unitPriceMinor: row.unitPriceMinor,
    taxCategory: category,
    soldBy: row.quantity.includes('.') ? 'weight' : 'piece',
    isCharge: charges.has(row.taxCategory ?? ''),
  };
}

function ownCategory(rate: string): string {
  return `at ${rate} %`;
}

function sortLinesAndTaxes(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      Array.isArray(member) ? member.toSorted((a, b) => (orderKey(a) < orderKey(b) ? -1 : 1)) : member,
    ]),
  );
}

/** Lines go by id, taxes by code and rate. */
function orderKey(row: { id?: unknown; code?: unknown; rate?: unknown }): string {
  return JSON.stringify([row.id, row.code, row.rate]);
}
