/** A sale that was booked as cash and is paid otherwise, as data: what comes back is all of it, and the same basket is paid anew. Source: docs/adr/0104. */
import type { ReturnableSale, ReturnRequest } from '@comptoir/edge-agent/api';
import { wrongTender } from '@comptoir/sync-protocol/records/return-reason';
import type { Draft } from './draft.ts';
import type { Finished } from './finished.ts';
import { backOf, newReturn, onReturn, requestOf } from './return-draft.ts';

/**
 * Cash alone can be booked without having moved; a code that is spent, or a gift card that is sold or loaded, would have to be taken back first.
 */
export const isCorrectable = ({ draft }: Finished, isGiftCard: (productId: string) => boolean): boolean =>
  draft.tenders.every((tender) => tender.kind === 'cash' && tender.usDollars === undefined) &&
  draft.exchange === undefined &&
  !draft.coupons?.length &&
  !draft.lines.some(({ productId }) => isGiftCard(productId));

/** @returns null when some of it has come back already: then it is a return like any other. */
export function correctionOf(
  { priced }: Finished,
  sale: ReturnableSale,
  returnId: string,
): ReturnRequest | null {
  const whole = sale.lines
    .filter(({ chargeOf }) => chargeOf === undefined)
    .reduce(
      (draft, { position }) => onReturn(draft, { type: 'toggled', position }),
      newReturn(returnId, sale.receiptNumber, sale),
    );
  const back = backOf(whole);
  if (back.is !== 'given-back' || back.totalMinor !== priced.totalMinor) return null;
  return { ...requestOf(whole, back.totalMinor), reason: wrongTender };
}

export const anew = ({ draft }: Finished, saleId: string, exchange: ReturnRequest): Draft => ({
  ...draft,
  saleId,
  tenders: [],
  attempt: null,
  exchange,
});
