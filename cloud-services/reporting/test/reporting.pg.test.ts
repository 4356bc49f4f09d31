import { derivedId } from '@comptoir/service-kit/events/append';
import { parse } from 'csv-parse/sync';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Analytics, Consolidated, Dashboard, Job, Reading } from '../src/api.ts';
import type { DocumentList } from '../src/documents/api.ts';
import { dumpFacts } from './dump.ts';
import { type House, openHouse } from './house.ts';
import { catalogue, dayOf, events, givenBack, order, refund, sale, stores } from './sales.ts';
import { cellsOf } from './workbook.ts';

const reports = '/api/v1/reports';
const period = 'from=2026-11-10&to=2026-11-24';
const numbers = Array.from({ length: 60 }, (_, n) => n);
const returned = numbers.filter((n) => n % 6 === 0);
const refunded = numbers.filter((n) => n % 9 === 0);

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.tellCatalogue(catalogue);
  await house.publish('sales', [
    ...stores.map(events.location),
    // A return may come before its sale.
    ...returned.map(events.return),
    ...numbers.map(events.sale),
    ...numbers.map(events.act),
  ]);
  await house.publish('order', [...refunded.map(events.refund), ...numbers.map(events.order)]);
  await house.publish('inventory', [
    ...[1, 3].map((n) => ({
      id: `00000000-0000-8000-8000-00000000000${n}`,
      type: 'stock.level-changed',
      key: `p-${n}`,
      data: {
        locationId: 'store-mtl',
        productId: `p-${n}`,
        version: n,
        onHand: '25',
        reserved: '0',
        availableToPromise: '25',
        asOf: '2026-11-24T12:00:00.000Z',
      },
    })),
    // Told in another order than they came about: the newest of a day stays.
    ...[2, 1].map((version) => ({
      id: `00000000-0000-8000-8000-00000000001${version}`,
      type: 'product.cost-changed',
      key: 'p-told',
      data: { productId: 'p-told', from: '2026-11-20', unitCostMinor: 100 * version, version },
    })),
  ]);
  const arrives = (table: string, count: number) =>
    vi.waitFor(async () => expect([table, await countOf(table)]).toEqual([table, count]), {
      timeout: 30_000,
    });
  await arrives('facts.document', 2 * numbers.length + returned.length + refunded.length);
  await arrives('facts.act', numbers.length + numbers.filter((n) => n % 7 === 0).length);
  await arrives('known_product', 11);
  await arrives('stock_level', 2);
  await arrives('location', 2);
  await arrives('product_cost', 1);
});
afterAll(() => house.close());

test('I1 R1: the cost that Inventory works out is kept for margins, the newest of a day', async () => {
  const { rows } = await house.db.query(
    "select unit_cost_minor from product_cost where product_id = 'p-told'",
  );
  expect(rows).toEqual([{ unit_cost_minor: '200' }]);
});

const countOf = async (table: string) =>
  Number((await house.db.query(`select count(*) from ${table}`)).rows[0].count);

const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0);
/** What the ledgers of Sales and Order come to, told without a rollup. */
const ledger = {
  totalMinor:
    sum(numbers.map((n) => sale(n).totalMinor + order(n).totalMinor)) -
    sum(returned.map((n) => givenBack(n).totalMinor)) -
    sum(refunded.map((n) => refund(n).amountMinor)),
  taxMinor:
    sum(numbers.flatMap((n) => [...sale(n).taxes, ...order(n).taxes].map((tax) => tax.amountMinor))) -
    sum(returned.flatMap((n) => givenBack(n).taxes.map((tax) => tax.amountMinor))) -
    sum(refunded.flatMap((n) => refund(n).taxes.map((tax) => tax.amountMinor))),
  paidMinor:
    sum(numbers.flatMap((n) => [...sale(n).tenders, ...order(n).payments].map((one) => one.amountMinor))) -
    sum(returned.flatMap((n) => givenBack(n).tenders.map((one) => one.amountMinor))) -
    sum(refunded.map((n) => refund(n).amountMinor)),
};

const dashboard = (query = period) => house.get<Dashboard>(`${reports}/dashboard?${query}`);
const consolidated = (groupBy: string, query = period) =>
  house.get<Consolidated>(`${reports}/sales/consolidated?groupBy=${groupBy}&${query}`);

test('R1 R3: the dashboard adds both channels, ties to the ledgers, and says how old it is', async () => {
  const told = await dashboard();
  expect(told.figures.revenueMinor).toBe(ledger.totalMinor);
  expect(told.figures.taxMinor).toBe(ledger.taxMinor);
  expect(told.figures.beforeTaxMinor).toBe(ledger.totalMinor - ledger.taxMinor);
  expect(told.figures.sales).toBe(2 * numbers.length);
  expect(told.figures.returns).toBe(returned.length + refunded.length);
  for (const part of [told.byHour ?? [], told.byDay, told.byStore, told.byChannel])
    expect(sum(part.map(({ revenueMinor }) => revenueMinor))).toBe(ledger.totalMinor);
  expect(sum(told.byCategory.map(({ amountMinor }) => amountMinor)) + told.figures.deliveryMinor).toBe(
    told.figures.beforeTaxMinor,
  );
  expect(told.byStore.map(({ name }) => name).sort()).toEqual(['Montréal', 'St. John’s']);
  expect(told.byCategory.map(({ name }) => name?.fr)).toContain('Épicerie');
  expect(told.topProducts.map(({ name }) => name?.en)).toContain('Item 10');
  expect(Date.parse(told.asOf)).toBeGreaterThan(0);
});

test('R1: stores of a period are found by name or code, however it is typed, and are those of the dashboard', async () => {
  type Stores = { items: Dashboard['byStore']; nextCursor: string | null };
  const stores = (query: string) => house.get<Stores>(`${reports}/stores?${period}${query}`);
  const { byStore, otherStores } = await dashboard();
  expect((await stores('')).items).toEqual(byStore);
  expect(otherStores).toBeNull();
  const [first, second] = byStore;
  const page = await stores('&limit=1');
  expect(page.items).toEqual([first]);
  expect((await stores(`&limit=1&cursor=${page.nextCursor}`)).items).toEqual([second]);
  const montreal = byStore.find(({ name }) => name === 'Montréal');
  for (const q of ['montreal', 'MONTRÉAL', `real ${montreal?.code.toLowerCase()}`])
    expect((await stores(`&q=${encodeURIComponent(q)}`)).items).toEqual([montreal]);
  expect((await stores('&q=nowhere')).items).toEqual([]);
});

test('R1: an hour is one of the store’s clock, also half an hour beside everyone else', async () => {
  const hoursOf = async (storeId: string) =>
    (await dashboard(`from=${dayOf(1)}&to=${dayOf(1)}&storeId=${storeId}&channel=pos`)).byHour
      ?.filter(({ sales }) => sales > 0)
      .map(({ hour }) => hour);
  // 2026-11-11, sales 1, 16, 31 and 46; St. John's is 3 h 30 behind UTC, Montréal 5 h.
  const localHour = (n: number, behindMinutes: number) =>
    new Date(Date.parse(sale(n).completedAt) - behindMinutes * 60_000).getUTCHours();
  expect(await hoursOf('store-nfl')).toEqual(
    [...new Set([1, 31].map((n) => localHour(n, 210)))].sort((a, b) => a - b),
  );
  expect(await hoursOf('store-mtl')).toEqual(
    [...new Set([16, 46].map((n) => localHour(n, 300)))].sort((a, b) => a - b),
  );
});

test('R1: a day is compared with the same weekday of the week before', async () => {
  const [now, before] = [
    await dashboard('from=2026-11-20&to=2026-11-20'),
    await dashboard('from=2026-11-13&to=2026-11-13'),
  ];
  expect(now.before.from).toBe('2026-11-13');
  expect(now.before.figures).toEqual(before.figures);
  expect(now.byStore.map(({ storeId, beforeRevenueMinor }) => [storeId, beforeRevenueMinor]).sort()).toEqual(
    before.byStore.map(({ storeId, revenueMinor }) => [storeId, revenueMinor]).sort(),
  );
});

test('R1: what comes late for days that are over is in the next reading of them', async () => {
  const of = '2026-10-05';
  const query = `from=${of}&to=${of}`;
  const late = { ...sale(1), saleId: 'late', businessDate: of, completedAt: `${of}T15:00:00.000Z` };
  expect((await dashboard(query)).topProducts).toEqual([]);
  await house.publish('sales', [
    { id: derivedId('test', 'late'), type: 'sale.recorded', key: late.storeId, data: late },
  ]);
  await vi.waitFor(async () => {
    const { topProducts, byHour, figures } = await dashboard(query);
    expect(figures.revenueMinor).toBe(late.totalMinor);
    expect(sum((byHour ?? []).map(({ revenueMinor }) => revenueMinor))).toBe(late.totalMinor);
    expect(sum(topProducts.map(({ amountMinor }) => amountMinor))).toBe(
      sum(late.lines.map(({ amountMinor }) => amountMinor)),
    );
  }, 30_000);
});

test.each(['day', 'week', 'month', 'store', 'channel', 'cashier'])(
  'R3: consolidated sales by %s add up to the ledgers to the cent',
  async (groupBy) => {
    const { rows, totals } = await consolidated(groupBy);
    expect(totals.totalMinor).toBe(ledger.totalMinor);
    expect(totals.taxMinor).toBe(ledger.taxMinor);
    expect(totals.sales).toBe(2 * numbers.length);
    expect(sum(rows.map(({ totalMinor }) => totalMinor))).toBe(ledger.totalMinor);
    for (const row of [...rows, totals])
      expect((row.subtotalMinor ?? 0) + (row.deliveryMinor ?? 0) + (row.taxMinor ?? 0)).toBe(row.totalMinor);
  },
);

test('R3: consolidated sales by tax, tender and category add up to the ledgers to the cent', async () => {
  expect((await consolidated('tax')).totals.totalMinor).toBe(ledger.taxMinor);
  expect((await consolidated('tender')).totals.totalMinor).toBe(ledger.paidMinor);
  const { totals } = await consolidated('day');
  expect(ledger.paidMinor).toBe(totals.totalMinor + (totals.roundingMinor ?? 0));
  const categories = await consolidated('category');
  expect(categories.totals.totalMinor).toBe(ledger.totalMinor - ledger.taxMinor);
  expect(categories.rows.map(({ label }) => label?.fr)).toEqual([
    'Maison',
    'Thés',
    'Livraison',
    'Sans catégorie',
  ]);
});

test('R1: a cashier sees no report, and nobody without a token', async () => {
  const cashier = await house.issuer.staffToken(['cashier']);
  expect((await house.call('GET', `${reports}/dashboard`, undefined, cashier)).status).toBe(403);
  expect((await house.call('GET', `${reports}/dashboard`, undefined, null)).status).toBe(401);
});

test('R3: analytics tell best sellers, sell-through where stock is known, margin where a cost is, and what is bought together', async () => {
  const costs = [{ productId: 'p-1', from: '2026-01-01', unitCostMinor: 60 }];
  expect((await house.call('PUT', `${reports}/costs`, { costs })).status).toBe(204);
  const told = await house.get<Analytics>(`${reports}/products/analytics?${period}`);
  const amounts = told.top.map(({ amountMinor }) => amountMinor);
  expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
  const first = told.top.find(({ productId }) => productId === 'p-1');
  expect(first?.onHand).toBe('25');
  expect(Number(first?.sellThrough)).toBeCloseTo(Number(first?.quantity) / (Number(first?.quantity) + 25), 4);
  expect(first?.marginMinor).toBe((first?.amountMinor ?? 0) - 60 * Number(first?.quantity));
  expect(told.top.find(({ productId }) => productId === 'p-2')).toMatchObject({
    onHand: null,
    marginMinor: null,
  });
  expect(told.slow.map(({ productId }) => productId).sort()).toEqual(['p-1', 'p-3']);
  expect(told.affinities.pairs.length).toBeGreaterThan(0);
  for (const { products, baskets } of told.affinities.pairs) {
    const ids = products.map(({ productId }) => productId);
    const withBoth = [...numbers, ...numbers].filter((n) =>
      ids.every((id) => sale(n).lines.some(({ productId }) => productId === id)),
    );
    expect(baskets).toBe(withBoth.length);
    const [a, b] = ids;
    const { items } = await house.get<DocumentList>(
      `${reports}/documents?${period}&kind=sale&productId=${a}&withProductId=${b}&limit=100`,
    );
    expect(items).toHaveLength(baskets);
  }
});

async function generated(request: Record<string, unknown>): Promise<{ job: Job; file: Response }> {
  const answer = await house.call('POST', `${reports}/generate`, request);
  expect(answer.status).toBe(202);
  const { jobId } = (await answer.json()) as { jobId: string };
  const read = () => house.get<Job>(`${reports}/jobs/${jobId}`);
  await expect.poll(async () => (await read()).state).toBe('done');
  const job = await read();
  return { job, file: await house.call('GET', job.file?.url ?? '') };
}
const parameters = { from: '2026-11-10', to: '2026-11-24' };

test('R2: a CSV in French has decimal commas, totals to the cent, and no text that is a formula', async () => {
  const { job, file } = await generated({ report: 'sale-lines', parameters, format: 'csv' });
  const rows: string[][] = parse(await file.text(), { delimiter: ';', bom: true });
  expect(job.progress).toEqual({ done: rows.length - 2, total: rows.length - 2 });
  const cents = (text = '') => Math.round(Number(text.replace(',', '.')) * 100);
  const amounts = rows.slice(1, -1).map((row) => cents(row[8]));
  expect(sum(amounts)).toBe(cents(rows.at(-1)?.[8]));
  const { totals } = await consolidated('day');
  expect(sum(amounts)).toBe(totals.subtotalMinor);
  expect(rows.some((row) => row[6] === "'=Thé « vert »; 100 g")).toBe(true);
  expect(file.headers.get('content-disposition')).toContain('sale-lines-');
});

test('R2: an XLSX holds numbers that add up, in English words', async () => {
  const { file } = await generated({
    report: 'sales-consolidated',
    parameters: { ...parameters, groupBy: 'tax' },
    format: 'xlsx',
    language: 'en',
  });
  const cells = await cellsOf(Buffer.from(await file.arrayBuffer()));
  expect(cells.flat()).toContain('Consolidated sales');
  const total = cells.at(-1) ?? [];
  expect(total[0]).toBe('Total');
  expect(Math.round(Number(total.at(-1)) * 100)).toBe(ledger.taxMinor);
});

test('R2: a PDF has its fonts inside, and pages', async () => {
  const { file } = await generated({ report: 'products', parameters, format: 'pdf' });
  const bytes = Buffer.from(await file.arrayBuffer());
  const text = bytes.toString('latin1');
  expect(text.startsWith('%PDF-')).toBe(true);
  expect(text).toMatch(/\/FontFile[23]/);
  expect(text).toContain('Inter');
  expect(text.match(/\/Type \/Page\b/g)?.length).toBe(1);
});

test('R2: JSON has minor units', async () => {
  const { file } = await generated({ report: 'sales-consolidated', parameters, format: 'json' });
  const told = (await file.json()) as { rows: unknown[]; totals: { totalMinor: number } };
  expect(told.rows).toHaveLength(15);
  expect(told.totals.totalMinor).toBe(ledger.totalMinor);
});

test('R2: a report whose maker died is made anew after the restart; somebody else’s is not told of', async () => {
  const { job } = await generated({ report: 'products', parameters, format: 'csv' });
  await house.stop();
  await house.db.query(
    "update job set state = 'working', worker = gen_random_uuid(), lease_until = now() - interval '1 second' where job_id = $1",
    [job.jobId],
  );
  await house.restart();
  const read = () => house.get<Job>(`${reports}/jobs/${job.jobId}`);
  await expect.poll(async () => (await read()).state).toBe('done');
  expect((await read()).file?.bytes).toBe(job.file?.bytes);
  const other = await house.issuer.staffToken(['head-office'], '0193a000-0000-7000-8000-00000000bbbb');
  expect((await house.call('GET', `${reports}/jobs/${job.jobId}`, undefined, other)).status).toBe(404);
});

test('R1: conversion is null until a visit is told; a visit told twice is one; without consent nothing is taken', async () => {
  const today = await dashboard('channel=web');
  expect(today.conversion).toBeNull();
  const visit = (n: number, types: string[], extra = {}) =>
    house.call(
      'POST',
      `${reports}/events`,
      {
        consent: true,
        visitId: `0193a000-0000-7000-8000-00000000000${n}`,
        events: types.map((type) => ({ type })),
        ...extra,
      },
      null,
    );
  expect((await visit(1, ['view'], { consent: false })).status).toBe(400);
  for (const types of [['view'], ['view', 'add'], ['begin-checkout']])
    expect((await visit(1, types)).status).toBe(204);
  expect((await visit(2, ['view'])).status).toBe(204);
  const { rows } = await house.db.query('select visits, added, checkout_begun from shop_visit_day');
  expect(rows).toEqual([{ visits: 2, added: 1, checkout_begun: 1 }]);
  expect((await dashboard('channel=web')).visits).toBe(2);
});

test('R1: who watches is told of a sale within seconds', async () => {
  const day = '2026-11-05';
  const socket = io(house.address(), {
    path: `${reports}/live`,
    auth: { token: house.token },
    transports: ['websocket'],
  });
  const told: Dashboard[] = [];
  socket.on('dashboard', (figures: Dashboard) => told.push(figures));
  socket.on('connect', () => socket.emit('watch', { from: day, to: day }));
  // What was sold before may still be on its way, and then is told again.
  await expect.poll(() => told.length).toBeGreaterThan(0);
  expect(told[0]?.figures.sales).toBe(0);
  const late = { ...events.sale(1_000), data: { ...sale(1_000), businessDate: day } };
  await house.publish('sales', [late]);
  await expect.poll(() => told.at(-1)?.figures.revenueMinor).toBe(sale(1_000).totalMinor);
  socket.disconnect();
});

test('R1: facts rebuilt from the producers’ logs are the same bytes, and go on from there', async () => {
  // More than a producer tells at once.
  const many = Array.from({ length: 1_000 }, (_, n) => events.sale(3_000 + n));
  const held = await countOf('facts.document');
  await house.publish('sales', many);
  await expect.poll(() => countOf('facts.document')).toBe(held + many.length);
  const before = await dumpFacts(house.db);
  // What no log tells must be gone afterwards.
  await house.db.query(
    'update facts.by_day set total_minor = total_minor + 1; delete from facts.line where position = 1',
  );
  const answer = await fetch(`${house.address()}/internal/rebuild`, { method: 'POST' });
  const lines = (await answer.text()).trim().split('\n');
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ done: true });
  expect(await dumpFacts(house.db)).toBe(before);
  await house.publish('sales', [events.sale(2_000)]);
  await expect.poll(() => countOf('facts.document')).toBe(before.split('\n').indexOf('line'));
});

test('R1: a log that tells a sale twice is rebuilt to facts that hold it once', async () => {
  await house.publish('sales', [{ ...events.sale(2_000), id: derivedId('told', 'twice') }]);
  const before = await dumpFacts(house.db);
  const answer = await fetch(`${house.address()}/internal/rebuild`, { method: 'POST' });
  expect(JSON.parse((await answer.text()).trim().split('\n').at(-1) ?? '')).toMatchObject({ done: true });
  expect(await dumpFacts(house.db)).toBe(before);
});

test('R3: a malformed question is answered with what is wrong', async () => {
  const status = async (path: string) => (await house.call('GET', `${reports}/${path}`)).status;
  expect(await status('dashboard?from=2026-02-30')).toBe(400);
  expect(await status('dashboard?from=2026-11-24&to=2026-11-20')).toBe(422);
  expect(await status('dashboard?since=2026-11-24')).toBe(400);
  expect(await status('sales/consolidated?groupBy=moon')).toBe(400);
  expect(
    (await house.call('POST', `${reports}/generate`, { report: 'products', format: 'doc' })).status,
  ).toBe(400);
});

test('R1: each report read is written down, with who and what; head office alone reads that list', async () => {
  const reader = '0193a000-0000-7000-8000-00000000f1f1';
  const finance = await house.issuer.staffToken(['finance'], reader, ['store-mtl']);
  const read = (path: string) => house.call('GET', `${reports}/${path}`, undefined, finance);
  expect((await read(`sales/consolidated?groupBy=tender&${period}`)).status).toBe(200);
  expect((await read(`dashboard?${period}&storeId=store-nfl`)).status).toBe(403);
  await read('jobs');
  const answer = await house.call(
    'POST',
    `${reports}/generate`,
    { report: 'products', format: 'csv', parameters: { from: '2026-11-10' } },
    finance,
  );
  expect(answer.status).toBe(202);
  const { items } = await house.get<{ items: Reading[] }>(`${reports}/readings?by=${reader}`);
  expect(items.map(({ report, parameters }) => ({ report, parameters }))).toMatchObject([
    { report: 'generate', parameters: { report: 'products', format: 'csv' } },
    { report: 'dashboard', parameters: { storeId: 'store-nfl' } },
    { report: 'sales/consolidated', parameters: { groupBy: 'tender', from: '2026-11-10', to: '2026-11-24' } },
  ]);
  expect((await read('readings')).status).toBe(403);
});

test('R2: a file that is being made is cancelled by whoever asked, and made after all once it is asked for again', async () => {
  const answer = await house.call('POST', `${reports}/generate`, { report: 'products', format: 'csv' });
  const { jobId } = (await answer.json()) as { jobId: string };
  const stateOf = async () => (await house.get<Job>(`${reports}/jobs/${jobId}`)).state;
  const isDone = () => vi.waitFor(async () => expect(await stateOf()).toBe('done'), 20_000);
  await isDone();
  // Another instance is at work on it, and goes on being so.
  await house.db.query(
    `update job set state = 'working', worker = gen_random_uuid(), lease_until = now() + interval '1 hour' where job_id = $1`,
    [jobId],
  );
  const somebody = await house.issuer.staffToken(['finance'], '0193a000-0000-7000-8000-00000000f2f2');
  const change = (how: string, token?: string) =>
    house.call('POST', `${reports}/jobs/${jobId}/${how}`, undefined, token);
  expect((await change('cancel', somebody)).status).toBe(409);
  expect((await change('cancel')).status).toBe(204);
  expect(await stateOf()).toBe('cancelled');
  expect((await change('cancel')).status).toBe(409);
  expect((await change('retry')).status).toBe(204);
  await isDone();
});
