/** Shoppers' calls, through the gateway or straight to a service. */
import { randomUUID } from 'node:crypto';
import type { Run } from '../../scripts/system/run-file.ts';
import { type Answer, type Caller, expectOk } from './caller.ts';

type Cart = Readonly<{ sessionId: string; version: number; totals: { totalMinor: number } }>;
export type ShopProduct = Readonly<{ id: string; gtin: string; name: string }>;

const destination = { country: 'CA', region: 'QC', postalCode: 'H2X 1Y4' };
const address = {
  ...destination,
  recipient: 'Ana Tremblay',
  lines: ['4200, rue Saint-Denis'],
  city: 'Montréal',
};
const stockAdded = '100000';

export type Shop = ReturnType<typeof shopAt>;

/** @param base of the gateway, or of the service alone. A `key` is for who asks again: without it each call is a new one. */
export function shopAt(base: string, { call }: Caller) {
  const keyed = (key: string = randomUUID()) => ({ 'idempotency-key': key });
  return {
    product: (code: string) => call({ url: `${base}/api/v1/products/${code}` }),
    search: (words: string) =>
      call({ method: 'POST', url: `${base}/api/v1/products/search`, body: { query: words, limit: 24 } }),
    cart: (sessionId: string) => call({ url: `${base}/api/v1/cart/${sessionId}` }),
    add: (productId: string, sessionId?: string, key?: string) =>
      call({
        method: 'POST',
        url: `${base}/api/v1/cart/items`,
        body: { productId, quantity: '1', ...(sessionId ? { sessionId } : {}) },
        headers: keyed(key),
      }),
    calculate: (sessionId: string, key?: string) =>
      call({
        method: 'PUT',
        url: `${base}/api/v1/cart/${sessionId}/calculate`,
        body: { destination, delivery: { method: 'ship' } },
        headers: keyed(key),
      }),
    checkout: ({ sessionId, version, totals }: Cart, key?: string) =>
      call({
        method: 'POST',
        url: `${base}/api/v1/orders/checkout`,
        body: {
          cartSessionId: sessionId,
          cartVersion: version,
          guest: { email: `essai-${sessionId.slice(0, 13)}@example.com`, name: 'Ana Tremblay' },
          delivery: { method: 'ship', address },
          payment: { provider: 'local', paymentMethodToken: 'pm_card_visa' },
          expectedTotal: { amountMinor: totals.totalMinor, currency: 'CAD' },
          language: 'fr',
        },
        headers: keyed(key),
      }),
  };
}

export const cartOf = (answer: Answer): Cart => answer.json<Cart>();

/** The demo's products worth buying, with more on the web warehouse's shelf than any bench can sell. */
export async function stockedProducts(run: Run, { call }: Caller): Promise<ShopProduct[]> {
  const products: ShopProduct[] = [];
  for (const gtin of run.demo.gtins ?? []) {
    const answer = await expectOk(call({ url: `${run.gateway}/api/v1/products/${gtin}` }));
    const { id, name } = answer.json<{ id: string; name: { fr?: string } | string }>();
    products.push({ id, gtin, name: typeof name === 'string' ? name : (name.fr ?? gtin) });
  }
  const { login, password } = run.demo.admin;
  const signedIn = await expectOk(
    call({ method: 'POST', url: `${run.gateway}/api/v1/staff/auth`, body: { login, password } }),
  );
  const headers = { authorization: `Bearer ${signedIn.json<{ accessToken: string }>().accessToken}` };
  const locations = await expectOk(call({ url: `${run.gateway}/api/v1/inventory/locations`, headers }));
  const web = locations
    .json<{ items: { locationId: string; code: string }[] }>()
    .items.find(({ code }) => code === 'WEB01');
  if (!web) throw new Error('the demo has no warehouse WEB01');
  await expectOk(
    call({
      method: 'POST',
      url: `${run.gateway}/api/v1/inventory/movements`,
      body: {
        locationId: web.locationId,
        reason: 'receipt',
        lines: products.map(({ id }) => ({ productId: id, quantity: stockAdded })),
      },
      headers: { ...headers, 'idempotency-key': randomUUID() },
    }),
  );
  return products;
}
