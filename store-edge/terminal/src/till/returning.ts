/**
 * Taking goods back: the receipt is found, lines are picked, the money goes back the way it came. The edge has the last word, and what a
 * card may have been given is on disk before it is asked for.
 */
import type { ReturnRequest } from '@comptoir/edge-agent/api';
import { parseOrderNumber } from '@comptoir/sync-protocol/ids/order-number';
import type { Permission } from '@comptoir/sync-protocol/staff/permissions';
import { formatDay } from '@comptoir/ui-kit';
import { tillStore } from '../edge/till-store.ts';
import { newId } from '../sale/ids.ts';
import { isAway } from '../sale/provisional.ts';
import { type Recognised, recogniseScan } from '../sale/recognise.ts';
import { withArticle } from '../sale/return-articles.ts';
import {
  backOf,
  cardsOf,
  newReturn,
  onReturn,
  type ReturnDraft,
  type ReturnEvent,
  refundedMinor,
  requestOf,
  restOf,
} from '../sale/return-draft.ts';
import { codes, edge, nowText, sound, tell } from './context.ts';
import { commitBasket, holdBasket } from './exchanging.ts';
import { isPaying } from './held.ts';
import { pricingContext } from './pricing-context.ts';
import { refundOutcome } from './refund-outcome.ts';
import { noReturn, type Returning } from './return-state.ts';
import { store } from './store.ts';

const askMs = 1_000;
/** Longer than a payment terminal lets a customer wait. */
const asksMax = 120;
const searchDays = 30;

const set = (patch: Partial<Returning>): void =>
  store.set({ returning: { ...(store.state.returning ?? noReturn), ...patch } });

/** A card refund that a reload interrupted goes on where it was. */
export async function openReturn(): Promise<void> {
  if (isPaying()) return tell({ kind: 'payment-running' }, 'refused');
  if (isAway(store.state.link)) return tell({ kind: 'edge-unreachable' }, 'refused');
  const draft = (await tillStore.value<ReturnDraft | null>('return')) ?? null;
  store.set({ dialog: { kind: 'return' }, returning: { ...noReturn, draft } });
  if (draft?.refund) await followRefund();
}

export async function openReturnOf(receipt: string): Promise<void> {
  await openReturn();
  if (store.state.returning?.draft === null) await find(receipt);
}

export async function find(receipt: string): Promise<void> {
  if (receipt.trim() === '' || store.state.returning?.draft) return;
  // Its books are not those of the shop.
  if (store.state.training !== null && parseOrderNumber(receipt)) return refuse('order-in-training');
  set({ busy: true, problem: null, found: null });
  const reply = await edge().findReceipt(receipt);
  if (reply.is !== 'ok')
    return refuse(reply.is === 'unreachable' ? 'unreachable' : whyNotFound(reply.problem));
  sound('done');
  set({ busy: false, text: '', draft: newReturn(newId(), receipt, reply.body) });
}

const whyNotFound = ({
  type,
  members,
}: {
  type: string;
  members: Readonly<Record<string, unknown>>;
}): string => (type === 'unknown-receipt' && members.isOffline === true ? 'unknown-while-offline' : type);

/** First the receipt, then an article that lies on the counter takes its line. An article before any receipt comes back without one. */
export function scanInReturn(text: string, aim: string | null): void {
  const draft = store.state.returning?.draft;
  const scanned = recogniseScan(text, aim, codes());
  if (!draft?.receipt && scanned.is === 'product') {
    addArticle(scanned);
    return;
  }
  if (!draft) {
    void find(text);
    return;
  }
  const line =
    scanned.is === 'product' && draft.sale.lines.find(({ productId }) => productId === scanned.product.id);
  if (line) pick({ type: 'toggled', position: line.position });
  sound(line ? 'done' : 'refused');
}

type Scanned = Extract<Recognised, { is: 'product' }>;

function addArticle({ product, quantity, labelPriceMinor }: Scanned): void {
  const context = pricingContext();
  const { draft = null, busy } = store.state.returning ?? noReturn;
  const isRefused = !context || busy || (product.soldBy === 'weight' && quantity === null);
  sound(isRefused ? 'refused' : 'done');
  if (isRefused) return;
  const returnId = draft?.returnId ?? newId();
  const added = { product, quantity: quantity ?? '1', labelPriceMinor };
  set({ draft: withArticle(draft, added, context, { returnId, at: nowText() }), problem: null });
}

/** A customer without the paper: what was typed is the card's last four digits, or an amount. */
export async function searchBy(
  by: Readonly<{ last4: string } | { amountMinor: number } | object>,
): Promise<void> {
  const timeZone = store.state.register?.store.timeZone;
  const day = (daysAgo: number) => formatDay(new Date(Date.now() - daysAgo * 86_400_000), timeZone);
  set({ busy: true, problem: null });
  const reply = await edge().searchSales({ from: day(searchDays), to: day(0), ...by });
  if (reply.is === 'ok') set({ busy: false, found: reply.body });
  else refuse('unreachable');
}

export function typeInReturn(text: string): void {
  set({ text, problem: null });
}

export function pick(event: ReturnEvent): void {
  const draft = store.state.returning?.draft;
  if (draft) set({ draft: onReturn(draft, event), problem: null });
}

/** What the basket takes of it, if it is an exchange. */
export const exchangeMinorOf = ({ isExchange }: ReturnDraft, totalMinor: number): number =>
  isExchange ? Math.min(totalMinor, store.state.priced?.totalMinor ?? 0) : 0;

/** Cash, a credit to spend later, or first what the card can have back; of an exchange, only what the basket leaves. */
export async function giveBack(to: 'cash' | 'card' | 'credit'): Promise<void> {
  const returning = store.state.returning;
  const draft = returning?.draft;
  if (!draft || returning.busy || returning.done || draft.picked.length === 0) return;
  // Already on its way: asked about once more, and no cash beside it.
  if (draft.refund) return to === 'card' ? followRefund() : undefined;
  if (draft.sale.known === 'order' && to !== 'cash') return;
  const back = backOf(draft);
  if (back.is !== 'given-back') return refuse('more-than-left');
  const exchangeMinor = exchangeMinorOf(draft, back.totalMinor);
  const restMinor = restOf(draft, back.totalMinor, exchangeMinor);
  const cards = to === 'card' ? cardsOf(draft, restMinor) : [];
  if (to === 'card' && cards.length === 0) return refuse('no-card');
  set({ busy: true, problem: null });
  const cardMinor = cards.reduce((sum, { amountMinor }) => sum + amountMinor, refundedMinor(draft));
  const ways = { cardMinor, creditMinor: to === 'credit' ? restMinor : 0, exchangeMinor };
  const request = requestOf(draft, back.totalMinor, ways);
  if (cards.length === 0 && !draft.isExchange) return commit(draft, request);
  const checked = await edge().checkReturn(request);
  if (checked.is !== 'ok') return refuseAs(checked);
  if (draft.isExchange && !(await holdBasket(request))) return refuse('basket-not-exchanged');
  return cards.length === 0 ? commit(draft, request) : refundNext(draft);
}

/** One card after the other, in the order in which they paid; then the return itself, with what is left in cash. */
async function refundNext(draft: ReturnDraft): Promise<void> {
  const back = backOf(draft);
  const totalMinor = back.is === 'given-back' ? back.totalMinor : 0;
  const exchangeMinor = exchangeMinorOf(draft, totalMinor);
  const [card] = cardsOf(draft, restOf(draft, totalMinor, exchangeMinor));
  if (!card) return commit(draft, requestOf(draft, totalMinor, { exchangeMinor }));
  const refund = { attemptId: newId(), amountMinor: card.amountMinor, of: card.attemptId };
  const refunding = onReturn(draft, { type: 'refunding', refund });
  await tillStore.keepValue('return', refunding);
  set({ draft: refunding });
  const { attemptId, amountMinor } = refund;
  const begun = await edge().refund({
    ...{ attemptId, amountMinor, saleId: draft.returnId, originalAttemptId: card.attemptId },
  });
  if (begun.is === 'problem' && begun.problem.status !== 401) return forgetRefund(begun.problem.type);
  await followRefund();
}

/** Asked until it is known, or until it takes too long to stand and wait: an unknown refund is never begun again. */
async function followRefund(): Promise<void> {
  const draft = store.state.returning?.draft;
  if (!draft?.refund) return;
  const { attemptId } = draft.refund;
  const sheet = store.state.dialog;
  set({ busy: true });
  const outcome = await refundOutcome({
    ask: () => edge().payment(attemptId),
    // A sheet that was closed and opened again asks for itself.
    isWanted: () => store.state.dialog === sheet && store.state.session !== null,
    pause: () => new Promise((resolve) => setTimeout(resolve, askMs)),
    asksMax,
  });
  if (outcome === 'left') return;
  if (outcome === 'unknown') return refuse('refund-unknown');
  if (outcome === 'refused') return forgetRefund('card-declined');
  const refunded = onReturn(draft, { type: 'refunded' });
  await tillStore.keepValue('return', refunded);
  set({ draft: refunded });
  return refundNext(refunded);
}

async function forgetRefund(problem: string): Promise<void> {
  pick({ type: 'refunding', refund: null });
  // What other cards have back already outlives this.
  const draft = store.state.returning?.draft;
  await tillStore.keepValue('return', draft && refundedMinor(draft) > 0 ? draft : null);
  refuse(problem);
}

async function commit(draft: ReturnDraft, request: ReturnRequest): Promise<void> {
  if (request.exchangeMinor > 0) return commitExchange(request);
  const reply = await edge().takeBack(request);
  if (reply.is !== 'ok') return refuseAs(reply);
  await tillStore.keepValue('return', null);
  set({ busy: false, done: reply.body, needs: null });
  sound('done');
  void edge().print(newId(), draft.returnId, request.language);
}

async function commitExchange(request: ReturnRequest): Promise<void> {
  if (!(await commitBasket(request))) return refuse('storage-full');
  await tillStore.keepValue('return', null);
  endReturn();
}

export function approvedWith(approvalId: string): void {
  pick({ type: 'approved', approvalId });
  set({ needs: null });
}

type Refused =
  | { is: 'unreachable' }
  | { is: 'problem'; problem: { type: string; members: Readonly<Record<string, unknown>> } };
function refuseAs(reply: Refused): void {
  const type = reply.is === 'problem' ? reply.problem.type : 'unreachable';
  if (reply.is === 'problem' && type === 'approval-needed') {
    set({ busy: false, needs: reply.problem.members.permission as Permission });
    sound('attention');
  } else refuse(type);
}

function refuse(problem: string): void {
  set({ busy: false, problem });
  sound('refused');
}

export function endReturn(): void {
  store.set({ dialog: null, returning: null });
}
