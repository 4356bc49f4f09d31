/**
 * A page that is left while the disk is still writing its basket: the browser throws such a write away, but keeps what is put
 * into `localStorage` at once. The next page takes it from there; a page that is killed has what the disk has.
 */
import type { Draft } from '../sale/draft.ts';
import { isUnwritten } from './basket.ts';
import { store } from './store.ts';

const key = 'comptoir.left-basket';

export function keepWhenLeft(): void {
  window.addEventListener('pagehide', () => {
    if (store.state.training === null && isUnwritten())
      localStorage.setItem(key, JSON.stringify(store.state.draft));
  });
}

/** What the page before left, once. */
export function takeLeft(): Draft | undefined {
  const left = localStorage.getItem(key);
  if (left === null) return undefined;
  localStorage.removeItem(key);
  return JSON.parse(left) as Draft;
}
