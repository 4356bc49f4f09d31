/** Two instances of Inventory on a real PostgreSQL and Redis, a warehouse and a store. */
import { randomUUID } from 'node:crypto';
import { type RunningService, startService } from '@comptoir/service-kit';
import { freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import { freshRedis } from '@comptoir/service-kit/testing/fresh-redis';
import { testIssuer } from '@comptoir/service-kit/testing/issuer';
import { Redis } from 'ioredis';
import pg from 'pg';
import { expect, inject } from 'vitest';
import { z } from 'zod';
import { stockAnswer } from '../src/api.ts';
import { inventory } from '../src/service.ts';

export const warehouse = randomUUID();
export const store = randomUUID();

const event = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) });

export async function openHouse() {
  const issuer = await testIssuer();
  const fresh = await freshDatabase(inject('postgresUrl'));
  const redisUrl = await freshRedis(inject('redisUrl'));
  const redis = new Redis(redisUrl);
  const environment = {
    PORT: '0',
    DATABASE_URL: fresh.url,
    REDIS_URL: redisUrl,
    SALES_URL: issuer.url,
    LOG_LEVEL: 'silent',
  };
  const instances: RunningService[] = [
    await startService(inventory, environment),
    await startService(inventory, environment),
  ];
  const db = new pg.Client({ connectionString: fresh.url });
  await db.connect();
  await db.query(
    `insert into location (id, code, name, kind, version) values ($1, 'WEB01', 'Entrepôt', 'warehouse', 1),
     ($2, 'MTL01', 'Mile End', 'store', 1)`,
    [warehouse, store],
  );
  const staff = await issuer.staffToken(['head-office']);
  const send = (method: string, path: string, body: unknown, key: string = randomUUID(), instance = 0) =>
    fetch(`${instances[instance]?.address}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${staff}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const get = async (path: string) => {
    const answer = await fetch(`${instances[0]?.address}${path}`, {
      headers: { authorization: `Bearer ${staff}` },
    });
    expect(answer.status).toBe(200);
    return answer;
  };
  /** As the manager of some stores alone. */
  const asManagerOf = async (stores: readonly string[], method: string, path: string, body?: unknown) =>
    fetch(`${instances[0]?.address}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await issuer.staffToken(['manager'], randomUUID(), stores)}`,
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  let pos = 0;
  const post = (path: string, body: unknown, key?: string, instance?: number) =>
    send('POST', path, body, key, instance);
  return {
    instances,
    db,
    send,
    post,
    get,
    asManagerOf,
    /** As Sales' relay would: one entry of the stream. */
    async tell(type: string, data: unknown, id: string = randomUUID()): Promise<void> {
      pos += 1;
      const at = new Date().toISOString();
      const told = {
        id,
        type,
        version: 1,
        key: store,
        at,
        correlationId: 'test',
        traceparent: '',
        pos,
        data,
      };
      await redis.xadd('events.sales', '*', 'event', JSON.stringify(told));
    },
    /** On hand and on its way, by the location's code. */
    async shelves(productId: string): Promise<Record<string, string[]>> {
      const answer = await get(`/api/v1/inventory/stock/${productId}`);
      const { locations } = stockAnswer.parse(await answer.json());
      return Object.fromEntries(locations.map((at) => [at.locationCode, [at.onHand, at.inTransit]]));
    },
    /** What does not add up; there must be nothing. */
    async differences(): Promise<unknown> {
      const answer = await post('/internal/inventory/check', undefined);
      expect(answer.status).toBe(200);
      return ((await answer.json()) as { differences: unknown }).differences;
    },
    /** Rows of a feed that are in force, as the store is told. */
    async feed(feed: string, scope: string): Promise<Record<string, unknown>> {
      const { rows } = await db.query<{ key: string; value: unknown }>(
        'select key, value from feed_row where feed = $1 and scope = $2 and value is not null',
        [feed, scope],
      );
      return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
    },
    /** A product of which so much lies there. */
    async stocked(quantity: string, locationId = warehouse): Promise<string> {
      const productId = randomUUID();
      const lines = [{ productId, quantity }];
      const answer = await post('/api/v1/inventory/movements', { locationId, reason: 'opening', lines });
      expect(answer.status).toBe(201);
      return productId;
    },
    balance: async (productId: string) =>
      (
        await db.query<{ on_hand: string; reserved: string }>(
          `select trim_scale(sum(on_hand))::text as on_hand, trim_scale(sum(reserved))::text as reserved
           from balance where product_id = $1`,
          [productId],
        )
      ).rows[0],
    events: async () =>
      (await redis.xrange('events.inventory', '-', '+')).map(([, fields]) =>
        event.parse(JSON.parse(fields[1] ?? '')),
      ),
    async close(): Promise<void> {
      await Promise.all(instances.map((instance) => instance.close()));
      await db.end();
      redis.disconnect();
      await fresh.drop();
      await issuer.close();
    },
  };
}
export type House = Awaited<ReturnType<typeof openHouse>>;
