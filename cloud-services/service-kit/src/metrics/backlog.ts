/** What waits in a service: its outbox, rows of its feeds without a position, events of its consumers, events that were given up. */
import type { Registry } from 'prom-client';
import type { Database } from '../db/database.ts';
import { sentSeries } from '../events/relay.ts';
import type { Redis } from '../redis.ts';
import { readGauge, readOnce } from './read-gauge.ts';

export function measureBacklog(
  parts: Readonly<{
    database: Database;
    redis: Redis;
    metrics: Registry;
    /** By name, and which stream each reads. */
    consumers: readonly Readonly<{ name: string; stream: string }>[];
  }>,
): void {
  const { database, redis, metrics, consumers } = parts;
  const outbox = readOnce(() => readOutbox(database));
  readGauge(metrics, { name: 'outbox_waiting', help: 'Events that are not on the stream yet.' }, async () => [
    { value: (await outbox()).waiting },
  ]);
  readGauge(
    metrics,
    { name: 'outbox_oldest_seconds', help: 'How long the oldest of them waits; 0 when none does.' },
    async () => [{ value: (await outbox()).oldestSeconds }],
  );
  readGauge(
    metrics,
    { name: 'feed_rows_waiting', help: 'Rows of a feed without a position.', labelNames: ['feed'] },
    () => readFeeds(database),
  );
  if (consumers.length === 0) return;
  readGauge(
    metrics,
    {
      name: 'events_waiting',
      help: 'Events of a stream that the consumer has not applied.',
      labelNames: ['consumer'],
    },
    async () => (await Promise.all(consumers.map((one) => waitingFor(redis, one)))).flat(),
  );
  readGauge(
    metrics,
    { name: 'events_dead', help: 'Events that were given up; see dead_event.', labelNames: ['consumer'] },
    async () => {
      const rows = await database.query<{ consumer: string; dead: number }>(
        'select consumer, count(*)::int as dead from dead_event where dead_at is not null group by consumer',
      );
      const dead = new Map(rows.map((row) => [row.consumer, row.dead]));
      return consumers.map(({ name }) => ({ labels: { consumer: name }, value: dead.get(name) ?? 0 }));
    },
  );
}

async function readOutbox(database: Database): Promise<{ waiting: number; oldestSeconds: number }> {
  const [row] = await database.query<{ waiting: string; oldest: string | null }>(
    `with waiting as (
       select at from outbox where pos is null
       union all
       select at from outbox where pos > coalesce((select pos from feed_counter where series = $1), 0)
     )
     select count(*) as waiting, extract(epoch from clock_timestamp() - min(at)) as oldest from waiting`,
    [sentSeries],
  );
  return { waiting: Number(row?.waiting ?? 0), oldestSeconds: Math.max(0, Number(row?.oldest ?? 0)) };
}

async function readFeeds(database: Database) {
  const rows = await database.query<{ feed: string; waiting: number }>(
    `select f.feed, (select count(*)::int from feed_row r where r.feed = f.feed and r.pos is null) as waiting
     from (select substr(series, 6) as feed from feed_counter where series like 'feed:%') f`,
  );
  return rows.map(({ feed, waiting }) => ({ labels: { feed }, value: waiting }));
}

/** Read and not acknowledged, and not read yet. Redis does not know the latter for a moment after entries were trimmed. Source: Redis, XINFO GROUPS. */
async function waitingFor(
  redis: Redis,
  { name, stream }: Readonly<{ name: string; stream: string }>,
): Promise<{ labels: { consumer: string }; value: number }[]> {
  const groups = (await redis.xinfo('GROUPS', stream).catch(() => [])) as (string | number | null)[][];
  const group = groups.map(asRecord).find((one) => one.get('name') === name);
  const [lag, pending] = [group?.get('lag'), group?.get('pending')];
  if (typeof lag !== 'number' || typeof pending !== 'number') return [];
  return [{ labels: { consumer: name }, value: lag + pending }];
}

function asRecord(
  flat: readonly (string | number | null)[],
): Map<unknown, string | number | null | undefined> {
  return new Map(flat.flatMap((key, index) => (index % 2 === 0 ? [[key, flat[index + 1]] as const] : [])));
}
