/**
 * Three instances of Cart, one of them killed (SIGKILL) each ten seconds, under 300 requests a second through the gateway: half put an article
 * into one of a hundred carts, half look at one. A minute, or `--seconds N`. As the shop does, a call that found nobody is sent again with its
 * key, twice at most. What the shop was told is in a cart has to be there in the end.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { readRun } from '../scripts/system/run-file.ts';
import { type Answer, openCaller } from './support/caller.ts';
import { percentile, print, spread } from './support/figures.ts';
import { openHouse } from './support/house.ts';
import { failuresOf, openLoop } from './support/open-loop.ts';
import { cartOf, shopAt, stockedProducts } from './support/shop.ts';

const RATE = 300;
const CARTS = 100;
const KILL_EVERY_MS = 10_000;
const TRIES = 3;
const PAUSE_MS = 150;
const GOOD_SHARE = 0.9999;
const instances = ['cart', 'cart2', 'cart3'] as const;
const at = process.argv.indexOf('--seconds');
const seconds = at > 0 ? Number(process.argv[at + 1]) : 60;

type Held = Readonly<{ lines: readonly Readonly<{ quantity: string }>[] }>;

const house = await openHouse();
const caller = openCaller(RATE);
try {
  const [product] = await stockedProducts(house.run, caller);
  if (!product) throw new Error('the demo sells nothing');
  const shop = shopAt(house.run.gateway, caller);
  const carts = await Promise.all(
    Array.from({ length: CARTS }, async () => cartOf(await shop.add(product.id)).sessionId),
  );
  const told = new Map(carts.map((id) => [id, 1]));
  let repeated = 0;

  /** As the shop's server calls the gateway. */
  async function patiently(call: () => Promise<Answer>): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      const answer = await call().catch(() => null);
      if (answer && ![502, 503, 504].includes(answer.status)) return answer;
      if (tries >= TRIES) return answer ?? { status: 0, headers: {}, body: '', json: () => null as never };
      repeated += 1;
      await sleep(PAUSE_MS * tries);
    }
  }
  async function request(n: number): Promise<Answer> {
    const id = carts[n % CARTS] ?? '';
    if (n % 2 === 0) return patiently(() => shop.cart(id));
    const key = randomUUID();
    const answer = await patiently(() => shop.add(product?.id ?? '', id, key));
    if (answer.status === 201) told.set(id, (told.get(id) ?? 0) + 1);
    return answer;
  }

  let kills = 0;
  const killing = setInterval(() => {
    // The supervisor has started the one before anew, under another number.
    const pid = readRun(house.homeDirectory).pids[instances[kills % instances.length] ?? ''];
    if (pid === undefined) return;
    process.kill(pid, 'SIGKILL');
    kills += 1;
  }, KILL_EVERY_MS);
  const load = await openLoop({ ratePerSecond: RATE, seconds }, request);
  clearInterval(killing);

  let lost = 0;
  for (const [id, expected] of told) {
    const held = (await patiently(() => shop.cart(id))).json<Held>();
    const sum = held.lines.reduce((all, { quantity }) => all + Number(quantity), 0);
    lost += Math.max(0, expected - sum);
  }
  const failed = [...load.failures.values()].reduce((all, count) => all + count, 0);
  const goodShare = 1 - failed / load.timesMs.length;
  print({
    name: `${load.timesMs.length} requests to carts in ${seconds} s, ${kills} instances killed, ${repeated} sent again${failuresOf(load)}`,
    ours: `${lost} lost, ${(goodShare * 100).toFixed(3)} % answered well, ${spread(load.timesMs)}`,
    peer: '',
    ratio: percentile(load.timesMs, 0.95) / 1_000,
    goal: `0 lost, at least ${GOOD_SHARE * 100} %`,
    met: lost === 0 && goodShare >= GOOD_SHARE,
  });
} finally {
  caller.close();
  await house.close();
}
