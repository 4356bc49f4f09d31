/**
 * Follows a producer's stream: reads as a group, applies once, acknowledges; claims what dead instances left; makes the
 * group again (at 0) when it is gone; reads the producer's outbox when something is missing.
 * Source: docs, Reliability, Events.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Counter, type Registry } from 'prom-client';
import type { Database } from '../db/database.ts';
import { errorFields, type Logger } from '../logger.ts';
import { type Loop, startLoop } from '../loop.ts';
import { openRedis, type Redis } from '../redis.ts';
import type { HouseFetch } from '../tls/house-fetch.ts';
import { type Applier, applyEvents } from './apply.ts';
import { catchUp } from './catch-up.ts';
import { type EventEnvelope, eventEnvelope } from './envelope.ts';
import { advanceWatermark } from './watermark.ts';

export type Consumer = Applier &
  Readonly<{ /** The producer's address, for what the stream lost. */ producerUrl?: string }>;

export { handler, handlerOfEach } from './apply.ts';

const batchMax = 200;
const blockMs = 2_000;
/** An entry that nobody acknowledged for so long is taken over; also the pause before a failed one is tried again. */
const claimIdleMs = 10_000;
const catchUpEveryMs = 15_000;
/** So often the mark is moved. What is in flight elsewhere usually arrives: what is missing two times in a row is asked for. */
const markEveryMs = 2_000;
const retryMs = 1_000;
const restMs = 100;

type Entry = [id: string, fields: string[]];

export type RunningConsumer = Readonly<{ close(): Promise<void> }>;

export function startConsumer(parts: {
  consumer: Consumer;
  database: Database;
  redisUrl: string;
  logger: Logger;
  metrics: Registry;
  fetch?: HouseFetch;
}): RunningConsumer {
  const { consumer, database, logger, metrics } = parts;
  const redis = openRedis(parts.redisUrl, logger, { blocking: true });
  const name = randomUUID();
  let isMarkBehind = false;
  let wasGap = false;
  let caughtUpAt = Number.NEGATIVE_INFINITY;
  let claimedAt = Number.NEGATIVE_INFINITY;
  const applied = appliedCounter(metrics);

  const take = async (entries: readonly Entry[]) => {
    if (entries.length === 0) return;
    const parsed = entries.map(([id, fields]) => ({ id, event: parseEntry(fields, logger) }));
    const events = parsed.flatMap(({ event }) => (event ? [event] : []));
    const done = new Set((await applyEvents(database, consumer, events, logger)).map(({ id }) => id));
    for (const { event } of parsed)
      if (event && done.has(event.id)) applied.inc({ consumer: consumer.name, type: event.type });
    isMarkBehind = true;
    const ids = parsed.filter(({ event }) => !event || done.has(event.id)).map(({ id }) => id);
    if (ids.length > 0) await redis.xack(consumer.stream, consumer.name, ...ids);
  };

  const reading: Loop = startLoop(`consumer ${consumer.name}`, retryMs, logger, async (signal) => {
    if (redis.status !== 'ready') return false;
    try {
      if (performance.now() - claimedAt > claimIdleMs) {
        claimedAt = performance.now();
        await take(await claim(redis, consumer, name));
      }
      const entries = await readNew(redis, consumer, name);
      await take(entries);
      // What comes in a burst is applied together.
      if (0 < entries.length && entries.length < batchMax) await sleep(restMs);
    } catch (error) {
      if (signal.aborted) return false;
      if (!isGroupGone(error)) throw error;
      await makeGroup(redis, consumer);
    }
    return true;
  });

  /** @returns whether events are known beyond one that is missing. */
  const moveMark = async () => {
    if (!isMarkBehind) return wasGap;
    isMarkBehind = false;
    try {
      return await advanceWatermark(database, consumer.name, consumer.stream);
    } catch (error) {
      isMarkBehind = true;
      throw error;
    }
  };

  const missing: Loop = startLoop(`catch-up of ${consumer.name}`, markEveryMs, logger, async () => {
    const isGap = await moveMark();
    const isOld = isGap && wasGap;
    wasGap = isGap;
    const { producerUrl } = consumer;
    const now = performance.now();
    if (!producerUrl || (!isOld && now - caughtUpAt < catchUpEveryMs)) return;
    await catchUp(database, consumer, producerUrl, logger, parts.fetch);
    wasGap = false;
    caughtUpAt = now;
  });

  return {
    async close() {
      const ending = [reading.close(), missing.close()];
      redis.disconnect();
      await Promise.all(ending);
    },
  };
}

async function readNew(redis: Redis, { name, stream }: Consumer, me: string): Promise<Entry[]> {
  const answer = (await redis.xreadgroup(
    'GROUP',
    name,
    me,
    'COUNT',
    batchMax,
    'BLOCK',
    blockMs,
    'STREAMS',
    stream,
    '>',
  )) as [string, Entry[]][] | null;
  return answer?.[0]?.[1] ?? [];
}

async function claim(redis: Redis, { name, stream }: Consumer, me: string): Promise<Entry[]> {
  const answer = (await redis.xautoclaim(stream, name, me, claimIdleMs, '0', 'COUNT', batchMax)) as [
    string,
    Entry[],
    string[],
  ];
  return answer[1].filter(([, fields]) => fields !== null);
}

async function makeGroup(redis: Redis, { name, stream }: Consumer): Promise<void> {
  await redis.xgroup('CREATE', stream, name, '0', 'MKSTREAM').catch((error: unknown) => {
    if (!String(error).includes('BUSYGROUP')) throw error;
  });
}

const isGroupGone = (error: unknown) => String(error).includes('NOGROUP');

/** What cannot be read at all is not an event: it is said, and acknowledged. */
function parseEntry(fields: string[], logger: Logger): EventEnvelope | undefined {
  try {
    return eventEnvelope.parse(JSON.parse(fields[fields.indexOf('event') + 1] ?? ''));
  } catch (error) {
    logger.error(errorFields(error), 'an entry of the stream is not an event');
    return undefined;
  }
}

function appliedCounter(metrics: Registry): Counter<'consumer' | 'type'> {
  const known = metrics.getSingleMetric('events_applied_total');
  if (known instanceof Counter) return known;
  return new Counter({
    name: 'events_applied_total',
    help: 'Events applied or seen before.',
    labelNames: ['consumer', 'type'],
    registers: [metrics],
  });
}
