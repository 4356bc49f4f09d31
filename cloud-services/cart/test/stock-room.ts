/** Inventory as a process of its own, with stock to sell, which may be away for a while. */
import { randomUUID } from 'node:crypto';
import { freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import { freshRedis } from '@comptoir/service-kit/testing/fresh-redis';
import { testIssuer } from '@comptoir/service-kit/testing/issuer';
import pg from 'pg';
import { expect, inject } from 'vitest';
import { freePort } from '../../../scripts/system/ports.ts';
import { bundle, forget, type Running, run } from '../../../scripts/system/service-process.ts';

export async function openStockRoom() {
  const issuer = await testIssuer();
  const fresh = await freshDatabase(inject('postgresUrl'));
  const file = await bundle('inventory/src/main.ts');
  const port = await freePort();
  const environment = {
    PORT: String(port),
    DATABASE_URL: fresh.url,
    REDIS_URL: await freshRedis(inject('redisUrl')),
    SALES_URL: issuer.url,
  };
  let inventory: Running = await run(file, environment);
  const db = new pg.Client({ connectionString: fresh.url });
  await db.connect();
  await db.query(
    `insert into location (id, code, name, kind, version) values ('W', 'WEB01', 'Entrepôt', 'warehouse', 1)`,
  );
  const token = await issuer.staffToken(['head-office']);
  const post = (path: string, body: unknown) =>
    fetch(`${inventory.address}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(body),
    });
  const sum = async (what: 'reserved' | 'on_hand - reserved', productId: string) => {
    const { rows } = await db.query(
      `select coalesce(sum(${what}), 0)::float8 as sum from balance where product_id = $1`,
      [productId],
    );
    return Number(rows[0]?.sum);
  };
  return {
    address: inventory.address,
    post,
    async stock(productId: string, quantity: string): Promise<void> {
      const lines = [{ productId, quantity }];
      const told = await post('/api/v1/inventory/movements', { locationId: 'W', reason: 'opening', lines });
      expect(told.status, await told.text()).toBe(201);
    },
    reserved: (productId: string) => sum('reserved', productId),
    free: (productId: string) => sum('on_hand - reserved', productId),
    leave: () => inventory.kill(),
    async comeBack(): Promise<void> {
      inventory = await run(file, environment);
    },
    async close(): Promise<void> {
      await inventory.kill();
      await db.end();
      await fresh.drop();
      await issuer.close();
      forget(file);
    },
  };
}
export type StockRoom = Awaited<ReturnType<typeof openStockRoom>>;
