import type { ReturnRequest } from '@comptoir/edge-agent/api';
import { afterEach, expect, test } from 'vitest';
import { newDraft, onDraft } from '../sale/draft.ts';
import { keepPayment } from './correcting.ts';
import { store } from './store.ts';

const before = store.state;
afterEach(() => store.set(before));

const exchange = { returnId: 'r', reason: 'wrong-tender', exchangeMinor: 0 } as ReturnRequest;
const line = { id: 'l', productId: 'mug', quantity: '1', toldUnitPriceMinor: 500 };
const correcting = { ...newDraft('s', '2026-12-01T15:00:00.000Z'), lines: [line], exchange };
const tender = { kind: 'cheque', amountMinor: 100 } as const;

test.each([
  ['is on its way', { tendering: true }, 'payment-running'],
  ['is there in part', { draft: onDraft(correcting, { type: 'tendered', tender }) }, 'half-paid'],
])('E2 E13: while another payment %s, the first cannot be kept any more', (_case, state, told) => {
  store.set({ draft: correcting, panel: 'pay', notice: null, sound: false, ...state });
  const { draft } = store.state;
  keepPayment();
  expect(store.state.draft).toBe(draft);
  expect(store.state.notice?.kind).toBe(told);
});

test('E2: before any other payment the first one may stand, and the next sale begins', () => {
  store.set({ draft: correcting, panel: 'pay', notice: null, sound: false });
  keepPayment();
  expect(store.state.draft).toMatchObject({ lines: [], tenders: [] });
  expect(store.state.notice).toEqual({ kind: 'payment-stays' });
});
