/** While money moves, and once it has moved, the basket stays as it is: whoever wants to change it is told what to do first. */
import { isFixed } from '../sale/draft.ts';
import { tell } from './context.ts';
import { store } from './store.ts';

/** A tender is being worked on, or a card is at the payment terminal. */
export const isPaying = (): boolean => store.state.tendering || store.state.draft.attempt !== null;

/** @returns whether nothing may change now, which is told. */
export function refusesChange(): boolean {
  if (isPaying()) tell({ kind: 'payment-running' }, 'refused');
  else if (isFixed(store.state.draft)) tell({ kind: 'basket-fixed' }, 'refused');
  else return false;
  return true;
}
