/** The 28 calls of the needs analysis, through the gateway, each against its service's own OpenAPI document. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { answered, ask, type Call } from './support/contract.ts';
import { run } from './support/house.ts';

const v1 = (path: string) => `/api/v1${path}`;
const keyed = (headers: Record<string, string> = {}) => ({ ...headers, 'idempotency-key': randomUUID() });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const { storeId = '', registerId = '', gtins = [], customer: login } = run.demo;
const nobody = randomUUID();
const quebec = { country: 'CA', region: 'QC', postalCode: 'H2X 1Y4' };
const address = { recipient: 'Ana Roy', lines: ['1, rue Principale'], city: 'Montréal', ...quebec };

let staff: Record<string, string>;
let customer: Record<string, string>;
let customerId: string;
// biome-ignore lint/suspicious/noExplicitAny: as the catalogue answers.
let product: any;

const cart = (over: Partial<Call>): Call => ({
  service: 'cart',
  method: 'post',
  path: v1('/cart/items'),
  ...over,
});
const add = (quantity = '1', sessionId?: string) =>
  answered(
    cart({
      body: { productId: product.id, quantity, ...(sessionId ? { sessionId } : {}) },
      headers: keyed(),
    }),
    201,
  );
const calculate = (sessionId: string) =>
  answered(
    cart({
      method: 'put',
      path: v1('/cart/{session_id}/calculate'),
      at: v1(`/cart/${sessionId}/calculate`),
      body: { destination: quebec, delivery: { method: 'ship' } },
    }),
    200,
  );
const checkout = (body: object, headers: Record<string, string> = keyed()): Call => ({
  service: 'order',
  method: 'post',
  path: v1('/orders/checkout'),
  body,
  headers,
});
async function bought() {
  const { sessionId } = await add();
  const { totals } = await calculate(sessionId);
  return answered(
    checkout({
      cartSessionId: sessionId,
      guest: { email: 'ana@exemple.ca', name: 'Ana Roy' },
      delivery: { method: 'ship', address },
      payment: { provider: 'local', paymentMethodToken: 'pm_card_visa' },
      expectedTotal: { amountMinor: totals.totalMinor, currency: 'CAD' },
      language: 'fr',
    }),
    201,
  );
}
const sale = (over: object = {}) => ({
  storeId,
  registerId,
  cashierId: 'caisse-7',
  occurredAt: new Date().toISOString(),
  externalReference: randomUUID(),
  lines: [
    {
      productId: product.id,
      sku: product.sku,
      name: { fr: 'Article', en: 'Item' },
      quantity: '2',
      unitPriceMinor: 500,
      amountMinor: 1_000,
    },
  ],
  tenders: [{ kind: 'card', amountMinor: 1_000 }],
  ...over,
});

beforeAll(async () => {
  const { login: name = '', password } = run.demo.admin;
  const signedIn = await fetch(`${run.gateway}${v1('/staff/auth')}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: name, password }),
  });
  staff = bearer(((await signedIn.json()) as { accessToken: string }).accessToken);
  const found = await fetch(`${run.gateway}${v1(`/products/${gtins[0]}`)}`);
  product = await found.json();
});

describe('Product', () => {
  const service = 'products';
  test('GET /products', async () => {
    const at = v1('/products?limit=3&sort=price&channel=web&updatedSince=2020-01-01T00:00:00Z');
    const first = await answered({ service, method: 'get', path: v1('/products'), at }, 200);
    expect(first.items).toHaveLength(3);
    const next = await answered(
      { service, method: 'get', path: v1('/products'), at: `${at}&cursor=${first.nextCursor}` },
      200,
    );
    expect(next.items[0].id).not.toBe(first.items[0].id);
    await answered({ service, method: 'get', path: v1('/products'), at: v1('/products?limit=0') }, 400);
    await answered({ service, method: 'get', path: v1('/products'), at: v1('/products?colour=red') }, 400);
  });
  test('GET /products/{id}, by id, SKU and GTIN', async () => {
    for (const code of [product.id, product.sku, gtins[0]]) {
      const told = await answered(
        { service, method: 'get', path: v1('/products/{id}'), at: v1(`/products/${code}`) },
        200,
      );
      expect(told.id).toBe(product.id);
    }
    await answered(
      { service, method: 'get', path: v1('/products/{id}'), at: v1(`/products/${nobody}`) },
      404,
    );
  });
  test('POST /products/search', async () => {
    const path = v1('/products/search');
    const body = {
      query: 'pain',
      filters: { priceMax: { amountMinor: 2_000, currency: 'CAD' } },
      facets: ['category'],
      limit: 5,
    };
    const found = await answered({ service, method: 'post', path, body }, 200);
    expect(found.total).toBeGreaterThan(0);
    expect(
      found.items.every((item: { price: { amountMinor: number } }) => item.price.amountMinor <= 2_000),
    ).toBe(true);
    await answered({ service, method: 'post', path, body: { query: 'pain', unknown: 1 } }, 400);
  });
  test('GET /categories', async () => {
    const { items } = await answered({ service, method: 'get', path: v1('/categories') }, 200);
    expect(items.length).toBeGreaterThan(3);
  });
});

describe('Customer', () => {
  const service = 'customer';
  const registration = () => ({
    email: `essai-${randomUUID()}@exemple.ca`,
    password: 'un mot de passe long',
    firstName: 'Ana',
    lastName: 'Roy',
    language: 'fr',
    consents: { marketingEmail: false, analytics: false },
  });
  const own = (path: string) => ({
    path: v1(`/customers/{id}${path}`),
    at: v1(`/customers/${customerId}${path}`),
  });

  test('POST /customers/register: a known address is answered like a new one', async () => {
    const call: Call = { service, method: 'post', path: v1('/customers/register'), body: registration() };
    const [first, again] = [await answered(call, 201), await answered(call, 201)];
    expect(Object.keys(again).sort()).toEqual(Object.keys(first).sort());
    await answered({ ...call, body: { ...registration(), email: 'nonsense' } }, 400, 422);
    await answered({ ...call, body: { ...registration(), admin: true } }, 400);
  });
  test('POST /customers/auth', async () => {
    const call: Call = { service, method: 'post', path: v1('/customers/auth'), body: login };
    const told = await answered(call, 200);
    [customer, customerId] = [bearer(told.accessToken), told.customerId];
    await answered({ ...call, body: { ...login, password: 'wrong wrong wrong' } }, 401);
    const rotated = await answered({ ...call, body: { refreshToken: told.refreshToken } }, 200);
    expect(rotated.refreshToken).not.toBe(told.refreshToken);
  });
  test('GET /customers/{id}/profile: one’s own, and nobody else’s', async () => {
    const profile = await answered({ service, method: 'get', ...own('/profile'), headers: customer }, 200);
    expect(profile.email).toBe(login?.email);
    await answered({ service, method: 'get', ...own('/profile'), headers: staff }, 200);
    const other = { path: v1('/customers/{id}/profile'), at: v1(`/customers/${nobody}/profile`) };
    await answered({ service, method: 'get', ...other, headers: customer }, 404);
    expect((await ask({ service, method: 'get', ...own('/profile') })).status).toBe(401);
    expect((await ask({ service, method: 'get', ...own('/profile'), headers: bearer('a.b.c') })).status).toBe(
      401,
    );
  });
  test('PUT /customers/{id}/addresses', async () => {
    const call = (told: object): Call => ({
      service,
      method: 'put',
      ...own('/addresses'),
      headers: customer,
      body: {
        addresses: [{ kind: 'delivery', isDefault: true, phone: '+15145550142', ...address, ...told }],
      },
    });
    const { addresses } = await answered(call({}), 200);
    expect(addresses).toHaveLength(1);
    await answered(call({ postalCode: '12345' }), 400, 422);
  });
  test('GET /customers/{id}/orders', async () => {
    await answered({ service, method: 'get', ...own('/orders'), headers: customer }, 200);
    const other = { path: v1('/customers/{id}/orders'), at: v1(`/customers/${nobody}/orders`) };
    await answered({ service, method: 'get', ...other, headers: customer }, 404);
  });
});

describe('Cart', () => {
  test('POST /cart/items', async () => {
    const made = await add('2');
    expect((await add('1', made.sessionId)).lines[0].quantity).toBe('3');
    for (const quantity of ['-1', '0', '0.5'])
      await answered(cart({ body: { productId: product.id, quantity } }), 400, 422);
    await answered(cart({ body: { productId: nobody, quantity: '1' } }), 422);
    await answered(cart({ body: { productId: product.id, quantity: '1', price: 1 } }), 400);
  });
  test('GET /cart/{session_id}', async () => {
    const { sessionId } = await add();
    const one = { method: 'get', path: v1('/cart/{session_id}') } as const;
    await answered(cart({ ...one, at: v1(`/cart/${sessionId}`) }), 200);
    await answered(cart({ ...one, at: v1(`/cart/${nobody}`) }), 404);
  });
  test('PUT /cart/{session_id}/calculate', async () => {
    const { sessionId } = await add();
    const { totals } = await calculate(sessionId);
    expect(totals).toMatchObject({ estimated: false, jurisdiction: 'CA-QC' });
  });
  test('DELETE /cart/{session_id}', async () => {
    const { sessionId } = await add();
    const one = { method: 'delete', path: v1('/cart/{session_id}'), at: v1(`/cart/${sessionId}`) } as const;
    await answered(cart(one), 204);
    await answered(cart(one), 404);
  });
});

describe('Order', () => {
  const service = 'order';
  const one = (id: string) => ({ path: v1('/orders/{id}'), at: v1(`/orders/${id}`) });
  test('POST /orders/checkout, GET /orders/{id}, PUT /orders/{id}/status', async () => {
    const made = await bought();
    const link = { 'x-order-token': made.accessToken };
    const order = await answered({ service, method: 'get', ...one(made.orderId), headers: link }, 200);
    expect(order).toMatchObject({ id: made.orderId, number: made.number, status: 'confirmed' });
    await answered({ service, method: 'get', ...one(made.orderId), headers: customer }, 404);
    await answered({ service, method: 'get', ...one(nobody), headers: customer }, 404);
    const moving: Call = {
      service,
      method: 'put',
      path: v1('/orders/{id}/status'),
      at: v1(`/orders/${made.orderId}/status`),
      body: { status: 'preparing' },
      headers: { ...staff, 'if-match': `"${order.version}"` },
    };
    await answered({ ...moving, headers: staff }, 428);
    await answered({ ...moving, body: { status: 'delivered' } }, 409);
    await answered(moving, 200);
    await answered(moving, 412);
  });
  test('a checkout without its key, of an unknown cart, or of another total is refused', async () => {
    const { sessionId } = await add();
    await calculate(sessionId);
    const body = {
      cartSessionId: sessionId,
      guest: { email: 'ana@exemple.ca', name: 'Ana Roy' },
      delivery: { method: 'ship', address },
      payment: { provider: 'local', paymentMethodToken: 'pm_card_visa' },
      expectedTotal: { amountMinor: 1, currency: 'CAD' },
      language: 'fr',
    };
    await answered(checkout(body, {}), 400);
    await answered(checkout(body), 409);
    await answered(checkout({ ...body, cartSessionId: nobody }), 404, 409, 422);
    await answered(checkout({ ...body, discount: 100 }), 400);
  });
});

describe('Inventory', () => {
  const service = 'inventory';
  test('GET /inventory/stock/{product_id}, for staff and applications, now and at a moment', async () => {
    const path = v1('/inventory/stock/{productId}');
    const at = v1(`/inventory/stock/${product.id}`);
    await answered({ service, method: 'get', path, at, headers: staff }, 200);
    await answered({ service, method: 'get', path, at, headers: { apikey: run.demo.apiKey } }, 200);
    const before = await answered(
      { service, method: 'get', path, at: `${at}?at=2020-01-01T00:00:00Z`, headers: staff },
      200,
    );
    expect(before.totals.onHand).toBe('0');
    expect((await ask({ service, method: 'get', path, at, headers: { apikey: 'guessed' } })).status).toBe(
      401,
    );
  });
  test('POST /inventory/reserve', async () => {
    const path = v1('/inventory/reserve');
    const body = (quantity: string) => ({
      reference: randomUUID(),
      lines: [{ productId: product.id, quantity }],
      ttlSeconds: 30,
    });
    const held = await answered(
      { service, method: 'post', path, body: body('1'), headers: keyed(staff) },
      201,
    );
    expect(held.lines).toHaveLength(1);
    await answered({ service, method: 'post', path, body: body('999999'), headers: keyed(staff) }, 409);
    await answered({ service, method: 'post', path, body: body('-1'), headers: keyed(staff) }, 400);
    await answered({ service, method: 'post', path, body: body('1'), headers: staff }, 400);
  });
  test('PUT /inventory/transfer', async () => {
    const { items } = await answered(
      { service, method: 'get', path: v1('/inventory/locations'), headers: staff },
      200,
    );
    const [from, to] = items.map((item: { locationId: string }) => item.locationId);
    const step = (body: object, ...statuses: number[]) =>
      answered(
        { service, method: 'put', path: v1('/inventory/transfer'), body, headers: staff },
        ...statuses,
      );
    const lines = [{ productId: product.id, quantity: '1' }];
    const { transferId } = await step({ step: 'request', from, to, lines }, 200);
    await step({ step: 'receive', transferId }, 409);
    expect((await step({ step: 'ship', transferId }, 200)).state).toBe('shipped');
    expect((await step({ step: 'receive', transferId }, 200)).state).toBe('received');
    await step({ step: 'ship', transferId: nobody }, 404);
  });
  test('GET /inventory/alerts', async () => {
    const path = v1('/inventory/alerts');
    await answered({ service, method: 'get', path, at: `${path}?limit=5`, headers: staff }, 200);
    await answered({ service, method: 'get', path, at: `${path}?kind=odd`, headers: staff }, 400);
  });
});

describe('Sales', () => {
  const service = 'sales';
  const transactions = (
    body: object,
    headers: Record<string, string> = keyed({ apikey: run.demo.apiKey }),
  ): Call => ({
    service,
    method: 'post',
    path: v1('/sales/transactions'),
    body,
    headers,
  });
  test('POST /sales/transactions and /sales/returns', async () => {
    const told = sale();
    const made = await answered(transactions(told), 201);
    expect(await answered(transactions(told), 201)).toEqual(made);
    await answered(transactions(sale({ tenders: [{ kind: 'card', amountMinor: 1 }] })), 422);
    await answered(transactions(told, { apikey: run.demo.apiKey, 'idempotency-key': '' }), 400);
    const back = (quantity: string): Call => ({
      service,
      method: 'post',
      path: v1('/sales/returns'),
      body: {
        originalTransactionId: made.id,
        lines: [{ productId: product.id, quantity }],
        refundTender: 'card',
        reason: 'essai',
      },
      headers: keyed(staff),
    });
    expect((await answered(back('1'), 201)).refund.amountMinor).toBe(500);
    await answered(back('2'), 409);
    await answered(back('0'), 400);
  });
  test('GET /sales/history and /sales/receipts/{id}', async () => {
    const made = await answered(transactions(sale()), 201);
    const path = v1('/sales/history');
    const { items } = await answered(
      { service, method: 'get', path, at: `${path}?storeId=${storeId}&limit=50&kind=sale`, headers: staff },
      200,
    );
    expect(items.some((item: { saleId: string }) => item.saleId === made.id)).toBe(true);
    const receipt = (id: string) => ({ path: v1('/sales/receipts/{id}'), at: v1(`/sales/receipts/${id}`) });
    await answered({ service, method: 'get', ...receipt(made.receiptNumber), headers: staff }, 200);
    await answered({ service, method: 'get', ...receipt(nobody), headers: staff }, 404);
    expect((await ask({ service, method: 'get', ...receipt(made.id), headers: customer })).status).toBe(403);
    const page = await ask({
      service,
      method: 'get',
      ...receipt(made.id),
      headers: { ...staff, accept: 'text/html' },
    });
    expect(await page.text()).toContain(made.receiptNumber);
  });
});

describe('Reporting', () => {
  const service = 'reports';
  const today = new Date().toLocaleDateString('en-CA', { timeZone: 'America/Toronto' });
  const period = `from=${today}&to=${today}`;
  const read = (path: string, query = period): Call => ({
    service,
    method: 'get',
    path: v1(path),
    at: v1(`${path}?${query}`),
    headers: staff,
  });
  test('GET /reports/dashboard, /reports/sales/consolidated, /reports/products/analytics', async () => {
    await answered(read('/reports/dashboard'), 200);
    await answered(read('/reports/sales/consolidated', `${period}&groupBy=tender`), 200);
    await answered(read('/reports/products/analytics'), 200);
    await answered(read('/reports/sales/consolidated', `${period}&groupBy=colour`), 400);
    expect((await ask({ ...read('/reports/dashboard'), headers: customer })).status).toBe(403);
  });
  test('POST /reports/generate', async () => {
    const body = {
      report: 'sales-consolidated',
      parameters: { from: today, to: today, groupBy: 'day' },
      format: 'csv',
    };
    const { jobId } = await answered(
      { service, method: 'post', path: v1('/reports/generate'), body, headers: staff },
      202,
    );
    const job: Call = {
      service,
      method: 'get',
      path: v1('/reports/jobs/{jobId}'),
      at: v1(`/reports/jobs/${jobId}`),
      headers: staff,
    };
    await expect.poll(async () => (await answered(job, 200)).state).toBe('done');
  });
});
