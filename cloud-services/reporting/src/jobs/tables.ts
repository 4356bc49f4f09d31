/** The reports that can be had as a file. Their rows are read in pages, so that memory stays flat however long they are. */
import type { Database } from '@comptoir/service-kit/db/database';
import { readClosings } from '../accounting/closings.ts';
import { readJournal } from '../accounting/journal.ts';
import { readStockValue } from '../accounting/stock-value.ts';
import { readTaxReturn } from '../accounting/tax-return.ts';
import { readTenders } from '../accounting/tenders.ts';
import type { GroupBy, Measures, ReportRequest } from '../api.ts';
import { readCustom } from '../custom/read.ts';
import { type Period, periodBefore, periodOf } from '../facts/period.ts';
import { readConsolidated } from '../reports/consolidated.ts';
import { productFigures } from '../reports/product-figures.ts';
import { scopeParameters } from '../reports/scope.ts';
import { soldProducts } from '../reports/sold-products.ts';
import { liveFacts } from '../store/record.ts';
import { type Asked, column, documentsAsked, held, paged, pageRows, type Read } from './read.ts';
import type { Cell, Column, Table } from './table.ts';
import { momentText, say, sayCode, type Word } from './words.ts';

export async function readTable(database: Database, asked: Asked): Promise<Table> {
  const { report, parameters, language } = asked.request;
  const period = periodOf(parameters, asked.clock.today);
  return {
    title: say(language, report),
    facts: await factsOf(database, asked, period),
    language,
    ...(await readers[report](database, asked, period)),
  };
}

async function factsOf(
  database: Database,
  { request, scope, clock }: Asked,
  { from, to }: Period,
): Promise<string[]> {
  const { language } = request;
  const colon = language === 'fr' ? '\u00a0: ' : ': ';
  const stores = scope.storeIds
    ? await database.query<{ name: string }>(
        'select name from location where location_id = any($1::text[]) order by name',
        [scope.storeIds],
      )
    : [];
  const names = stores.map(({ name }) => name).join(', ') || (scope.storeIds ?? []).join(', ');
  return [
    `${say(language, 'period')}${colon}${from} ${say(language, 'to')} ${to}`,
    `${say(language, 'store')}${colon}${names || say(language, 'allStores')}`,
    `${say(language, 'channel')}${colon}${say(language, scope.channel ?? 'bothChannels')}`,
    `${say(language, 'asOf')}${colon}${momentText(language, clock.now, clock.homeTimeZone)}`,
  ];
}

const measureColumns: readonly (readonly [keyof Measures, Word, Column['kind']])[] = [
  ['sales', 'sales', 'integer'],
  ['returns', 'returns', 'integer'],
  ['subtotalMinor', 'subtotal', 'money'],
  ['discountMinor', 'discounts', 'money'],
  ['deliveryMinor', 'delivery', 'money'],
  ['taxMinor', 'taxes', 'money'],
  ['roundingMinor', 'rounding', 'money'],
  ['totalMinor', 'total', 'money'],
];
const totalWord: Partial<Record<GroupBy, Word>> = {
  category: 'beforeTaxes',
  tender: 'amount',
  tax: 'amount',
};

const readSales: Read = async (database, { request, scope }, period) => {
  const { language } = request;
  const groupBy = request.parameters.groupBy ?? 'day';
  const { rows, totals } = await readConsolidated(database, groupBy, period, scope);
  // What a grouping has no figure for has no column.
  const shown = measureColumns.filter(
    ([key]) => totals[key] !== null && rows.every((row) => row[key] !== null),
  );
  const cells = (row: Measures) => shown.map(([key]): Cell => row[key]);
  const isDay = groupBy === 'day' || groupBy === 'week' || groupBy === 'month';
  const columns = [
    column(language, 'key', groupBy, isDay ? 'date' : 'text'),
    ...shown.map(([key, word, kind]) =>
      column(language, key, key === 'totalMinor' ? (totalWord[groupBy] ?? word) : word, kind),
    ),
  ];
  return held(
    language,
    columns,
    rows.map((row) => [row.label?.[language] ?? sayCode(language, row.key), ...cells(row)]),
    { totals: [say(language, 'total'), ...cells(totals)] },
  );
};

const readProducts: Read = async (database, { request, scope, clock }, period) => {
  const { language } = request;
  const periods = { period, before: periodBefore(period, clock.today).period };
  const parameters = scopeParameters(scope);
  const [counted] = await database.query<{
    products: number;
    quantity: string | null;
    amount_minor: string | null;
  }>(
    `select count(*) filter (where amount_minor > 0)::int as products,
       sum(amount_minor) filter (where amount_minor > 0)::bigint as amount_minor from (${soldProducts(period, parameters)}) sold`,
    parameters,
  );
  const read = async (offset: number) =>
    (await productFigures(database, periods, scope, { 'most-sold': { limit: pageRows, offset } }))[
      'most-sold'
    ];
  return {
    columns: [
      column(language, 'sku', 'sku', 'text'),
      column(language, 'name', 'product', 'text'),
      column(language, 'quantity', 'quantity', 'quantity'),
      column(language, 'amountMinor', 'beforeTaxes', 'money'),
      column(language, 'beforeAmountMinor', 'before', 'money'),
      column(language, 'trend', 'trend', 'ratio'),
      column(language, 'onHand', 'onHand', 'quantity'),
      column(language, 'sellThrough', 'sellThrough', 'ratio'),
      column(language, 'marginMinor', 'margin', 'money'),
    ],
    rowCount: counted?.products ?? 0,
    rows: paged(read, (page) =>
      page.map((one) => [
        one.sku,
        one.name?.[language] ?? one.productId,
        one.quantity,
        one.amountMinor,
        one.beforeAmountMinor,
        one.trend,
        one.onHand,
        one.sellThrough,
        one.marginMinor,
      ]),
    ),
    totals: [
      say(language, 'total'),
      null,
      null,
      Number(counted?.amount_minor ?? 0),
      null,
      null,
      null,
      null,
      null,
    ],
  };
};

type LineRow = {
  document_id: string;
  position: number;
  business_date: string;
  at: Date;
  number: string;
  store: string;
  channel: 'pos' | 'web';
  sku: string;
  name: string;
  quantity: string;
  amount_minor: string;
};

/** By key, not by offset: a page costs the same however far it is. */
const readLines: Read = async (database, { request, scope }, period) => {
  const { language } = request;

  const parameters = [...scopeParameters(scope), period.from, period.to];
  const [counted] = await database.query<{ lines: number; amount_minor: string | null }>(
    `select count(*)::int as lines, sum(amount_minor)::bigint as amount_minor
     from ${liveFacts}.document d join ${liveFacts}.line f using (document_id)
     where ${documentsAsked} and f.business_date between $3::date and $4::date`,
    parameters,
  );
  async function* rows(): AsyncGenerator<readonly Cell[]> {
    let after: LineRow | undefined;
    for (;;) {
      const page: LineRow[] = await database.query<LineRow>(
        `select d.document_id, f.position, d.business_date::text as business_date, d.at, d.number, d.channel,
           coalesce(l.name, d.store_id) as store, f.sku, coalesce(p.name_${language}, f.product_id) as name,
           trim_scale(f.quantity)::text as quantity, f.amount_minor
         from ${liveFacts}.document d join ${liveFacts}.line f using (document_id)
         left join location l on l.location_id = d.store_id left join known_product p on p.product_id = f.product_id
         where ${documentsAsked} and ($5::date is null or (d.business_date, d.document_id, f.position) > ($5::date, $6::text, $7::int))
         order by d.business_date, d.document_id, f.position limit ${pageRows}`,
        [...parameters, after?.business_date ?? null, after?.document_id ?? null, after?.position ?? null],
      );
      for (const row of page)
        yield [
          row.business_date,
          row.at.toISOString(),
          row.number,
          row.store,
          say(language, row.channel),
          row.sku,
          row.name,
          row.quantity,
          Number(row.amount_minor),
        ];
      after = page.at(-1);
      if (page.length < pageRows) return;
    }
  }
  return {
    columns: [
      column(language, 'businessDate', 'day', 'date'),
      column(language, 'at', 'time', 'text'),
      column(language, 'number', 'number', 'text'),
      column(language, 'store', 'store', 'text'),
      column(language, 'channel', 'channel', 'text'),
      column(language, 'sku', 'sku', 'text'),
      column(language, 'name', 'product', 'text'),
      column(language, 'quantity', 'quantity', 'quantity'),
      column(language, 'amountMinor', 'beforeTaxes', 'money'),
    ],
    rowCount: counted?.lines ?? 0,
    rows: rows(),
    totals: [
      say(language, 'total'),
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      Number(counted?.amount_minor ?? 0),
    ],
  };
};

const readers: Readonly<Record<ReportRequest['report'], Read>> = {
  'sales-consolidated': readSales,
  products: readProducts,
  'sale-lines': readLines,
  'tax-return': readTaxReturn,
  tenders: readTenders,
  journal: readJournal,
  'stock-value': readStockValue,
  closings: readClosings,
  custom: readCustom,
};
