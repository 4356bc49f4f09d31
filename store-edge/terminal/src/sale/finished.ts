/** What the end of a sale leaves to be told: what was paid, and what the customer gets back in cash. */
import type { ReturnRequest } from '@comptoir/edge-agent/api';
import type { PricedBasket } from '@comptoir/pricing/contract';
import { cashDue } from '@comptoir/pricing/tenders/cash-due';
import type { Tender } from '@comptoir/sync-protocol/records/kinds';
import { type Draft, isCorrection } from './draft.ts';

/** A sale that is over, as Change due shows it until the next one begins. */
export type Finished = Readonly<{
  draft: Draft;
  priced: PricedBasket;
  /** In cash: of what was received, or of what came back in exchange. */
  changeMinor: number;
  receivedMinor: number;
  roundingMinor: number;
  /** Of a payment that was corrected: cash that was booked, and never given. */
  cancelledMinor?: number;
}>;

/** @param last null: an exchange paid all of it. */
export function finishedOf(
  draft: Draft,
  priced: PricedBasket,
  last: Tender | null,
  cash: Readonly<{ roundingMinor: number; incrementMinor: number }>,
): Finished {
  const tenders = last ? [...draft.tenders, last] : draft.tenders;
  const backMinor = inCashMinor(draft.exchange, cash.incrementMinor);
  const cancelled = isCorrection(draft) ? { cancelledMinor: backMinor } : {};
  const handedMinor = isCorrection(draft) ? 0 : backMinor;
  const changeMinor = last?.kind === 'cash' ? last.changeMinor : handedMinor;
  const receivedMinor = last?.kind === 'cash' ? last.receivedMinor : (last?.amountMinor ?? 0);
  const { roundingMinor } = cash;
  return { draft: { ...draft, tenders }, priced, changeMinor, receivedMinor, roundingMinor, ...cancelled };
}

/** What came back and neither pays the basket nor goes back another way. */
function inCashMinor(exchange: ReturnRequest | undefined, incrementMinor: number): number {
  if (!exchange) return 0;
  const { expectedTotalMinor, exchangeMinor, cardMinor, creditMinor, pointsMinor } = exchange;
  const elsewhereMinor = exchangeMinor + cardMinor + creditMinor + pointsMinor;
  return expectedTotalMinor > elsewhereMinor
    ? cashDue(expectedTotalMinor, [elsewhereMinor], incrementMinor).cashDueMinor
    : 0;
}

/** On disk with the sale itself, with the basket that begins in the same instant. */
export type KeptFinished = Readonly<{ finished: Finished; nextSaleId: string }>;

/**
 * After a page that died, or was loaded anew.
 * @param draft the basket on disk.
 * @returns the last sale, if its customer may still wait for money: nothing of the next sale has begun.
 */
export function stillToHandBack(kept: KeptFinished | undefined, draft: Draft | undefined): Finished | null {
  if (!kept || kept.finished.changeMinor <= 0 || draft?.saleId !== kept.nextSaleId) return null;
  const isUntouched = draft.lines.length === 0 && !draft.customer && !draft.coupons?.length;
  return isUntouched ? kept.finished : null;
}
