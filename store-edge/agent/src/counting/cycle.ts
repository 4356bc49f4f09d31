/** What this store is to count today, from its own sales and its own counts: known while it is cut off. */
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Sqlite } from '../database/open.ts';
import { localDate } from '../journal/business-date.ts';
import type { Replica } from '../replica/replica.ts';
import type { Shelf } from '../sales/shelf.ts';
import { productsWhere } from '../stock/products-where.ts';
import { firstIdOf, type StoreStock } from '../stock/store-stock.ts';
import type { CycleAnswer } from './api.ts';
import { cycleMax } from './api.ts';
import { type Ranked, ranked, turnsOf } from './classes.ts';

const soldDays = 90;
const dayMs = 86_400_000;
/** Classes are worked out anew so often: a day's sales change them little. */
const keptMs = 3_600_000;

type CycleDeps = Readonly<{
  db: Sqlite;
  replica: Replica;
  stock: StoreStock;
  shelf: Shelf;
  clock: Clock;
  timeZone: () => string;
  /** Its price now, in minor units. */
  priceMinor: (productId: string) => number;
  /** Products of counts that are open. */
  underWay: () => ReadonlySet<string>;
}>;

type Sold = Readonly<{ productId: string; soldMinor: number }>;

export function cycleReader(deps: CycleDeps): () => Promise<CycleAnswer> {
  const { db, replica, clock, timeZone, priceMinor } = deps;
  // What people booked has a reason; sales and returns have none.
  const sold = db
    .prepare<[string, string], [string, number]>(
      `select product_id, -sum(quantity_e4) from stock_movement
       where movement_id >= ? and movement_id < ?
         and not exists (select from_reason.movement_id from movement_reason from_reason where from_reason.movement_id = stock_movement.movement_id)
       group by product_id`,
    )
    .raw();
  const counted = db
    .prepare<[], [string, string]>(
      `select product_id, max(coalesce(counted_at, opened_at)) from counted_product
       join stock_count on stock_count.count_id = counted_product.count_id group by product_id`,
    )
    .raw();
  let kept: Readonly<{ atMs: number; products: readonly Sold[] }> | undefined;

  /** A day at a time, so that no sale waits for it. */
  async function soldE4By(nowMs: number): Promise<ReadonlyMap<string, number>> {
    const sums = new Map<string, number>();
    for (let back = soldDays; back > 0; back -= 1) {
      const [from, to] = [firstIdOf(nowMs - back * dayMs), firstIdOf(nowMs - (back - 1) * dayMs)];
      for (const [productId, e4] of sold.all(from, to)) sums.set(productId, (sums.get(productId) ?? 0) + e4);
      await setImmediate();
    }
    return sums;
  }

  async function productsSold(nowMs: number): Promise<readonly Sold[]> {
    if (kept && nowMs >= kept.atMs && nowMs - kept.atMs < keptMs) return kept.products;
    const soldE4 = await soldE4By(nowMs);
    const there = await productsWhere(
      deps,
      (onHandE4, productId) => (onHandE4 !== 0 || soldE4.has(productId)) && replica.hasProduct(productId),
    );
    const products = there.map((productId) => {
      const e4 = Math.max(0, soldE4.get(productId) ?? 0);
      return { productId, soldMinor: e4 === 0 ? 0 : Math.round((e4 * priceMinor(productId)) / 10_000) };
    });
    kept = { atMs: nowMs, products };
    return products;
  }

  return async () => {
    const nowMs = clock.now().getTime();
    const products = await productsSold(nowMs);
    const countedAt = new Map(counted.all());
    const all = ranked(
      products.map((product) => ({ ...product, countedAtMs: momentOf(countedAt.get(product.productId)) })),
    );
    const todayFromMs = startOfDayMs(clock.now(), timeZone());
    const turns = turnsOf(all, { nowMs, todayFromMs, underWay: deps.underWay() });
    return { classes: [...turns.classes], today: turns.today.slice(0, cycleMax).map(told) };
  };

  function told({ productId, abc, countedAtMs }: Ranked): CycleAnswer['today'][number] {
    const product = replica.product(productId);
    return {
      ...{ productId, abc, sku: product?.sku ?? '', name: product?.name ?? { fr: productId, en: productId } },
      countedAt: countedAtMs === null ? null : new Date(countedAtMs).toISOString(),
    };
  }
}

const momentOf = (at: string | undefined): number | null => (at === undefined ? null : Date.parse(at));

/** To the quarter of an hour: no zone's day begins between them. */
function startOfDayMs(now: Date, timeZone: string): number {
  const quarterMs = 15 * 60_000;
  const today = localDate(now, timeZone);
  let fromMs = Math.floor(now.getTime() / quarterMs) * quarterMs;
  while (localDate(new Date(fromMs - quarterMs), timeZone) === today) fromMs -= quarterMs;
  return fromMs;
}
