/**
 * Starts a service: configuration, database, Redis, sequencer, relay, consumers, HTTP; and stops it in good order.
 * A service's `main.ts` names its parts and calls `runService`.
 */
import { createServer, type Server } from 'node:http';
import { startTracing, tracedFetch } from '@comptoir/tracing';
import type { Express } from 'express';
import type { JWTVerifyGetKey } from 'jose';
import { Registry } from 'prom-client';
import type { EntitySchema } from 'typeorm';
import type { z } from 'zod';
import { type GoodFrom, toldBySales } from './auth/ended-sessions.ts';
import { createTokens, type Tokens } from './auth/tokens.ts';
import { remoteKeys } from './auth/verify.ts';
import { ConfigurationError, readConfig, type ServiceEnvironment, serviceEnvironment } from './config.ts';
import { type Database, openDatabase } from './db/database.ts';
import { startHousekeeping } from './db/housekeeping.ts';
import type { MigrationClass } from './db/migrations.ts';
import { openReads } from './db/reads.ts';
import { sharedMigrations } from './db/shared-migrations.ts';
import { type Consumer, startConsumer } from './events/consumer.ts';
import { eventsRoute } from './events/producer-route.ts';
import { startRelay } from './events/relay.ts';
import { createApp, createMetrics, createWatchedApp } from './http/app.ts';
import { drainable } from './http/drain.ts';
import type { Route } from './http/route.ts';
import { watchLoad } from './http/shedding.ts';
import { type Question, warmUp } from './http/warm-up.ts';
import { createLogger, errorFields, type Logger } from './logger.ts';
import { measureBacklog } from './metrics/backlog.ts';
import { measureResources } from './metrics/resources.ts';
import { type CircuitTo, createCircuits } from './neighbours/circuit.ts';
import { createNeighbours, type NeighbourAt } from './neighbours/neighbour.ts';
import { openRedis, type Redis } from './redis.ts';
import { listenForWakes, type Wakes } from './sequencer/listen.ts';
import { startSequencer } from './sequencer/run.ts';
import { callingAs, type HouseFetch } from './tls/house-fetch.ts';
import { openIdentity } from './tls/identity.ts';
import { measureIdentity } from './tls/measure-identity.ts';
import { createMutualServer } from './tls/mutual-server.ts';

/** What a service's parts are made of. */
export type Kit<C extends ServiceEnvironment> = Readonly<{
  config: C;
  logger: Logger;
  database: Database;
  /** For what only reads: done by a second server where there is one, and never older than when it was asked. */
  reads: Database;
  redis: Redis;
  tokens: Tokens;
  /** In-process signals of the database's notifications (feed advanced, rows waiting). */
  wakes: Wakes;
  metrics: Registry;
  /** Calls to another of our services as ourselves. */
  fetch: HouseFetch;
  /** The same, each address behind a circuit breaker. */
  neighbour: NeighbourAt;
  /** The breaker alone, for what is called otherwise: a payment provider. */
  circuit: CircuitTo;
  /** Registers what must be closed when the service stops; last registered, first closed. */
  onClose(close: () => Promise<void> | void): void;
  /** Called when the service stops and takes no new connection: end what is held open, such as sockets. */
  onDrain(end: () => void): void;
}>;

export type ServiceOptions<C extends ServiceEnvironment> = Readonly<{
  /** `product`: names the OpenAPI address, log lines and consumer groups. */
  name: string;
  environment: z.ZodType<C>;
  entities?: readonly EntitySchema[];
  /** The service's own migrations; the shared tables come first by themselves. */
  migrations: readonly MigrationClass[];
  /** The stream on which its outbox is published, `events.product`; none: it publishes nothing. */
  stream?: string;
  /** Its events are never deleted: Reporting rebuilds its facts from them. 14 days unless told. */
  keepsEvents?: boolean;
  /** Keys for tokens; Sales' JWKS unless told. */
  keys?: (config: C) => Promise<JWTVerifyGetKey> | JWTVerifyGetKey;
  /** From when somebody's tokens are good; as Sales tells it unless told. */
  goodFrom?: (database: Database) => GoodFrom;
  routes: (kit: Kit<C>) => Promise<readonly Route[]> | readonly Route[];
  consumers?: (kit: Kit<C>) => readonly Consumer[];
  /** Asked of the routes before the service listens, so that the first callers of a busy day are answered as the others are. */
  mostAsked?: (kit: Kit<C>) => Promise<readonly Question[]>;
  /** After HTTP listens: sockets, timers. */
  attach?: (kit: Kit<C>, server: Server, app: Express) => Promise<void> | void;
}>;

export type RunningService = Readonly<{ address: string; port: number; close(): Promise<void> }>;

/** Longer than any caller keeps an idle connection: else we close one just as the gateway sends on it. */
const keepAliveMs = 75_000;
/** As the gateway gives a caller: an import of the whole catalogue takes minutes to come in. */
const requestTimeoutMs = 900_000;
/** @throws ConfigurationError, or whatever keeps the database from being opened. Nothing is left running then. */
export async function startService<C extends ServiceEnvironment>(
  options: ServiceOptions<C>,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<RunningService> {
  const config = readConfig(options.environment, environment);
  const logger = createLogger(options.name, config.LOG_LEVEL);
  const closers: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse())
      await Promise.resolve(closer()).catch((error: unknown) =>
        logger.warn(errorFields(error), 'a part did not close'),
      );
  };
  try {
    const tracing = startTracing({ service: options.name, environment });
    closers.push(() => tracing.close());
    return await assemble(options, config, logger, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function assemble<C extends ServiceEnvironment>(
  options: ServiceOptions<C>,
  config: C,
  logger: Logger,
  closers: (() => Promise<void> | void)[],
  close: () => Promise<void>,
): Promise<RunningService> {
  const { name } = options;
  const database = await openDatabase({ ...databaseOptions(options, logger), url: config.DATABASE_URL });
  closers.push(() => database.close());
  const metrics = createMetrics();
  const reads = openReads(database, { url: config.DATABASE_REPLICA_URL, service: name, logger, metrics });
  closers.push(() => reads.close());
  const redis = openRedis(config.REDIS_URL, logger);
  closers.push(() => redis.disconnect());
  const wakes = listenForWakes(database, name, logger);
  closers.push(() => wakes.close());
  const identity = config.TLS_IDENTITY ? openIdentity(config.TLS_IDENTITY, logger) : undefined;
  if (identity) closers.push(() => identity.close());
  const calling = identity && callingAs(identity);
  if (calling) closers.push(() => calling.close());
  const callHouse = calling?.fetch ?? fetch;
  const keys = await (options.keys?.(config) ?? remoteKeys(config.SALES_URL, callHouse));
  const goodFrom = options.goodFrom?.(database) ?? toldBySales(config.SALES_URL, callHouse);
  if (identity) measureIdentity(identity, metrics);
  const circuit = createCircuits({ logger, metrics });
  const drains = [() => wakes.endAll()];
  const kit: Kit<C> = {
    config,
    logger,
    database,
    reads: reads.database,
    redis,
    wakes,
    metrics,
    circuit,
    fetch: tracedFetch(callHouse),
    neighbour: createNeighbours(circuit, calling?.dispatcherNow),
    tokens: createTokens(keys, goodFrom),
    onClose: (closer) => void closers.push(closer),
    onDrain: (end) => void drains.push(end),
  };
  const routes = [...(await options.routes(kit)), ...(options.stream ? [eventsRoute(database)] : [])];
  const readiness = { postgres: () => database.ping(), redis: () => redis.ping() };
  const { load, ...watch } = watchLoad(database.waiting);
  closers.push(() => watch.close());
  const served = { service: name, version: '1.0.0', logger, routes, readiness };
  const app = createApp({ ...served, metrics, load });

  const sequencer = startSequencer({ database, redis, wakes, logger, metrics });
  closers.push(() => sequencer.close());
  if (options.stream) {
    const relay = startRelay({ database, redis, wakes, logger, stream: options.stream });
    closers.push(() => relay.close());
  }
  const consumers = options.consumers?.(kit) ?? [];
  measureResources({ database, redis, metrics });
  measureBacklog({ database, redis, metrics, consumers });
  for (const consumer of consumers) {
    const parts = { consumer, database, redisUrl: config.REDIS_URL, logger, metrics, fetch: kit.fetch };
    const running = startConsumer(parts);
    closers.push(() => running.close());
  }
  const housekeeping = startHousekeeping(database, logger, options.keepsEvents ?? false);
  closers.push(() => housekeeping.close());

  const timeouts = {
    keepAliveTimeout: keepAliveMs,
    headersTimeout: keepAliveMs + 5_000,
    requestTimeout: requestTimeoutMs,
  };
  // Figures are of what others asked.
  if (options.mostAsked)
    await askFirst(createApp({ ...served, metrics: new Registry() }), options.mostAsked(kit), logger);
  const server = identity ? createMutualServer(identity, logger, timeouts, app) : createServer(timeouts, app);
  const drain = drainable(server);
  await options.attach?.(kit, server, app);
  const port = await listen(server, config.HOST, identity ? config.TLS_PORT : config.PORT);
  closers.push(() => drain(drains));
  if (identity) {
    // For those who watch the house: nothing of anybody's is told there, and nothing can be asked.
    const watched = createServer(timeouts, createWatchedApp({ readiness, metrics }));
    const drainWatched = drainable(watched);
    await listen(watched, config.HOST, config.PORT);
    closers.push(() => drainWatched());
  }
  logger.info({ port }, `${name} listens`);
  return { address: `${identity ? 'https' : 'http'}://127.0.0.1:${port}`, port, close };
}

/** Nobody is kept from starting by it. */
async function askFirst(
  app: Express,
  mostAsked: Promise<readonly Question[]>,
  logger: Logger,
): Promise<void> {
  try {
    const questions = await mostAsked;
    const answered = await warmUp(app, questions);
    logger.info({ questions: questions.length, answered }, 'asked itself what is asked most');
  } catch (error) {
    logger.warn(errorFields(error), 'could not ask itself what is asked most');
  }
}

const databaseOptions = <C extends ServiceEnvironment>(options: ServiceOptions<C>, logger: Logger) => ({
  service: options.name,
  entities: options.entities ?? [],
  migrations: [...sharedMigrations, ...options.migrations],
  logger,
});

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** Brings the schema up to date and does nothing else: before a rollout, and on a copy that was restored to be looked at. */
export async function migrateService<C extends ServiceEnvironment>(
  options: ServiceOptions<C>,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const config = readConfig(serviceEnvironment.pick({ DATABASE_URL: true, LOG_LEVEL: true }), environment);
  const database = await openDatabase({
    ...databaseOptions(options, createLogger(options.name, config.LOG_LEVEL)),
    url: config.DATABASE_URL,
  });
  await database.close();
}

/**
 * For `main.ts`: starts, stops on SIGTERM and SIGINT, exits 78 (EX_CONFIG) with the faults when misconfigured.
 * `main.mjs --migrate` brings the schema up to date, and ends.
 */
export async function runService<C extends ServiceEnvironment>(options: ServiceOptions<C>): Promise<void> {
  try {
    if (process.argv.includes('--migrate')) return await migrateService(options, process.env);
    const service = await startService(options, process.env);
    const stop = () => void service.close().then(() => process.exit(0));
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (error) {
    const lines =
      error instanceof ConfigurationError
        ? error.faults
        : [error instanceof Error ? error.message : String(error)];
    for (const line of lines) console.error(`${options.name} cannot start: ${line}`);
    process.exit(error instanceof ConfigurationError ? 78 : 1);
  }
}
