/** The real service on a real PostgreSQL and Redis, with tokens signed as Sales signs them. */
import type { Currency } from '@comptoir/pricing/contract';
import { serviceEnvironment } from '@comptoir/service-kit/config';
import type { Database, Tx } from '@comptoir/service-kit/db/database';
import { derivedId } from '@comptoir/service-kit/events/append';
import { startService } from '@comptoir/service-kit/service';
import { freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import { freshRedis } from '@comptoir/service-kit/testing/fresh-redis';
import { testIssuer } from '@comptoir/service-kit/testing/issuer';
import { type FeedRow, feedPageEnd, feedRow } from '@comptoir/sync-protocol/feeds/rows';
import { Redis } from 'ioredis';
import pg from 'pg';
import { inject } from 'vitest';
import type { ImportReport } from '../src/api.ts';
import { productService } from '../src/service.ts';

export const ids = {
  grocery: '01930000-0000-7000-8100-000000000001',
  bread: '01930000-0000-7000-8100-000000000002',
  cheese: '01930000-0000-7000-8100-000000000003',
};

const texts = (fr: string, en: string) => ({ fr, en });

export const tree = {
  items: [
    {
      id: ids.grocery,
      slug: 'epicerie',
      name: texts('Épicerie', 'Grocery'),
      children: [
        { id: ids.bread, slug: 'pains', name: texts('Pains', 'Breads') },
        { id: ids.cheese, slug: 'fromages', name: texts('Fromages', 'Cheeses') },
      ],
    },
  ],
};

const saleOfNothing = {
  ...{ receiptNumber: '012-1-K7QF-000123', storeId: 's', registerId: 'r', cashierId: 'c' },
  ...{ businessDate: '2026-11-24', completedAt: '2026-11-24T15:00:00.000Z', channel: 'pos', currency: 'CAD' },
  ...{
    subtotalMinor: 0,
    discountMinor: 0,
    taxes: [],
    totalMinor: 0,
    cashRoundingMinor: 0,
    lines: [],
    tenders: [],
  },
};

export type House = Awaited<ReturnType<typeof openHouse>>;

export async function openHouse() {
  const database = await freshDatabase(inject('postgresUrl'));
  const inventoryDatabase = await freshDatabase(inject('postgresUrl'));
  const issuer = await testIssuer();
  const environment = {
    PORT: '0',
    REDIS_URL: await freshRedis(inject('redisUrl')),
    SALES_URL: issuer.url,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
  };
  const inventories: Database[] = [];
  const inventory = await startService(
    {
      name: 'inventory',
      environment: serviceEnvironment,
      migrations: [],
      stream: 'events.inventory',
      routes: (kit) => {
        inventories.push(kit.database);
        return [];
      },
    },
    { ...environment, DATABASE_URL: inventoryDatabase.url },
  );
  const service = await startService(productService, {
    ...environment,
    DATABASE_URL: database.url,
    INVENTORY_URL: inventory.address,
  });
  const redis = new Redis(environment.REDIS_URL);
  const db = new pg.Pool({ connectionString: database.url, max: 1 });
  let salesPos = 0;
  const staff = await issuer.staffToken();
  const device = await issuer.deviceToken('any-store');
  const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(`${service.address}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${staff}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const shop = (path: string, language = 'fr') =>
    fetch(`${service.address}${path}`, { headers: { 'accept-language': language } });
  return {
    address: service.address,
    issuer,
    call,
    shop,
    redisUrl: environment.REDIS_URL,
    /** Inventory's part: a producer that publishes what it is told. */
    publishStock: (append: (tx: Tx) => Promise<void>) =>
      Promise.all(inventories.map((one) => one.transaction(append))),
    /** Sales' part: what it tells of a sale, as far as Product listens. */
    async publishSale(
      told: Readonly<{ saleId: string; promotionIds: readonly string[]; coupons?: readonly string[] }>,
    ): Promise<void> {
      salesPos += 1;
      const event = {
        ...{ id: derivedId('sale.recorded', told.saleId), type: 'sale.recorded', version: 1, key: 'k' },
        ...{ at: '2026-11-24T15:00:00.000Z', correlationId: null, traceparent: null, pos: salesPos },
        data: { ...saleOfNothing, ...told },
      };
      await redis.xadd('events.sales', '*', 'event', JSON.stringify(event));
    },
    /** Whose sales and orders have taken a use of a promotion's coupon. */
    async usesTaken(promotionId: string): Promise<string[]> {
      const { rows } = await db.query<{ reference: string }>(
        'select reference from promotion_use where promotion_id = $1 and until is null',
        [promotionId],
      );
      return rows.map(({ reference }) => reference);
    },
    async importFile(
      text: string | Uint8Array,
      type = 'application/x-ndjson',
      query = '',
      language = 'en',
    ): Promise<ImportReport> {
      const answer = await fetch(`${service.address}/api/v1/products/import${query}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${staff}`, 'content-type': type, 'accept-language': language },
        body: text,
      });
      if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
      return (await answer.json()) as ImportReport;
    },
    /** Rows after a cursor, waiting for news, until one is `last`. */
    async feedUntil(from: string, last: (row: FeedRow) => boolean) {
      const rows: FeedRow[] = [];
      for (let cursor = from; ; ) {
        const answer = await fetch(
          `${service.address}/api/v1/sync/feeds/catalogue?cursor=${cursor}&limit=5000&wait=20`,
          {
            headers: { authorization: `Bearer ${device}` },
          },
        );
        const lines = (await answer.text())
          .trim()
          .split('\n')
          .map((line): unknown => JSON.parse(line));
        ({ cursor } = feedPageEnd.parse(lines.pop()));
        rows.push(...lines.map((line) => feedRow.parse(line)));
        if (rows.some(last)) return { rows, cursor };
      }
    },
    async close() {
      redis.disconnect();
      await db.end();
      await service.close();
      await inventory.close();
      await issuer.close();
      await database.drop();
      await inventoryDatabase.drop();
    },
  };
}

export const ndjson = (...rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n');
export const cad = (amountMinor: number): { amountMinor: number; currency: Currency } => ({
  amountMinor,
  currency: 'CAD',
});
