/**
 * What each category came to by month and channel, of each store and of all together, kept beside the facts. A product's category is what
 * Product says now: so this is no rollup that a sale adds to, but worked out of the one by product, each part with the state of what it
 * was made of. A part whose state is another one by now is not read (ADR 0090); reports then read products instead, and the next turn
 * makes it anew.
 */
import type { Tx } from '@comptoir/service-kit/db/database';
import { migration } from '@comptoir/service-kit/db/migrations';
import type { Period } from '../facts/period.ts';
import { liveFacts } from './record.ts';

export const categoryMonths = migration(
  'CategoryMonths1764000003300',
  `
  -- How often products have moved between categories.
  alter table fact_state add column categories bigint not null default 0;
  create table category_month (
    month date not null,
    -- Empty: of all stores together.
    store_id text not null,
    channel text not null,
    -- Empty: of no category.
    category_id text not null,
    quantity numeric not null,
    amount_minor bigint not null,
    primary key (month, store_id, channel, category_id)
  );
  -- Up to which day a month is summed up: of the one that runs, yesterday.
  create table category_month_state (month date primary key, until date not null, state text not null);
  `,
  'drop table category_month, category_month_state; alter table fact_state drop column categories;',
);

/** One instance at a time. */
const keepingLock = 727_282;

/** Months of which there are facts, as far as they are over on the day `$1`, and the state of what they are made of. */
const present = `
  select month, until, concat_ws(' ', remade, categories,
    (select max(version) from fact_day where business_date between month and until)) as state
  from fact_state, (
    select distinct month, least((month + interval '1 month')::date - 1, $1::date - 1) as until from ${liveFacts}.by_month
  ) months where month <= until`;

/** Products that are told to be in another category than they were, or for the first time. Asked before they are written. */
export async function noteMoved(
  tx: Tx,
  products: readonly Readonly<{ id: string; categoryId: string | null }>[],
): Promise<void> {
  await tx.query(
    `update fact_state set categories = categories + 1 where exists (
       select 1 from unnest($1::text[], $2::text[]) told (product_id, category_id) left join known_product known using (product_id)
       where known.category_id is distinct from told.category_id)`,
    [products.map(({ id }) => id), products.map(({ categoryId }) => categoryId)],
  );
}

/** @returns the months that are kept and hold, each as the days that it sums up, in order. */
export async function keptCategoryMonths(tx: Tx, today: string): Promise<Period[]> {
  return tx.query<Period[]>(
    `select month::text as "from", until::text as "to" from (${present}) now join category_month_state using (month, until, state)
     order by month`,
    [today],
  );
}

/** Makes anew what no longer holds. Nobody waits for it: after a product of old has moved it takes as long as it does. */
export async function keepCategoryMonths(tx: Tx, today: string): Promise<void> {
  const [lock] = await tx.query<{ held: boolean }[]>(
    `select pg_try_advisory_xact_lock($1) as held, set_config('statement_timeout', '0', true), set_config('work_mem', '64MB', true)`,
    [keepingLock],
  );
  if (!lock?.held) return;
  const stale = await tx.query<{ month: string; until: string; state: string }[]>(
    `select month::text, until::text, state from (${present}) now
     where not exists (select 1 from category_month_state kept where (kept.month, kept.until, kept.state) = (now.month, now.until, now.state))`,
    [today],
  );
  if (stale.length === 0) return;
  const isRunning = ({ month }: (typeof stale)[number]) => month.slice(0, 7) === today.slice(0, 7);
  const over = stale.filter((one) => !isRunning(one)).map(({ month }) => month);
  const running = stale.find(isRunning);
  const months = stale.map(({ month }) => month);
  await tx.query('delete from category_month where month = any($1::date[])', [months]);
  await tx.query(
    `insert into category_month
     select month, coalesce(store_id, ''), channel, coalesce(category_id, ''), sum(quantity), sum(amount_minor)
     from (
       select month, store_id, channel, product_id, quantity, amount_minor from ${liveFacts}.by_product_month where month = any($1::date[])
       union all
       select $2::date, store_id, channel, product_id, quantity, amount_minor from ${liveFacts}.by_product
       where business_date between $2::date and $3::date
     ) sold left join known_product using (product_id)
     group by grouping sets ((1, store_id, 3, 4), (1, 3, 4))`,
    [over, running?.month ?? null, running?.until ?? null],
  );
  await tx.query(
    `insert into category_month_state select * from unnest($1::date[], $2::date[], $3::text[])
     on conflict (month) do update set until = excluded.until, state = excluded.state`,
    [months, stale.map(({ until }) => until), stale.map(({ state }) => state)],
  );
}
