/** Two hundred buyers and three stores that are cut off want the same fifty pieces: one scenario for the test and for the bench over processes. */
import { randomUUID } from 'node:crypto';

const BUYERS = 200;
const IN_WAREHOUSE = 20;
const IN_EACH_STORE = 10;
/** Each store sold so many while it was cut off. */
export const SOLD_IN_EACH_STORE = 7;

export type Ground = Readonly<{
  /** Where the web is served from first. */
  warehouse: string;
  shops: readonly string[];
  /** @param instance 0 or 1. */
  post: (path: string, body: unknown, key: string, instance: number) => Promise<{ status: number }>;
  /** As Sales' relay would. */
  tell: (type: string, data: unknown) => Promise<void>;
  query: <R>(sql: string, parameters: unknown[]) => Promise<R[]>;
}>;

/** @returns the product, how many buyers were promised a piece, and what is there when the stores' journals are in. */
export async function raceForTheLast({ warehouse, shops, post, tell, query }: Ground) {
  const productId = randomUUID();
  for (const [n, id] of shops.entries())
    await query(
      `insert into location (id, code, name, kind, version) values ($1, $2, $2, 'store', 1) on conflict do nothing`,
      [id, `CUT0${n}`],
    );
  const fill = (locationId: string, quantity: number) => {
    const lines = [{ productId, quantity: String(quantity) }];
    return post('/api/v1/inventory/movements', { locationId, reason: 'opening', lines }, randomUUID(), 0);
  };
  await fill(warehouse, IN_WAREHOUSE);
  for (const shop of shops) await fill(shop, IN_EACH_STORE);
  const wish = { reference: 'race', lines: [{ productId, quantity: '1' }], ttlSeconds: 600 };
  const buy = async (_: unknown, buyer: number): Promise<number> => {
    const key = randomUUID();
    for (;;) {
      const { status } = await post('/api/v1/inventory/reserve', wish, key, buyer % 2);
      // A busy instance says "not now"; the buyer asks the same again, and can never hold twice.
      if (status !== 503) return status;
    }
  };
  // Each store sold an hour ago, and its journal comes while the buyers race.
  const at = new Date(Date.now() - 3_600_000).toISOString();
  const sell = (locationId: string) => {
    const movements = [{ movementId: randomUUID(), productId, quantity: '-1' }];
    return tell('stock.moved', { locationId, recordId: randomUUID(), reason: 'sale', at, movements });
  };
  const cutOff = shops.flatMap((shop) => Array.from({ length: SOLD_IN_EACH_STORE }, () => sell(shop)));
  const [statuses] = await Promise.all([
    Promise.all(Array.from({ length: BUYERS }, buy)),
    Promise.all(cutOff),
  ]);
  return {
    productId,
    won: statuses.filter((status) => status === 201).length,
    pieces: IN_WAREHOUSE + shops.length * IN_EACH_STORE,
    left: IN_WAREHOUSE + shops.length * (IN_EACH_STORE - SOLD_IN_EACH_STORE),
  };
}

/** What is promised of a product beyond what is there, shelf by shelf; nothing where it is not. */
export const promisedBeyond = (query: Ground['query'], productId: string) =>
  query<{ locationId: string; gap: number }>(
    `select location_id as "locationId", (reserved - on_hand)::int as gap from balance
     where product_id = $1 and location_id <> 'in-transit' and reserved > on_hand order by location_id`,
    [productId],
  );

/** On hand and reserved, all shelves together. */
export const totalsOf = async (query: Ground['query'], productId: string) => {
  const [row] = await query<{ onHand: number; reserved: number }>(
    `select sum(on_hand)::int as "onHand", sum(reserved)::int as reserved from balance where product_id = $1`,
    [productId],
  );
  return row;
};
