/**
 * A read of one service and an addition to a cart through the gateway, at 200 calls a second in an open loop, beside the same call
 * without the gateway: what the gateway adds, and how many one core of it would carry, beside a proxy of the same libraries that does
 * nothing else; and the highest rate at which the limit still holds.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { identityOf } from '../scripts/system/certificates/house-certificates.ts';
import { homeFrom } from '../scripts/system/home.ts';
import { openCaller } from './support/caller.ts';
import { percentile, print, spread } from './support/figures.ts';
import { openHouse } from './support/house.ts';
import { failuresOf, type Load, openLoop } from './support/open-loop.ts';
import { workedMs } from './support/processor.ts';
import { cartOf, type Shop, shopAt, stockedProducts } from './support/shop.ts';

const RATE = 200;
const SECONDS = 8;
const LIMIT_MS = 25;
const OVERHEAD_MS = 3;
const A_CORE = 3_000;
const HIGHER_RATES = [300, 450, 675, 1_000, 1_500];
const HIGHER_SECONDS = 3;
const CARTS = 200;
/** Code is compiled, connections are open: as long for either. */
const WARMING_SECONDS = 6;

type ShopCall = (shop: Shop, n: number) => ReturnType<Shop['product']>;

const house = await openHouse();
const identity = identityOf(homeFrom(house.homeDirectory), 'gateway');
const caller = openCaller(512, identity);
try {
  const { run } = house;
  const { gateway = 0 } = run.pids;
  const products = await stockedProducts(run, caller);
  const viaGateway = shopAt(run.gateway, caller);
  const addressOf = (name: string) => {
    const address = run.interfaces[name];
    if (!address) throw new Error(`the house runs no ${name}`);
    return address;
  };
  const productAt = (n: number) => products[n % products.length] ?? { id: '', gtin: '', name: '' };
  const carts: string[] = [];
  for (let n = 0; n < CARTS; n += 1) carts.push(cartOf(await viaGateway.add(productAt(n).id)).sessionId);

  await measure('read of a product', addressOf('product'), (shop, n) => shop.product(productAt(n).id));
  await measure('cart add', addressOf('cart'), (shop, n) =>
    shop.add(productAt(n + Math.floor(n / CARTS)).id, carts[n % CARTS]),
  );

  async function measure(what: string, service: string, call: ShopCall): Promise<void> {
    const direct = shopAt(service, caller);
    const { load: ours, spentMs } = await loadOf(viaGateway, gateway, call);
    const bareSpentMs = await bareCost(service, call);
    const peer = await openLoop({ ratePerSecond: RATE, seconds: SECONDS }, (n) => call(direct, n));
    let highest = holds(ours) ? RATE : 0;
    for (const ratePerSecond of highest > 0 ? HIGHER_RATES : []) {
      const load = await openLoop({ ratePerSecond, seconds: HIGHER_SECONDS }, (n) => call(viaGateway, n));
      if (!holds(load)) break;
      highest = ratePerSecond;
    }
    const p95 = percentile(ours.timesMs, 0.95);
    print({
      name: `${what} through the gateway at ${RATE}/s: p50 / p95 / p99 (holds up to ${highest}/s${failuresOf(ours)})`,
      ours: spread(ours.timesMs),
      peer: `${spread(peer.timesMs)} (without the gateway${failuresOf(peer)})`,
      ratio: p95 / percentile(peer.timesMs, 0.95),
      goal: `p95 ≤ ${LIMIT_MS} ms`,
      met: holds(ours),
    });
    const addedMs = p95 - percentile(peer.timesMs, 0.95);
    print({
      name: `${what}: what the gateway adds to its p95`,
      ours: `${addedMs.toFixed(1)} ms`,
      peer: '',
      ratio: addedMs / OVERHEAD_MS,
      goal: `≤ ${OVERHEAD_MS} ms`,
      met: addedMs <= OVERHEAD_MS,
    });
    const aCore = (RATE * SECONDS * 1_000) / spentMs;
    const bareCore = (RATE * SECONDS * 1_000) / bareSpentMs;
    print({
      name: `${what}: calls a second that one core of the gateway carries, by its processor time`,
      ours: `${Math.round(aCore)}/s`,
      peer: `${Math.round(bareCore)}/s (a bare proxy of the same libraries)`,
      ratio: aCore / bareCore,
      goal: `≥ ${A_CORE}/s`,
      met: aCore >= A_CORE,
    });
  }

  /** Once it is warm. `spentMs` of the process that the calls go through. */
  async function loadOf(
    shop: Shop,
    pid: number,
    call: ShopCall,
  ): Promise<Readonly<{ load: Load; spentMs: number }>> {
    await openLoop({ ratePerSecond: RATE, seconds: WARMING_SECONDS }, (n) => call(shop, n));
    const beforeMs = workedMs(pid);
    const load = await openLoop({ ratePerSecond: RATE, seconds: SECONDS }, (n) => call(shop, n));
    return { load, spentMs: workedMs(pid) - beforeMs };
  }

  async function bareCost(service: string, call: ShopCall): Promise<number> {
    const proxy = fork(join(import.meta.dirname, 'support', 'bare-proxy-process.ts'), [service, identity], {
      execArgv: ['--import', 'tsx'],
    });
    try {
      const [port] = (await once(proxy, 'message')) as [number];
      const shop = shopAt(`http://127.0.0.1:${port}`, caller);
      const { load, spentMs } = await loadOf(shop, proxy.pid ?? 0, call);
      if (load.failures.size > 0) throw new Error(`the bare proxy${failuresOf(load)}`);
      return spentMs;
    } finally {
      proxy.kill();
    }
  }
} finally {
  caller.close();
  await house.close();
}

function holds(load: Load): boolean {
  return load.failures.size === 0 && percentile(load.timesMs, 0.95) <= LIMIT_MS;
}
