/** Runs the sequencer, of events and of feeds: woken by writers as they commit, and now and then by itself. Rings `feed.advanced` on Redis afterwards. */
import { Counter, type Registry } from 'prom-client';
import type { Database } from '../db/database.ts';
import type { FeedAdvanced } from '../events/feed.ts';
import type { Logger } from '../logger.ts';
import { startLoop } from '../loop.ts';
import type { Redis } from '../redis.ts';
import type { Wakes } from './listen.ts';
import { feedSeries, numberEvents, numberFeed, outboxSeries, type Unit, waitingFeeds } from './number.ts';

export const feedAdvancedChannel = 'feed.advanced';
/** Each writer wakes the sequencer of its own process: this is for what a process left that died before it did. */
const periodMs = 2_000;
/** A change of a feed is on its way to tills; an event may wait for its like. */
const feedsRestMs = 10;
const eventsRestMs = 25;
/** More stores than this in one unit are told as `*`: every bell rings. */
const scopesToldMax = 200;

export function startSequencer(parts: {
  database: Database;
  redis: Redis;
  wakes: Wakes;
  logger: Logger;
  metrics: Registry;
}): Readonly<{ close(): Promise<void> }> {
  const { database, redis, wakes, logger } = parts;
  const rows = new Counter({
    name: 'sequencer_rows_total',
    help: 'Rows that were given a position.',
    labelNames: ['series'],
    registers: [parts.metrics],
  });
  const events = startLoop('the sequencer of events', periodMs, logger, numberAllEvents, eventsRestMs);
  const feeds = startLoop('the sequencer of feeds', periodMs, logger, numberAllFeeds, feedsRestMs);
  wakes.on('events', events.wake);
  wakes.on('feeds', feeds.wake);

  // Who holds a series may have looked before the last rows were there, and nobody else tells it of them: then it is tried again.
  async function numberAllEvents() {
    const count = await numberEvents(database);
    if (count === 'held') return events.wake();
    if (count === undefined) return;
    rows.inc({ series: outboxSeries }, count);
    wakes.sequenced(outboxSeries);
  }
  async function numberAllFeeds() {
    for (const feed of await waitingFeeds(database)) {
      const unit = await numberFeed(database, feed);
      if (unit === 'held') feeds.wake();
      if (unit === 'held' || unit === undefined) continue;
      rows.inc({ series: feedSeries(feed) }, unit.pos - unit.from);
      await ring(redis, unit);
    }
  }

  return { close: async () => void (await Promise.all([events.close(), feeds.close()])) };
}

/** Lossy by design: a bell that nobody hears is made good by the readers' own pull. */
async function ring(redis: Redis, unit: Unit): Promise<void> {
  const scopes = unit.scopes.length > scopesToldMax ? ['*'] : [...unit.scopes];
  const told: FeedAdvanced = { feed: unit.feed, scopes, pos: unit.pos };
  await redis.publish(feedAdvancedChannel, JSON.stringify(told)).catch(() => undefined);
}
