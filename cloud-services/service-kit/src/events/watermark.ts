/** The highest position up to which a consumer has every event of a producer: what tells it that something is missing. */
import type { Database } from '../db/database.ts';

export type Watermark = Readonly<{ pos: number; epoch: string }>;

/** So many positions are looked at by one statement. */
const lookAheadMax = 5_000;

export async function readWatermark(
  database: Database,
  consumer: string,
  producer: string,
): Promise<Watermark> {
  await database.query(
    'insert into inbox_watermark (consumer, producer) values ($1, $2) on conflict do nothing',
    [consumer, producer],
  );
  const rows = await database.query<{ pos: string; epoch: string }>(
    'select pos, epoch from inbox_watermark where consumer = $1 and producer = $2',
    [consumer, producer],
  );
  return { pos: Number(rows[0]?.pos ?? 0), epoch: rows[0]?.epoch ?? '' };
}

/**
 * Moves the mark over what is in the inbox without a gap.
 * @returns whether events are known beyond the mark.
 */
export async function advanceWatermark(
  database: Database,
  consumer: string,
  producer: string,
): Promise<boolean> {
  const [row] = await database.query<{ isGap: boolean; isMore: boolean }>(
    `with mark as (
       select coalesce((select pos from inbox_watermark where consumer = $1 and producer = $2), 0) as pos
     ), known as (
       select pos, row_number() over (order by pos) as n from (
         select distinct pos from inbox where consumer = $1 and producer = $2 and pos > (select pos from mark)
         order by pos limit ${lookAheadMax}) p
     ), reach as (
       select coalesce(max(known.pos) filter (where known.pos - n = mark.pos), mark.pos) as pos, max(known.pos) as seen, count(n) as looked_at
       from mark left join known on true group by mark.pos
     ), moved as (
       insert into inbox_watermark (consumer, producer, pos) select $1, $2, reach.pos from reach, mark where reach.pos > mark.pos
       on conflict (consumer, producer) do update set pos = greatest(inbox_watermark.pos, excluded.pos)
     )
     select coalesce(seen > pos, false) as "isGap", coalesce(seen = pos, false) and looked_at = ${lookAheadMax} as "isMore" from reach`,
    [consumer, producer],
  );
  return row?.isMore ? advanceWatermark(database, consumer, producer) : (row?.isGap ?? false);
}

/** The producer's database is another one now: its positions began again, ids still tell what was applied. */
export async function beginEpoch(
  database: Database,
  consumer: string,
  producer: string,
  epoch: string,
): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query('update inbox set pos = 0 where consumer = $1 and producer = $2', [consumer, producer]);
    await tx.query('update inbox_watermark set pos = 0, epoch = $3 where consumer = $1 and producer = $2', [
      consumer,
      producer,
      epoch,
    ]);
  });
}
