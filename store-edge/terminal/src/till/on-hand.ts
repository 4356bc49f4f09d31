/** How many of an article are here, shown on its line. Asked beside the sale: nothing waits for it. */
import { isAway } from '../sale/provisional.ts';
import { edge } from './context.ts';
import { store } from './store.ts';

export function askOnHand(productId: string): void {
  if (isAway(store.state.link)) return;
  void edge()
    .stock(productId)
    .then((reply) => {
      if (reply.is !== 'ok') return;
      const lines = new Set(store.state.draft.lines.map((line) => line.productId));
      // What is on no line any more is forgotten.
      const kept = Object.entries(store.state.onHand).filter(([id]) => lines.has(id));
      store.set({ onHand: { ...Object.fromEntries(kept), [productId]: reply.body } });
    });
}
