/**
 * Brings every paid sale to the edge: in order, one at a time, the same bytes until the edge answers; then orders its receipt
 * once. Runs for as long as the till does, across reloads and across the edge's own restarts. A shift that was opened while the edge was
 * away goes before its sales.
 */

import { type EdgeState, traceparentOfSale } from '@comptoir/edge-agent/api';
import { tillStore } from '../edge/till-store.ts';
import type { KeptSale } from '../sale/kept-sale.ts';
import {
  type Answer,
  cosigned,
  hasGoneBack,
  inHand,
  inOrder,
  isTaken,
  isWaiting,
  onAnswer,
  reopened,
  retryDelayMs,
} from '../sale/kept-sale.ts';
import { edge } from './context.ts';
import { openKeptShift } from './kept-shift.ts';
import { seePrint } from './printing.ts';
import { store } from './store.ts';

/** Problems that pass: who is logged in, whether the shift is open, whether the edge has its prices. */
const passing = new Set([
  'no-session',
  'session-expired',
  'not-ready',
  'no-shift',
  'bad-token',
  'not-paired',
  'busy',
]);
/** Sales that are done and stay in hand, to print from. */
const doneMax = 50;

/** A disk that lags behind keeps a copy too many for a while. */
const tidyDelayMs = 10_000;

type Change = (sale: KeptSale) => KeptSale;

let running = false;
/** Of those that are done, some lie on disk alone. */
let isDiskAhead = false;
/** The journal of which the edge spoke last, also before this page was loaded. */
let journal: string | undefined;
let willTidy = false;
let wake: (() => void) | null = null;

export async function loadSales(): Promise<void> {
  journal = await tillStore.value<string>('journal');
  take(await tillStore.sales());
}

/** A till sells for weeks without a reload, and perhaps one of them offline: what is done does not fill its memory. */
function take(sales: readonly KeptSale[]): void {
  const held = inHand(sales, doneMax);
  isDiskAhead ||= held.length < sales.length;
  store.set({ sales: held });
}

/** Something changed that may let a waiting sale go: a new one, the link, a login, a shift. */
export function kick(): void {
  wake?.();
  if (!running) void run();
}

async function run(): Promise<void> {
  running = true;
  let tries = 0;
  while (store.state.shiftToOpen !== null || nextSale()) {
    if (await step()) tries = 0;
    else await rest(retryDelayMs(tries++));
  }
  running = false;
}

/** @returns whether something moved; if not, the same is tried again later. */
async function step(): Promise<boolean> {
  if (store.state.shiftToOpen !== null) return openKeptShift();
  const before = nextSale();
  if (!before) return true;
  const change = isWaiting(before) ? await submit(before) : await orderPrint(before);
  const after = await keep(before, change);
  const moved = after.state !== before.state || after.printOrdered !== before.printOrdered;
  return moved && !isWaiting(after);
}

/** The edge books a sale to the one who is logged in; only what was sold while it was away goes without a cashier. */
function nextSale(): KeptSale | undefined {
  const sales = inOrder(store.state.sales);
  const next = sales.find(isWaiting) ?? sales.find((sale) => isTaken(sale) && !sale.printOrdered);
  const wantsSession = next?.provisionalNumber === null && next.formerNumber === undefined;
  return wantsSession && store.state.session === null ? undefined : next;
}

async function submit(sale: KeptSale): Promise<Change> {
  const reply = sale.exchange
    ? await edge().exchange(sale.saleId, { sale: sale.bytes, return: sale.exchange })
    : await edge().submitSale(sale.saleId, sale.bytes, sale.formerNumber);
  if (reply.is === 'ok') {
    const body = 'sale' in reply.body ? reply.body.sale : reply.body;
    tellHowLong(sale);
    return answered({ is: 'committed', body });
  }
  if (reply.is === 'unreachable') return answered(reply);
  const { type, status } = reply.problem;
  return answered({ is: 'problem', type, later: status === 401 || status >= 500 || passing.has(type) });
}

const answered =
  (answer: Answer): Change =>
  (sale) =>
    onAnswer(sale, answer);

/** From the tap that paid until the edge has it: the beginning of the sale's trace. Nothing waits for it. */
function tellHowLong({ saleId, frozenAt }: KeptSale): void {
  void edge().tellSpan({
    name: 'sale',
    traceparent: traceparentOfSale(saleId),
    startedAt: frozenAt,
    durationMs: Math.max(0, Date.now() - Date.parse(frozenAt)),
    failed: false,
  });
}

/** Ordered only after the outcome is known. The print id was fixed with the sale, so asking again prints nothing twice. */
async function orderPrint(sale: KeptSale): Promise<Change> {
  // Its customer has left with a provisional receipt: the real one is there for whoever asks, under the last receipts.
  const isOnScreen = store.state.finished?.draft.saleId === sale.saleId;
  if (sale.provisionalNumber !== null && !isOnScreen) return printed;
  const reply = await edge().print(sale.printId, sale.saleId, sale.language);
  if (reply.is === 'ok') {
    seePrint(reply.body);
    return printed;
  }
  // A printer that is not there is a state of the edge; a refusal to print never holds the sales behind it.
  const passes = reply.is === 'unreachable' || reply.problem.status === 401 || reply.problem.status >= 500;
  return passes ? (same) => same : printed;
}

const printed: Change = (sale) => ({ ...sale, printOrdered: true });

/** @param sale as it was when the edge was asked: meanwhile it may have been found to be lost there, or to be in the cloud. */
async function keep(sale: KeptSale, change: Change): Promise<KeptSale> {
  const now = () => store.state.sales.find(({ saleId }) => saleId === sale.saleId) ?? sale;
  // A full disk forgets at most an answer: after a reload the same bytes get it again.
  await tillStore.keepSale(change(now())).catch(() => store.set({ storageFull: true }));
  const after = change(now());
  take(store.state.sales.map((one) => (one.saleId === sale.saleId ? after : one)));
  return after;
}

function rest(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, delayMs);
    function done() {
      clearTimeout(timer);
      wake = null;
      resolve();
    }
    wake = done;
  });
}

/**
 * How far the edge's books go, and the cloud with them. What the cloud has is let go of; what the edge has lost, it is given again: the
 * same bytes, whether it was rebuilt, or restored from an older disk.
 * @param isAnswer it was asked just now. What comes by itself may have been said before the newest sale.
 */
export function seeBooks(state: EdgeState, isAnswer: boolean): void {
  const { head } = state;
  const isOther = journal !== undefined && journal !== head.journal;
  if (isOther || (isAnswer && hasGoneBack(store.state.sales, head))) void handOverAgain(head.journal);
  else if (journal === undefined) void tillStore.keepValue('journal', head.journal);
  journal = head.journal;
  const { sales } = store.state;
  const after = sales.map(asSeenBy(state));
  const hasNews = after.some((sale, n) => sale !== sales[n]);
  if (hasNews) take(after);
  // A week offline is thousands of sales on the disk, of which nothing can be known meanwhile.
  if (willTidy || !(hasNews || (isDiskAhead && state.link !== 'offline'))) return;
  willTidy = true;
  setTimeout(() => void tidy(), tidyDelayMs);
}

const asSeenBy =
  ({ head, link, unsentSales }: EdgeState) =>
  (sale: KeptSale): KeptSale =>
    cosigned(sale, head, link === 'online' && unsentSales === 0);

async function tidy(): Promise<void> {
  willTidy = false;
  const { edge: told, sales } = store.state;
  if (!told) return;
  isDiskAhead = false;
  await tillStore.tidySales(asSeenBy(told), new Set(sales.map(({ saleId }) => saleId)));
}

async function handOverAgain(nowIn: string): Promise<void> {
  store.set({ sales: store.state.sales.map(reopened) });
  await tillStore.reopenSales().catch(() => store.set({ storageFull: true }));
  // A page that dies before sees the other journal once more.
  await tillStore.keepValue('journal', nowIn);
  const inMemory = new Set(store.state.sales.map(({ saleId }) => saleId));
  const lost = (await tillStore.sales()).filter((sale) => isWaiting(sale) && !inMemory.has(sale.saleId));
  store.set({ sales: [...lost, ...store.state.sales] });
  kick();
}
