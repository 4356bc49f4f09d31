/** Less by hand: off a line, off the basket, or another price; each with a reason, and by whose leave. */
import type { ManualDiscount } from '@comptoir/pricing/contract';
import { lineInHand } from '../sale/draft.ts';
import { change } from './basket.ts';
import { refusesChange } from './held.ts';
import { store } from './store.ts';

const isOpen = (): boolean => store.state.draft.lines.length > 0 && !refusesChange();

export function openOnLine(kind: 'discount' | 'price'): void {
  const line = lineInHand(store.state.draft);
  if (line && isOpen()) store.set({ dialog: { kind, lineId: line.id } });
}

export function openBasketDiscount(): void {
  if (isOpen()) store.set({ dialog: { kind: 'discount', lineId: null } });
}

/** A note on the whole sale, and the certificate of a buyer who bears no tax. */
export function openSaleSheet(): void {
  if (isOpen()) store.set({ dialog: { kind: 'sale' } });
}

export function discount(lineId: string | null, given: ManualDiscount): void {
  void change({ type: 'discounted', lineId, discount: given });
  store.set({ dialog: null });
}

export function setPrice(lineId: string, unitPriceMinor: number, reason: string, by: string): void {
  void change({ type: 'price-set', lineId, priceOverride: { unitPriceMinor, reason, by } });
  store.set({ dialog: null });
}

export function fullPrice(lineId: string | null): void {
  void change({ type: 'full-price', lineId });
  store.set({ dialog: null });
}
