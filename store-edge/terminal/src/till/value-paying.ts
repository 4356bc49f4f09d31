/**
 * Gift cards and store credit as tenders: found by their code, then spent at the store's server, which asks head office or vouches for
 * it. A payment that a crash left without a sale is let go at the next login.
 */
import type { Tender } from '@comptoir/sync-protocol/records/kinds';
import type { Reply } from '../edge/problem.ts';
import { tillStore } from '../edge/till-store.ts';
import { isFixed } from '../sale/draft.ts';
import type { DraftLine } from '../sale/draft-line.ts';
import { newId } from '../sale/ids.ts';
import { isAway } from '../sale/provisional.ts';
import { change } from './basket.ts';
import { edge, sound, tell } from './context.ts';
import { due } from './finishing.ts';
import { isGiftCard } from './gift-cards.ts';
import { isPaying } from './held.ts';
import { takeExact, tender } from './paying.ts';
import { store } from './store.ts';
import { noValue, type ValueShown } from './value-state.ts';

/** The payment that is on its way: on disk before the edge hears of it. */
const leftKey = 'value-spend';

const set = (patch: Partial<ValueShown>): void =>
  store.set({ value: { ...(store.state.value ?? noValue), ...patch } });

/** @param code as it was scanned; without one it is typed. */
export function openValue(code?: string): void {
  if (isPaying()) {
    tell({ kind: 'payment-running' }, 'refused');
    return;
  }
  if (isAway(store.state.link)) {
    tell({ kind: 'edge-unreachable' }, 'refused');
    return;
  }
  store.set({ dialog: { kind: 'value' }, value: noValue, notice: null });
  if (code !== undefined) void findValue(code);
}

export function typeValue(text: string): void {
  set({ text: text.toUpperCase(), problem: null });
}

export async function findValue(code: string): Promise<void> {
  if (code.trim() === '' || store.state.value?.busy) return;
  set({ busy: true, problem: null, found: null });
  const reply = await edge().findValue(code);
  if (reply.is !== 'ok') return refuse(reply);
  sound('done');
  set({ busy: false, text: '', found: { ...reply.body, code } });
}

/** What is due, as far as the card goes. */
export const payableMinor = (): number =>
  Math.max(0, Math.min(due()?.exactMinor ?? 0, store.state.value?.found?.balanceMinor ?? 0));

/** The gift card's line that this card could be loaded by, rather than a new one be made; the newest. */
export function lineToLoad(): DraftLine | undefined {
  const { draft, value } = store.state;
  if (isFixed(draft) || value?.found?.kind !== 'gift-card' || value.found.isBlocked) return undefined;
  return draft.lines.findLast((line) => line.topsUp === undefined && isGiftCard(line.productId));
}

export function topUp(): void {
  const line = lineToLoad();
  const found = store.state.value?.found;
  if (!line || !found) return;
  const { valueId, last4 } = found;
  store.set({ dialog: null, value: null });
  void change({ type: 'topped-up', lineId: line.id, card: { valueId, last4 } });
  sound('done');
}

export async function payWithValue(): Promise<void> {
  const { value, draft } = store.state;
  const amountMinor = payableMinor();
  if (!value?.found || value.busy || value.found.isBlocked || amountMinor === 0) return;
  const { code } = value.found;
  await tender('value', async () => {
    set({ busy: true, problem: null });
    const { saleId } = draft;
    const reply = await spendOnce((spendId) => edge().spendValue({ spendId, code, amountMinor, saleId }));
    if (reply.is !== 'ok') return refuse(reply);
    store.set({ dialog: null, value: null });
    await takeSpent(reply.body);
  });
}

/** On disk before the edge hears of it. */
export async function spendOnce<T>(ask: (spendId: string) => Promise<Reply<T>>): Promise<Reply<T>> {
  const spendId = newId();
  await tillStore.keepValue(leftKey, spendId);
  return ask(spendId);
}

export async function takeSpent(taken: Tender): Promise<void> {
  await takeExact(taken);
  await releaseLeft();
}

/** The customer pays otherwise: each card has its money again, or the customer the points. */
export async function giveValuesBack(isMeant: (one: Tender) => one is Spent): Promise<void> {
  for (const { spendId } of store.state.draft.tenders.filter(isMeant)) {
    const reply = await edge().releaseValue(spendId);
    if (reply.is === 'unreachable') return tell({ kind: 'edge-unreachable' }, 'refused');
    await change({ type: 'value-given-back', spendId });
  }
  store.set({ notice: null });
}

/** What was taken off for no sale: the till stopped in between, or had no room to keep it. */
export async function releaseLeft(): Promise<void> {
  const spendId = await tillStore.value<string | null>(leftKey);
  if (!spendId) return;
  const { draft, sales } = store.state;
  const isPaid =
    draft.tenders.some((one) => 'spendId' in one && one.spendId === spendId) ||
    sales.some(({ bytes }) => bytes.includes(spendId));
  if (isPaid || (await edge().releaseValue(spendId)).is !== 'unreachable')
    await tillStore.keepValue(leftKey, null);
}

type Spent = Extract<Tender, { spendId: string }>;
export const isValue = (one: Tender): one is Extract<Tender, { valueId: string }> => 'valueId' in one;
export const isPoints = (one: Tender): one is Extract<Tender, { kind: 'loyalty-points' }> =>
  one.kind === 'loyalty-points';

function refuse(reply: Exclude<Reply<unknown>, { is: 'ok' }>): void {
  const silence = { type: 'unreachable', members: {} as Readonly<Record<string, unknown>> };
  const { type, members } = reply.is === 'problem' ? reply.problem : silence;
  const isOffline = type === 'unknown-value' && members.isOffline === true;
  const amountMinor = Number(members.balanceMinor ?? members.leftMinor ?? 0);
  set({ busy: false, problem: { type: isOffline ? 'unknown-while-offline' : type, amountMinor } });
  sound('refused');
}
