/**
 * What a return gives back. Shares are cumulative: whatever the parts in which a sale comes back, and in whatever order, each line and
 * each tax gives back what was paid in all, and the last part takes the remainder.
 * Source: docs/pricing.md, Taxes, Returns.
 */
import { formatDecimal, parseDecimal } from '../arithmetic/decimal.ts';
import { sumMinor } from '../arithmetic/minor.ts';
import type { DecimalString, TaxMode, TaxTotal } from '../contract.ts';
import { fit } from './fit.ts';
import { share, taxShare } from './share.ts';
import { type PaidOrder, waysBack, worthOf } from './ways-back.ts';

/** A line of the sale with what came back of it before. */
export type ReturnableLine = Readonly<{
  /** From 1, in the order of the sale: what a receipt, an edge and the cloud all call it. */
  position: number;
  quantity: DecimalString;
  /** Discounts taken off. */
  amountMinor: number;
  /** Those that it bears, as in the sale's totals. */
  taxes: readonly Readonly<{ code: string; rate: string }>[];
  returnedQuantity: DecimalString;
  returnedMinor: number;
  /** Of an order that is partly on its way, what has not left yet. Absent: nothing. */
  toComeQuantity?: DecimalString | undefined;
}>;
export type ReturnableTax = TaxTotal &
  Readonly<{
    returnedBaseMinor: number;
    returnedMinor: number;
    /** What bears it beside the lines, and does not come back with them: an order's delivery. */
    beside?: Readonly<{ soldMinor: number; returnedMinor: number }> | undefined;
  }>;
export type Returnable = Readonly<{
  taxMode: TaxMode;
  lines: readonly ReturnableLine[];
  taxes: readonly ReturnableTax[];
  /** Of an order, whose taxes are added to its lines: no more goes back than is left of what paid it. */
  paid?: PaidOrder | undefined;
}>;
export type Wanted = Readonly<{ position: number; quantity: DecimalString }>;

/** All amounts are above zero: what the customer gets. */
export type GivenBack = Readonly<{
  lines: readonly Readonly<{ position: number; quantity: DecimalString; amountMinor: number }>[];
  subtotalMinor: number;
  taxes: readonly TaxTotal[];
  totalMinor: number;
  /** What this is less than the goods cost: it went back before, as an amount that was no line's. */
  hadMinor: number;
}>;
export type TakenBack =
  | (Readonly<{ is: 'given-back' }> & GivenBack)
  /** `left`: of each line that was asked for too much. */
  | Readonly<{ is: 'more-than-left'; left: readonly Wanted[] }>;

const SCALE = 4;
/** Ten-thousandths: the finest quantity of the contract. */
function e4(quantity: DecimalString): bigint {
  const { units, scale } = parseDecimal(quantity);
  return units * 10n ** BigInt(SCALE - scale);
}
const textOf = (units: bigint): DecimalString => formatDecimal({ units, scale: SCALE });

export const leftOf = ({ quantity, returnedQuantity, toComeQuantity = '0' }: ReturnableLine): DecimalString =>
  textOf(e4(quantity) - e4(returnedQuantity) - e4(toComeQuantity));

/** @param wanted at most one a line, above zero. A line that the sale does not have has nothing left. */
export function takeBack(sold: Returnable, wanted: readonly Wanted[]): TakenBack {
  const asked = new Map(wanted.map(({ position, quantity }) => [position, e4(quantity)]));
  const left = [...asked].flatMap(([position, quantity]) => {
    const line = sold.lines.find((one) => one.position === position);
    const available = line ? e4(leftOf(line)) : 0n;
    return quantity > available ? [{ position, quantity: textOf(available) }] : [];
  });
  if (left.length > 0) return { is: 'more-than-left', left };

  const asBought = sold.lines.map((line) => amountBack(line, asked.get(line.position)));
  const taxesAsBought = sold.taxes.map((tax) => taxBack(tax, sold.lines, asBought).amountMinor);
  const added = (taxesMinor: readonly number[]) => (sold.taxMode === 'included' ? [] : taxesMinor);
  const askedMinor = sumMinor([...asBought, ...added(taxesAsBought)]);
  const worthMinor = sold.paid ? worthOf(waysBack(sold.paid, askedMinor)) : askedMinor;
  const { goodsMinor, taxesMinor } =
    worthMinor < askedMinor
      ? fit(asBought, taxesAsBought, worthMinor)
      : { goodsMinor: asBought, taxesMinor: taxesAsBought };
  const lines = sold.lines.flatMap(({ position }, index) => {
    const quantity = asked.get(position);
    return quantity === undefined
      ? []
      : [{ position, quantity: textOf(quantity), amountMinor: goodsMinor[index] ?? 0 }];
  });
  const subtotalMinor = sumMinor(lines.map((line) => line.amountMinor));
  const taxes = sold.taxes.map((tax, index) => ({
    ...taxBack(tax, sold.lines, goodsMinor),
    amountMinor: taxesMinor[index] ?? 0,
  }));
  const totalMinor = sumMinor([subtotalMinor, ...added(taxesMinor)]);
  return { is: 'given-back', lines, subtotalMinor, taxes, totalMinor, hadMinor: askedMinor - totalMinor };
}

function amountBack(line: ReturnableLine, wanted: bigint | undefined): number {
  if (wanted === undefined) return 0;
  const back = share(line.amountMinor, e4(line.returnedQuantity) + wanted, e4(line.quantity));
  return back - line.returnedMinor;
}

/** @param goodsMinor of each line, what goes back of it now. */
function taxBack(
  tax: ReturnableTax,
  lines: readonly ReturnableLine[],
  goodsMinor: readonly number[],
): TaxTotal {
  const { code, rate, baseMinor, returnedBaseMinor, beside } = tax;
  const bearing = lines.flatMap((line, index) =>
    line.taxes.some((one) => one.code === code && one.rate === rate)
      ? [{ ...line, nowMinor: goodsMinor[index] ?? 0 }]
      : [],
  );
  const soldMinor = sumMinor(bearing.map((line) => line.amountMinor)) + (beside?.soldMinor ?? 0);
  const beforeMinor = sumMinor(bearing.map((line) => line.returnedMinor)) + (beside?.returnedMinor ?? 0);
  const backMinor = beforeMinor + sumMinor(bearing.map(({ nowMinor }) => nowMinor));
  return {
    code,
    rate,
    baseMinor: share(baseMinor, BigInt(backMinor), BigInt(soldMinor)) - returnedBaseMinor,
    amountMinor: taxShare(tax, beforeMinor, backMinor, soldMinor),
  };
}
