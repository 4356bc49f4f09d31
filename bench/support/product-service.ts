/** Product alone, on a PostgreSQL and a Redis of its own, with the demo's catalogue in it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { testIssuer } from '../../cloud-services/service-kit/src/testing/issuer.ts';
import { seedAssortment, seedCategories, seedRealProducts, seedRules } from '../../scripts/demo/catalogue.ts';
import { clientOf } from '../../scripts/demo/client.ts';
import { freePort } from '../../scripts/system/ports.ts';
import { initialisePostgres, postgresCommand, postgresUrl } from '../../scripts/system/postgres.ts';
import type { ProcessCommand } from '../../scripts/system/process-command.ts';
import { redisCommand, redisUrl } from '../../scripts/system/redis.ts';
import { accepts, waitUntil } from '../../scripts/system/wait-until.ts';

export async function startProduct(folder: string) {
  const children: ChildProcess[] = [];
  const start = ({ command, args, env }: Pick<ProcessCommand, 'command' | 'args' | 'env'>) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', process.env.DEBUG ? 'inherit' : 'ignore'],
    });
    children.push(child);
    return child;
  };
  const place = {
    dataDir: join(folder, 'postgres'),
    port: await freePort(),
    password: 'bench',
    durable: false,
  };
  await initialisePostgres(place);
  start(await postgresCommand(place));
  const redisPort = await freePort();
  start(await redisCommand(folder, redisPort, console.error));
  await waitUntil('PostgreSQL accepts', 30_000, () => accepts(place.port));
  await waitUntil('Redis accepts', 30_000, () => accepts(redisPort));
  const issuer = await testIssuer();
  const port = await freePort();
  const service = start({
    command: process.execPath,
    args: ['--import', 'tsx', join(import.meta.dirname, '../../cloud-services/product/src/main.ts')],
    env: {
      PORT: String(port),
      DATABASE_URL: postgresUrl(place),
      REDIS_URL: redisUrl(redisPort),
      SALES_URL: issuer.url,
      LOG_LEVEL: 'fatal',
    },
  });
  await waitUntil('Product accepts', 60_000, () => accepts(port));
  const url = `http://127.0.0.1:${port}`;
  const authorization = `Bearer ${await issuer.staffToken()}`;
  const client = clientOf(url, { authorization });
  for (const seed of [seedRules, seedCategories, seedAssortment, seedRealProducts]) await seed(client);
  const pool = new pg.Pool({ connectionString: postgresUrl(place) });
  return {
    url,
    authorization,
    client,
    pool,
    /** Of the service's process, in MB; Linux tells it. */
    async residentMb(): Promise<number> {
      const status = await readFile(`/proc/${service.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
    },
    async close() {
      await pool.end();
      await issuer.close();
      for (const child of children.reverse()) {
        child.kill('SIGINT');
        if (child.exitCode === null) await once(child, 'exit');
      }
    },
  };
}
