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

/** What one unit gave. `scopes`: whose stores it concerns, of a feed. */
export type Unit = Readonly<{
  series: string;
  from: number;
  pos: number;
  scopes: readonly string[];
  left: number;
}>;

/** A row that an open transaction is changing again is waited for so long, then left to the next unit. */
const lockedRowWaitMs = 2_000;
const lockedRowLookMs = 50;

const outboxStatement = `
  with waiting as (
    select id, written from outbox where pos is null order by written for update skip locked
  ), numbered as (
    select id, row_number() over (order by written) as n, count(*) over () as total from waiting
  )
  update outbox set pos = $1::bigint + n, unit = $1::bigint + total from numbered where numbered.id = outbox.id`;

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

/** Series that have rows without a position. Seen without any lock. */
export async function waitingSeries(database: Database): Promise<string[]> {
  const rows = await database.query<{ series: string }>(
    `with recursive feeds as (
       (select feed from feed_row where pos is null order by feed limit 1)
       union all
       select (select feed from feed_row where pos is null and feed > feeds.feed order by feed limit 1)
       from feeds where feed is not null
     )
     select 'feed:' || feed as series from feeds where feed is not null
     union all
     select '${outboxSeries}' where exists (select from outbox where pos is null)`,
  );
  return rows.map(({ series }) => series);
}

/** Gives one unit. @returns undefined when there is nothing to number, or another instance is at it. */
export function numberSeries(database: Database, series: string): Promise<Unit | undefined> {
  return database.transaction(async (tx) => {
    const from = await lockCounter(tx, series);
    if (from === undefined) return undefined;
    const left = await waitForLockedRows(tx, series);
    const scopes = await numberRows(tx, series, from);
    if (scopes.length === 0) return undefined;
    const pos = from + scopes.length;
    await tx.query(
      `with moved as (update feed_counter set pos = $2 where series = $1 returning series)
       select pg_notify($3, series) from moved`,
      [series, pos, sequencedChannel],
    );
    return { series, from, pos, scopes: [...new Set(scopes)], left };
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
  const made = await tx.query<unknown[]>(
    'insert into feed_counter (series) values ($1) on conflict do nothing returning series',
    [series],
  );
  return made.length > 0 ? lock() : undefined;
}

/** @returns how many rows are still locked by open transactions. */
async function waitForLockedRows(tx: Tx, series: string): Promise<number> {
  if (series === outboxSeries) return 0; // Outbox rows are never changed by their writers.
  const feed = series.slice('feed:'.length);
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

/** @returns one scope per numbered row. */
async function numberRows(tx: Tx, series: string, from: number): Promise<string[]> {
  if (series === outboxSeries) {
    const [, count]: [unknown, number] = await tx.query(outboxStatement, [from]);
    return new Array<string>(count).fill('*');
  }
  const [rows]: [{ scope: string }[], number] = await tx.query(feedStatement, [
    from,
    series.slice('feed:'.length),
  ]);
  return rows.map(({ scope }) => scope);
}
