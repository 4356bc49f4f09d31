/** Vitest global setup of the project `services`: one real PostgreSQL and one real Redis for all its tests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { end, startBound } from '../system/bound-process.ts';
import { freePort } from '../system/ports.ts';
import { initialisePostgres, postgresCommand, postgresUrl } from '../system/postgres.ts';
import { redisCommand, redisUrl } from '../system/redis.ts';
import { accepts, waitUntil } from '../system/wait-until.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Superuser's address of a fresh PostgreSQL 18: make a database of your own with a random name. */
    postgresUrl: string;
    /** An empty Redis 7: use keys or a database number of your own. */
    redisUrl: string;
  }
}

const startTimeoutMs = 30_000;
/** Each file that asks for one gets its own. Source: service-kit/testing/fresh-redis. */
const redisDatabases = 1_000;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = await mkdtemp(join(tmpdir(), 'comptoir-services-'));
  const place = {
    dataDir: join(home, 'postgres'),
    port: await freePort(),
    password: 'only-in-tests',
    durable: false,
  };
  const redisPort = await freePort();
  await initialisePostgres(place);
  const postgres = startBound(await postgresCommand(place));
  const { args, ...redisProgram } = await redisCommand(home, redisPort, console.error);
  const redis = startBound({ ...redisProgram, args: [...args, '--databases', String(redisDatabases)] });
  const stop = async () => {
    await Promise.all([end(postgres, 'SIGINT'), end(redis, 'SIGTERM')]);
    await rm(home, { recursive: true, force: true });
  };
  try {
    await waitUntil('PostgreSQL answers', startTimeoutMs, () => answers(postgresUrl(place)));
    await waitUntil('Redis accepts connections', startTimeoutMs, () => accepts(redisPort));
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('postgresUrl', postgresUrl(place));
  project.provide('redisUrl', redisUrl(redisPort));
  return stop;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  // Without this listener an early "connection reset" would end the test run.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } finally {
    await client.end().catch(() => {});
  }
}
