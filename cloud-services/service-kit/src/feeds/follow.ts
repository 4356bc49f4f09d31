/**
 * Follows another service's feed into a store of our own: each unit and the cursor after it are one transaction. Several
 * instances may follow into one database: the cursor is compared while it is written, so that each unit is applied once.
 * Source: docs/sync-protocol.md, Down, consumer.
 */
import { type FeedPage, parsePage } from '@comptoir/sync-protocol/feeds/page';
import type { FeedRow } from '@comptoir/sync-protocol/feeds/rows';
import { Gauge, type Registry } from 'prom-client';
import type { Database, Tx } from '../db/database.ts';
import { migration } from '../db/migrations.ts';
import type { Logger } from '../logger.ts';
import { type Loop, startLoop } from '../loop.ts';
import type { HouseFetch } from '../tls/house-fetch.ts';

/** Listed by services that follow a feed. `loading` is true until the first load of a generation has come to its end. */
export const followedFeeds = migration(
  'FollowedFeeds1764000000200',
  `create table followed_feed (
     feed text primary key, cursor text, generation int not null default 1, loading boolean not null default true
   );`,
  'drop table followed_feed;',
);

export type FollowOptions = Readonly<{
  database: Database;
  logger: Logger;
  metrics: Registry;
  feed: string;
  /** The owner's address; `/internal/feeds/<feed>` is read there. */
  url: string;
  fetch?: HouseFetch;
  /** Rows of whole units. Tag what you store with `generation`. */
  apply(tx: Tx, rows: readonly FeedRow[], generation: number): Promise<void>;
  /** A feed that began anew is loaded: forget what carries an older generation. */
  sweep(tx: Tx, generation: number): Promise<void>;
  /** The store has changed, by us or by another instance: drop what was remembered of it. */
  changed?(): void;
}>;

const retryMs = 1_000;
const waitSeconds = 20;
const timeLimitMs = 40_000;
const pageRows = 2_000;

type Place = { cursor: string | null; generation: number; loading: boolean };

export function followFeed(options: FollowOptions): Loop {
  const { database, feed, logger } = options;
  const readAt = readAtGauge(options.metrics);
  let place: Place | undefined;
  return startLoop(`following ${feed}`, retryMs, logger, async (signal) => {
    place ??= await readPlace(database, feed);
    const unit = await readUnit(options, place, signal);
    readAt.set({ feed }, Date.now() / 1_000);
    const next = unit === 'epoch' ? await beginAnew(database, feed, place) : await keep(options, place, unit);
    if (next !== place) options.changed?.();
    place = next;
    return true;
  });
}

function readAtGauge(metrics: Registry): Gauge<'feed'> {
  const known = metrics.getSingleMetric('feed_read_at_seconds');
  if (known instanceof Gauge) return known;
  return new Gauge({
    name: 'feed_read_at_seconds',
    help: 'When the owner of a followed feed last answered, as seconds since 1970.',
    labelNames: ['feed'],
    registers: [metrics],
  });
}

async function readPlace(database: Pick<Database, 'query'>, feed: string): Promise<Place> {
  await database.query('insert into followed_feed (feed) values ($1) on conflict do nothing', [feed]);
  const [place] = await database.query<Place>(
    'select cursor, generation, loading from followed_feed where feed = $1',
    [feed],
  );
  if (!place) throw new Error(`followed_feed has lost ${feed}`);
  return place;
}

type Unit = Readonly<{ rows: readonly FeedRow[]; cursor: string; caughtUp: boolean }>;

/** Pages until a unit is whole. */
async function readUnit(options: FollowOptions, place: Place, signal: AbortSignal): Promise<Unit | 'epoch'> {
  const rows: FeedRow[] = [];
  let cursor = place.cursor;
  for (;;) {
    const page = await readPage(options, cursor, place.loading ? 0 : waitSeconds, signal);
    if (page === 'epoch') return page;
    rows.push(...page.rows);
    cursor = page.end.cursor;
    if (page.end.unitComplete) return { rows, cursor, caughtUp: page.end.caughtUp };
  }
}

async function readPage(
  { url, feed, fetch: fetchOfHouse = fetch }: FollowOptions,
  cursor: string | null,
  wait: number,
  signal: AbortSignal,
): Promise<FeedPage | 'epoch'> {
  const address = new URL(`/internal/feeds/${feed}`, url);
  address.search = new URLSearchParams({
    limit: String(pageRows),
    wait: String(wait),
    ...(cursor === null ? {} : { cursor }),
  }).toString();
  const answer = await fetchOfHouse(address, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeLimitMs)]),
  });
  const text = await answer.text();
  if (answer.status === 410) return 'epoch';
  if (answer.status !== 200) throw new Error(`the owner of ${feed} answered ${answer.status}`);
  const parsed = parsePage(text);
  if (!parsed.ok) throw new Error(parsed.detail);
  return parsed.page;
}

/** @returns where the store stands afterwards: `place` itself when there was nothing to do. */
function keep(options: FollowOptions, place: Place, unit: Unit): Promise<Place> {
  const { database, feed } = options;
  const loading = place.loading && !unit.caughtUp;
  if (unit.cursor === place.cursor && loading === place.loading) return Promise.resolve(place);
  return database.transaction(async (tx) => {
    const now = await lockPlace(tx, feed);
    if (!isSame(now, place)) return now;
    if (unit.rows.length > 0) await options.apply(tx, unit.rows, place.generation);
    if (place.loading && !loading) await options.sweep(tx, place.generation);
    await tx.query('update followed_feed set cursor = $2, loading = $3 where feed = $1', [
      feed,
      unit.cursor,
      loading,
    ]);
    return { ...place, cursor: unit.cursor, loading };
  });
}

/** The rows that we hold stay, and serve, until the new load is whole. */
function beginAnew(database: Database, feed: string, place: Place): Promise<Place> {
  return database.transaction(async (tx) => {
    const now = await lockPlace(tx, feed);
    if (!isSame(now, place)) return now;
    await tx.query(
      'update followed_feed set cursor = null, generation = generation + 1, loading = true where feed = $1',
      [feed],
    );
    return { cursor: null, generation: place.generation + 1, loading: true };
  });
}

async function lockPlace(tx: Tx, feed: string): Promise<Place> {
  const [place]: Place[] = await tx.query(
    'select cursor, generation, loading from followed_feed where feed = $1 for update',
    [feed],
  );
  if (!place) throw new Error(`followed_feed has lost ${feed}`);
  return place;
}

const isSame = (a: Place, b: Place) =>
  a.cursor === b.cursor && a.generation === b.generation && a.loading === b.loading;
