/** A PostgreSQL and a Redis of a bench's own, and on them a service in a process of its own, as it ships. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '../../scripts/system/ports.ts';
import { initialisePostgres, postgresCommand, postgresUrl } from '../../scripts/system/postgres.ts';
import type { ProcessCommand } from '../../scripts/system/process-command.ts';
import { redisCommand, redisUrl } from '../../scripts/system/redis.ts';
import { accepts, waitUntil } from '../../scripts/system/wait-until.ts';

/** Beyond the first ones, whoever asks for one gets its own. Source: service-kit/testing/fresh-redis. */
const redisDatabases = 64;

/** @param durable whether PostgreSQL syncs what it commits. `DEBUG` shows what the processes say. */
export async function openGround(folder: string, durable: boolean) {
  const children: ChildProcess[] = [];
  // A bench that ends by an error leaves nothing running.
  process.once('exit', () => {
    for (const child of children) child.kill('SIGINT');
  });
  const said = process.env.DEBUG ? process.stderr.fd : 'ignore';
  const start = ({ command, args, env }: Pick<ProcessCommand, 'command' | 'args' | 'env'>) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', said, said],
    });
    children.push(child);
    return child;
  };
  const place = { dataDir: join(folder, 'postgres'), port: await freePort(), password: 'bench', durable };
  await initialisePostgres(place);
  start(await postgresCommand(place));
  const redisPort = await freePort();
  const { args, ...redis } = await redisCommand(folder, redisPort, console.error);
  start({ ...redis, args: [...args, '--databases', String(redisDatabases)] });
  await waitUntil('PostgreSQL accepts', 30_000, () => accepts(place.port));
  await waitUntil('Redis accepts', 30_000, () => accepts(redisPort));
  const databaseUrl = postgresUrl(place);

  return {
    databaseUrl,
    redisUrl: redisUrl(redisPort),
    /** @param name of its folder. `BENCH_NODE_ARGS` goes to its Node. */
    async service(name: string, env: Readonly<Record<string, string>>) {
      const port = await freePort();
      const { pid } = start({
        command: process.execPath,
        args: [
          ...(process.env.BENCH_NODE_ARGS?.split(' ') ?? []),
          ...['--import', 'tsx', join(import.meta.dirname, `../../cloud-services/${name}/src/main.ts`)],
        ],
        env: { PORT: String(port), DATABASE_URL: databaseUrl, REDIS_URL: redisUrl(redisPort), ...env },
      });
      await waitUntil(`${name} accepts`, 180_000, () => accepts(port));
      return { address: `http://127.0.0.1:${port}`, pid };
    },
    async close(): Promise<void> {
      for (const child of children.reverse()) {
        child.kill('SIGINT');
        if (child.exitCode === null) await once(child, 'exit');
      }
    },
  };
}
