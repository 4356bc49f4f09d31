/**
 * Brings every paid sale to the edge: in order, one at a time, the same bytes until the edge answers; then orders its receipt
 * once. Runs for as long as the till does, across reloads and across the edge's own restarts. A shift that was opened while the edge was
 * away goes before its sales.
 */

import { traceparentOfSale } from '@comptoir/edge-agent/api';
import { tillStore } from '../edge/till-store.ts';
import type { KeptSale } from '../sale/kept-sale.ts';
import { inOrder, isWaiting, onAnswer, retryDelayMs } from '../sale/kept-sale.ts';
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
/** Committed sales kept beyond what the cloud has acknowledged, to print from. */
const keptMax = 50;

let running = false;
let wake: (() => void) | null = null;

export async function loadSales(): Promise<void> {
  store.set({ sales: await tillStore.sales() });
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
  const after = isWaiting(before) ? await submit(before) : await orderPrint(before);
  await replace(after);
  const moved = after.state !== before.state || after.printOrdered !== before.printOrdered;
  return moved && !isWaiting(after);
}

/** The edge books a sale to the one who is logged in; only what was sold while it was away goes without a cashier. */
function nextSale(): KeptSale | undefined {
  const sales = inOrder(store.state.sales);
  const next =
    sales.find(isWaiting) ?? sales.find((sale) => sale.state === 'committed' && !sale.printOrdered);
  return next && (next.provisionalNumber !== null || store.state.session !== null) ? next : undefined;
}

async function submit(sale: KeptSale): Promise<KeptSale> {
  const reply = sale.exchange
    ? await edge().exchange(sale.saleId, { sale: sale.bytes, return: sale.exchange })
    : await edge().submitSale(sale.saleId, sale.bytes);
  if (reply.is === 'ok') {
    const body = 'sale' in reply.body ? reply.body.sale : reply.body;
    tellHowLong(sale);
    return onAnswer(sale, { is: 'committed', body });
  }
  if (reply.is === 'unreachable') return onAnswer(sale, reply);
  const { type, status } = reply.problem;
  return onAnswer(sale, { is: 'problem', type, later: status === 401 || status >= 500 || passing.has(type) });
}

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
async function orderPrint(sale: KeptSale): Promise<KeptSale> {
  // Its customer has left with a provisional receipt: the real one is there for whoever asks, under the last receipts.
  const isOnScreen = store.state.finished?.draft.saleId === sale.saleId;
  if (sale.provisionalNumber !== null && !isOnScreen) return { ...sale, printOrdered: true };
  const reply = await edge().print(sale.printId, sale.saleId, sale.language);
  if (reply.is === 'ok') {
    seePrint(reply.body);
    return { ...sale, printOrdered: true };
  }
  // A printer that is not there is a state of the edge; a refusal to print never holds the sales behind it.
  const passes = reply.is === 'unreachable' || reply.problem.status === 401 || reply.problem.status >= 500;
  return passes ? sale : { ...sale, printOrdered: true };
}

async function replace(sale: KeptSale): Promise<void> {
  // A full disk forgets at most an answer: after a reload the same bytes get it again.
  await tillStore.keepSale(sale).catch(() => store.set({ storageFull: true }));
  store.set({ sales: store.state.sales.map((one) => (one.saleId === sale.saleId ? sale : one)) });
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

/** Nothing unsent at the edge: the cloud has cosigned all that it holds, and the till may let go of its copies. */
export async function dropCosigned(): Promise<void> {
  const done = store.state.sales.filter((sale) => sale.state === 'committed' && sale.printOrdered);
  const excess = inOrder(done)
    .slice(0, -keptMax)
    .map((sale) => sale.saleId);
  if (excess.length === 0) return;
  await tillStore.dropSales(excess);
  store.set({ sales: store.state.sales.filter((sale) => !excess.includes(sale.saleId)) });
}

/** The edge was rebuilt and may lack sales that it once confirmed: it is given the same bytes again. */
export async function handOverAgain(): Promise<void> {
  for (const sale of inOrder(store.state.sales)) {
    if (sale.state === 'committed') await replace({ ...sale, state: 'submitted', answer: null });
  }
  kick();
}
