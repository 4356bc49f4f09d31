/**
 * Checkout end to end with the local payment provider, 8 in flight: cart read and priced, stock held, card authorised, order on disk.
 * Beside it: one read of that cart through the same gateway, at the same time.
 */
import { expectOk, openCaller } from './support/caller.ts';
import { percentile, print, spread } from './support/figures.ts';
import { openHouse } from './support/house.ts';
import { cartOf, shopAt, stockedProducts } from './support/shop.ts';

const IN_FLIGHT = 8;
const CHECKOUTS = 240;
const WARM_UP = 24;
const LIMIT_MS = 400;

const house = await openHouse();
const caller = openCaller();
try {
  const products = await stockedProducts(house.run, caller);
  const shop = shopAt(house.run.gateway, caller);
  const [ours, peer]: [number[], number[]] = [[], []];
  let begun = 0;
  const buyers = Array.from({ length: IN_FLIGHT }, async () => {
    while (begun < CHECKOUTS + WARM_UP) {
      begun += 1;
      const isWarm = begun > WARM_UP;
      const { sessionId } = cartOf(await expectOk(shop.add(products[begun % products.length]?.id ?? '')));
      await expectOk(shop.add(products[(begun + 7) % products.length]?.id ?? '', sessionId));
      const cart = cartOf(await expectOk(shop.calculate(sessionId)));
      const readMs = await timed(() => expectOk(shop.cart(sessionId)));
      const boughtMs = await timed(async () => {
        const answer = await expectOk(shop.checkout(cart));
        if (answer.status !== 201) throw new Error(`not confirmed: ${answer.body}`);
      });
      if (!isWarm) continue;
      ours.push(boughtMs);
      peer.push(readMs);
    }
  });
  await Promise.all(buyers);
  const p95 = percentile(ours, 0.95);
  print({
    name: `checkout, ${IN_FLIGHT} in flight: p50 / p95 / p99`,
    ours: spread(ours),
    peer: `${spread(peer)} (a read of the cart)`,
    ratio: p95 / percentile(peer, 0.95),
    goal: `p95 ≤ ${LIMIT_MS} ms`,
    met: p95 <= LIMIT_MS,
  });
} finally {
  caller.close();
  await house.close();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
