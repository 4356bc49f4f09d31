/** An exchange at the till: what comes back is a tender of the basket, which is fixed from then on. The edge writes both or neither. */
import type { ReturnRequest } from '@comptoir/edge-agent/api';
import { change } from './basket.ts';
import { due, finish } from './finishing.ts';
import { tender } from './paying.ts';
import { store } from './store.ts';

const isHeldFor = ({ returnId }: ReturnRequest): boolean => store.state.draft.exchange?.returnId === returnId;

/** @returns whether the basket is fixed, with the exchange as a tender. */
export async function holdBasket(request: ReturnRequest): Promise<boolean> {
  if (isHeldFor(request)) return true;
  await tender('exchange', async () => {
    const present = due();
    // Other money has moved meanwhile, or the basket costs something else: the sheet tells anew.
    if (!present || present.exactMinor < request.exchangeMinor) return;
    await change({ type: 'exchanged', amountMinor: request.exchangeMinor, request });
  });
  return isHeldFor(request);
}

/** Sold at once if nothing is left to pay, else by the next tenders. @returns false when it could not be kept. */
export async function commitBasket(request: ReturnRequest): Promise<boolean> {
  await change({ type: 'exchanged', amountMinor: request.exchangeMinor, request });
  if ((due()?.exactMinor ?? 0) > 0) {
    store.set({ panel: 'pay' });
    return true;
  }
  return finish(null, 0);
}

/** What came back stays with its customer, and the basket is paid otherwise. */
export function dropExchange(): void {
  void change({ type: 'exchange-dropped' });
  store.set({ notice: null });
}
