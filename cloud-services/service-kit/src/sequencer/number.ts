/**
 * Positions are given after commit. Writers insert with `pos = null`; one transaction, holding the counter row's lock,
 * gives every visible null row the next dense positions, as one unit. A late commit gets a later position, so none is
 * passed over; nothing rests on serial columns, clocks or transaction ids. Source: docs, Sync protocol, Down.
 */
import type { Database, Tx } from '../db/database.ts';
import { setHashes } from '../feeds/hashes.ts';
import { sequencedChannel } from './listen.ts';

export const outboxSeries = 'outbox';
export const feedSeries = (feed: string) => `feed:${feed}`;

/** What one unit of a feed gave. `scopes`: whose stores it concerns. */
export type Unit = Readonly<{
  feed: string;
  from: number;
  pos: number;
  scopes: readonly string[];
  left: number;
}>;

/** A row that an open transaction is changing again is waited for so long, then left to the next unit. */
const lockedRowWaitMs = 2_000;
const lockedRowLookMs = 50;

// All in one, since it follows nearly every change: a row that another has numbered meanwhile is looked at again as it is locked, and passed over.
const outboxStatement = `
  with counter as materialized (
    select pos from feed_counter where series = '${outboxSeries}' and exists (select from outbox where pos is null)
    for update skip locked
  ), waiting as materialized (
    select id, written from outbox where pos is null and exists (select from counter) order by written for update skip locked
  ), numbered as (
    select id, row_number() over (order by written) as n, count(*) over () as total from waiting
  ), given as (
    update outbox set pos = counter.pos + n, unit = counter.pos + total from numbered, counter where numbered.id = outbox.id
  ), moved as (
    update feed_counter set pos = counter.pos + (select count(*) from waiting) from counter
    where series = '${outboxSeries}' and exists (select from waiting)
  )
  select (select pos from counter) as "from", (select count(*)::int from waiting) as count,
    exists (select from outbox where pos is null) as "isWaiting"`;

// Tombstones come first in a unit: a key that moves to another scope is not deleted after it arrived.
const feedStatement = `
  with waiting as (
    select scope, key, value is not null as alive from feed_row where feed = $2 and pos is null for update skip locked
  ), numbered as (
    select scope, key, row_number() over (order by alive, scope, key) as n, count(*) over () as total from waiting
  )
  update feed_row set pos = $1::bigint + n, unit = $1::bigint + total, ${setHashes}
  from numbered where feed = $2 and numbered.scope = feed_row.scope and numbered.key = feed_row.key
  returning feed_row.scope`;

/** Feeds that have rows without a position. Seen without any lock. */
export async function waitingFeeds(database: Database): Promise<string[]> {
  const rows = await database.query<{ feed: string }>(
    `with recursive feeds as (
       (select feed from feed_row where pos is null order by feed limit 1)
       union all
       select (select feed from feed_row where pos is null and feed > feeds.feed order by feed limit 1)
       from feeds where feed is not null
     )
     select feed from feeds where feed is not null`,
  );
  return rows.map(({ feed }) => feed);
}

/** What there is to tell of one turn: undefined when there is nothing to number; `held` while another instance is at it. */
export type Numbered<U> = U | 'held' | undefined;

/** @returns how many events got a position. */
export async function numberEvents(database: Database): Promise<Numbered<number>> {
  const [row] = await database.query<{ from: string | null; count: number; isWaiting: boolean }>(
    outboxStatement,
  );
  if (!row?.isWaiting) return undefined;
  if (row.from !== null) return row.count > 0 ? row.count : undefined;
  return (await makeCounter(database.alone, outboxSeries)) ? numberEvents(database) : 'held';
}

/** Gives the rows of a feed one unit. */
export function numberFeed(database: Database, feed: string): Promise<Numbered<Unit>> {
  const series = feedSeries(feed);
  return database.transaction(async (tx) => {
    const from = await lockCounter(tx, series);
    if (from === undefined) return 'held';
    const left = await waitForLockedRows(tx, feed);
    const [rows]: [{ scope: string }[], number] = await tx.query(feedStatement, [from, feed]);
    const scopes = rows.map(({ scope }) => scope);
    if (scopes.length === 0) return undefined;
    const pos = from + scopes.length;
    await tx.query(
      `with moved as (update feed_counter set pos = $2 where series = $1 returning series)
       select pg_notify($3, series) from moved`,
      [series, pos, sequencedChannel],
    );
    return { feed, from, pos, scopes: [...new Set(scopes)], left };
  });
}

/** Another instance may have it: then a series is there, and skipped. Only the first unit of all finds none. */
async function lockCounter(tx: Tx, series: string): Promise<number | undefined> {
  const lock = async () => {
    const [row] = await tx.query<{ pos: string }[]>(
      'select pos from feed_counter where series = $1 for update skip locked',
      [series],
    );
    return row && Number(row.pos);
  };
  const known = await lock();
  if (known !== undefined) return known;
  return (await makeCounter(tx, series)) ? lock() : undefined;
}

async function makeCounter(tx: Tx, series: string): Promise<boolean> {
  const made = await tx.query<unknown[]>(
    'insert into feed_counter (series) values ($1) on conflict do nothing returning series',
    [series],
  );
  return made.length > 0;
}

/** @returns how many rows are still locked by open transactions. */
async function waitForLockedRows(tx: Tx, feed: string): Promise<number> {
  for (let waitedMs = 0; ; waitedMs += lockedRowLookMs) {
    const rows: { locked: string }[] = await tx.query(
      `select (select count(*) from feed_row where feed = $1 and pos is null)
            - (select count(*) from (select from feed_row where feed = $1 and pos is null for update skip locked) free) as locked`,
      [feed],
    );
    const locked = Number(rows[0]?.locked ?? 0);
    if (locked === 0 || waitedMs >= lockedRowWaitMs) return locked;
    await new Promise((resolve) => setTimeout(resolve, lockedRowLookMs));
  }
}
