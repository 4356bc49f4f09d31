/**
 * The shop beside Vendure's: both on the house's PostgreSQL, the same products (10 000, or `--products N`), turn by turn in the same run, the
 * one at rest while the other works. An add is one call; a purchase is two articles put into a new cart and everything until the order stands.
 *
 * Ours: through the gateway with its limits, calls between services over mutual TLS; a cart lives in Redis and follows into PostgreSQL within
 * a second; a purchase prices with taxes of the destination, holds stock at Inventory, authorises a card at the provider's process over HTTP
 * and says so to five other services; the order is on disk before the answer. One trace of ten is kept, as in a busy shop; Vendure keeps none.
 * Vendure's: its server alone, asked directly, in as few requests as its API allows; an add writes the order in PostgreSQL; stock is a column,
 * a payment a row that its dummy handler writes without asking anybody; no search index, no mails, no gateway. One process, as it starts.
 *
 * `--seconds N` each of four turns, 15 by default.
 */
import { randomUUID } from 'node:crypto';
import { expectOk, openCaller } from './support/caller.ts';
import { closedLoop, type Loop } from './support/closed-loop.ts';
import { percentile, print, spread } from './support/figures.ts';

// Before what reads it is imported: a third of the real products is the catalogue of the goal.
process.env.COMPTOIR_DEMO_PART ??= '3';
process.env.COMPTOIR_TRACES ??= '0.1';
const { openHouse } = await import('./support/house.ts');
const { cartOf, shopAt, stockedProducts } = await import('./support/shop.ts');
const { installVendure, openVendure, vendureVersion } = await import('./support/vendure.ts');

const ADDS_IN_FLIGHT = 16;
const BUYERS_IN_FLIGHT = 8;
const ADDS_A_CART = 5;
const seconds = told('--seconds', 15);
const products = told('--products', 10_000);

/** On a machine of 2 cores, Vendure 3.7: what its rows say where npm cannot have it. */
const seenBefore = {
  adds: { perSecond: 19, p95Ms: 1_000 },
  purchases: { perSecond: 4.7, p95Ms: 1_800 },
};

const house = await openHouse();
const caller = openCaller();
try {
  const ours = await loadOurs();
  const peer = await loadVendure();
  compare(`articles put into carts, ${ADDS_IN_FLIGHT} in flight`, 'adds', 30);
  compare(`purchases of a guest, ${BUYERS_IN_FLIGHT} in flight`, 'purchases', 15);

  function compare(name: string, what: keyof typeof seenBefore, times: number): void {
    const { perSecond, timesMs } = ours[what];
    const p95Ms = peer ? percentile(peer[what].timesMs, 0.95) : seenBefore[what].p95Ms;
    const theirs = peer?.[what] ?? seenBefore[what];
    const ratio = perSecond / theirs.perSecond;
    print({
      name: `${name}: a second, p50 / p95 / p99`,
      ours: `${perSecond.toFixed(1)}/s, ${spread(timesMs)}`,
      peer: peer
        ? `${theirs.perSecond.toFixed(1)}/s, ${spread(peer[what].timesMs)} by Vendure ${vendureVersion}`
        : `${theirs.perSecond}/s, p95 ${p95Ms} ms seen before: Vendure could not be installed now`,
      ratio,
      goal: `≥ ${times} ×, lower p95`,
      met: ratio >= times && percentile(timesMs, 0.95) < p95Ms,
    });
  }
} finally {
  caller.close();
  await house.close();
}

async function loadOurs() {
  const sold = await stockedProducts(house.run, caller);
  const id = (at: number) => sold[at % sold.length]?.id ?? '';
  const shop = shopAt(house.run.gateway, caller);
  const adds = await closedLoop({ inFlight: ADDS_IN_FLIGHT, seconds }, () => {
    let [count, sessionId] = [0, ''];
    return async (at) => {
      const isNew = count++ % ADDS_A_CART === 0;
      const answer = await expectOk(shop.add(id(at), isNew ? undefined : sessionId));
      if (isNew) ({ sessionId } = cartOf(answer));
    };
  });
  const purchases = await closedLoop({ inFlight: BUYERS_IN_FLIGHT, seconds }, () => async (at) => {
    const { sessionId } = cartOf(await expectOk(shop.add(id(at))));
    await expectOk(shop.add(id(at + 7), sessionId));
    const answer = await expectOk(shop.checkout(cartOf(await expectOk(shop.calculate(sessionId)))));
    if (answer.status !== 201) throw new Error(`not confirmed: ${answer.body}`);
  });
  return { adds, purchases };
}

/** @returns nothing where it cannot be installed. */
async function loadVendure(): Promise<Readonly<{ adds: Loop; purchases: Loop }> | undefined> {
  const place = await installVendure().catch((error: unknown) => console.error(error));
  if (!place) return undefined;
  const vendure = await openVendure(place, house.run.postgres, products, caller);
  try {
    const adds = await closedLoop({ inFlight: ADDS_IN_FLIGHT, seconds }, () => {
      let count = 0;
      let guest = vendure.guest();
      return async (at) => {
        if (count++ % ADDS_A_CART === 0) guest = vendure.guest();
        await guest.add(at);
      };
    });
    const purchases = await closedLoop({ inFlight: BUYERS_IN_FLIGHT, seconds }, () => async (at) => {
      const guest = vendure.guest();
      await guest.add(at);
      await guest.add(at + 7);
      await guest.buy(`essai-${randomUUID()}@example.com`);
    });
    return { adds, purchases };
  } finally {
    await vendure.close();
  }
}

function told(option: string, usual: number): number {
  const at = process.argv.indexOf(option);
  return at > 0 ? Number(process.argv[at + 1]) : usual;
}
