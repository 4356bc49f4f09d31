/** Three instances of Cart on a real PostgreSQL and Redis, and an owner of the catalogue feed that serves the demo's assortment. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type BasketRules, taxData } from '@comptoir/pricing';
import {
  type Kit,
  type RunningService,
  type ServiceEnvironment,
  serviceEnvironment,
  startService,
} from '@comptoir/service-kit';
import { internalFeedRoutes } from '@comptoir/service-kit/feeds/route';
import { writeFeedRows } from '@comptoir/service-kit/feeds/write';
import { freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import { freshRedis } from '@comptoir/service-kit/testing/fresh-redis';
import { testIssuer } from '@comptoir/service-kit/testing/issuer';
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import { Redis } from 'ioredis';
import pg from 'pg';
import { expect, inject, vi } from 'vitest';
import { z } from 'zod';
import { type CartView, cartView } from '../src/api.ts';
import { cartService } from '../src/service.ts';

export const rules: BasketRules = {
  version: 'test-1',
  ...taxData,
  taxMode: 'added-per-invoice',
  cashIncrementMinor: 5,
};

const seeded = z.array(
  z.object({
    id: z.string(),
    sku: z.string(),
    gtin: z.string().optional(),
    name: z.object({ fr: z.string(), en: z.string() }),
    priceMinor: z.int().optional(),
    taxCategory: z.string().optional(),
    soldBy: z.enum(['piece', 'weight']).default('piece'),
  }),
);

async function assortment(): Promise<CatalogueProduct[]> {
  const file = new URL('../../product/data/assortment.json', import.meta.url);
  return seeded.parse(JSON.parse(await readFile(file, 'utf8'))).flatMap((row) =>
    row.priceMinor === undefined || row.taxCategory === undefined
      ? []
      : [
          {
            id: row.id,
            sku: row.sku,
            gtins: [],
            name: row.name,
            categoryId: 'c',
            pricing: {
              productId: row.id,
              unitPriceMinor: row.priceMinor,
              taxCategory: row.taxCategory,
              soldBy: row.soldBy,
            },
          },
        ],
  );
}

const instances = 3;

/** As the gateway asks before it sends anybody there. */
const isReady = async ({ address }: RunningService) => (await fetch(`${address}/readyz`)).ok;

/** @param own of Cart's environment: what differs from an ordinary house. */
export async function openHouse(own: Readonly<Record<string, string>> = {}) {
  const redisUrl = await freshRedis(inject('redisUrl'));
  const [ownerDb, cartDb] = [
    await freshDatabase(inject('postgresUrl')),
    await freshDatabase(inject('postgresUrl')),
  ];
  const issuer = await testIssuer();
  const environment = {
    PORT: '0',
    REDIS_URL: redisUrl,
    SALES_URL: 'http://127.0.0.1:1',
    LOG_LEVEL: 'silent',
  };
  const owners: Kit<ServiceEnvironment>[] = [];
  const owner = await startService(
    {
      name: 'products',
      environment: serviceEnvironment,
      migrations: [],
      routes: (kit) => {
        owners.push(kit);
        return internalFeedRoutes({ ...kit, feeds: ['catalogue'] });
      },
    },
    { ...environment, DATABASE_URL: ownerDb.url },
  );
  const products = await assortment();
  const tell = async (rows: readonly { key: string; value: unknown }[]) =>
    owners[0]?.database.transaction((tx) =>
      writeFeedRows(
        tx,
        'catalogue',
        rows.map((row) => ({ scope: '*', ...row })),
      ),
    );
  await tell([
    { key: 'rules', value: rules },
    ...products.map((value) => ({ key: `product/${value.id}`, value })),
  ]);
  const start = async (more: Readonly<Record<string, string>> = {}) => {
    const started = await startService(cartService, {
      ...environment,
      DATABASE_URL: cartDb.url,
      PRODUCT_URL: owner.address,
      CUSTOMER_URL: issuer.url,
      ...own,
      ...more,
    });
    await vi.waitUntil(() => isReady(started), { timeout: 20_000 });
    return started;
  };
  const carts: RunningService[] = [];
  for (let count = 0; count < instances; count += 1) carts.push(await start());
  const db = new pg.Client({ connectionString: cartDb.url });
  await db.connect();
  const redis = new Redis(own.REDIS_URL ?? redisUrl);
  // It may be away for a while, and comes back by itself.
  redis.on('error', () => undefined);
  const followed = async () => (await db.query('select 1 from catalogue_product')).rowCount;
  await vi.waitUntil(async () => (await followed()) === products.length, { timeout: 20_000 });
  let turn = 0;
  /** Each call goes to another instance, unless told. */
  const call = (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    at?: number,
  ) => {
    turn += 1;
    const { address } = carts[(at ?? turn) % instances] ?? owner;
    return fetch(`${address}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  const addTo = (
    sessionId: string | undefined,
    productId: string,
    quantity: string,
    key: string = randomUUID(),
  ) =>
    call(
      'POST',
      '/api/v1/cart/items',
      { ...(sessionId ? { sessionId } : {}), productId, quantity },
      { 'idempotency-key': key },
    );
  return {
    products,
    tell,
    redis,
    db,
    customerToken: issuer.customerToken,
    carts,
    /** What stands for Product: its feed of the catalogue. */
    product: owner,
    areReady: async () => (await Promise.all(carts.map(isReady))).every(Boolean),
    start,
    call,
    addTo,
    /** What Customer says to all, once. */
    async tellCustomer(type: string, data: object): Promise<void> {
      const about = { id: randomUUID(), type, version: 1, key: 'k', at: new Date().toISOString() };
      const event = { ...about, correlationId: null, traceparent: null, pos: 1, data };
      await redis.xadd('events.customer', '*', 'event', JSON.stringify(event));
    },
    /** A version is in PostgreSQL, as it is within a second. */
    isWritten: async ({ sessionId, version }: Pick<CartView, 'sessionId' | 'version'>) =>
      (await db.query('select 1 from cart where id = $1 and version >= $2', [sessionId, version]))
        .rowCount === 1,
    async view(answer: Promise<Response> | Response): Promise<CartView> {
      const told = await answer;
      const body: unknown = await told.json();
      expect(told.ok, JSON.stringify(body)).toBe(true);
      return cartView.parse(body);
    },
    async close() {
      await Promise.all(carts.map((one) => one.close()));
      await owner.close();
      await issuer.close();
      redis.disconnect();
      await db.end();
      await cartDb.drop();
      await ownerDb.drop();
    },
  };
}
export type House = Awaited<ReturnType<typeof openHouse>>;
