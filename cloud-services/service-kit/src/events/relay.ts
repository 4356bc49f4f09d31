/**
 * Sends the outbox to the stream, in order of position. A crash between sending and marking sends twice, never skips.
 * Woken by the sequencer; looks by itself too, for what a process left that died in between. Source: docs, Reliability, Events.
 */
import { startSpan } from '@comptoir/tracing';
import type { Database } from '../db/database.ts';
import type { Logger } from '../logger.ts';
import { type Loop, startLoop } from '../loop.ts';
import type { Redis } from '../redis.ts';
import type { Wakes } from '../sequencer/listen.ts';
import { outboxSeries } from '../sequencer/number.ts';
import { envelopeText, type OutboxRow, outboxTextColumns } from './envelope.ts';

const periodMs = 2_000;
const restMs = 50;
const batchMax = 500;
/** Up to which position the outbox was sent: one row that moves, instead of a mark on every event. */
export const sentSeries = 'outbox:sent';
/** Entries kept on the stream: about a day of a busy chain. Who falls behind further reads the producer's outbox. */
const streamLengthMax = 1_000_000;

export function startRelay(parts: {
  database: Database;
  redis: Redis;
  wakes: Wakes;
  logger: Logger;
  stream: string;
}): Loop {
  const { database, redis, wakes, logger, stream } = parts;
  const turn = () => relayBatch(database, redis, stream);
  const loop = startLoop('the relay of events', periodMs, logger, turn, restMs);
  wakes.onSequenced((series) => {
    if (series === outboxSeries || series === '*') loop.wake();
  });
  return loop;
}

/**
 * Two processes may send the same, each from the mark on: whoever is first, events come first in their order, and consumers know what
 * they have had.
 * @returns whether a full batch was sent: there may be more.
 */
export async function relayBatch(database: Database, redis: Redis, stream: string): Promise<boolean> {
  const rows = await database.query<SentRow>(
    `select ${outboxTextColumns} from outbox
     where pos > coalesce((select pos from feed_counter where series = $1), 0) order by pos limit $2`,
    [sentSeries, batchMax],
  );
  const last = rows.at(-1);
  if (!last) return false;
  await send(redis, stream, rows);
  await database.query(
    `insert into feed_counter (series, pos) values ($1, $2)
     on conflict (series) do update set pos = greatest(feed_counter.pos, excluded.pos)`,
    [sentSeries, last.pos],
  );
  return rows.length === batchMax;
}

type SentRow = OutboxRow & { data: string };

/** All or none: a part of a batch on the stream would let later events overtake earlier ones. */
async function send(redis: Redis, stream: string, rows: readonly SentRow[]): Promise<void> {
  const startedAtMs = Date.now();
  const batch = redis.multi();
  for (const row of rows) batch.xadd(stream, 'MAXLEN', '~', streamLengthMax, '*', 'event', envelopeText(row));
  const results = await batch.exec();
  const failed = results?.find(([error]) => error);
  if (!results || failed) throw failed?.[0] ?? new Error('the stream refused the batch');
  for (const row of rows) noteSent(stream, row, startedAtMs);
}

function noteSent(stream: string, { type, traceparent }: OutboxRow, startedAtMs: number): void {
  if (!traceparent) return;
  const attributes = { 'messaging.system': 'redis', 'messaging.destination.name': stream } as const;
  startSpan(`send ${type}`, { kind: 'producer', attributes, traceparent, startedAtMs }).end();
}
