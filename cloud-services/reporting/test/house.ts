/** Reporting on a real PostgreSQL and Redis, with two producers that publish what they are told, and an owner of the catalogue feed. */
import { randomUUID } from 'node:crypto';
import { startMailCatcher } from '@comptoir/outside-world/mail-catcher/catcher';
import {
  type Kit,
  type RunningService,
  type ServiceEnvironment,
  serviceEnvironment,
  startService,
} from '@comptoir/service-kit';
import { appendEvents, type NewEvent } from '@comptoir/service-kit/events/append';
import { internalFeedRoutes } from '@comptoir/service-kit/feeds/route';
import { writeFeedRows } from '@comptoir/service-kit/feeds/write';
import { route } from '@comptoir/service-kit/http/route';
import { freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import { freshRedis } from '@comptoir/service-kit/testing/fresh-redis';
import { testIssuer } from '@comptoir/service-kit/testing/issuer';
import pg from 'pg';
import { inject } from 'vitest';
import { z } from 'zod';
import { reporting } from '../src/service.ts';

/** Sales publishes the keys that tokens are checked with. */
const keysOf = (issuerUrl: string) =>
  route({
    method: 'get',
    path: '/.well-known/jwks.json',
    summary: 'Keys',
    answers: { 200: z.json() },
    handle: async () => ({ status: 200, body: z.json().parse(await (await fetch(issuerUrl)).json()) }),
  });

/** What owners answer when they are asked for their own sums, by address. */
export type Ledgers = Record<string, unknown>;
const ledgerPaths = {
  sales: ['/internal/sales/totals', '/internal/sales/closings'],
  order: ['/internal/orders/totals'],
  inventory: ['/internal/inventory/totals'],
  products: [],
} as const;
const ledgerRoutes = (name: keyof typeof ledgerPaths, ledgers: Ledgers) =>
  ledgerPaths[name].map((path) =>
    route({
      method: 'get',
      path,
      summary: path,
      answers: { 200: z.json() },
      handle: async () => ({
        status: 200,
        body: z.json().parse(ledgers[path] ?? { items: [], refunds: [] }),
      }),
    }),
  );

/** Where links in mails lead; nobody listens there. */
export const gatewayUrl = 'https://comptoir.example';

export async function openHouse() {
  const redisUrl = await freshRedis(inject('redisUrl'));
  const issuer = await testIssuer();
  const databases: Awaited<ReturnType<typeof freshDatabase>>[] = [];
  const services: RunningService[] = [];
  const ledgers: Ledgers = {};
  const environment = async () => {
    const database = await freshDatabase(inject('postgresUrl'));
    databases.push(database);
    return {
      PORT: '0',
      REDIS_URL: redisUrl,
      SALES_URL: issuer.url,
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
      DATABASE_URL: database.url,
    };
  };
  const producer = async (name: 'sales' | 'order' | 'inventory' | 'products') => {
    const kits: Kit<ServiceEnvironment>[] = [];
    const service = await startService(
      {
        name,
        environment: serviceEnvironment,
        migrations: [],
        stream: `events.${name}`,
        keepsEvents: true,
        routes: (kit) => {
          kits.push(kit);
          if (name === 'products') return internalFeedRoutes({ ...kit, feeds: ['catalogue'] });
          return [...(name === 'sales' ? [keysOf(issuer.url)] : []), ...ledgerRoutes(name, ledgers)];
        },
      },
      await environment(),
    );
    services.push(service);
    const [kit] = kits;
    if (!kit) throw new Error(`${name} did not start`);
    return { address: service.address, kit };
  };
  const [sales, order, inventory, products] = [
    await producer('sales'),
    await producer('order'),
    await producer('inventory'),
    await producer('products'),
  ];
  const own = await environment();
  const catcher = await startMailCatcher({ port: 0, controlPort: 0 });
  const start = () =>
    startService(reporting, {
      ...own,
      SMTP_URL: catcher.smtpUrl,
      SMS_URL: `${catcher.controlUrl}/sms`,
      PUBLIC_GATEWAY_URL: gatewayUrl,
      PUBLIC_HEADQUARTERS_URL: 'https://siege.comptoir.example',
      // Tests look by themselves, at a moment of theirs.
      ALERTS_EVERY_MS: '3600000',
      WEBHOOK_PRIVATE_ADDRESSES: 'allow',
      SALES_URL: sales.address,
      PRODUCT_URL: products.address,
      ORDER_URL: order.address,
      INVENTORY_URL: inventory.address,
      // Stands in for Customer: nobody hears the stream on which it publishes, so that only its outbox knows.
      CUSTOMER_URL: products.address,
    });
  let service = await start();
  const db = new pg.Client({ connectionString: own.DATABASE_URL });
  await db.connect();
  const token = await issuer.staffToken(['head-office']);
  const call = (method: string, path: string, body?: unknown, bearer: string | null = token) =>
    fetch(`${service.address}${path}`, {
      method,
      headers: {
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    issuer,
    ledgers,
    databaseUrl: own.DATABASE_URL,
    db,
    token,
    call,
    get: async <T>(path: string): Promise<T> => {
      const answer = await call('GET', path);
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    },
    address: () => service.address,
    /** Another instance on the same database. */
    async another() {
      const other = await start();
      services.push(other);
      return other;
    },
    async mailsTo(recipient: string): Promise<Mail[]> {
      const answer = await fetch(`${catcher.controlUrl}/api/messages?to=${encodeURIComponent(recipient)}`);
      return ((await answer.json()) as { items: Mail[] }).items;
    },
    publish: (from: 'sales' | 'order' | 'inventory' | 'products', events: readonly NewEvent[]) =>
      ({ sales, order, inventory, products })[from].kit.database.transaction((tx) =>
        appendEvents(tx, events),
      ),
    /** An event of a producer that is not part of this house. */
    async tell(stream: string, type: string, pos: number, data: object): Promise<void> {
      const about = { id: randomUUID(), type, version: 1, key: 'k', at: '2026-11-24T15:00:00.000Z' };
      const event = { ...about, correlationId: null, traceparent: null, pos, data };
      await products.kit.redis.xadd(stream, '*', 'event', JSON.stringify(event));
    },
    tellCatalogue: (rows: readonly { key: string; value: unknown }[]) =>
      products.kit.database.transaction((tx) =>
        writeFeedRows(
          tx,
          'catalogue',
          rows.map((row) => ({ scope: '*', ...row })),
        ),
      ),
    async restart() {
      await service.close();
      service = await start();
    },
    async stop() {
      await service.close();
    },
    async close() {
      await service.close().catch(() => undefined);
      await Promise.all(services.map((one) => one.close()));
      await issuer.close();
      await catcher.close();
      await db.end();
      await Promise.all(databases.map((database) => database.drop()));
    },
  };
}
export type Mail = { subject: string; text: string; html: string; deliveries: number };
export type House = Awaited<ReturnType<typeof openHouse>>;
