/**
 * What tracing costs a whole house: the processor time of all its programs for a shopper's visit, where every trace is kept, beside one
 * where nothing is traced. Each house is brought up for it. 300 visits, or `--visits N`.
 */
import { expectOk, openCaller } from './support/caller.ts';
import { print } from './support/figures.ts';
import { openHouse } from './support/house.ts';
import { workedMs } from './support/processor.ts';
import { cartOf, shopAt, stockedProducts } from './support/shop.ts';

const IN_FLIGHT = 4;
/** Code is compiled, caches are filled. */
const WARMING = 100;
const GOAL = 1.1;
const at = process.argv.indexOf('--visits');
const visits = at > 0 ? Number(process.argv[at + 1]) : 300;

/** @returns milliseconds of processor time a visit: search, product, two articles into a cart, its price, checkout. */
async function costOfVisit(tracesKept: '0' | '1'): Promise<number> {
  process.env.COMPTOIR_TRACES = tracesKept;
  const house = await openHouse();
  const caller = openCaller(IN_FLIGHT);
  try {
    const products = await stockedProducts(house.run, caller);
    const shop = shopAt(house.run.gateway, caller);
    const productAt = (n: number) => products[n % products.length] ?? { id: '', gtin: '', name: '' };
    const visit = async (n: number) => {
      const wanted = productAt(n);
      await expectOk(shop.search(wanted.name.split(' ')[0] ?? wanted.name));
      await expectOk(shop.product(wanted.id));
      const { sessionId } = cartOf(await expectOk(shop.add(wanted.id)));
      await expectOk(shop.add(productAt(n + 1).id, sessionId));
      await expectOk(shop.checkout(cartOf(await expectOk(shop.calculate(sessionId)))));
    };
    const make = async (count: number) => {
      let left = count;
      const shopper = async () => {
        while (left > 0) {
          left -= 1;
          await visit(left);
        }
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, shopper));
    };
    // A collector is another machine's work.
    const pids = Object.entries(house.run.pids).flatMap(([name, pid]) => (name === 'traces' ? [] : [pid]));
    const workedTogetherMs = () => pids.reduce((sum, pid) => sum + workedMs(pid), 0);
    await make(WARMING);
    const before = workedTogetherMs();
    await make(visits);
    return (workedTogetherMs() - before) / visits;
  } finally {
    caller.close();
    await house.close();
  }
}

if (process.env.BENCH_HOME) throw new Error('This bench brings up houses of its own: unset BENCH_HOME.');
const [untracedMs, tracedMs] = [await costOfVisit('0'), await costOfVisit('1')];
print({
  name: `processor time of a house for a shopper's visit with checkout, every trace kept (${visits} visits)`,
  ours: `${tracedMs.toFixed(0)} ms`,
  peer: `${untracedMs.toFixed(0)} ms untraced`,
  ratio: tracedMs / untracedMs,
  goal: `≤ ${GOAL}`,
  met: tracedMs / untracedMs <= GOAL,
});
