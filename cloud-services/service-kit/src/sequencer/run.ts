/** Runs the sequencer: woken by writers' notifications, and now and then by itself. Rings `feed.advanced` on Redis afterwards. */
import { Counter, type Registry } from 'prom-client';
import type { Database } from '../db/database.ts';
import type { FeedAdvanced } from '../events/feed.ts';
import type { Logger } from '../logger.ts';
import { type Loop, startLoop } from '../loop.ts';
import type { Redis } from '../redis.ts';
import type { Wakes } from './listen.ts';
import { numberSeries, outboxSeries, type Unit, waitingSeries } from './number.ts';

export const feedAdvancedChannel = 'feed.advanced';
/** Each writer notifies in its own transaction, and the listener looks once when it is connected again: this is for the rest. */
const periodMs = 2_000;
const restMs = 10;
/** More stores than this in one unit are told as `*`: every bell rings. */
const scopesToldMax = 200;

export function startSequencer(parts: {
  database: Database;
  redis: Redis;
  wakes: Wakes;
  logger: Logger;
  metrics: Registry;
}): Loop {
  const { database, redis, wakes, logger } = parts;
  const rows = new Counter({
    name: 'sequencer_rows_total',
    help: 'Rows that were given a position.',
    labelNames: ['series'],
    registers: [parts.metrics],
  });
  const loop = startLoop(
    'the sequencer',
    periodMs,
    logger,
    async () => {
      for (const series of await waitingSeries(database)) {
        const unit = await numberSeries(database, series);
        if (!unit) continue;
        rows.inc({ series }, unit.pos - unit.from);
        if (series !== outboxSeries) await ring(redis, unit);
      }
    },
    restMs,
  );
  wakes.onRows(loop.wake);
  return loop;
}

/** Lossy by design: a bell that nobody hears is made good by the readers' own pull. */
async function ring(redis: Redis, unit: Unit): Promise<void> {
  const scopes = unit.scopes.length > scopesToldMax ? ['*'] : [...unit.scopes];
  const told: FeedAdvanced = { feed: unit.series.slice('feed:'.length), scopes, pos: unit.pos };
  await redis.publish(feedAdvancedChannel, JSON.stringify(told)).catch(() => undefined);
}
