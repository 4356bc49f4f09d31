/**
 * Stock as a ledger: movements are the truth, a balance is their sum. Applying a movement twice has no effect, and the
 * order does not matter, so a store's late sales may land anywhere (I1). Quantities are exact thousandths, never floats.
 */
import { decimalString } from '@comptoir/pricing/contract';
import { z } from 'zod';

export const movementReason = z.enum([
  'opening',
  'receipt',
  'sale',
  'return',
  'void',
  'adjustment',
  'count-correction',
  'damage',
  'theft',
  'own-use',
  'transfer-out',
  'transfer-in',
]);
export type MovementReason = z.infer<typeof movementReason>;

/** Where a movement was made known: a store's own journal, or here. A store hears only of the latter. */
export type MovementOrigin = 'store' | 'head-office';

export const movementLine = z.strictObject({
  movementId: z.uuid(),
  productId: z.string().min(1),
  /** Signed, pieces or kilograms: `'-2'`, `'0.345'`. */
  quantity: decimalString,
});

/** Goods that have left one location and not come to another. No store, no shelf: nobody is told of it but the ledger. */
export const inTransit = 'in-transit';

/** Whose midnight ends a day of sums and costs. A day of the ledger is no store's business date. */
export const companyTimeZone = 'America/Toronto';

export type Movement = Readonly<
  z.infer<typeof movementLine> & {
    /** What a piece or a kilogram cost us, taxes apart; absent where that is not known. */
    unitCostMinor?: number | undefined;
    locationId: string;
    reason: MovementReason;
    origin: MovementOrigin;
    /** What it belongs to: the journal record, the transfer, the import. */
    reference: string;
    at: Date;
  }
>;

const SCALE = 3;

/** `'0.345'` → 345n. @throws RangeError if the text has more than three decimals: we never make such a movement. */
export function thousandths(quantity: string): bigint {
  const [, sign, whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(quantity) ?? [];
  const significant = fraction.replace(/0+$/, '');
  if (sign === undefined || significant.length > SCALE)
    throw new RangeError(`not a quantity in thousandths: ${quantity}`);
  const magnitude = BigInt(whole) * 1000n + BigInt(significant.padEnd(SCALE, '0'));
  return sign === '-' ? -magnitude : magnitude;
}

/** 345n → `'0.345'`, 2000n → `'2'`. */
export function quantityText(inThousandths: bigint): string {
  const magnitude = inThousandths < 0n ? -inThousandths : inThousandths;
  const fraction = (magnitude % 1000n).toString().padStart(SCALE, '0').replace(/0+$/, '');
  return `${inThousandths < 0n ? '-' : ''}${magnitude / 1000n}${fraction && `.${fraction}`}`;
}

/** Never below zero: what is missing already cannot be promised. @param safety what the location keeps back. */
export function availableToPromise(onHand: string, reserved: string, safety = '0'): string {
  const left = thousandths(onHand) - thousandths(reserved) - thousandths(safety);
  return quantityText(left < 0n ? 0n : left);
}

export const negated = (quantity: string): string => quantityText(-thousandths(quantity));
export const isZero = (quantity: string): boolean => thousandths(quantity) === 0n;

export const sumQuantities = (quantities: readonly string[]): string =>
  quantityText(quantities.reduce((sum, quantity) => sum + thousandths(quantity), 0n));

/** A record of a store's journal: who is told of it by itself, and moves nothing twice. */
export type StoreRecord = Readonly<{
  locationId: string;
  recordId: string;
  at: string;
  movements: readonly (z.infer<typeof movementLine> & { unitCostMinor?: number | undefined })[];
}>;

/** What a record moved, as movements of the ledger. A store hears of its own from itself: no feed row. */
export const movementsOfStore = (
  { locationId, recordId, at, movements }: StoreRecord,
  reason: MovementReason,
): Movement[] =>
  movements.map(({ movementId, productId, quantity, unitCostMinor }) => ({
    ...{ movementId, productId, quantity, unitCostMinor, locationId, reason },
    origin: 'store',
    reference: recordId,
    at: new Date(at),
  }));
