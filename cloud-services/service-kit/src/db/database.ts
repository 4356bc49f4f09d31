/**
 * The service's own PostgreSQL. Domain types stay plain: entities are `EntitySchema`, bulk statements are SQL.
 * Commits are durable before they answer: `synchronous_commit` is never lowered. Source: docs, Reliability.
 */
import 'reflect-metadata';
import pg from 'pg';
import { DataSource, type EntitySchema } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { Logger } from '../logger.ts';
import { type Announcements, openAnnouncements } from './announcements.ts';
import { type MigrationClass, migrate } from './migrations.ts';
import { openStatements } from './statements.ts';
import { tracedQuery, tracedTransaction } from './traced.ts';
import { alone, type TransactionOptions, type Tx, transact } from './transaction.ts';

export type { Asked, Tx } from './transaction.ts';

export type DatabaseOptions = Readonly<{
  url: string;
  /** Shown in `pg_stat_activity`. */
  service: string;
  entities?: readonly EntitySchema[];
  migrations: readonly MigrationClass[];
  logger: Logger;
  /** Connections of this process; 10 unless told. */
  connectionsMax?: number;
}>;

export type Database = Readonly<{
  url: string;
  dataSource: DataSource;
  /** Read committed. Commits when `work` resolves, rolls back when it throws. */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  query<R>(sql: string, parameters?: readonly unknown[]): Promise<R[]>;
  /** Each statement by itself, for what else is written for a transaction. */
  alone: Tx;
  /** What transactions of this process leave behind. */
  announcements: Announcements;
  /** How many statements wait for a connection. */
  waiting(): number;
  /** Resolves if the database answers within its connection's time limit. */
  ping(): Promise<void>;
  /** Of this process's pool. */
  connections(): Readonly<{ used: number; idle: number; waiting: number }>;
  close(): Promise<void>;
}>;

/** A statement or a forgotten transaction may not hold a connection for longer; a long import works in batches. */
const statementTimeoutMs = 30_000;
const idleInTransactionTimeoutMs = 60_000;
const connectTimeoutMs = 5_000;
/** Kept through the pauses between bursts: a connection costs both sides more to open than to keep (a process, SCRAM's 4 096 rounds). */
const idleConnectionTimeoutMs = 300_000;

/**
 * A connection that the server ends between two statements says so by an event; without a listener, Node ends the process.
 * Pool and ORM listen most of the time, not in the moments between them.
 */
export class HeardClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

/** Of any server that we speak to. */
export const poolSettings = (connectionsMax = 10) => ({
  Client: HeardClient,
  pipeline: true,
  max: connectionsMax,
  connectionTimeoutMillis: connectTimeoutMs,
  idleTimeoutMillis: idleConnectionTimeoutMs,
  statement_timeout: statementTimeoutMs,
  idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
  keepAlive: true,
  options: '-c timezone=UTC',
});

/** Connects and brings the schema up to date; several instances may do so at once. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { url, service, logger } = options;
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    applicationName: service,
    entities: [...(options.entities ?? [])],
    migrations: [...options.migrations],
    migrationsTableName: 'migration',
    synchronize: false,
    installExtensions: false,
    logging: false,
    poolErrorHandler: (error: unknown) =>
      logger.warn({ error: String(error) }, 'a pooled connection was lost'),
    extra: poolSettings(options.connectionsMax),
  });
  await dataSource.initialize();
  await migrate(dataSource, logger);
  const pool = (dataSource.driver as PostgresDriver).master as pg.Pool;
  const statements = openStatements();
  const announcements = openAnnouncements();
  const single = alone(pool, statements, announcements);
  const query: Tx['query'] = (sql, parameters) => tracedQuery(sql, () => single.query(sql, parameters));
  return {
    url,
    dataSource,
    transaction: (work, options) =>
      tracedTransaction((counting) =>
        transact(pool, statements, announcements, (tx) => work(counting(tx)), options),
      ),
    query,
    alone: { ...single, query },
    announcements,
    waiting: () => pool.waitingCount,
    ping: async () => void (await pool.query('select 1')),
    connections: () => ({
      used: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close: async () => void (dataSource.isInitialized && (await dataSource.destroy())),
  };
}
