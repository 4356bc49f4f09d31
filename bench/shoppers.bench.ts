/**
 * A thousand shoppers at once, each calling every 5 s on average: they search, look at products, fill a cart, and one in ten buys it.
 * Two minutes, or `--minutes N`. Through the gateway alone. Also told: what each program worked for a call, and times once code is warm.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, openCaller } from './support/caller.ts';
import { percentile, print, spread } from './support/figures.ts';
import { openHouse } from './support/house.ts';
import { costsOf, workedByProgram } from './support/processor.ts';
import { cartOf, type ShopProduct, shopAt, stockedProducts } from './support/shop.ts';

const SHOPPERS = 1_000;
const PAUSE_MS = 5_000;
const BUYERS_SHARE = 0.1;
const LIMIT_MS = 100;
/** Of processor time, all programs and the load together: 200 calls a second then take four fifths of two cores. */
const COST_MS = 8;
/** A house that has just come up compiles its code meanwhile. */
const WARMING_MS = 15_000;
const at = process.argv.indexOf('--minutes');
const minutes = at > 0 ? Number(process.argv[at + 1]) : 2;

const house = await openHouse();
const caller = openCaller(SHOPPERS);
try {
  const products = await stockedProducts(house.run, caller);
  const shop = shopAt(house.run.gateway, caller);
  const timesMs = new Map<string, number[]>();
  const warmTimesMs: number[] = [];
  const refused = new Map<string, number>();
  const worked = workedByProgram(house.run.pids);
  const beginMs = performance.now();
  const endMs = beginMs + minutes * 60_000;
  const random = <T>(of: readonly T[]): T => of[Math.floor(Math.random() * of.length)] as T;

  /** Waits as a person does, then calls; also says what went wrong. */
  async function act(what: string, call: () => Promise<Answer>): Promise<Answer | null> {
    await sleep(-Math.log(1 - Math.random()) * PAUSE_MS);
    if (performance.now() > endMs) return null;
    const startedMs = performance.now();
    const answer = await call().catch(() => null);
    const kind = timesMs.get(what) ?? [];
    const tookMs = performance.now() - startedMs;
    kind.push(tookMs);
    timesMs.set(what, kind);
    if (startedMs - beginMs > WARMING_MS) warmTimesMs.push(tookMs);
    if (answer && answer.status < 300) return answer;
    const fault = `${what} ${answer?.status ?? 'no answer'}`;
    refused.set(fault, (refused.get(fault) ?? 0) + 1);
    return null;
  }

  async function visit(): Promise<void> {
    const wanted: ShopProduct = random(products);
    await act('search', () => shop.search(wanted.name.split(' ')[0] ?? wanted.name));
    await act('product', () => shop.product(wanted.id));
    const added = await act('add', () => shop.add(wanted.id));
    if (!added) return;
    const { sessionId } = cartOf(added);
    await act('product', () => shop.product(random(products).id));
    await act('add', () => shop.add(random(products).id, sessionId));
    await act('cart', () => shop.cart(sessionId));
    if (Math.random() >= BUYERS_SHARE) return;
    const priced = await act('calculate', () => shop.calculate(sessionId));
    if (priced) await act('checkout', () => shop.checkout(cartOf(priced)));
  }

  const shopper = async () => {
    while (performance.now() < endMs) await visit();
  };
  await Promise.all(Array.from({ length: SHOPPERS }, shopper));

  const all = [...timesMs.values()].flat();
  const p95 = percentile(all, 0.95);
  const serverFaults = [...refused.keys()].filter((fault) => /(5\d\d|no answer)$/.test(fault));
  const orders = timesMs.get('checkout')?.length ?? 0;
  const faults = [...refused].map(([fault, count]) => `${count} × ${fault}`).join(', ');
  print({
    name: `${SHOPPERS} shoppers, ${minutes} min: ${all.length} calls, ${orders} checkouts${faults ? `; refused: ${faults}` : ''}`,
    ours: spread(all),
    peer: [...timesMs].map(([what, times]) => `${what} ${Math.round(percentile(times, 0.95))}`).join(', '),
    ratio: p95 / LIMIT_MS,
    goal: `no 5xx, p95 < ${LIMIT_MS} ms`,
    met: serverFaults.length === 0 && p95 < LIMIT_MS,
  });
  print({
    name: `the same after the first ${WARMING_MS / 1_000} s`,
    ours: spread(warmTimesMs),
    peer: '',
    ratio: percentile(warmTimesMs, 0.95) / LIMIT_MS,
    goal: `p95 < ${LIMIT_MS} ms`,
    met: percentile(warmTimesMs, 0.95) < LIMIT_MS,
  });
  const { totalMs, text } = costsOf(worked, workedByProgram(house.run.pids), all.length);
  print({
    name: 'processor time of a call, all programs and the load together',
    ours: `${totalMs.toFixed(1)} ms`,
    peer: text,
    ratio: totalMs / COST_MS,
    goal: `≤ ${COST_MS} ms`,
    met: totalMs <= COST_MS,
  });
} finally {
  caller.close();
  await house.close();
}
