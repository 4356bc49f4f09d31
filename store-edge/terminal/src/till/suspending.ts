/** A basket set aside and taken up again, here or at another till of the store. Nothing of it is lost on the way. */
import type { SuspendedBasket } from '@comptoir/edge-agent/api';
import type { Draft } from '../sale/draft.ts';
import { emptyEntry } from '../sale/entry.ts';
import { countArticles } from '../sale/quantity.ts';
import { keep, show, startSale } from './basket.ts';
import { edge, tell } from './context.ts';
import { refusesChange } from './held.ts';
import { store } from './store.ts';

export async function suspend(): Promise<void> {
  const { draft, priced } = store.state;
  if (draft.lines.length === 0) return openSuspended();
  if (refusesChange()) return;
  const reply = await edge().suspend({
    basketId: draft.saleId,
    itemCount: countArticles(draft.lines.map((line) => line.quantity)),
    totalMinor: priced?.totalMinor ?? 0,
    draft,
  });
  if (reply.is === 'unreachable') return tell({ kind: 'edge-unreachable' }, 'refused');
  if (reply.is !== 'ok') return tell({ kind: 'refused-by-edge', type: reply.problem.type }, 'refused');
  // A scan that came meanwhile belongs to a basket that is gone: it stays in hand, and is set aside again.
  if (store.state.draft !== draft) return;
  store.set({ entry: emptyEntry, panel: 'favourites', dialog: null });
  startSale();
  tell({ kind: 'suspended' }, 'done');
}

export function openSuspended(): void {
  if (store.state.draft.lines.length > 0) tell({ kind: 'basket-in-hand' }, 'refused');
  else store.set({ dialog: { kind: 'suspended' } });
}

export async function readSuspended(): Promise<readonly SuspendedBasket[] | null> {
  const reply = await edge().suspended();
  return reply.is === 'ok' ? reply.body : null;
}

/** On this till's disk first; only then does the store let go of it. */
export async function takeUp(basketId: string): Promise<void> {
  const reply = await edge().takeUp(basketId);
  if (reply.is === 'unreachable') return tell({ kind: 'edge-unreachable' }, 'refused');
  if (reply.is !== 'ok') return tell({ kind: 'basket-gone' }, 'refused');
  const draft = reply.body.draft as unknown as Draft;
  const isSold = store.state.sales.some((sale) => sale.saleId === draft.saleId);
  // The sheet lets go of the keys as the basket comes: what is typed while the disk writes is the basket's.
  store.set({ dialog: null, panel: 'favourites', finished: null, notice: null });
  if (!isSold) {
    show(draft);
    if (!(await keep(draft))) return tell({ kind: 'storage-full' }, 'refused');
  }
  void edge().dropSuspended(basketId);
}
