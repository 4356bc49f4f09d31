import type { Tx } from '@comptoir/service-kit/db/database';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Accounts, Job, Reconciliation, ReportTable } from '../src/api.ts';
import {
  type CustomReport,
  type Dimension,
  type Grain,
  type Measure,
  measuresOf,
} from '../src/custom/api.ts';
import { compile } from '../src/custom/compile.ts';
import type { DocumentList } from '../src/documents/api.ts';
import {
  documentOfOrder,
  documentOfRefund,
  documentOfReturn,
  documentOfSale,
} from '../src/facts/document.ts';
import { keepCategoryMonths, keptCategoryMonths } from '../src/store/category-months.ts';
import { naiveSums } from './custom-sums.ts';
import { type House, openHouse } from './house.ts';
import { catalogue, events, givenBack, order, refund, sale, stores } from './sales.ts';

const reports = '/api/v1/reports';
const period = 'from=2026-11-10&to=2026-11-24';
const numbers = Array.from({ length: 20 }, (_, n) => n);
const returned = [3, 6, 9];
const refunded = [4, 8];
const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0);

/** On a day and in a store of which nothing else is told. */
const disputeMove = (version: number, state: string, withdrawnMinor: number, feeMinor: number) => ({
  id: `00000000-0000-8000-8000-00000000003${version}`,
  type: 'order.dispute-moved',
  key: 'order-1',
  data: {
    ...{ orderId: 'order-1', number: 'C-1', disputeId: 'du_1', version, state, withdrawnMinor, feeMinor },
    ...{ locationId: 'warehouse', businessDate: `2026-11-1${version}`, at: '2026-11-11T12:00:00.000Z' },
    ...{ currency: 'CAD', provider: 'local' },
  },
});

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.tellCatalogue(catalogue);
  await house.publish('sales', [
    ...stores.map(events.location),
    ...numbers.map(events.sale),
    ...returned.map(events.return),
  ]);
  await house.publish('order', [...numbers.map(events.order), ...refunded.map(events.refund)]);
  await house.publish('inventory', [
    {
      id: '00000000-0000-8000-8000-000000000021',
      type: 'stock.level-changed',
      key: 'p-1',
      data: {
        ...{ locationId: 'store-mtl', productId: 'p-1', version: 1, asOf: '2026-11-24T12:00:00.000Z' },
        ...{ onHand: '2.5', reserved: '0', availableToPromise: '2.5' },
      },
    },
    {
      id: '00000000-0000-8000-8000-000000000022',
      type: 'product.cost-changed',
      key: 'p-1',
      data: { productId: 'p-1', from: '2026-11-01', unitCostMinor: 101, version: 1 },
    },
  ]);
  await house.publish('order', [
    disputeMove(1, 'open', 4_000, 1_500),
    disputeMove(2, 'won', -4_000, 0),
    // Told twice.
    disputeMove(2, 'won', -4_000, 0),
  ]);
  const expected = { dispute_move: 2, 'facts.document': 45, stock_level: 1, product_cost: 1, location: 2 };
  for (const [table, count] of Object.entries(expected))
    await vi.waitFor(
      async () => expect((await house.db.query(`select 1 from ${table}`)).rowCount).toBe(count),
      30_000,
    );
});
afterAll(() => house.close());

const tableOf = (report: string, more = '') =>
  house.get<ReportTable>(`${reports}/tables/${report}?${period}&language=en${more}`);
const at = (table: ReportTable, key: string) => table.columns.findIndex((column) => column.key === key);
const columnOf = (table: ReportTable, key: string) => table.rows.map((row) => row[at(table, key)]);
const totalOf = (table: ReportTable, key: string) => table.totals?.[at(table, key)];

const taxOf = (rows: readonly { taxes: readonly { amountMinor: number }[] }[]) =>
  sum(rows.flatMap(({ taxes }) => taxes.map(({ amountMinor }) => amountMinor)));
const taxMinor =
  taxOf([...numbers.map(sale), ...numbers.map(order)]) -
  taxOf([...returned.map(givenBack), ...refunded.map(refund)]);

test('R2: the tax return comes to the taxes of all documents, and what was taxed to all that was sold before them', async () => {
  const told = await tableOf('tax-return');
  expect(totalOf(told, 'taxMinor')).toBe(taxMinor);
  const sold = [...numbers.map(sale), ...numbers.map(order)];
  // Every line of these documents bears both taxes.
  const gst = told.rows.filter((row) => row[at(told, 'tax')] === 'GST');
  expect(sum(gst.map((row) => Number(row[at(told, 'soldBaseMinor')])))).toBe(
    sum(sold.map(({ totalMinor }) => totalMinor)) - taxOf(sold),
  );
  expect(columnOf(told, 'tax')).not.toContain('Zero-rated or exempt');
});

test('R2: of a receipt with two rates on different goods, what no tax was on is the rest, and each row opens what it sums', async () => {
  const day = '2026-12-05';
  // Books at 5 %, a lamp at 13 %, and bread; then the bread and a book come back.
  const hst = (rate: string, baseMinor: number, amountMinor: number) => ({
    ...{ code: 'HST', rate, baseMinor, amountMinor },
  });
  const rung = {
    ...{ businessDate: day, completedAt: `${day}T15:00:00.000Z`, storeId: 'store-nfl' },
    ...{ cashRoundingMinor: 0, discountMinor: 0, discounts: [] },
  };
  const ofBooks = { ...sale(100), ...rung, taxes: [hst('13', 6_000, 780), hst('5', 4_000, 200)] };
  const line = (sku: string, amountMinor: number) => ({
    ...{ productId: sku, sku, quantity: '1', unitPriceMinor: amountMinor, amountMinor },
  });
  const sold = {
    ...ofBooks,
    ...{ lines: [line('lamp', 6_000), line('books', 4_000), line('bread', 500)] },
    ...{ subtotalMinor: 10_500, totalMinor: 11_480, tenders: [{ kind: 'card', amountMinor: 11_480 }] },
  };
  const back = {
    ...{ ...givenBack(100), ...rung, taxes: [hst('5', 1_000, 50)] },
    ...{ lines: [line('books', 1_000), line('bread', 500)], subtotalMinor: 1_500, totalMinor: 1_550 },
    tenders: [{ kind: 'card', amountMinor: 1_550 }],
  };
  await house.publish('sales', [
    { ...events.sale(100), data: sold },
    { ...events.return(100), data: back },
  ]);
  const read = () => house.get<ReportTable>(`${reports}/tables/tax-return?from=${day}&to=${day}&language=en`);
  await vi.waitFor(async () => expect((await read()).rows).toHaveLength(3), 30_000);
  const told = await read();
  expect(told.rows.map((row) => row.slice(1))).toEqual([
    ['HST', '5', 4_000, 200, -1_000, -50, 150],
    ['HST', '13', 6_000, 780, 0, 0, 780],
    ['Zero-rated or exempt', null, 500, 0, -500, 0, 0],
  ]);
  const opened = await Promise.all(
    (told.behind ?? []).map(async (behind) => {
      const { items } = await house.get<DocumentList>(
        `${reports}/documents?${new URLSearchParams(behind ?? {})}`,
      );
      return items.map(({ kind, partMinor }) => [kind, partMinor]);
    }),
  );
  expect(opened.map((one) => one.sort())).toEqual([
    [
      ['return', -50],
      ['sale', 200],
    ],
    [['sale', 780]],
    [
      ['return', -500],
      ['sale', 500],
    ],
  ]);
});

test('R2: tenders tell what was received and given back by store', async () => {
  const told = await tableOf('tenders', '&storeId=store-mtl');
  expect(new Set(columnOf(told, 'store'))).toEqual(new Set(['Montréal']));
  const given = [
    ...returned.map(givenBack).map((one) => ({ ...one, parts: one.tenders })),
    ...refunded.map(refund).map((one) => ({ ...one, storeId: one.locationId, parts: one.payments })),
  ];
  expect(totalOf(told, 'givenMinor')).toBe(
    -sum(
      given.flatMap(({ storeId, parts }) =>
        storeId === 'store-mtl' ? parts.map(({ amountMinor }) => amountMinor) : [],
      ),
    ) + 0,
  );
});

test('R2: each store’s day in the journal balances to zero, with the account numbers that were set', async () => {
  const told = await tableOf('journal');
  const days = new Map<string, number>();
  for (const row of told.rows) {
    const day = `${row[at(told, 'date')]} ${row[at(told, 'store')]}`;
    const [debit, credit] = ['debitMinor', 'creditMinor'].map((key) => Number(row[at(told, key)] ?? 0));
    days.set(day, (days.get(day) ?? 0) + (debit ?? 0) - (credit ?? 0));
  }
  expect(days.size).toBeGreaterThan(10);
  // What stands behind an entry adds up to it.
  for (const [index, behind] of (told.behind ?? []).entries()) {
    const [row, of] = [told.rows[index] ?? [], behind ?? {}];
    if (index > 12 || !('tender' in of || 'tax' in of)) continue;
    const { items } = await house.get<DocumentList>(
      `${reports}/documents?limit=200&${new URLSearchParams(of)}`,
    );
    const minor = Number(row[at(told, 'debitMinor')] ?? 0) - Number(row[at(told, 'creditMinor')] ?? 0);
    const parts = sum(items.map(({ partMinor }) => partMinor ?? 0));
    expect([of, 'tax' in of ? -parts : parts]).toEqual([of, minor]);
  }
  expect(new Set(days.values())).toEqual(new Set([0]));
  expect(columnOf(told, 'account')).not.toContain('9999');
  const disputed = told.rows.filter((row) => row[at(told, 'store')] === 'warehouse');
  expect(
    disputed.map((row) => ['date', 'account', 'debitMinor', 'creditMinor'].map((key) => row[at(told, key)])),
  ).toEqual([
    ['2026-11-11', '5300', 4_000, null],
    ['2026-11-11', '5310', 1_500, null],
    ['2026-11-11', '1030', null, 5_500],
    ['2026-11-12', '5300', null, 4_000],
    ['2026-11-12', '1030', 4_000, null],
  ]);
  const set = await house.call('PUT', `${reports}/accounts`, {
    accounts: [{ role: 'sales', number: '4010-V' }],
    taxes: [{ code: 'QST', number: '2320' }],
  });
  const { accounts } = (await set.json()) as Accounts;
  expect(accounts.find(({ role }) => role === 'cash')?.number).toBe('1010');
  const after = await tableOf('journal');
  const numbersOf = (what: string) =>
    new Set(after.rows.flatMap((row) => (row.includes(what) ? [row[at(after, 'account')]] : [])));
  expect(numbersOf('Sales')).toEqual(new Set(['4010-V']));
  expect(numbersOf('QST')).toEqual(new Set(['2320']));
  expect(numbersOf('GST')).toEqual(new Set(['2300']));
});

test('R2: what is paid for gift cards is owed to whoever holds them, and is no revenue', async () => {
  const sums = async () => {
    const told = await tableOf('journal');
    const of = (what: string) =>
      sum(
        told.rows
          .filter((row) => row[at(told, 'what')] === what)
          .map((row) => Number(row[at(told, 'creditMinor')] ?? 0) - Number(row[at(told, 'debitMinor')] ?? 0)),
      );
    return { sales: of('Sales'), cards: of('Gift cards outstanding'), unexplained: of('To be explained') };
  };
  const before = await sums();
  const linesOf = (documents: readonly { lines: readonly { productId: string; amountMinor: number }[] }[]) =>
    sum(
      documents.flatMap(({ lines }) =>
        lines.filter(({ productId }) => productId === 'p-1').map(({ amountMinor }) => amountMinor),
      ),
    );
  const soldMinor =
    linesOf([...numbers.map(sale), ...numbers.map(order)]) -
    linesOf([...returned.map(givenBack), ...refunded.map(refund)]);
  expect(soldMinor).toBeGreaterThan(0);
  await house.tellCatalogue(
    catalogue.map(({ key, value }) => {
      const { pricing, ...product } = value as { pricing: object };
      return key === 'product/p-1'
        ? { key, value: { ...product, pricing: { ...pricing, taxCategory: 'gift-card' } } }
        : { key, value };
    }),
  );
  await vi.waitFor(
    async () =>
      expect(await sums()).toEqual({
        sales: before.sales - soldMinor,
        cards: before.cards + soldMinor,
        unexplained: 0,
      }),
    30_000,
  );
  await house.tellCatalogue(catalogue);
  await vi.waitFor(async () => expect(await sums()).toEqual(before), 30_000);
});

test('R2: stock is worth what is on hand at the cost in force, half a cent rounded up, and opens its movements', async () => {
  const told = await tableOf('stock-value');
  expect(told.rows).toEqual([['Montréal', 'SKU-1', 'Item 1', '2.5', 101, 253]]);
  expect(totalOf(told, 'valueMinor')).toBe(253);
  expect(told.behind).toEqual([{ locationId: 'store-mtl', productId: 'p-1' }]);
});

test('R2: the archive of Zs is what Sales has, of the stores that one may see', async () => {
  const z = (storeId: string, zNumber: number) => ({
    ...{
      storeId,
      register: '1',
      registerId: 'r-1',
      businessDate: '2026-11-20',
      at: '2026-11-20T23:00:00.000Z',
      zNumber,
    },
    ...{ sales: 10, totalMinor: 1_000, returns: 1, returnedMinor: 100, overShortMinor: -5 },
    perpetualTotalMinor: 90_000,
  });
  house.ledgers['/internal/sales/closings'] = { items: [z('store-mtl', 7), z('store-nfl', 8)] };
  const archive = await tableOf('closings');
  expect(columnOf(archive, 'zNumber')).toEqual(['7', '8']);
  expect(archive.behind?.[0]).toEqual({
    ...{ from: '2026-11-20', to: '2026-11-20' },
    ...{ storeId: 'store-mtl', registerId: 'r-1' },
  });
  const twice = [z('store-mtl', 7), z('store-mtl', 8)];
  house.ledgers['/internal/sales/closings'] = { items: twice };
  expect((await tableOf('closings')).behind).toEqual([null, null]);
  house.ledgers['/internal/sales/closings'] = { items: [z('store-mtl', 7), z('store-nfl', 8)] };
  const manager = await house.issuer.staffToken(['manager'], undefined, ['store-nfl']);
  const answer = await house.call('GET', `${reports}/tables/closings?${period}`, undefined, manager);
  expect(columnOf((await answer.json()) as ReportTable, 'zNumber')).toEqual(['8']);
});

const choice: fc.Arbitrary<CustomReport> = fc
  .constantFrom<Grain>('document', 'line', 'tender', 'tax')
  .chain((grain) => {
    const own = { document: [], line: ['product', 'category'], tender: ['tender'], tax: ['tax'] } as const;
    const shared: Dimension[] = [
      'day',
      'week',
      'month',
      'weekday',
      'hour',
      'store',
      'channel',
      'kind',
      'register',
      'cashier',
    ];
    return fc.record({
      measures: fc.subarray<Measure>([...measuresOf[grain]], { minLength: 1 }),
      dimensions: fc.shuffledSubarray<Dimension>([...shared, ...own[grain]], { maxLength: 4 }),
      filters: fc.constantFrom<CustomReport['filters']>(
        {},
        { store: ['store-mtl'] },
        { kind: ['return'] },
        { hour: ['09', '14'] },
        { channel: ['pos'], cashier: ['cashier-1', 'cashier-2'] },
      ),
    });
  });

test('R2: any composed report adds up to what the documents, one by one, come to', async () => {
  const documents = [
    ...numbers.map((n) => documentOfSale(sale(n))),
    ...returned.map((n) => documentOfReturn(givenBack(n))),
    ...numbers.map((n) => documentOfOrder(order(n))),
    ...refunded.map((n) => documentOfRefund(refund(n))),
  ];
  const categoryOf = (productId: string) => {
    const n = Number(productId.slice(2));
    return n > 10 ? '' : n % 2 === 0 ? 'tea' : 'home';
  };
  const tx: Tx = {
    query: async (sql, values) => (await house.db.query(sql, [...(values ?? [])])).rows as never,
    announce: async () => undefined,
  };
  const today = '2026-11-20';
  await house.db.query('begin');
  await keepCategoryMonths(tx, today);
  await house.db.query('commit');
  const kept = await keptCategoryMonths(tx, today);
  expect(kept).toEqual([{ from: '2026-11-01', to: '2026-11-19' }]);
  await fc.assert(
    fc.asyncProperty(choice, fc.constantFrom(kept, []), async (custom, keptMonths) => {
      const period = { from: '2026-11-01', to: '2026-11-24' };
      const bounds = {
        ...period,
        storeIds: null,
        channel: null,
        homeTimeZone: 'America/Toronto',
        keptMonths,
      };
      const { sql, parameters } = compile(custom, bounds, 'facts', 30_000);
      const { rows } = await house.db.query(sql, parameters);
      const found = new Map(
        rows.map((row) => [
          JSON.stringify(custom.dimensions.map((_, at) => row[`k${at}`])),
          custom.measures.map((_, at) => Number(row[`m${at}`] ?? 0)),
        ]),
      );
      const expected = naiveSums(documents, custom, categoryOf);
      // With nothing to group by, nothing at all is still one row.
      if (custom.dimensions.length === 0 && expected.size === 0)
        expected.set(
          '[]',
          custom.measures.map(() => 0),
        );
      expect(found).toEqual(expected);
    }),
    { numRuns: 60 },
  );
  // A product that moves takes what was sold of it along, from the next question on.
  const byCategory = async () => {
    const { behind: _, ...table } = (await (
      await house.call('POST', `${reports}/custom`, {
        ...{ from: '2026-11-01', to: '2026-11-24', language: 'en' },
        custom: { measures: ['quantity'], dimensions: ['store', 'category'] },
      })
    ).json()) as ReportTable;
    return table.rows;
  };
  const before = await byCategory();
  const moved = (categoryId: string) =>
    house.tellCatalogue(
      catalogue.map((row) =>
        row.key === 'product/p-1' ? { ...row, value: { ...(row.value as object), categoryId } } : row,
      ),
    );
  await moved('tea');
  await vi.waitFor(async () => expect(await byCategory()).not.toEqual(before), 30_000);
  expect(await keptCategoryMonths(tx, today)).toEqual([]);
  await moved('home');
  await vi.waitFor(async () => expect(await byCategory()).toEqual(before), 30_000);
});

test('R2: a composed report is seen, kept, shared, and made as a file; a name that is not known is told', async () => {
  const custom = { measures: ['quantity', 'amountMinor'], dimensions: ['category', 'store'] };
  const ask = (body: object, token = house.token) => house.call('POST', `${reports}/custom`, body, token);
  const days = { from: '2026-11-10', to: '2026-11-24', language: 'en' };
  const table = (await (await ask({ ...days, custom })).json()) as ReportTable;
  expect(columnOf(table, 'category')).toContain('Teas');
  expect(columnOf(table, 'store')).toContain('Montréal');
  const bad = await ask({ ...days, custom: { ...custom, measures: ['profit'] } });
  expect([bad.status, JSON.stringify(await bad.json())]).toEqual([400, expect.stringContaining('measures')]);

  const id = '0193a000-0000-7000-8000-00000000ca5e';
  const kept = { name: 'Teas by store', isShared: true, custom };
  expect((await house.call('PUT', `${reports}/custom/saved/${id}`, kept)).status).toBe(200);
  const manager = await house.issuer.staffToken(['manager'], '0193a000-0000-7000-8000-00000000dddd', [
    'store-nfl',
  ]);
  const list = await house.call('GET', `${reports}/custom/saved`, undefined, manager);
  expect(await list.json()).toMatchObject({ items: [{ id, name: 'Teas by store', isMine: false, custom }] });
  expect((await house.call('DELETE', `${reports}/custom/saved/${id}`, undefined, manager)).status).toBe(404);
  const own = (await (await ask({ ...days, custom }, manager)).json()) as ReportTable;
  expect(new Set(columnOf(own, 'store'))).toEqual(new Set(['St. John’s']));

  const made = await house.call('POST', `${reports}/generate`, {
    ...{ report: 'custom', format: 'json', language: 'en' },
    parameters: { from: '2026-11-10', to: '2026-11-24', custom },
  });
  const { jobId } = (await made.json()) as { jobId: string };
  const job = await vi.waitFor(async () => {
    const now = await house.get<Job>(`${reports}/jobs/${jobId}`);
    expect(now.state).toBe('done');
    return now;
  }, 20_000);
  expect(job.progress.total).toBe(table.rowCount);
});

test('R2: a composed report of more rows than anybody reads is refused by name', async () => {
  const day = '2020-01-01';
  await house.db.query(
    `insert into facts.by_cashier (business_date, store_id, channel, cashier_id, register_id, kind, sales, returns,
       subtotal_minor, discount_minor, delivery_minor, tax_minor, rounding_minor, total_minor, returned_minor)
     select '${day}', 'store-mtl', 'pos', n::text, 'r-1', 'sale', 1, 0, 1, 0, 0, 0, 0, 1, 0 from generate_series(1, 50001) n`,
  );
  const answer = await house.call('POST', `${reports}/custom`, {
    ...{ from: day, to: day, language: 'en' },
    custom: { measures: ['sales'], dimensions: ['cashier'] },
  });
  await house.db.query(`delete from facts.by_cashier where business_date = '${day}'`);
  expect([answer.status, await answer.json()]).toEqual([
    422,
    expect.objectContaining({ type: '/problems/too-many-rows' }),
  ]);
});

test('R1: what tells of money owed is not for marketing, as a page or as a file', async () => {
  const marketing = await house.issuer.staffToken(['marketing']);
  const answers = await Promise.all([
    house.call('GET', `${reports}/tables/tax-return?${period}`, undefined, marketing),
    house.call('POST', `${reports}/generate`, { report: 'journal', format: 'csv' }, marketing),
    house.call('GET', `${reports}/tables/products?${period}`, undefined, marketing),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 200]);
});

test('R1: a cent that differs from a ledger is found, told once it lasts, and is gone once it is put right', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const { rows } = await house.db.query(
    `select business_date::text as "businessDate", store_id as "storeId", count(*)::int as documents, sum(total_minor)::int as "totalMinor",
       sum(tax_minor)::int as "taxMinor", document_id like 'order/%' as "isOrder"
     from facts.document where document_id not like 'refund/%' and business_date > $1::date - 40 and business_date <= $1
     group by 1, 2, 6`,
    [today],
  );
  const ledger = (isOrder: boolean) =>
    rows.filter((row) => row.isOrder === isOrder).map(({ isOrder: _isOrder, ...row }) => row);
  house.ledgers['/internal/sales/totals'] = { items: ledger(false) };
  house.ledgers['/internal/orders/totals'] = {
    items: ledger(true).map(({ taxMinor: _taxMinor, ...row }) => row),
    refunds: refunded.map((n) => {
      const { refundId, locationId, amountMinor } = refund(n);
      return { refundId, storeId: locationId, amountMinor };
    }),
  };
  house.ledgers['/internal/inventory/totals'] = { items: [{ locationId: 'store-mtl', onHand: '2.5' }] };
  const compare = async (): Promise<Reconciliation['differences']> => {
    const answer = await house.call('POST', '/internal/reconcile');
    expect(answer.status).toBe(200);
    return ((await answer.json()) as Reconciliation).differences;
  };
  expect([await compare(), await compare()]).toEqual([[], []]);

  const altered = `return/${givenBack(9).returnId}`;
  const alter = (by: number) =>
    house.db.query('update facts.document set total_minor = total_minor + $2 where document_id = $1', [
      altered,
      by,
    ]);
  await alter(1);
  expect(await compare()).toEqual([]);
  const [found, ...others] = await compare();
  expect(others).toEqual([]);
  expect(found).toMatchObject({ ledger: 'sales', day: givenBack(9).businessDate, what: 'total' });
  expect((found?.ours ?? 0) - (found?.theirs ?? 0)).toBe(1);
  const metrics = await (await house.call('GET', '/metrics', undefined, null)).text();
  expect(metrics).toMatch(/^reporting_reconciliation_difference_minor\{ledger="sales"\} 1$/m);
  const shown = await house.get<Reconciliation>(`${reports}/reconciliation`);
  expect(shown.differences).toHaveLength(1);

  await alter(-1);
  expect(await compare()).toEqual([]);
});
