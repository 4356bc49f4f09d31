/**
 * Eight tills at one store's server, a scan each every 700 ms: what each call takes. The tills live in the server's own process, so that
 * what is measured is no less than what a till would see. `--seconds N`, 120 by default.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { cutOff, enrolment } from '../store-edge/agent/test/support/offline.ts';
import { saleOf } from '../store-edge/agent/test/support/sale.ts';
import { openShop } from '../store-edge/agent/test/support/shop.ts';
import { products, STORE_ID, storeRow, writeFeedRows } from '../store-edge/agent/test/support/store.ts';
import type { Till } from '../store-edge/agent/test/support/till.ts';
import { percentile, print, spread } from './support/figures.ts';

const at = process.argv.indexOf('--seconds');
const seconds = at === -1 ? 120 : Number(process.argv[at + 1]);
const TILLS = 8;
const SCAN_EVERY_MS = 700;
const LINES_A_SALE = 3;
const GOAL_P99_MS = 50;

const registers = Array.from({ length: TILLS }, (_, index) => ({
  id: `r${index + 1}`,
  number: `${index + 1}`,
}));
const shop = await openShop({ enrolment: { ...enrolment, registers }, startSync: cutOff });
const store = { ...storeRow, registers };
writeFeedRows(shop.dataDir, [{ feed: 'configuration', key: `store/${STORE_ID}`, value: store }]);

const timesMs = new Map<string, number[]>();
const refused: string[] = [];
async function timed(till: Till, name: string, method: string, path: string, body?: unknown): Promise<void> {
  const beganMs = performance.now();
  const { status } = await till.call(method, path, body);
  timesMs.set(name, [...(timesMs.get(name) ?? []), performance.now() - beganMs]);
  if (status < 200 || status > 299) refused.push(`${name} ${status}`);
}

/** As a cashier sells: each scan asks what is on hand; after the last line the basket is checked, paid and printed. */
async function sell(number: string, endMs: number): Promise<number> {
  const till = await shop.till(number);
  await till.logIn();
  const { shiftId } = await till.openShift();
  // Tills are not in step with each other.
  let dueMs = performance.now() + (SCAN_EVERY_MS * Number(number)) / TILLS;
  let scans = 0;
  for (; dueMs < endMs; dueMs += SCAN_EVERY_MS) {
    await sleep(Math.max(0, dueMs - performance.now()));
    const { id } = products[scans % products.length] ?? { id: 'bread' };
    await timed(till, 'stock', 'GET', `/stock/${id}`);
    scans += 1;
    if (scans % LINES_A_SALE > 0) continue;
    const sale = saleOf({
      shiftId,
      items: [
        ['bread', '2'],
        ['lamp', '1'],
        ['bread', '1'],
      ],
    });
    const { tenders: _, stock: __, completedAt: ___, ...toCheck } = sale;
    await timed(till, 'check', 'POST', '/baskets/check', toCheck);
    await timed(till, 'sale', 'POST', '/sales', sale);
    const order = { printId: randomUUID(), saleId: sale.saleId, language: 'fr' };
    await timed(till, 'print', 'POST', '/prints', order);
  }
  return scans;
}

try {
  const endMs = performance.now() + seconds * 1_000;
  const scans = await Promise.all(registers.map(({ number }) => sell(number, endMs)));
  const total = scans.reduce((sum, one) => sum + one, 0);
  for (const [name, times] of timesMs) {
    const p99Ms = percentile(times, 0.99);
    print({
      name: `${TILLS} tills, a scan each ${SCAN_EVERY_MS} ms: ${name}`,
      ours: spread(times),
      peer: `${times.length} calls of ${total} scans; refused: ${refused.filter((one) => one.startsWith(name)).length}`,
      ratio: 0,
      goal: `p99 ≤ ${GOAL_P99_MS} ms`,
      met: p99Ms <= GOAL_P99_MS && refused.length === 0,
    });
  }
} finally {
  await shop.close();
}
