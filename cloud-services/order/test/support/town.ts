/**
 * What surrounds Order: real Cart and Inventory processes, the payment provider, the mail catcher, PostgreSQL and Redis. An
 * owner of the catalogue feed stands in for Product's database of thousands.
 */
import { randomUUID } from 'node:crypto';
import { startMailCatcher } from '@comptoir/outside-world/mail-catcher/catcher';
import { startProvider } from '@comptoir/outside-world/payment-provider/provider';
import { taxData } from '@comptoir/pricing';
import { type Kit, type ServiceEnvironment, serviceEnvironment, startService } from '@comptoir/service-kit';
import { internalFeedRoutes } from '@comptoir/service-kit/feeds/route';
import { writeFeedRows } from '@comptoir/service-kit/feeds/write';
import { freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import { freshRedis } from '@comptoir/service-kit/testing/fresh-redis';
import { testIssuer } from '@comptoir/service-kit/testing/issuer';
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import { Redis } from 'ioredis';
import pg from 'pg';
import { z } from 'zod';
import { freePort } from '../../../../scripts/system/ports.ts';
import { bundle, forget, type Running, run } from '../../../../scripts/system/service-process.ts';
import { waitUntil } from '../../../../scripts/system/wait-until.ts';
import type { CheckoutRequest } from '../../src/api.ts';
import { type Ground, ofTheTestRun } from './ground.ts';

export const secrets = { provider: 'sk_test_of_the_tests', webhook: 'whsec_of_the_tests' };
export const warehouse = '0193a000-0000-7000-8000-0000000000e1';
export const store = '0193a000-0000-7000-8000-0000000000e2';
export const closedStore = '0193a000-0000-7000-8000-0000000000e3';

/** Where parcels leave from, as Sales says. */
const placeAt = (name: string, lastLine: string) => ({
  ...{ name, address: ['12, rue Principale', lastLine], phone: '450 555-0100', jurisdiction: 'CA-QC' },
});
const places = {
  [`/internal/sales/places/${warehouse}`]: placeAt('Entrepôt', 'Lachine (Québec)  H8T 3H0'),
  [`/internal/sales/places/${store}`]: placeAt('Mile End', 'Laval (Québec)  H7L 1L0'),
  [`/internal/sales/places/${closedStore}`]: {
    ...placeAt('Plateau', 'Laval (Québec)  H7L 1L0'),
    openings: [],
  },
};
export const citiesOfPlaces: Readonly<Record<string, string>> = { [warehouse]: 'Lachine', [store]: 'Laval' };
const waitMs = 30_000;

export type Town = Awaited<ReturnType<typeof openTown>>;

/** @param ofCart what is special in the environment of this town's Cart. */
export async function openTown(
  ofCart: Readonly<Record<string, string>> = {},
  ground: Ground = ofTheTestRun(),
) {
  const closers: (() => unknown)[] = [];
  const redisUrl = await freshRedis(ground.redisUrl);
  const redis = new Redis(redisUrl);
  closers.push(() => redis.disconnect());
  const issuer = await testIssuer(places);
  closers.push(() => issuer.close());
  const database = async () => {
    const fresh = await freshDatabase(ground.postgresUrl);
    closers.push(() => fresh.drop());
    return fresh.url;
  };
  const common = { REDIS_URL: redisUrl, SALES_URL: issuer.url, CUSTOMER_URL: issuer.url };

  const products = await openProducts({
    ...common,
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: await database(),
  });
  closers.push(() => products.close());
  const [cartFile, inventoryFile] = await Promise.all([
    bundle('cart/src/main.ts'),
    bundle('inventory/src/main.ts'),
  ]);
  closers.push(() => [cartFile, inventoryFile].forEach(forget));
  const inventoryUrl = await database();
  const cartDatabase = await database();
  const inventoryPort = String(await freePort());
  const orderPort = await freePort();
  const startCart = () =>
    run(cartFile, {
      ...common,
      DATABASE_URL: cartDatabase,
      PRODUCT_URL: products.address,
      INVENTORY_URL: `http://127.0.0.1:${inventoryPort}`,
      ORDER_URL: `http://127.0.0.1:${orderPort}`,
      ...ofCart,
    });
  const startInventory = () =>
    run(inventoryFile, { ...common, PORT: inventoryPort, DATABASE_URL: inventoryUrl });
  const mail = await startMailCatcher({ port: 0, controlPort: 0 });
  closers.push(() => mail.close());
  const [cart, firstInventory] = await Promise.all([startCart(), startInventory()]);
  let inventory = firstInventory;
  closers.push(() => Promise.all([cart.kill(), inventory.kill()]));
  const stock = new pg.Client({ connectionString: inventoryUrl });
  await stock.connect();
  closers.push(() => stock.end());
  await stock.query(
    `insert into location (id, code, name, kind, version) values ($1, 'WEB01', 'Entrepôt', 'warehouse', 1),
     ($2, 'MTL01', 'Mile End', 'store', 1) on conflict do nothing`,
    [warehouse, store],
  );
  const carts = new pg.Client({ connectionString: cartDatabase });
  await carts.connect();
  closers.push(() => carts.end());
  const provider = await startProvider({
    port: 0,
    secretKey: secrets.provider,
    publishableKey: 'pk_test',
    webhook: { url: `http://127.0.0.1:${orderPort}/api/v1/orders/webhooks/local`, secret: secrets.webhook },
  });
  closers.push(() => provider.close());
  const orderDatabase = await database();
  const orders = new pg.Client({ connectionString: orderDatabase });
  await orders.connect();
  closers.push(() => orders.end());
  const environment = {
    ...common,
    PORT: String(orderPort),
    LOG_LEVEL: 'silent',
    DATABASE_URL: orderDatabase,
    CUSTOMER_URL: issuer.url,
    CART_URL: cart.address,
    PRODUCT_URL: products.address,
    INVENTORY_URL: inventory.address,
    SMTP_URL: mail.smtpUrl,
    SMS_URL: `${mail.controlUrl}/sms`,
    PAYMENT_PROVIDER_URL: provider.url,
    PAYMENT_PROVIDER_SECRET: secrets.provider,
    PAYMENT_WEBHOOK_SECRET: secrets.webhook,
    PUBLIC_SHOP_URL: 'http://shop.example',
    // Whoever runs tests at night is told too.
    SMS_QUIET_HOURS: 'none',
  };
  const staff = await issuer.staffToken(['head-office']);
  const order = `http://127.0.0.1:${orderPort}`;

  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    at = order,
  ): Promise<Reply> => {
    const answer = await fetch(`${at}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: said.parse(text === '' ? {} : JSON.parse(text)),
    };
  };
  const calculated = async (
    sessionId: string,
    method: 'ship' | 'collect' = 'ship',
    { headers = {}, ...more }: { headers?: Record<string, string> } = {},
    withOrderId?: string,
  ) => {
    const terms = {
      destination: { country: 'CA', region: 'QC', postalCode: 'H2T 1S4' },
      delivery: {
        ...(method === 'ship' ? { method } : { method, storeId: store }),
        ...(withOrderId === undefined ? {} : { withOrderId }),
      },
      ...more,
    };
    const told = await call('PUT', `/api/v1/cart/${sessionId}/calculate`, terms, headers, cart.address);
    return { version: Number(told.body.version), ...totals.parse(told.body.totals) };
  };
  const messages = async (to: string): Promise<z.infer<typeof mails>['items']> => {
    const path = `/api/messages?to=${encodeURIComponent(to)}`;
    return mails.parse((await call('GET', path, undefined, {}, mail.controlUrl)).body).items;
  };
  const keyed = () => ({ 'idempotency-key': randomUUID() });
  const asStaff = { authorization: `Bearer ${staff}` };
  const asDevice = { authorization: `Bearer ${await issuer.deviceToken(store)}` };

  return {
    environment,
    products,
    orders,
    stock,
    redis,
    issuer,
    provider,
    mail,
    asStaff,
    asDevice,
    call,
    keyed,
    async anotherCart(): Promise<Running> {
      const another = await startCart();
      closers.push(() => another.kill());
      return another;
    },
    /** @returns what has it back, at the same address. */
    async withoutInventory(): Promise<() => Promise<void>> {
      await inventory.kill();
      return async () => {
        inventory = await startInventory();
      };
    },
    /** A product of which so many pieces lie in the warehouse and in the store. */
    async stocked(pieces: number, priceMinor = 1_000, soldBy: SoldBy = 'piece'): Promise<string> {
      const productId = await products.add(priceMinor, soldBy);
      for (const locationId of [warehouse, store])
        await call(
          'POST',
          '/api/v1/inventory/movements',
          { locationId, reason: 'opening', lines: [{ productId, quantity: String(pieces) }] },
          { ...asStaff, ...keyed() },
          inventory.address,
        );
      return productId;
    },
    /** A cart that has been calculated for its delivery. */
    async cart(
      productId: string,
      quantity = '1',
      method: 'ship' | 'collect' = 'ship',
      {
        headers = {},
        ...more
      }: { headers?: Record<string, string>; loyaltyPoints?: number; coupons?: string[] } = {},
    ) {
      const add = () =>
        call('POST', '/api/v1/cart/items', { productId, quantity }, { ...keyed(), ...headers }, cart.address);
      let made = await add();
      // The catalogue feed needs a moment.
      await waitUntil(`${productId} is sold`, waitMs, async () => {
        if (made.status !== 201) made = await add();
        return made.status === 201;
      });
      const sessionId = String(made.body.sessionId);
      return { sessionId, ...(await calculated(sessionId, method, { headers, ...more })) };
    },
    calculated,
    readCart: (sessionId: string, headers: Record<string, string> = {}) =>
      call('GET', `/api/v1/cart/${sessionId}`, undefined, headers, cart.address),
    /** By the link of a reminder. */
    comeBack: (token: string | null, headers: Record<string, string> = {}) =>
      call('POST', '/api/v1/cart/returns', { token }, headers, cart.address),
    /** As if nobody had changed it for two hours, once it is written down. */
    async leave({ sessionId, version }: { sessionId: string; version: number }): Promise<void> {
      const leaving = `update cart set changed_at = now() - interval '2 hours' where id = $1 and version >= $2`;
      const left = async () => (await carts.query(leaving, [sessionId, version])).rowCount === 1;
      await waitUntil(`cart ${sessionId} is written down`, waitMs, left);
    },
    /** What became of the letters about a cart, the first one first. */
    async reminders(sessionId: string): Promise<(string | null)[]> {
      const { rows } = await carts.query(
        'select outcome from cart_reminder where cart_id = $1 order by asked_at',
        [sessionId],
      );
      return rows.map(({ outcome }) => outcome);
    },
    request: (
      { sessionId, dueMinor }: { sessionId: string; dueMinor: number },
      more: Partial<CheckoutRequest> = {},
      token = 'pm_card_visa',
    ): CheckoutRequest => ({
      cartSessionId: sessionId,
      guest: { email: `${sessionId}@client.example`, name: 'Ana Roy' },
      delivery: {
        method: 'ship',
        address: {
          recipient: 'Ana Roy',
          lines: ['12, rue Bernard'],
          city: 'Montréal',
          region: 'QC',
          postalCode: 'H2T 1S4',
          country: 'CA',
        },
      },
      payment: { provider: 'local', paymentMethodToken: token },
      expectedTotal: { amountMinor: dueMinor, currency: 'CAD' },
      language: 'fr',
      ...more,
    }),
    checkout: (request: CheckoutRequest, key: string = randomUUID(), headers: Record<string, string> = {}) =>
      call('POST', '/api/v1/orders/checkout', request, { 'idempotency-key': key, ...headers }),
    read: (orderId: unknown, token: unknown) =>
      call('GET', `/api/v1/orders/${String(orderId)}`, undefined, { 'x-order-token': String(token) }),
    /** As staff, from the version that it has now. */
    async move(orderId: string, status: string, more: object = {}): Promise<Reply> {
      const seen = await call('GET', `/api/v1/orders/${orderId}`, undefined, asStaff);
      const headers = { ...asStaff, 'if-match': seen.headers.get('etag') ?? '' };
      return call('PUT', `/api/v1/orders/${orderId}/status`, { status, ...more }, headers);
    },
    /** An event of another service, that nobody else hears of. */
    async tell(stream: string, type: string, key: string, data: object): Promise<void> {
      const at = new Date().toISOString();
      const about = { id: randomUUID(), type, version: 1, key, at, correlationId: null, traceparent: null };
      await redis.xadd(stream, '*', 'event', JSON.stringify({ ...about, pos: 1, data }));
    },
    async misbehave(told: object): Promise<void> {
      await call('POST', '/_control/misbehave', told, {}, provider.url);
    },
    /** What the provider holds for an order: nothing is asked of Order. */
    async payments(orderId: unknown) {
      const query = encodeURIComponent(`metadata['order']:'${String(orderId)}'`);
      const headers = { authorization: `Bearer ${secrets.provider}` };
      const path = `/v1/payment_intents/search?expand[]=data.latest_charge&query=${query}`;
      const answer = await call('GET', path, undefined, headers, provider.url);
      return intents.parse(answer.body).data;
    },
    async reservations(orderId: unknown): Promise<string[]> {
      const { rows } = await stock.query('select state from reservation where reference = $1', [orderId]);
      return rows.map(({ state }) => state);
    },
    /** Pieces of a product that are promised to nobody, everywhere. */
    async free(productId: string): Promise<number> {
      const { rows } = await stock.query(
        'select sum(on_hand - reserved) as free from balance where product_id = $1',
        [productId],
      );
      return Number(rows[0]?.free);
    },
    mails: (sessionId: string) => messages(`${sessionId}@client.example`),
    /** What came by mail or SMS to an address or a number, newest first. */
    messages,
    async mailServer(how: object): Promise<void> {
      await call('POST', '/misbehave', how, {}, mail.controlUrl);
    },
    async close(): Promise<void> {
      for (const close of closers.reverse()) await close();
    },
  };
}

export type Reply = Readonly<{ status: number; headers: Headers; body: z.infer<typeof said> }>;
const said = z.record(z.string(), z.unknown());
const intents = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      amount_received: z.number(),
      latest_charge: z.object({ amount_refunded: z.number() }).nullable(),
    }),
  ),
});
const mails = z.object({
  items: z.array(
    z.object({ subject: z.string(), text: z.string(), unsubscribing: z.array(z.string()).optional() }),
  ),
});
const totals = z.object({ subtotalMinor: z.int(), totalMinor: z.int(), dueMinor: z.int() });

type SoldBy = CatalogueProduct['pricing']['soldBy'];

async function openProducts(environment: Record<string, string>) {
  const kits: Kit<ServiceEnvironment>[] = [];
  const owner = await startService(
    {
      name: 'products',
      environment: serviceEnvironment,
      migrations: [],
      routes: (kit) => {
        kits.push(kit);
        return internalFeedRoutes({ ...kit, feeds: ['catalogue'] });
      },
    },
    environment,
  );
  const tell = (key: string, value: unknown) =>
    kits[0]?.database.transaction((tx) => writeFeedRows(tx, 'catalogue', [{ scope: '*', key, value }]));
  await tell('rules', { version: 'test-1', ...taxData, taxMode: 'added-per-invoice', cashIncrementMinor: 5 });
  const price = async (id: string, unitPriceMinor: number, soldBy: SoldBy = 'piece') => {
    const product: CatalogueProduct = {
      id,
      sku: `SKU-${id}`,
      gtins: [],
      name: { fr: 'Savon à l’avoine', en: 'Oat soap' },
      categoryId: 'c',
      pricing: { productId: id, unitPriceMinor, taxCategory: 'standard', soldBy },
    };
    await tell(`product/${id}`, product);
  };
  return {
    address: owner.address,
    price,
    tell,
    async add(unitPriceMinor: number, soldBy: SoldBy): Promise<string> {
      const id = randomUUID();
      await price(id, unitPriceMinor, soldBy);
      return id;
    },
    close: () => owner.close(),
  };
}
