/** What this register's customer reads, told to the edge whenever it changes: the newest alone, one call at a time. */
import type { CustomerView } from '@comptoir/edge-agent/api';
import { isAway } from '../sale/provisional.ts';
import { catalogue, edge } from './context.ts';
import { due } from './finishing.ts';
import type { TillState } from './state.ts';
import { store } from './store.ts';

const linesShown = 8;

let told = '';
let telling = false;

export function followCustomer(): void {
  store.watch(() => void tellCustomer());
}

async function tellCustomer(): Promise<void> {
  if (store.state.training !== null || telling || isAway(store.state.link) || store.state.stage !== 'ready')
    return;
  const view = viewOf(store.state);
  const text = JSON.stringify(view);
  if (text === told) return;
  telling = true;
  const reply = await edge().showCustomer(view);
  telling = false;
  // What did not arrive is told again with the next change, or when the link is back.
  if (reply.is === 'ok') told = text;
  if (reply.is !== 'unreachable' && JSON.stringify(viewOf(store.state)) !== text) void tellCustomer();
}

/** After a new connection the edge may be another process, which knows nothing. */
export function tellCustomerAgain(): void {
  told = '';
  void tellCustomer();
}

/** Never a former basket, a cashier's message or anything of a card. */
function viewOf({ session, draft, priced, finished, panel }: TillState): CustomerView {
  if (session === null) return { kind: 'idle' };
  if (finished !== null && panel === 'change') return { kind: 'change', changeMinor: finished.changeMinor };
  if (draft.lines.length === 0 || priced === null) return { kind: 'idle' };
  const owed = due();
  if (owed && (panel === 'pay' || draft.tenders.length > 0)) {
    return {
      kind: 'due',
      dueMinor: owed.exactMinor + (draft.attempt?.tipMinor ?? 0),
      asksForCard: draft.attempt?.state === 'sent',
    };
  }
  const amounts = new Map(priced.lines.map((line) => [line.id, line.amountMinor]));
  const lines = draft.lines.slice(-linesShown).map((line) => {
    const product = catalogue.get(line.productId);
    const name = { fr: product?.nameFr ?? '', en: product?.nameEn ?? '' };
    return { name, quantity: line.quantity, amountMinor: amounts.get(line.id) ?? 0 };
  });
  return { kind: 'basket', lines, totalMinor: priced.totalMinor };
}
