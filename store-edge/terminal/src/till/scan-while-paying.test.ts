/** A scanner has no eyes: it reads on while the customer pays. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Product } from '../replica/product.ts';
import { newDraft, onDraft } from '../sale/draft.ts';
import { catalogue } from './context.ts';
import { payCash } from './paying.ts';
import { scan } from './selling.ts';
import { store } from './store.ts';

const before = store.state;
const at = '2026-11-24T15:00:00.000Z';
const milk: Product = {
  ...{ id: 'milk', sku: 'LAIT2', gtins: ['00055653684503'], nameFr: 'Lait', nameEn: 'Milk', categoryId: 'c' },
  ...{
    unitPriceMinor: 529,
    taxCategory: 'zero',
    soldBy: 'piece',
    isCharge: false,
    rank: 1,
    favourite: false,
  },
  imageUrl: undefined,
};
const basket = onDraft(newDraft('sale', at), {
  ...{ type: 'added', lineId: 'l1', product: milk, quantity: '1', at },
});
const attempt = { attemptId: 'a', amountMinor: 529, state: 'sent', detail: '' } as const;

beforeEach(() => {
  catalogue.put(milk);
  store.set({
    ...{ draft: basket, dialog: null, panel: 'pay', sound: false },
    session: { session: 's', staff: { id: 'u', name: 'Camille', roles: ['cashier'] } } as never,
    shift: { shiftId: 's' } as never,
  });
});
afterEach(() => {
  catalogue.remove('milk');
  store.set(before);
});

const receipt = '012-2-K7QF-000123';
let moment = 0;
const scanLater = (text: string) => {
  moment += 1_000;
  scan(text, null, moment);
};

test.each([
  ['a tender is being worked on', { tendering: true }],
  ['a card is at the payment terminal', { draft: onDraft(basket, { type: 'attempted', attempt }) }],
])(
  'E13: while %s an article, a receipt or a gift card that is scanned changes nothing, opens nothing and is told',
  (_case, state) => {
    store.set(state);
    const { draft } = store.state;
    for (const text of ['055653684503', receipt, `comptoir:2:${receipt}`, 'LAIT2']) {
      store.set({ notice: null });
      scanLater(text);
      expect([text, store.state.notice]).toEqual([text, { kind: 'payment-running' }]);
      expect(store.state.dialog).toBeNull();
      expect(store.state.draft).toBe(draft);
    }
    store.set({ dialog: { kind: 'value' }, notice: null });
    scanLater('055653684503');
    expect(store.state.notice).toEqual({ kind: 'scan-in-dialog' });
  },
);

test('E13: once a part is paid, an article that is scanned waits for the next sale, and the cashier is told', () => {
  const tender = { kind: 'cheque', amountMinor: 100 } as const;
  store.set({ draft: onDraft(basket, { type: 'tendered', tender }) });
  const { draft } = store.state;
  scanLater('055653684503');
  expect(store.state.notice).toEqual({ kind: 'basket-fixed' });
  expect(store.state.draft).toBe(draft);
});

test('E3: a receipt that is scanned before the return sheet is open is no article: the till goes to the return, or says why it cannot', () => {
  store.set({ link: { reachable: false, since: at } });
  for (const text of [receipt, `https://api.comptoir.example/r/comptoir:2:${receipt}`]) {
    store.set({ notice: null });
    scanLater(text);
    expect([text, store.state.notice]).toEqual([text, { kind: 'edge-unreachable' }]);
  }
});

test('promise 3: what refuses an amount or a scan is read at once, though something was typed where it stands', async () => {
  store.set({ draft: newDraft('sale', at), entry: { text: '20,02', quantity: null, searching: false } });
  await payCash();
  expect(store.state.notice).toEqual({ kind: 'nothing-to-pay' });
  expect(store.state.entry.text).toBe('');
  // Of a search it is what one looks for: it stays.
  store.set({ entry: { text: 'lait', quantity: null, searching: true }, tendering: true });
  scanLater('055653684503');
  expect(store.state.entry.text).toBe('lait');
});
