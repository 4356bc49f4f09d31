/** The basket in hand: every change is priced at once, painted, and kept on disk. */

import { tillStore } from '../edge/till-store.ts';
import { type Draft, type DraftEvent, isFixed, newDraft, onDraft } from '../sale/draft.ts';
import type { Finished } from '../sale/finished.ts';
import { newId } from '../sale/ids.ts';
import type { KeptSale } from '../sale/kept-sale.ts';
import { couponsOf, type PricingContext, priceDraft } from '../sale/price.ts';
import { catalogue, nowText } from './context.ts';
import { pricingContext } from './pricing-context.ts';
import { store } from './store.ts';

/** Writes follow each other, so that an older basket never lands on a newer one. */
let written: Promise<unknown> = Promise.resolve();
let unwritten = 0;

/** @returns whether it is on disk now. A full disk is told; the basket goes on in memory. */
function inOrder(write: () => Promise<unknown>): Promise<boolean> {
  unwritten += 1;
  const done = written.then(write).then(
    () => true,
    () => false,
  );
  written = done.then((isKept) => {
    unwritten -= 1;
    store.set({ storageFull: !isKept });
  });
  return done;
}

/** Whether something that was changed is not on disk yet. */
export const isUnwritten = (): boolean => unwritten > 0;

/** Once all that was changed so far is on disk. */
export const settled = (): Promise<unknown> => written;

export const keep = (draft: Draft): Promise<boolean> => inOrder(() => tillStore.keepDraft(draft));

/** Behind every write of the basket that it ends: one that came later would bring a paid basket back. */
export const keepFrozen = (
  sale: KeptSale,
  next: Draft,
  finished: Finished,
  provisionalCount: number,
): Promise<boolean> => inOrder(() => tillStore.freeze(sale, next, finished, provisionalCount));

/** @returns whether it is on disk. */
export function change(event: DraftEvent): Promise<boolean> {
  const before = store.state.draft;
  const draft = onDraft(before, event);
  if (draft === before) return written.then(() => true);
  show(draft);
  return keep(draft);
}

export function show(draft: Draft): void {
  const pricedAt = nowText();
  const context = pricingContext(pricedAt);
  const priced = context ? pricedIn(draft, context) : null;
  const coupons = context && priced ? couponsOf(draft, priced, context) : [];
  store.set({ draft, priced, pricedAt, coupons });
}

/** The first article: what was attached before it stays, and the basket is opened now. */
export function openSale(): void {
  const { draft } = store.state;
  if (draft.customer || draft.coupons?.length) show({ ...draft, openedAt: nowText() });
  else startSale();
}

export function startSale(): void {
  const draft = newDraft(newId(), nowText());
  show(draft);
  void keep(draft);
}

/**
 * After products, rules or the time of day changed under an open basket. Once money has moved, the amount is what was told,
 * whatever comes down.
 */
export function reprice(): void {
  const { draft } = store.state;
  if (draft.lines.length === 0 || isFixed(draft)) return;
  const at = nowText();
  const next = [...new Set(draft.lines.map(({ productId }) => productId))].reduce((told, productId) => {
    const product = catalogue.get(productId, at);
    const seen = product && { productId, unitPriceMinor: product.unitPriceMinor, at };
    return seen ? onDraft(told, { type: 'price-seen', ...seen }) : told;
  }, draft);
  show(next);
  if (next !== draft) void keep(next);
}

function pricedIn(draft: Draft, context: PricingContext) {
  if (draft.lines.length === 0) return null;
  // A product withdrawn by head office while in the basket: nothing can be priced until its line is voided.
  if (draft.lines.some((line) => catalogue.get(line.productId) === undefined)) return null;
  return priceDraft(draft, context);
}
