/** The store's favourites: changed at any till by somebody who may, and at once at all of them. */
import type { Product } from '../replica/product.ts';
import { catalogue, edge, sound, tell } from './context.ts';
import { store } from './store.ts';

const tilesMax = 60;

/** What leads the screen: the store's own choice, else the catalogue's. What is not sold any more is passed over. */
export function favouriteProducts(): readonly Product[] {
  const own = store.state.settings.favourites;
  return own === null
    ? catalogue.leading(null, tilesMax)
    : own.flatMap((productId) => catalogue.get(productId) ?? []);
}

export function openFavourites(): void {
  if (store.state.training !== null) tell({ kind: 'training-later' }, 'refused');
  else store.set({ dialog: { kind: 'favourites' }, scannedFavourite: null });
}

/** @param productIds null: what the catalogue leads with again. @returns why not, as a problem's type. */
export async function keepFavourites(productIds: readonly string[] | null): Promise<string | null> {
  const reply = await edge().setSetting('favourites', productIds);
  if (reply.is !== 'ok') {
    sound('refused');
    return reply.is === 'problem' ? reply.problem.type : 'unreachable';
  }
  store.set({ settings: reply.body, dialog: null });
  sound('done');
  return null;
}
