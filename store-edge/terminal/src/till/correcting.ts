/**
 * The wrong tender: the last sale comes back and is sold again, in one transaction of the store's journal, once the right tender is there.
 * Until then the first stands.
 */
import { anew, correctionOf, isCorrectable } from '../sale/correction.ts';
import { emptyEntry } from '../sale/entry.ts';
import { newId } from '../sale/ids.ts';
import { isTaken } from '../sale/kept-sale.ts';
import { keep, show, startSale } from './basket.ts';
import { edge, tell } from './context.ts';
import { isGiftCard } from './gift-cards.ts';
import { isPaying } from './held.ts';
import { store } from './store.ts';

export async function correctPayment(): Promise<void> {
  const { finished, sales, panel } = store.state;
  const sale = sales.find(({ saleId }) => saleId === finished?.draft.saleId);
  if (
    panel !== 'change' ||
    !finished ||
    !isCorrectable(finished, isGiftCard) ||
    !sale?.answer ||
    !isTaken(sale)
  )
    return;
  const found = await edge().findReceipt(sale.answer.receiptNumber);
  if (found.is === 'unreachable') return tell({ kind: 'edge-unreachable' }, 'refused');
  const request = found.is === 'ok' ? correctionOf(finished, found.body, newId()) : null;
  const checked = request && (await edge().checkReturn(request));
  if (checked?.is === 'unreachable') return tell({ kind: 'edge-unreachable' }, 'refused');
  if (!request || checked?.is !== 'ok') {
    const type = checked?.is === 'problem' ? checked.problem.type : 'more-than-left';
    return tell({ kind: 'refused-by-edge', type }, 'refused');
  }
  // The next sale has begun meanwhile.
  if (store.state.finished !== finished) return;
  const draft = anew(finished, newId(), request);
  store.set({ finished: null, panel: 'pay', entry: emptyEntry, notice: null });
  show(draft);
  await keep(draft);
  tell({ kind: 'correcting' }, 'attention');
}

/** Once another payment has begun it is gone on with: what moved would be of no sale. */
export function keepPayment(): void {
  if (isPaying()) tell({ kind: 'payment-running' }, 'refused');
  else if (store.state.draft.tenders.length > 0) tell({ kind: 'half-paid' }, 'refused');
  else {
    startSale();
    store.set({ panel: 'favourites', entry: emptyEntry });
    tell({ kind: 'payment-stays' }, 'attention');
  }
}
