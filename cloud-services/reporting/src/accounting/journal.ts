/** The journal for the books: the entries of each store's days, in order. */
import type { Database } from '@comptoir/service-kit/db/database';
import type { Period } from '../facts/period.ts';
import { column, held, type Read } from '../jobs/read.ts';
import { say, sayCode } from '../jobs/words.ts';
import { inScope, type Scope, scopeParameters } from '../reports/scope.ts';
import { liveFacts } from '../store/record.ts';
import { accountsInForce, numberOf } from './accounts.ts';
import { entriesOf, type StoreDay } from './entries.ts';

type Day = StoreDay & Readonly<{ date: string; storeId: string; store: string }>;
type Row = {
  date: string;
  store_id: string;
  store: string | null;
  subtotal_minor: string;
  gift_cards_minor: string;
  delivery_minor: string;
  rounding_minor: string;
  taxes: StoreDay['taxes'] | null;
  tenders: StoreDay['tenders'] | null;
  disputes: StoreDay['disputes'] | null;
};

async function readDays(database: Database, scope: Scope, { from, to }: Period): Promise<Day[]> {
  const coded = (table: string) =>
    `select business_date, store_id, json_agg(json_build_object('code', code, 'amountMinor', amount_minor) order by code) as told
     from (select business_date, store_id, code, sum(amount_minor)::bigint as amount_minor from ${liveFacts}.${table}
       where ${inPeriod} group by 1, 2, 3) sums group by 1, 2`;
  const inPeriod = `business_date between $3::date and $4::date and ${inScope}`;
  const rows = await database.query<Row>(
    `with sold as (
       select business_date, store_id, sum(subtotal_minor)::bigint as subtotal_minor, sum(delivery_minor)::bigint as delivery_minor,
         sum(rounding_minor)::bigint as rounding_minor
       from ${liveFacts}.by_day where ${inPeriod} group by 1, 2
     ), gift as (
       select business_date, store_id, sum(amount_minor)::bigint as gift_cards_minor
       from ${liveFacts}.by_product join known_product using (product_id) where is_gift_card and ${inPeriod} group by 1, 2
     ), disputed as (
       select business_date, store_id, json_agg(json_build_object('provider', provider, 'withdrawnMinor', withdrawn, 'feeMinor', fee)
         order by provider) as told
       from (select business_date, store_id, provider, sum(withdrawn_minor)::bigint as withdrawn, sum(fee_minor)::bigint as fee
         from dispute_move where ${inPeriod} group by 1, 2, 3) sums group by 1, 2
     ), day as (
       select business_date, store_id, coalesce(subtotal_minor, 0) as subtotal_minor, coalesce(delivery_minor, 0) as delivery_minor,
         coalesce(rounding_minor, 0) as rounding_minor, disputed.told as disputes
       from sold full join disputed using (business_date, store_id)
     ), tax as (${coded('by_tax')}), tender as (${coded('by_tender')})
     select business_date::text as date, store_id, l.name as store, subtotal_minor, delivery_minor, rounding_minor,
       coalesce(gift_cards_minor, 0) as gift_cards_minor, tax.told as taxes, tender.told as tenders, disputes
     from day left join gift using (business_date, store_id) left join tax using (business_date, store_id) left join tender using (business_date, store_id)
     left join location l on l.location_id = store_id order by business_date, store_id`,
    [...scopeParameters(scope), from, to],
  );
  return rows.map((row) => ({
    date: row.date,
    storeId: row.store_id,
    store: row.store ?? row.store_id,
    subtotalMinor: Number(row.subtotal_minor),
    giftCardsMinor: Number(row.gift_cards_minor),
    deliveryMinor: Number(row.delivery_minor),
    roundingMinor: Number(row.rounding_minor),
    taxes: row.taxes ?? [],
    tenders: row.tenders ?? [],
    disputes: row.disputes ?? [],
  }));
}

export const readJournal: Read = async (database, { request: { language }, scope }, period) => {
  const [days, accounts] = [await readDays(database, scope, period), await accountsInForce(database.alone)];
  const columns = [
    column(language, 'date', 'day', 'date'),
    column(language, 'store', 'store', 'text'),
    column(language, 'account', 'account', 'text'),
    column(language, 'what', 'accountName', 'text'),
    column(language, 'detail', 'detail', 'text'),
    column(language, 'debitMinor', 'debit', 'money'),
    column(language, 'creditMinor', 'credit', 'money'),
  ] as const;
  const entries = days.flatMap((day) => entriesOf(day).map((entry) => ({ day, ...entry })));
  const rows = entries.map(({ day, role, code, debitMinor, creditMinor }) => [
    day.date,
    day.store,
    numberOf(accounts, role, code),
    say(language, `account-${role}`),
    code === null ? null : sayCode(language, code),
    debitMinor === 0 ? null : debitMinor,
    creditMinor === 0 ? null : creditMinor,
  ]);
  const behind = entries.map(({ day: { date, storeId }, of, code }) =>
    of === null
      ? null
      : { from: date, to: date, storeId, ...(of === 'whole' || code === null ? {} : { [of]: code }) },
  );
  return held(language, columns, rows, { behind });
};
