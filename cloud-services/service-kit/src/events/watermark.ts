/** The highest position up to which a consumer has every event of a producer: what tells it that something is missing. */
import type { Database } from '../db/database.ts';

export type Watermark = Readonly<{ pos: number; epoch: string }>;

/** More positions than this behind a gap are looked at in the next turn. */
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

/** Moves the mark over what is in the inbox without a gap. @returns whether events are known beyond the mark. */
export async function advanceWatermark(
  database: Database,
  consumer: string,
  producer: string,
): Promise<boolean> {
  const { pos } = await readWatermark(database, consumer, producer);
  const rows = await database.query<{ reached: string | null; seen: string | null }>(
    `select max(pos) filter (where pos - n = $3::bigint) as reached, max(pos) as seen
     from (select pos, row_number() over (order by pos) as n
           from (select distinct pos from inbox where consumer = $1 and producer = $2 and pos > $3 order by pos limit ${lookAheadMax}) p) t`,
    [consumer, producer, pos],
  );
  const reached = Number(rows[0]?.reached ?? pos);
  if (reached > pos)
    await database.query(
      'update inbox_watermark set pos = greatest(pos, $3) where consumer = $1 and producer = $2',
      [consumer, producer, reached],
    );
  return Number(rows[0]?.seen ?? pos) > reached;
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
