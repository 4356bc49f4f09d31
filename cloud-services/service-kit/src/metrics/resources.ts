/** What a service stands on: PostgreSQL and Redis as it sees them from here (no exporter of theirs is run), and the disk that it runs from. */
import { statfs } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Registry } from 'prom-client';
import type { Database } from '../db/database.ts';
import type { Redis } from '../redis.ts';
import { inTime, readGauge, readOnce } from './read-gauge.ts';

type Parts = Readonly<{ database: Database; redis: Redis; metrics: Registry }>;

export function measureResources(parts: Parts): void {
  measureReach(parts);
  measureDatabase(parts);
  measureRedis(parts);
  readGauge(
    parts.metrics,
    { name: 'disk_free_bytes', help: 'Room left where the process runs.' },
    async () => {
      const { bavail, bsize } = await statfs(process.cwd());
      return [{ value: bavail * bsize }];
    },
  );
}

function measureReach({ database, redis, metrics }: Parts): void {
  const pings = readOnce(() =>
    Promise.all([timed('postgres', () => database.ping()), timed('redis', () => redis.ping())]),
  );
  const labelNames = ['dependency'];
  readGauge(
    metrics,
    { name: 'dependency_up', help: '1 when it answered just now, 0 when not.', labelNames },
    async () =>
      (await pings()).map(({ dependency, seconds }) => ({
        labels: { dependency },
        value: seconds === undefined ? 0 : 1,
      })),
  );
  readGauge(
    metrics,
    { name: 'dependency_ping_seconds', help: 'How long it took to answer.', labelNames },
    async () =>
      (await pings()).flatMap(({ dependency, seconds }) =>
        seconds === undefined ? [] : [{ labels: { dependency }, value: seconds }],
      ),
  );
}

async function timed(dependency: string, ping: () => Promise<unknown>) {
  const startedMs = performance.now();
  const answered = await answersInTime(ping);
  return { dependency, seconds: answered ? (performance.now() - startedMs) / 1_000 : undefined };
}

/** Sooner than a gauge is given up: that nobody answers is to be told. */
const pingLimitMs = 1_500;

async function answersInTime(ping: () => Promise<unknown>): Promise<boolean> {
  const late = AbortSignal.timeout(pingLimitMs);
  const refused = new Promise<false>((resolve) => {
    late.addEventListener('abort', () => resolve(false), { once: true });
  });
  const answered = ping().then(
    () => true,
    () => false,
  );
  return Promise.race([answered, refused]);
}

function measureDatabase({ database, metrics }: Parts): void {
  readGauge(
    metrics,
    {
      name: 'database_connections',
      help: 'Of this process: in use, idle, and callers that wait for one.',
      labelNames: ['state'],
    },
    async () => {
      // What was asked in this very turn has not been given its connection yet: it does not wait.
      await nextTurn();
      return Object.entries(database.connections()).map(([state, value]) => ({ labels: { state }, value }));
    },
  );
  type Statistics = { size: string; commits: string; rollbacks: string; deadlocks: string };
  const statistics = readOnce(async () => {
    const [row] = await database.query<Statistics>(
      `select pg_database_size(datname) as size, xact_commit as commits, xact_rollback as rollbacks, deadlocks
       from pg_stat_database where datname = current_database()`,
    );
    return row;
  });
  const gauges: Readonly<Record<keyof Statistics, string>> = {
    size: 'Bytes of this service’s database.',
    commits: 'Transactions committed since PostgreSQL’s statistics began.',
    rollbacks: 'Transactions rolled back since then.',
    deadlocks: 'Deadlocks since then.',
  };
  for (const [figure, help] of Object.entries(gauges))
    readGauge(
      metrics,
      { name: figure === 'size' ? 'database_size_bytes' : `database_${figure}`, help },
      async () => {
        const row = await statistics();
        return row ? [{ value: Number(row[figure as keyof Statistics]) }] : [];
      },
    );
}

/** Names of Redis' own report. Source: Redis, INFO. */
const redisFigures = {
  redis_memory_bytes: ['used_memory', 'Memory that Redis uses.'],
  redis_clients: ['connected_clients', 'Connections to Redis.'],
  redis_commands_per_second: ['instantaneous_ops_per_sec', 'Commands that Redis carries out each second.'],
} as const;

function measureRedis({ redis, metrics }: Parts): void {
  const info = readOnce(() => inTime(redis.info()));
  for (const [name, [figure, help]] of Object.entries(redisFigures))
    readGauge(metrics, { name, help }, async () => {
      const value = new RegExp(`^${figure}:(\\d+)`, 'm').exec(await info())?.[1];
      return value === undefined ? [] : [{ value: Number(value) }];
    });
}
