/** What is due, and what a payment makes of it. Integers in minor units; the rounding is `cashDue`'s. */
import { cashDue } from '@comptoir/pricing/tenders/cash-due';
import { foreignCashFor, foreignCashWorth } from '@comptoir/pricing/tenders/foreign-cash';
import type { Tender } from '@comptoir/sync-protocol/records/kinds';

export type Due = Readonly<{
  /** To the exact cent: what a card pays. */
  exactMinor: number;
  cashMinor: number;
  cashRoundingMinor: number;
  /** By tenders, to the cent. A basket that costs nothing is not: it ends with nothing in cash. */
  isPaid: boolean;
}>;

export function dueOf(totalMinor: number, tenders: readonly Tender[], incrementMinor: number): Due {
  const paid = tenders.map((tender) => tender.amountMinor);
  const { dueBeforeRoundingMinor, cashDueMinor, roundingMinor } = cashDue(totalMinor, paid, incrementMinor);
  return {
    ...{ exactMinor: dueBeforeRoundingMinor, cashMinor: cashDueMinor, cashRoundingMinor: roundingMinor },
    isPaid: tenders.length > 0 && dueBeforeRoundingMinor === 0,
  };
}

type CashTender = Extract<Tender, { kind: 'cash' }>;
export type CashTaken =
  | Readonly<{ is: 'whole'; tender: CashTender; roundingMinor: number; changeMinor: number }>
  | Readonly<{ is: 'part'; tender: CashTender }>
  /** What came back in exchange paid all of it: no cash comes in. */
  | Readonly<{ is: 'none' }>
  | Readonly<{ is: 'refused'; because: 'no-such-coin' | 'nothing-given' | 'too-much' }>;

/** Nobody hands over so much more than is due: what was typed is an article's code, or a zero too many. */
const changeMaxMinor = 100_000;

/**
 * @param receivedMinor null: the exact amount.
 * @returns `part` when less than due was given: what is left is paid otherwise, and only that is rounded. An amount
 *   that no coin makes (20,02 $) is refused, since it can neither be given nor be rounded twice.
 */
export function takeCash(due: Due, receivedMinor: number | null, incrementMinor: number): CashTaken {
  if (due.isPaid) return { is: 'none' };
  const received = receivedMinor ?? due.cashMinor;
  if (received % incrementMinor !== 0) return { is: 'refused', because: 'no-such-coin' };
  if (received <= 0 && due.cashMinor > 0) return { is: 'refused', because: 'nothing-given' };
  if (received < due.cashMinor) {
    return {
      is: 'part',
      tender: { kind: 'cash', amountMinor: received, receivedMinor: received, changeMinor: 0 },
    };
  }
  const changeMinor = received - due.cashMinor;
  if (changeMinor > changeMaxMinor) return { is: 'refused', because: 'too-much' };
  const tender: CashTender = {
    kind: 'cash',
    amountMinor: due.cashMinor,
    receivedMinor: received,
    changeMinor,
  };
  return { is: 'whole', tender, roundingMinor: due.cashRoundingMinor, changeMinor };
}

/** US cents that pay what is due in cash. */
export const usDollarsFor = ({ cashMinor }: Due, rate: string): number => foreignCashFor(cashMinor, rate);

/**
 * Taken for what they are worth at the store's rate, to the nearest coin (a half up); change is Canadian.
 * @param givenMinor US cents; null: what pays all that is due.
 */
export function takeUsDollars(
  due: Due,
  givenMinor: number | null,
  rate: string,
  incrementMinor: number,
): CashTaken {
  const receivedMinor = givenMinor ?? usDollarsFor(due, rate);
  if (receivedMinor <= 0 && !due.isPaid) return { is: 'refused', because: 'nothing-given' };
  const taken = takeCash(due, foreignCashWorth(receivedMinor, rate, incrementMinor), incrementMinor);
  if (taken.is === 'refused' || taken.is === 'none') return taken;
  return { ...taken, tender: { ...taken.tender, usDollars: { receivedMinor, rate } } };
}

const notesMinor = [500, 1_000, 2_000, 5_000, 10_000];
const usualNoteMinor = 2_000;

/** What a customer is likely to hand over: the next sums that notes make, above what is due; then more twenties. */
export function quickCash(cashDueMinor: number, count: number): number[] {
  if (cashDueMinor <= 0) return notesMinor.slice(1, 1 + count);
  const sums = new Set(notesMinor.map((note) => Math.ceil(cashDueMinor / note) * note));
  sums.delete(cashDueMinor);
  const twenties = Math.floor(cashDueMinor / usualNoteMinor);
  for (let more = 1; sums.size < count; more += 1) sums.add((twenties + more) * usualNoteMinor);
  return [...sums].sort((a, b) => a - b).slice(0, count);
}

/** Once Pay is open a part may be meant: first the notes that pay less than all of it. */
export function quickPart(cashDueMinor: number, count: number): number[] {
  const parts = [usualNoteMinor, 5_000].filter((note) => note < cashDueMinor);
  return [...parts, ...quickCash(cashDueMinor, count - parts.length)];
}
