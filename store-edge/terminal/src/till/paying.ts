/**
 * Tenders. Before the first, the edge prices the basket too; once money has moved, the sale always ends. While the edge is away
 * cash is taken all the same, for what this till's own replica says that the basket costs.
 */
import type { Tender } from '@comptoir/sync-protocol/records/kinds';
import { parseMoneyText } from '@comptoir/ui-kit';
import { isFixed } from '../sale/draft.ts';
import { emptyEntry } from '../sale/entry.ts';
import { bodyToCheck } from '../sale/freeze.ts';
import { isAway } from '../sale/provisional.ts';
import { type CashTaken, type Due, takeCash, takeUsDollars } from '../sale/settle.ts';
import { ask } from './asking.ts';
import { change, reprice } from './basket.ts';
import { startAttempt } from './card.ts';
import { edge, tell } from './context.ts';
import { due, finish, finishExchange, seller } from './finishing.ts';
import { silent } from './link.ts';
import { pricingContext } from './pricing-context.ts';
import { store } from './store.ts';
import { standingOf } from './what-works.ts';

/** The saleId and total that the edge agreed to: a basket is checked once, not once a tender. */
let agreed = { saleId: '', totalMinor: 0 };

/** What is on the entry line as an amount: `20` is twenty dollars. Null when empty; undefined when it is no amount. */
export function amountTyped(): number | null | undefined {
  const { entry } = store.state;
  return entry.text === '' || entry.searching ? null : parseMoneyText(entry.text, 'CAD');
}

export function openPay(): void {
  const { draft, panel } = store.state;
  if (panel === 'change') return;
  if (draft.lines.length === 0) {
    tell({ kind: 'nothing-to-pay' }, 'refused');
    return;
  }
  store.set({ panel: 'pay', notice: null, entry: emptyEntry });
}

export async function payCash(receivedMinor?: number): Promise<void> {
  await payInCash(receivedMinor ?? amountTyped(), takeCash);
}

/** The amount typed is in US dollars; nothing typed: as many as pay all that is due. Only where the store has a rate. */
export async function payUsDollars(): Promise<void> {
  const rate = store.state.settings['us-dollar-rate'];
  if (rate === null) {
    tell({ kind: 'no-us-dollars' }, 'refused');
    return;
  }
  await payInCash(amountTyped(), (owed, givenMinor, incrementMinor) =>
    takeUsDollars(owed, givenMinor, rate, incrementMinor),
  );
}

async function payInCash(
  typedMinor: number | null | undefined,
  take: (due: Due, givenMinor: number | null, incrementMinor: number) => CashTaken,
): Promise<void> {
  if (typedMinor === undefined) {
    tell({ kind: 'bad-amount' }, 'refused');
    return;
  }
  await tender('cash', async () => {
    const present = due();
    const { rules } = store.state;
    if (!present || !rules) return;
    const taken = take(present, typedMinor, rules.rules.cashIncrementMinor);
    if (taken.is === 'none') return finishExchange();
    if (taken.is === 'refused')
      return tell({ kind: taken.because === 'nothing-given' ? 'bad-amount' : taken.because }, 'refused');
    store.set({ entry: emptyEntry, notice: null });
    if (taken.is === 'whole') {
      await finish(taken.tender, taken.roundingMinor);
      return;
    }
    await change({ type: 'tendered', tender: taken.tender });
    const leftMinor = present.exactMinor - taken.tender.amountMinor;
    store.set({ panel: 'pay' });
    tell({ kind: 'part-paid', amountMinor: taken.tender.amountMinor, leftMinor }, 'done');
  });
}

export async function payCard(): Promise<void> {
  const typedMinor = amountTyped();
  if (typedMinor === undefined) {
    tell({ kind: 'bad-amount' }, 'refused');
    return;
  }
  await tender('card', async () => {
    const present = due();
    if (!present) return;
    const amountMinor = typedMinor ?? present.exactMinor;
    if (amountMinor > present.exactMinor) return tell({ kind: 'more-than-due' }, 'refused');
    if (amountMinor <= 0) return tell({ kind: 'bad-amount' }, 'refused');
    store.set({ entry: emptyEntry, notice: null, panel: 'pay' });
    if (store.state.settings.tips === null) await startAttempt(amountMinor);
    else store.set({ dialog: { kind: 'tip', amountMinor } });
  });
}

/** The customer has said what to add to the card's amount; 0: nothing. */
export async function payCardWithTip(amountMinor: number, tipMinor: number): Promise<void> {
  store.set({ dialog: null });
  await tender('card', async () => {
    // Points or a code may have changed what is due while the question was open.
    if (amountMinor > (due()?.exactMinor ?? 0)) return tell({ kind: 'more-than-due' }, 'refused');
    await startAttempt(amountMinor, tipMinor);
  });
}

/** The amount typed, else all that is due; to the cent, like a card. */
export async function payCheque(): Promise<void> {
  const typedMinor = amountTyped();
  if (typedMinor === undefined) {
    tell({ kind: 'bad-amount' }, 'refused');
    return;
  }
  await tender('cheque', async () => {
    const present = due();
    if (!present) return;
    const amountMinor = typedMinor ?? present.exactMinor;
    if (amountMinor > present.exactMinor) return tell({ kind: 'more-than-due' }, 'refused');
    if (amountMinor <= 0) return tell({ kind: 'bad-amount' }, 'refused');
    await takeExact({ kind: 'cheque', amountMinor });
  });
}

/** To the cent: it ends the sale, or is a part of it. Within `tender`. */
export async function takeExact(taken: Tender): Promise<void> {
  const present = due();
  if (!present) return;
  store.set({ entry: emptyEntry, notice: null });
  const { amountMinor } = taken;
  const leftMinor = present.exactMinor - amountMinor;
  if (leftMinor === 0) return void (await finish(taken, 0));
  await change({ type: 'tendered', tender: taken });
  store.set({ panel: 'pay' });
  tell({ kind: 'part-paid', amountMinor, leftMinor }, 'done');
}

/** Guards every tender: one at a time, something to pay, and an edge that agrees or, for cash, one that is away. */
export async function tender(
  kind: 'cash' | 'card' | 'cheque' | 'value' | 'points' | 'exchange',
  act: () => Promise<void> | void,
): Promise<void> {
  const { tendering, draft, panel } = store.state;
  if (tendering || draft.attempt !== null || panel === 'change') return;
  if (draft.lines.length === 0) {
    tell({ kind: 'nothing-to-pay' }, 'refused');
    return;
  }
  store.set({ tendering: true });
  try {
    if (!(await agrees())) return;
    if (isAway(store.state.link) && standingOf(kind, ['edge-away']) === 'not-now')
      return tell({ kind: 'cash-only' }, 'refused');
    await act();
  } finally {
    store.set({ tendering: false });
  }
}

/** What is charged is what counts now. Silence is no refusal: from then on the edge is away. */
async function agrees(): Promise<boolean> {
  if (ask()) return false;
  reprice();
  const { draft, priced, pricedAt, link } = store.state;
  const context = pricingContext(pricedAt);
  const by = seller();
  if (!priced || !context || !by) {
    tell({ kind: 'not-ready' }, 'refused');
    return false;
  }
  if (
    isAway(link) ||
    isFixed(draft) ||
    (agreed.saleId === draft.saleId && agreed.totalMinor === priced.totalMinor)
  )
    return true;
  const reply = await edge().checkBasket(bodyToCheck(draft, priced, context, by));
  if (reply.is === 'ok') {
    agreed = { saleId: draft.saleId, totalMinor: priced.totalMinor };
    return true;
  }
  if (reply.is === 'unreachable') {
    silent();
    return true;
  }
  // Nobody is logged in any more: the lock screen says so itself.
  if (reply.problem.type === 'not-logged-in') return false;
  if (reply.problem.type === 'totals-differ') tell(differs(reply.problem.members), 'refused');
  else tell({ kind: 'refused-by-edge', type: reply.problem.type }, 'refused');
  return false;
}

const differs = (members: Readonly<Record<string, unknown>>) =>
  ({
    kind: 'totals-differ',
    expectedMinor: Number(members.expectedTotalMinor ?? 0),
    receivedMinor: Number(members.receivedTotalMinor ?? 0),
  }) as const;

/** One step back from Pay: cash already given goes back to the customer, a card payment cannot. */
export function giveCashBack(): void {
  void change({ type: 'cash-given-back' });
  store.set({ notice: null });
}
