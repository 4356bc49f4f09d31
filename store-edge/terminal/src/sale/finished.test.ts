import type { ReturnRequest } from '@comptoir/edge-agent/api';
import type { PricedBasket } from '@comptoir/pricing/contract';
import { expect, test } from 'vitest';
import { type Draft, newDraft, onDraft } from './draft.ts';
import { finishedOf, stillToHandBack } from './finished.ts';

const at = '2026-11-24T15:00:00.000Z';
const priced = { totalMinor: 1149 } as PricedBasket;
const exact = { roundingMinor: 0, incrementMinor: 5 };
const request = (more: Partial<ReturnRequest>): ReturnRequest => ({
  ...{ returnId: 'r', language: 'fr', reason: 'defective', lines: [], articles: [], approvalIds: [] },
  ...{ cardAttemptIds: [], cardMinor: 0, creditMinor: 0, pointsMinor: 0 },
  ...{ exchangeMinor: 1149, expectedTotalMinor: 3172, ...more },
});
const exchanged = (more: Partial<ReturnRequest> = {}): Draft =>
  onDraft(newDraft('s', at), { type: 'exchanged', amountMinor: 1149, request: request(more) });

test.each([
  ['all in cash, in coins that exist', {}, 2025],
  ['what a card does not have back', { cardMinor: 2000 }, 25],
  ['nothing beside a credit', { creditMinor: 2023 }, 0],
  ['what points do not have back', { pointsMinor: 1000 }, 1025],
  ['nothing when the basket takes it all', { expectedTotalMinor: 1149 }, 0],
])('E3: an exchange that pays all says what is to be handed back: %s', (_case, more, changeMinor) => {
  expect(finishedOf(exchanged(more), priced, null, exact)).toMatchObject({ changeMinor, receivedMinor: 0 });
});

test('E2: where a payment is corrected, the cash that was booked was never given: none is to be handed back', () => {
  const corrected = {
    ...newDraft('s', at),
    exchange: request({ exchangeMinor: 0, expectedTotalMinor: 1149, reason: 'wrong-tender' }),
  };
  const last = { kind: 'cheque', amountMinor: 1149 } as const;
  expect(finishedOf(corrected, priced, last, exact)).toMatchObject({
    ...{ changeMinor: 0, receivedMinor: 1149, cancelledMinor: 1150 },
  });
});

test('E3: where cash pays the rest of an exchange, its change is what is handed back', () => {
  const last = { kind: 'cash', amountMinor: 500, receivedMinor: 2000, changeMinor: 1500 } as const;
  const draft = exchanged({ exchangeMinor: 649, expectedTotalMinor: 649 });
  const finished = finishedOf(draft, priced, last, exact);
  expect(finished).toMatchObject({ changeMinor: 1500, receivedMinor: 2000 });
  expect(finished.draft.tenders).toEqual([...draft.tenders, last]);
});

test('E13: a page that died before the money was handed back shows it again, until the next sale begins', () => {
  const next = newDraft('s-2', at);
  const kept = { finished: finishedOf(exchanged(), priced, null, exact), nextSaleId: next.saleId };
  expect(stillToHandBack(kept, next)).toBe(kept.finished);
  expect(stillToHandBack(kept, newDraft('s-3', at))).toBeNull();
  expect(stillToHandBack(kept, { ...next, coupons: ['DIX'] })).toBeNull();
  expect(stillToHandBack(undefined, next)).toBeNull();
  const nothing = { ...kept, finished: { ...kept.finished, changeMinor: 0 } };
  expect(stillToHandBack(nothing, next)).toBeNull();
});
