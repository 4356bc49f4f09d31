/** E13: the agent is killed with SIGKILL at random moments while it sells, and started again on the same files. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saleOf } from '../support/sale.ts';
import { openShop } from '../support/shop.ts';
import type { Reply, Till } from '../support/till.ts';
import { readBooks } from './books.ts';
import { bundleAgent, type MortalShop, mortalShop } from './mortal-shop.ts';

const NOBODY = '127.0.0.1:9';
let bundle: string;
let shop: MortalShop;
let till: Till;
let shiftId: string;

beforeAll(async () => {
  bundle = await bundleAgent();
  const prepared = await openShop();
  till = await prepared.till('1');
  await till.logIn();
  ({ shiftId } = await till.openShift());
  await prepared.agent.stop();
  shop = mortalShop({ bundle, dataDir: prepared.dataDir, tpe: NOBODY, printer: NOBODY });
}, 60_000);
afterAll(async () => {
  await shop.close();
  rmSync(bundle, { force: true });
});

const startAgain = async () => {
  till = till.movedTo(await shop.start());
};
/** No answer is not an outcome. */
const tryCall = (method: string, path: string, body: unknown): Promise<Reply | undefined> =>
  till.call(method, path, body).catch(() => undefined);

test('E13: killed at random while selling, no paid sale is lost, none is doubled, no number is skipped or used twice', async () => {
  const paid = new Set<string>();
  for (let round = 0; round < 5; round += 1) {
    await startAgain();
    const frozen = Array.from({ length: 40 }, () => saleOf({ shiftId }));
    // Somewhere within the forty: each round dies at another moment, by the machine's own jitter.
    const killed = new Promise<void>((resolve) => {
      setTimeout(() => void shop.kill().then(resolve), 15 + round * 23);
    });
    for (const sale of frozen) {
      const reply = await tryCall('POST', '/sales', sale);
      if (reply) expect(reply.status).toBe(201);
      if (reply) paid.add(sale.saleId);
      if (!reply) {
        await killed;
        await startAgain();
        const again = await till.call('POST', '/sales', sale);
        expect([200, 201]).toContain(again.status);
        paid.add(sale.saleId);
        break;
      }
    }
    await killed;
    await shop.kill();
  }
  const books = readBooks(shop.dataDir);
  expect(new Set(books.saleIds)).toEqual(paid);
  expect(books.saleIds).toHaveLength(paid.size);
  expect(books.shiftSales).toBe(paid.size);
}, 90_000);
