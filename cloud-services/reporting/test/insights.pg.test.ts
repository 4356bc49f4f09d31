/** Figures of what was given away, came back and was done, and the documents behind them; targets and the outlook. */
import { localDay } from '@comptoir/service-kit/local-day';
import { dayAfter } from '@comptoir/service-kit/wall-clock';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Analytics, Consolidated, Dashboard, ProductFigures } from '../src/api.ts';
import type { ActList, DocumentList, VisitList } from '../src/documents/api.ts';
import type { CashierActs, Cohorts, Discounts, Funnel, ReturnReasons } from '../src/insights/api.ts';
import type { LastMinutes, Outlook, TargetChanges, Targets } from '../src/targets/api.ts';
import { type House, openHouse } from './house.ts';
import { act, catalogue, events, givenBack, order, refund, sale, stores } from './sales.ts';

const reports = '/api/v1/reports';
const period = 'from=2026-11-10&to=2026-11-24';
const numbers = Array.from({ length: 42 }, (_, n) => n);
const returned = numbers.filter((n) => n % 6 === 0);
const refunded = numbers.filter((n) => n % 9 === 0);
const [store] = stores;

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.tellCatalogue(catalogue);
  await house.publish('sales', [
    ...stores.map(events.location),
    ...returned.map(events.return),
    ...numbers.map(events.sale),
    ...numbers.map(events.act),
  ]);
  await house.publish('order', [...refunded.map(events.refund), ...numbers.map(events.order)]);
  const arrives = (table: string, count: number) =>
    vi.waitFor(
      async () => {
        const { rows } = await house.db.query(`select count(*)::int as n from ${table}`);
        expect([table, rows[0]?.n]).toEqual([table, count]);
      },
      { timeout: 30_000 },
    );
  await arrives('facts.document', 2 * numbers.length + returned.length + refunded.length);
  await arrives('facts.act', numbers.length + numbers.filter((n) => n % 7 === 0).length);
  await arrives('known_product', 11);
  await arrives('location', 2);
});
afterAll(() => house?.close());

const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0);
type Page<T> = { items: T[]; nextCursor: string | null };

/** Page by page to the end, so that a figure is held against all that stands behind it. */
async function allOf<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page<T> = await house.get(`${path}&limit=7${cursor ? `&cursor=${cursor}` : ''}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}
type Document = DocumentList['items'][number];
type Visit = VisitList['items'][number];
const documents = (filter: string, of = period) => allOf<Document>(`${reports}/documents?${of}${filter}`);

test('R1: the revenue of a dashboard opens down to its documents, each once and newest first', async () => {
  const told = await house.get<Dashboard>(`${reports}/dashboard?${period}`);
  const found = await documents('');
  expect(new Set(found.map(({ documentId }) => documentId)).size).toBe(found.length);
  expect(sum(found.map(({ totalMinor }) => totalMinor))).toBe(told.figures.revenueMinor);
  expect(found.filter(({ kind }) => kind === 'sale')).toHaveLength(told.figures.sales);
  expect(found.map(({ at }) => at)).toEqual([...found.map(({ at }) => at)].sort().reverse());
  const back = await documents('&kind=return');
  expect(-sum(back.map(({ totalMinor }) => totalMinor))).toBe(told.figures.returnedMinor);
  expect(found.find(({ documentId }) => documentId.startsWith('refund/'))?.orderId).toMatch(
    /^[0-9a-f-]{36}$/,
  );
});

test('R1: so do a store, a channel, an hour, a cashier, a product, a category, a tender and a tax', async () => {
  const told = await house.get<Dashboard>(`${reports}/dashboard?${period}`);
  const totals = async (filter: string) => sum((await documents(filter)).map(({ totalMinor }) => totalMinor));
  const parts = async (filter: string) =>
    sum((await documents(filter)).map(({ partMinor }) => partMinor ?? 0));
  for (const one of told.byStore) expect(await totals(`&storeId=${one.storeId}`)).toBe(one.revenueMinor);
  for (const one of told.byChannel) expect(await totals(`&channel=${one.channel}`)).toBe(one.revenueMinor);
  const busiest = told.byHour?.filter(({ revenueMinor }) => revenueMinor !== 0).slice(0, 2) ?? [];
  for (const { hour, revenueMinor } of busiest) expect(await totals(`&hour=${hour}`)).toBe(revenueMinor);
  for (const one of told.topProducts.slice(0, 2))
    expect(await parts(`&productId=${one.productId}`)).toBe(one.amountMinor);
  for (const one of told.byCategory.filter(({ categoryId }) => categoryId))
    expect(await parts(`&categoryId=${one.categoryId}`)).toBe(one.amountMinor);
  const rowsBy = async (groupBy: string) =>
    (await house.get<Consolidated>(`${reports}/sales/consolidated?${period}&groupBy=${groupBy}`)).rows;
  for (const { key, totalMinor } of await rowsBy('tender'))
    expect(await parts(`&tender=${key}`)).toBe(totalMinor);
  for (const { key, totalMinor } of await rowsBy('tax')) expect(await parts(`&tax=${key}`)).toBe(totalMinor);
  for (const { key, totalMinor } of (await rowsBy('cashier')).filter((row) => row.key !== ''))
    expect(await totals(`&cashierId=${key}`)).toBe(totalMinor);
  // All tills of the tests have one name.
  expect(await totals(`&registerId=${sale(0).registerId}`)).toBe(
    told.byChannel.find(({ channel }) => channel === 'pos')?.revenueMinor,
  );
  expect(await documents('&registerId=nowhere')).toEqual([]);
});

test('R1: discounts by promotion and by hand, returns by reason, each down to its receipts', async () => {
  const given = await house.get<Discounts>(`${reports}/discounts?${period}`);
  const discounted = numbers.filter((n) => n % 4 === 0).length;
  expect(given.rows).toEqual([
    {
      source: 'promotion/autumn',
      promotionId: 'autumn',
      reason: null,
      documents: discounted,
      amountMinor: 30 * discounted,
    },
    {
      source: 'manual-line',
      promotionId: null,
      reason: 'scratched',
      documents: discounted,
      amountMinor: 20 * discounted,
    },
  ]);
  expect(given.totalMinor).toBe(sum(numbers.map((n) => sale(n).discountMinor)));
  for (const filter of ['manual', 'manual-line']) {
    const byHand = await documents(`&discount=${filter}`);
    expect(sum(byHand.map(({ partMinor }) => partMinor ?? 0))).toBe(20 * discounted);
  }
  const atTills = returned.map(givenBack);
  // In the shop the customer chooses why; of a refund of money alone nobody says it.
  const inShop = refunded
    .map(refund)
    .map(({ reason = '', lines }) => ({ reason, subtotalMinor: sum(lines.map((line) => line.amountMinor)) }));
  expect(new Set(inShop.map(({ reason }) => reason))).toEqual(new Set(['wrong-item', '']));
  for (const [channel, expected] of Object.entries({ pos: atTills, web: inShop })) {
    const back = await house.get<ReturnReasons>(`${reports}/returns?${period}&channel=${channel}`);
    for (const { reason, returns, amountMinor } of back.rows) {
      const told = expected.filter((one) => one.reason === reason);
      expect([reason, returns, amountMinor]).toEqual([
        reason,
        told.length,
        sum(told.map(({ subtotalMinor }) => subtotalMinor)),
      ]);
      expect(await documents(`&channel=${channel}&reason=${reason}`)).toHaveLength(returns);
    }
    expect(sum(back.rows.map(({ returns }) => returns))).toBe(expected.length);
  }
});

test('R1: what losses are looked for in, by cashier, down to each act', async () => {
  const { rows } = await house.get<CashierActs>(`${reports}/cashiers?${period}`);
  expect(rows.map(({ cashierId }) => cashierId).sort()).toEqual(['cashier-0', 'cashier-1', 'cashier-2']);
  for (const row of rows) {
    const own = numbers.filter((n) => sale(n).cashierId === row.cashierId);
    expect(row).toMatchObject({
      sales: own.length,
      discounts: own.filter((n) => n % 4 === 0).length,
      overrides: own.filter((n) => n % 7 === 0).length,
      overrideMinor: 120 * own.filter((n) => n % 7 === 0).length,
      noSales: own.filter((n) => act(n).kind === 'no-sale').length,
      approvals: own.filter((n) => act(n).kind === 'approval').length,
    });
    const opened = await allOf<ActList['items'][number]>(
      `${reports}/acts?${period}&cashierId=${row.cashierId}&kind=price-override`,
    );
    expect(opened).toHaveLength(row.overrides);
    expect(opened.every(({ number, by }) => number?.startsWith('012-1-TEST-') && by === 'u-martin')).toBe(
      true,
    );
  }
});

test('R1: customers by the month they first came, down to what each month of theirs was', async () => {
  const { rows } = await house.get<Cohorts>(`${reports}/cohorts?months=60`);
  const known = new Set([
    ...numbers.map((n) => sale(n).customerId),
    ...numbers.map((n) => order(n).customerId ?? undefined),
  ]);
  known.delete(undefined);
  expect(rows).toMatchObject([{ month: '2026-11', customers: known.size }]);
  const bought = (filter: string) => documents(`&kind=sale${filter}`, 'from=2026-11-01&to=2026-11-30');
  const found = await bought('&cohort=2026-11');
  const keys = [...new Set(found.map(({ customerKey }) => customerKey))];
  expect(keys).toHaveLength(known.size);
  expect(sum(found.map(({ totalMinor }) => totalMinor))).toBe(rows[0]?.revenueMinor);
  expect(await bought('&cohort=2026-10')).toEqual([]);
  const ofOne = found.filter(({ customerKey }) => customerKey === keys[0]);
  expect(await bought(`&customerKey=${keys[0]}`)).toEqual(ofOne);
});

test('R1 N2: each step of the funnel opens the visits that went so far, and what they looked at', async () => {
  const visit = (n: number, type: string, productId?: string) =>
    house.call(
      'POST',
      `${reports}/events`,
      {
        consent: true,
        visitId: `0193a000-0000-4000-8000-00000000000${n}`,
        events: [{ type, ...(productId ? { productId } : {}) }],
      },
      null,
    );
  for (const [n, type, productId] of [
    [0, 'view', 'p-3'],
    [0, 'view', 'p-1'],
    [1, 'view', 'p-1'],
    [0, 'view', 'p-3'],
    [1, 'add', 'p-1'],
    [2, 'begin-checkout', undefined],
  ] as const)
    expect((await visit(n, type, productId)).status).toBe(204);
  const told = await house.get<Funnel>(`${reports}/funnel`);
  expect(told).toMatchObject({ visits: 3, added: 2, checkoutsBegun: 1 });
  const visits = (filter = '') => allOf<Visit>(`${reports}/visits?${filter}`);
  const all = await visits();
  expect(all.map(({ visitId, reached }) => [visitId.slice(-1), reached])).toEqual([
    ['2', 'checkout-begun'],
    ['1', 'added'],
    ['0', null],
  ]);
  expect(all.at(-1)?.products.map(({ productId, name }) => [productId, name?.en])).toEqual([
    ['p-3', 'Item 3'],
    ['p-1', 'Item 1'],
  ]);
  expect(all[1]?.products).toMatchObject([{ productId: 'p-1', isAdded: true }]);
  expect(await visits('reached=added')).toHaveLength(told.added);
  expect(await visits('reached=checkout-begun')).toHaveLength(told.checkoutsBegun);
  const ofAStore = await house.issuer.staffToken(['manager'], undefined, [store.id]);
  expect((await house.call('GET', `${reports}/visits`, undefined, ofAStore)).status).toBe(403);
});

test('R1 R3: a class of products opens its products, each down to its receipts', async () => {
  const { classes } = await house.get<Analytics>(`${reports}/products/analytics?${period}`);
  expect(classes.length).toBeGreaterThan(1);
  for (const { abc, products, amountMinor } of classes) {
    const found = await allOf<ProductFigures>(`${reports}/products?${period}&abc=${abc}`);
    expect(found).toHaveLength(products);
    expect(sum(found.map((one) => one.amountMinor))).toBe(amountMinor);
    expect(found.every((one) => one.abc === abc)).toBe(true);
    const [best] = found;
    const parts = await documents(`&productId=${best?.productId}`);
    expect(sum(parts.map(({ partMinor }) => partMinor ?? 0))).toBe(best?.amountMinor);
  }
});

test('R1: a target is set, changed and taken away, each on record; the outlook holds the month against it', async () => {
  const at = new Date();
  const businessDate = localDay('America/Toronto', at);
  const month = businessDate.slice(0, 7);
  const set = (targetMinor: number | null) =>
    house.call('PUT', `${reports}/targets`, { targets: [{ storeId: store.id, month, targetMinor }] });
  for (const minor of [500_000, 500_000, 620_000]) expect((await set(minor)).status).toBe(200);
  const { items } = await house.get<Targets>(`${reports}/targets?month=${month}`);
  expect(items.find(({ storeId }) => storeId === store.id)).toMatchObject({ targetMinor: 620_000 });
  const told = await house.get<Outlook>(`${reports}/outlook?storeId=${store.id}`);
  expect(told.target).toMatchObject({ month, targetMinor: 620_000, stores: 1 });
  expect((await house.get<Outlook>(`${reports}/outlook?storeId=${stores[1].id}`)).target).toBeNull();
  // Of all stores, those that have one count: they alone stand behind it.
  await house.publish(
    'sales',
    stores.map(({ id: storeId }, n) => ({
      id: `00000000-0000-8000-8000-0000000000b${n}`,
      type: 'sale.recorded',
      key: storeId,
      data: { ...sale(n), saleId: `of-${storeId}`, storeId, businessDate, completedAt: at.toISOString() },
    })),
  );
  const behind = () => documents(`&targetOf=${month}`, `from=${month}-01&to=${businessDate}`);
  await expect.poll(behind).toContainEqual(expect.objectContaining({ documentId: `sale/of-${store.id}` }));
  const found = await behind();
  expect(found.every(({ storeId }) => storeId === store.id)).toBe(true);
  const { target } = await house.get<Outlook>(`${reports}/outlook`);
  expect(sum(found.map(({ totalMinor }) => totalMinor))).toBe(target?.soFarMinor);
  expect((await set(null)).status).toBe(200);
  const changes = await house.get<TargetChanges>(`${reports}/targets/changes?month=${month}`);
  expect(changes.items.map(({ beforeMinor, afterMinor }) => [beforeMinor, afterMinor])).toEqual([
    [620_000, null],
    [500_000, 620_000],
    [null, 500_000],
  ]);
});

test('R1: the last hour is told by the minute, each down to its receipts', async () => {
  const at = new Date(Date.now() - 120_000).toISOString();
  const before = await house.get<LastMinutes>(`${reports}/now`);
  const sold = { ...sale(1), saleId: 'just-now', completedAt: at, businessDate: at.slice(0, 10) };
  await house.publish('sales', [
    { id: '00000000-0000-8000-8000-0000000000aa', type: 'sale.recorded', key: 'just-now', data: sold },
  ]);
  await vi.waitFor(
    async () => {
      const { minutes } = await house.get<LastMinutes>(`${reports}/now`);
      expect(sum(minutes.map(({ sales }) => sales))).toBe(sum(before.minutes.map(({ sales }) => sales)) + 1);
    },
    { timeout: 30_000 },
  );
  expect(before.minutes).toHaveLength(60);
  const { minutes } = await house.get<LastMinutes>(`${reports}/now`);
  const busy = minutes.filter(({ sales }) => sales > 0);
  expect(busy.length).toBeGreaterThan(0);
  for (const { at: minute, sales, revenueMinor } of busy) {
    // Where a store is, the day of its sales may be the one before, or the one after.
    const day = minute.slice(0, 10);
    const found = await documents(`&minute=${minute}`, `from=${dayAfter(day, -1)}&to=${dayAfter(day, 1)}`);
    expect(found.filter(({ kind }) => kind === 'sale')).toHaveLength(sales);
    expect(sum(found.map(({ totalMinor }) => totalMinor))).toBe(revenueMinor);
  }
});

test('R1: the same days a year before are 52 weeks back, so that a Tuesday meets a Tuesday', async () => {
  const { before, against } = await house.get<Dashboard>(`${reports}/dashboard?${period}&against=year`);
  expect([against, before.from, before.to]).toEqual(['year', '2025-11-11', '2025-11-25']);
});

test('R1, B1: what is bought together: whoever asks of one product is told the others, most often first', async () => {
  const { rows } = await house.db.query<{ id: string; product: string }>(
    `select document_id as id, product_id as product from facts.line where quantity > 0 and business_date > '2026-11-24'::date - 90`,
  );
  const counts = new Map<string, Set<string>>();
  const baskets = new Set(rows.filter(({ product }) => product === 'p-5').map(({ id }) => id));
  for (const { id, product } of rows)
    if (baskets.has(id) && product !== 'p-5') counts.set(product, (counts.get(product) ?? new Set()).add(id));
  const expected = [...counts]
    .map(([product, ids]) => ({ product, count: ids.size }))
    .filter(({ count }) => count >= 3)
    .sort((a, b) => b.count - a.count || a.product.localeCompare(b.product))
    .map(({ product }) => product);
  expect(expected.length).toBeGreaterThan(1);
  expect(await house.get(`${reports}/bought-together/p-5`)).toEqual({ productIds: expected });
  expect(await house.get(`${reports}/bought-together/never-sold`)).toEqual({ productIds: [] });
});

test('B1 R3: letters about carts that were left are counted with what was ordered of them, whichever is told first', async () => {
  const sentAt = '2026-11-20T15:00:00.000Z';
  const [one, other] = ['00000000-0000-8000-8000-0000000000c1', '00000000-0000-8000-8000-0000000000c2'];
  const bought = {
    ...order(1),
    orderId: 'of-a-letter',
    businessDate: '2026-11-21',
    cartReminder: { id: one, sentAt, isByLink: true },
  };
  await house.publish('order', [
    { id: '00000000-0000-8000-8000-0000000000c3', type: 'order.confirmed', key: 'of-a-letter', data: bought },
  ]);
  const told = async () =>
    (await house.get<Funnel>(`${reports}/funnel?from=2026-11-20&to=2026-11-20`)).cartReminders;
  await expect.poll(async () => (await told()).orders).toBe(1);
  const sent = (reminderId: string) => ({ reminderId, at: sentAt, subtotalMinor: 2_500 });
  // The first letter is lost on its way: only the outbox of who wrote it knows of it.
  const lost = { id: '00000000-0000-8000-8000-0000000000c4', type: 'customer.cart-reminded', key: one };
  await house.publish('products', [{ ...lost, data: sent(one) }]);
  await house.tell('events.customer', 'customer.cart-reminded', 2, sent(other));
  await expect
    .poll(told)
    .toEqual({ sent: 2, leftMinor: 5_000, orders: 1, ordersByLink: 1, orderedMinor: bought.subtotalMinor });
  for (const reminded of ['any', 'link'])
    expect(await documents(`&reminded=${reminded}`, 'from=2026-11-20&to=2026-11-20')).toMatchObject([
      { orderId: 'of-a-letter' },
    ]);
});
