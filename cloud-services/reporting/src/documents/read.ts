/** The documents and acts behind a figure, newest first. What a page costs does not grow with what lies before it. */
import type { Database } from '@comptoir/service-kit/db/database';
import { dayAfter } from '@comptoir/service-kit/wall-clock';
import type { Period } from '../facts/period.ts';
import { inScope, inStores, type Scope, scopeParameters } from '../reports/scope.ts';
import { liveFacts } from '../store/record.ts';
import { slotMinutes } from '../store/rollups.ts';
import { type ActList, type ActsQuery, type DocumentList, type DocumentsQuery, untaxed } from './api.ts';

export type Place = Readonly<{ day: string; at: string; id: string }>;
type Asked<Q> = Readonly<{ period: Period; scope: Scope; query: Q; after: Place | undefined; limit: number }>;
export type Found<T> = Readonly<{ item: T; place: Place }>;
/** Adds a parameter. @returns its name in the statement. */
type Put = (value: unknown) => string;

/** Microseconds are kept, so that a cursor is exact. */
const placeOf = (id: string) =>
  `to_char(d.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, ${id} as id`;

export async function readDocuments(
  database: Database,
  asked: Asked<DocumentsQuery>,
  homeTimeZone: string,
): Promise<Found<DocumentList['items'][number]>[]> {
  const { parameters, put } = parametersOf(asked.scope);
  const { hour, minute, reason, withProductId, customerKey, targetOf } = asked.query;
  const part = partOf(asked.query, asked.period, put);
  const within = inDaysOfDocuments(asked);
  const conditions = [
    inScope,
    ...common(within, 'd.document_id', put),
    ...(part.days ? [onDays(part.days, within.period, put)] : []),
    ...(customerKey ? [`d.customer_key = ${put(customerKey)}::uuid`] : []),
    ...ofCohort(asked.query, put),
    ...ofLetters(asked, homeTimeZone, put),
    ...ofTill(asked.query, within.period, put),
    ...(withProductId
      ? [
          `exists (select from ${liveFacts}.line beside where beside.document_id = d.document_id and beside.product_id = ${put(withProductId)})`,
        ]
      : []),
    ...(reason === undefined
      ? []
      : [
          `d.kind = 'return' and coalesce(d.reason, '') = ${put(reason)}`,
          onDays(daysOf('by_return_reason', `reason = ${put(reason)}`), within.period, put),
        ]),
    ...(hour === undefined
      ? []
      : [
          `${hourOf('d.at', put(homeTimeZone))} = ${put(hour)}`,
          onDays(daysOfHour(put(homeTimeZone), put(hour)), within.period, put),
        ]),
    ...(minute ? inMinute(put(minute)) : []),
    ...(targetOf
      ? [`d.store_id in (select store_id from target where month = ${put(`${targetOf}-01`)}::date)`]
      : []),
  ];
  const rows = await database.query<DocumentRow>(
    `${part.before} select d.kind, d.channel, d.store_id, l.code, d.business_date::text, d.number, d.origin_id, d.cashier_id,
       d.customer_key, d.total_minor, ${part.amount} as part_minor, ${placeOf('d.document_id')}
     from ${liveFacts}.document d left join location l on l.location_id = d.store_id ${part.join}
     where ${conditions.join(' and ')} order by d.business_date desc, d.at desc, d.document_id desc limit ${put(asked.limit)}`,
    parameters,
  );
  return rows.map((row) => ({ item: documentOf(row), place: placeFound(row) }));
}

type DocumentRow = Readonly<{
  kind: 'sale' | 'return';
  channel: 'pos' | 'web';
  store_id: string;
  code: string | null;
  business_date: string;
  number: string;
  origin_id: string | null;
  cashier_id: string | null;
  customer_key: string | null;
  total_minor: string;
  part_minor: string | null;
  at: string;
  id: string;
}>;

function documentOf(row: DocumentRow): DocumentList['items'][number] {
  const [sort, id = ''] = row.id.split('/');
  return {
    documentId: row.id,
    kind: row.kind,
    channel: row.channel,
    ...placeTold(row),
    number: row.number,
    orderId: sort === 'order' ? id : sort === 'refund' ? row.origin_id : null,
    cashierId: row.cashier_id,
    customerKey: row.customer_key,
    totalMinor: Number(row.total_minor),
    partMinor: row.part_minor === null ? null : Number(row.part_minor),
  };
}

const inMinute = (minute: string) => [
  `d.at >= ${minute}::timestamptz and d.at < ${minute}::timestamptz + interval '1 minute'`,
];

/** Kinds alone are on every day. */
function ofTill({ kind, cashierId, registerId }: DocumentsQuery, period: Period, put: Put): string[] {
  const told = Object.entries({ kind, cashier_id: cashierId, register_id: registerId }).flatMap(
    ([column, value]) => (value ? [`${column} = ${put(value)}`] : []),
  );
  const days = cashierId || registerId ? [onDays(daysOf('by_cashier', told.join(' and ')), period, put)] : [];
  return [...told.map((one) => `d.${one}`), ...days];
}

/** As the cohorts are told: whose first purchase, of all that the scope knows, was in this month. */
const ofCohort = ({ cohort }: DocumentsQuery, put: Put): string[] =>
  cohort === undefined
    ? []
    : [
        `d.kind = 'sale' and d.customer_key in (select customer_key from ${liveFacts}.by_customer_month where ${inScope}
           group by customer_key having min(month) = ${put(`${cohort}-01`)}::date)`,
      ];

/** An order counts for a letter of the week before it. */
const daysOfLetter = 8;
const inDaysOfDocuments = (asked: Asked<DocumentsQuery>): Asked<DocumentsQuery> => {
  const { from, to } = asked.period;
  return asked.query.reminded ? { ...asked, period: { from, to: dayAfter(to, daysOfLetter) } } : asked;
};
const ofLetters = ({ query, period }: Asked<DocumentsQuery>, homeTimeZone: string, put: Put): string[] =>
  query.reminded === undefined
    ? []
    : [
        `d.document_id in (select 'order/' || order_id from cart_reminder
           where (sent_at at time zone ${put(homeTimeZone)})::date between ${put(period.from)}::date and ${put(period.to)}::date
             ${query.reminded === 'link' ? 'and is_by_link' : ''})`,
      ];

const placeFound = (row: Readonly<{ business_date: string; at: string; id: string }>): Place => ({
  day: row.business_date,
  at: row.at,
  id: row.id,
});

const placeTold = (
  row: Readonly<{ store_id: string; code: string | null; business_date: string; at: string }>,
) => ({
  storeId: row.store_id,
  storeCode: row.code,
  businessDate: row.business_date,
  at: new Date(row.at).toISOString(),
});

export async function readActs(
  database: Database,
  asked: Asked<ActsQuery>,
): Promise<Found<ActList['items'][number]>[]> {
  const { parameters, put } = parametersOf(asked.scope);
  const { kind, cashierId } = asked.query;
  const conditions = [
    inStores,
    // What is done at a till.
    "($2::text is null or $2 = 'pos')",
    ...common(asked, 'd.act_id', put),
    ...(kind ? [`d.kind = ${put(kind)}`] : []),
    ...(cashierId ? [`d.cashier_id = ${put(cashierId)}`] : []),
  ];
  const rows = await database.query<ActRow>(
    `select d.kind, d.store_id, l.code, d.business_date::text, d.cashier_id, d.amount_minor, d.reason, d.given_by,
       (select number from ${liveFacts}.document where document_id = d.document_id) as number, ${placeOf('d.act_id')}
     from ${liveFacts}.act d left join location l on l.location_id = d.store_id
     where ${conditions.join(' and ')} order by d.business_date desc, d.at desc, d.act_id desc limit ${put(asked.limit)}`,
    parameters,
  );
  return rows.map((row) => ({
    item: {
      actId: row.id,
      kind: row.kind,
      ...placeTold(row),
      cashierId: row.cashier_id,
      amountMinor: Number(row.amount_minor),
      reason: row.reason,
      by: row.given_by,
      number: row.number,
    },
    place: placeFound(row),
  }));
}

type ActRow = Readonly<{
  kind: ActList['items'][number]['kind'];
  store_id: string;
  code: string | null;
  business_date: string;
  cashier_id: string | null;
  amount_minor: string;
  reason: string | null;
  given_by: string | null;
  number: string | null;
  at: string;
  id: string;
}>;

function parametersOf(scope: Scope): { parameters: unknown[]; put: Put } {
  const parameters = scopeParameters(scope);
  return { parameters, put: (value) => `$${parameters.push(value)}` };
}

function common({ period, after }: Asked<unknown>, id: string, put: Put): string[] {
  const [from, to] = [put(period.from), put(period.to)];
  return [
    `d.business_date between ${from}::date and ${to}::date`,
    ...(after
      ? [
          `(d.business_date, d.at, ${id}) < (${put(after.day)}::date, ${put(after.at)}::timestamptz, ${put(after.id)})`,
        ]
      : []),
  ];
}

/** Between two days, places of the statement: those on which there is any of it, as a rollup says. */
type Days = (from: string, to: string) => string;
type Part = Readonly<{ before: string; join: string; amount: string; days?: Days }>;
const whole: Part = { before: '', join: '', amount: 'null::bigint' };

/** A product is in few documents, which are found by it; the others are in many, which are looked through from the newest on. */
function partOf(query: DocumentsQuery, period: Period, put: Put): Part {
  const { productId, categoryId, tender, tax, taxRate, discount } = query;
  if (productId)
    return {
      before: `with part as materialized (select document_id, sum(amount_minor) as amount_minor from ${liveFacts}.line
        where product_id = ${put(productId)} and business_date between ${put(period.from)}::date and ${put(period.to)}::date group by 1)`,
      join: 'join part using (document_id)',
      amount: 'part.amount_minor',
    };
  if (categoryId)
    return ofEach(
      'line',
      sold,
      daysOfMonths('by_product_month_all', sold),
      `with recursive below as (select ${put(categoryId)}::text as category_id
        union all select child.category_id from below join known_category child on child.parent_id = below.category_id)`,
    );
  if (tender) return byDay('tender', 'by_tender', `code = ${put(tender)}`);
  if (tax === untaxed)
    return {
      ...whole,
      join: 'join lateral (select d.untaxed_minor as amount_minor where d.untaxed_minor <> 0) part on true',
      amount: 'part.amount_minor',
      days: daysOf('by_untaxed', 'true'),
    };
  if (tax && taxRate !== undefined) {
    const [code, rate] = [`code = ${put(tax)}`, put(taxRate)];
    return ofEach(
      'tax',
      `${code} and coalesce(trim_scale(rate)::text, '') = ${rate}`,
      daysOf('by_tax_rate', `${code} and rate = ${rate}`),
    );
  }
  if (tax) return byDay('tax', 'by_tax', `code = ${put(tax)}`);
  if (discount) {
    const sort = sorts[discount];
    return byDay('discount', 'by_discount', sort ? `source like ${put(sort)}` : `source = ${put(discount)}`);
  }
  return whole;
}

const sorts: Readonly<Record<string, string>> = { manual: 'manual-%', promotion: 'promotion/%' };

/** As a list, by which rows are found: as a question, whole tables would be read for it. `below` is what the category holds. */
const sold =
  'product_id = any(array(select product_id from known_product where category_id in (select category_id from below)))';

const byDay = (table: string, rollup: string, where: string): Part =>
  ofEach(table, where, daysOf(rollup, where));

const ofEach = (table: string, where: string, days: Days, before = ''): Part => ({
  before,
  join: `join lateral (select sum(amount_minor) as amount_minor from ${liveFacts}.${table} f
    where f.document_id = d.document_id and ${where}) part on part.amount_minor is not null`,
  amount: 'part.amount_minor',
  days,
});

/** By the clock of the store `l`. */
const hourOf = (moment: string, homeTimeZone: string): string =>
  `extract(hour from ${moment} at time zone coalesce(l.time_zone, ${homeTimeZone}))`;

/**
 * Half hours that are in it by the clock of some store, and of each those days that have it: a business day may begin or end in another
 * one of the calendar's. Looked up one by one, they are a few thousand of a year's million rows.
 */
const daysOfHour =
  (homeTimeZone: string, hour: string): Days =>
  (from, to) =>
    `with zone as (select distinct coalesce(time_zone, ${homeTimeZone}) as time_zone from location union select ${homeTimeZone}),
       half as materialized (
         select distinct slot from zone l, generate_series(
           ${from}::timestamptz - interval '1 day', ${to}::timestamptz + interval '2 days', interval '${slotMinutes} minutes') slot
         where ${hourOf('slot', homeTimeZone)} = ${hour})
     select distinct slot::date + beside from half, generate_series(-1, 1) beside
     where exists (select from ${liveFacts}.by_slot told where told.business_date = slot::date + beside and told.slot = half.slot)`;

const daysOf =
  (rollup: string, where: string): Days =>
  (from, to) =>
    `select business_date from ${liveFacts}.${rollup} where ${where} and business_date between ${from}::date and ${to}::date group by 1`;

/** What is in many rows a day: of whole months it is told sooner. */
const daysOfMonths =
  (rollup: string, where: string): Days =>
  (from, to) =>
    `select month + day from generate_series(0, 30) day, (select month from ${liveFacts}.${rollup}
       where ${where} and month between date_trunc('month', ${from}::date) and ${to}::date group by 1) months`;

/**
 * Rollups say on which days there is what is looked for: what is rare (a means of payment that few have) would else be looked for in all
 * documents of years. Whether a document has it is asked of the document all the same.
 */
const onDays = (days: Days, { from, to }: Period, put: Put): string =>
  `d.business_date = any(array(${days(put(from), put(to))}))`;
