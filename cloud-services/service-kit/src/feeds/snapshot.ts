/**
 * Snapshots: a feed in parts, made once and kept in the database, so that each instance can serve each part. A new one is made when a
 * reader asks and too much has changed since the last. Source: docs/sync-protocol.md, Feeds, Snapshot.
 */
import { hash, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { DigestSums } from '@comptoir/sync-protocol/feeds/digest';
import type { SnapshotManifest } from '@comptoir/sync-protocol/feeds/snapshot';
import type { Asked, Database } from '../db/database.ts';
import { migration } from '../db/migrations.ts';
import { errorFields, type Logger } from '../logger.ts';
import { feedSeries } from '../sequencer/number.ts';
import { type SeriesState, seriesState } from '../sequencer/state.ts';
import { cursorAt } from './cursor.ts';
import { scopesOf } from './scopes.ts';

/** Listed with the shared tables, after them. */
export const feedSnapshots = migration(
  'FeedSnapshots1764000000010',
  `create table feed_snapshot (
     id uuid primary key,
     feed text not null,
     scope text not null,
     epoch text not null,
     pos bigint not null,
     manifest jsonb not null,
     made_at timestamptz not null default now()
   );
   create index feed_snapshot_newest on feed_snapshot (feed, scope, made_at desc);
   create table feed_snapshot_part (
     snapshot_id uuid not null references feed_snapshot on delete cascade deferrable initially deferred,
     number int not null,
     bytes bytea not null,
     primary key (snapshot_id, number)
   );
   -- Packed already.
   alter table feed_snapshot_part alter column bytes set storage external;`,
  'drop table feed_snapshot_part, feed_snapshot;',
);

/** A smaller feed is sooner read by pages. */
export const snapshotRowsMin = 50_000;
/** A snapshot serves until a tenth of its rows have come after it: those are pulled by each reader of it. */
const changedShareMax = 0.1;
/** Some half a megabyte packed: little to fetch again, and its making never holds the loop for long. */
const partRows = 10_000;
/** Those that load the one before may finish. */
const keptAfter = "interval '1 hour'";
const packLevel = 3;

const pack = promisify(gzip);
const sha256 = (data: string | Uint8Array): string => hash('sha256', data, 'hex');

export type Snapshots = Readonly<{
  /** The newest that still serves; else one is begun, unless the feed is too small for any. */
  current(feed: string, scope: string): Promise<SnapshotManifest | 'in-the-making' | 'too-small'>;
  /** @returns undefined when there is no such part, or no longer. */
  part(feed: string, scope: string, id: string, number: number): Promise<Buffer | undefined>;
}>;

export function openSnapshots(database: Database, logger: Logger, rowsMin = snapshotRowsMin): Snapshots {
  const making = new Set<string>();

  function begin(feed: string, scope: string): void {
    const name = `${feed} ${scope}`;
    if (making.has(name)) return;
    making.add(name);
    const startedMs = performance.now();
    void makeSnapshot(database, feed, scope)
      .then((rows) => {
        const tookMs = Math.round(performance.now() - startedMs);
        if (rows > 0) logger.info({ feed, rows, tookMs }, 'a snapshot is made');
      })
      .catch((error: unknown) =>
        logger.error({ feed, ...errorFields(error) }, 'a snapshot could not be made'),
      )
      .finally(() => making.delete(name));
  }

  return {
    async current(feed, scope) {
      const newest = await newestSnapshot(database, feed, scope);
      const state = await seriesState(database, feedSeries(feed));
      if (newest && stillServes(newest, state)) return newest.manifest;
      if (!(await hasRows(database, feed, scope, rowsMin))) return 'too-small';
      begin(feed, scope);
      return 'in-the-making';
    },
    async part(feed, scope, id, number) {
      const [row] = await database.query<{ bytes: Buffer }>(
        `select bytes from feed_snapshot_part p join feed_snapshot s on s.id = p.snapshot_id
         where s.id = $1 and s.feed = $2 and s.scope = $3 and p.number = $4`,
        [id, feed, scope, number],
      );
      return row?.bytes;
    },
  };
}

type Newest = { epoch: string; pos: string; manifest: SnapshotManifest };

async function newestSnapshot(
  db: Database | Asked,
  feed: string,
  scope: string,
): Promise<Newest | undefined> {
  const rows = (await db.query(
    `select epoch, pos, manifest from feed_snapshot where feed = $1 and scope = $2 order by made_at desc limit 1`,
    [feed, scope],
  )) as Newest[];
  return rows[0];
}

function stillServes({ epoch, pos, manifest }: Newest, state: SeriesState): boolean {
  const isReadable = epoch === state.epoch && Number(pos) >= state.purgedPos && Number(pos) <= state.pos;
  return isReadable && state.pos - Number(pos) <= manifest.rows * changedShareMax;
}

async function hasRows(database: Database, feed: string, scope: string, count: number): Promise<boolean> {
  const rows = await database.query(
    'select from feed_row where feed = $1 and scope = any($2) and value is not null offset $3 limit 1',
    [feed, scopesOf(scope), Math.max(0, count - 1)],
  );
  return rows.length > 0;
}

/** One transaction: the rows are those of one moment, and half a snapshot is none. @returns rows; 0 when another has made it, or is at it. */
function makeSnapshot(database: Database, feed: string, scope: string): Promise<number> {
  return database.dataSource.transaction('REPEATABLE READ', async (tx) => {
    const [lock]: { free: boolean }[] = await tx.query(
      'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as free',
      [`snapshot ${feed} ${scope}`],
    );
    if (!lock?.free) return 0;
    const state = await seriesState(tx, feedSeries(feed));
    // Whoever asked may have looked just before it was there.
    const newest = await newestSnapshot(tx, feed, scope);
    if (newest && stillServes(newest, state)) return 0;
    const { epoch, pos } = state;
    const id = randomUUID();
    const digest = new DigestSums(0, sha256);
    const parts: SnapshotManifest['parts'] = [];
    for await (const rows of rowsByKey(tx, feed, scope)) {
      for (const { key, value } of rows) digest.add(key, value);
      const bytes = await pack(`${rows.map(lineOf).join('\n')}\n`, { level: packLevel });
      await tx.query('insert into feed_snapshot_part values ($1, $2, $3)', [id, parts.length, bytes]);
      parts.push({ rows: rows.length, bytes: bytes.length, sha256: sha256(bytes) });
    }
    const rows = parts.reduce((count, part) => count + part.rows, 0);
    const manifest: SnapshotManifest = {
      ...{ id, cursor: cursorAt(epoch, scope, { pos }), rows },
      ...{ sum: digest.sums[0] ?? 0, parts },
    };
    await tx.query(
      `delete from feed_snapshot where feed = $1 and scope = $2 and made_at < now() - ${keptAfter}`,
      [feed, scope],
    );
    await tx.query(
      'insert into feed_snapshot (id, feed, scope, epoch, pos, manifest) values ($1, $2, $3, $4, $5, $6)',
      [id, feed, scope, epoch, pos, JSON.stringify(manifest)],
    );
    return rows;
  });
}

type Row = { scope: string; key: string; pos: string; unit: string; value: string };

async function* rowsByKey(tx: Asked, feed: string, scope: string): AsyncGenerator<Row[]> {
  for (const one of scopesOf(scope)) {
    let after = '';
    for (;;) {
      const rows: Row[] = await tx.query(
        `select scope, key, pos, unit, value::text as value from feed_row
         where feed = $1 and scope = $2 and key > $3 and pos is not null and value is not null order by key limit $4`,
        [feed, one, after, partRows],
      );
      if (rows.length > 0) yield rows;
      if (rows.length < partRows) break;
      after = rows.at(-1)?.key ?? '';
    }
  }
}

const lineOf = ({ scope, key, pos, unit, value }: Row): string =>
  `{"scope":${JSON.stringify(scope)},"key":${JSON.stringify(key)},"pos":${pos},"unit":${unit},"value":${value}}`;
