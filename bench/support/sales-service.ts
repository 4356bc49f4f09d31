/** Sales in a process of its own, as it ships, over durable PostgreSQL and Redis; and edges that are enrolled there. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Edge } from '../../cloud-services/sales/test/support/edge.ts';
import { storeOf } from '../../cloud-services/sales/test/support/store.ts';
import { freePort } from '../../scripts/system/ports.ts';
import { initialisePostgres, postgresCommand, postgresUrl } from '../../scripts/system/postgres.ts';
import type { ProcessCommand } from '../../scripts/system/process-command.ts';
import { redisCommand, redisUrl } from '../../scripts/system/redis.ts';
import { accepts, waitUntil } from '../../scripts/system/wait-until.ts';

const password = 'only in benches';

export type SalesService = Readonly<{
  address: string;
  databaseUrl: string;
  /** A store by this number. @returns a code with which its edge enrols. */
  enrolmentCode: (storeId: string, number: string) => Promise<string>;
  /** Enrolled, with a session; of a store of its own. */
  edge: (storeId: string, number: string) => Promise<Edge>;
  close: () => Promise<void>;
}>;

export async function startSales(folder: string): Promise<SalesService> {
  const children: ChildProcess[] = [];
  const start = ({ command, args, env }: Pick<ProcessCommand, 'command' | 'args' | 'env'>) =>
    children.push(
      spawn(command, args, {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'ignore', process.env.DEBUG ? 'inherit' : 'ignore'],
      }),
    );
  const place = {
    dataDir: join(folder, 'postgres'),
    port: await freePort(),
    password: 'bench',
    durable: true,
  };
  await initialisePostgres(place);
  start(await postgresCommand(place));
  const redisPort = await freePort();
  start(await redisCommand(folder, redisPort, console.error));
  await waitUntil('PostgreSQL accepts', 30_000, () => accepts(place.port));
  await waitUntil('Redis accepts', 30_000, () => accepts(redisPort));
  const port = await freePort();
  start({
    command: process.execPath,
    args: [
      ...(process.env.BENCH_NODE_ARGS?.split(' ') ?? []),
      '--import',
      'tsx',
      join(import.meta.dirname, '../../cloud-services/sales/src/main.ts'),
    ],
    env: {
      PORT: String(port),
      DATABASE_URL: postgresUrl(place),
      REDIS_URL: redisUrl(redisPort),
      KEYS_DIR: join(folder, 'keys'),
      BOOTSTRAP_ADMIN_PASSWORD: password,
      LOG_LEVEL: 'warn',
    },
  });
  await waitUntil('Sales accepts', 60_000, () => accepts(port));
  const address = `http://127.0.0.1:${port}`;
  const { accessToken } = await call(address, 'POST', '/api/v1/staff/auth', { login: 'admin', password });
  const enrolmentCode = async (storeId: string, number: string) => {
    await call(address, 'PUT', `/api/v1/sales/stores/${storeId}`, storeOf(storeId, number), accessToken);
    return (await call(address, 'POST', '/api/v1/sales/enrolment-codes', { storeId }, accessToken)).code;
  };
  return {
    ...{ address, databaseUrl: postgresUrl(place), enrolmentCode },
    async edge(storeId, number) {
      const edge = new Edge(address, storeId);
      await edge.enrol(await enrolmentCode(storeId, number));
      await edge.openSession();
      return edge;
    },
    async close() {
      for (const child of children.reverse()) {
        child.kill('SIGINT');
        if (child.exitCode === null) await once(child, 'exit');
      }
    },
  };
}

async function call(address: string, method: string, path: string, body: unknown, token = '') {
  const response = await fetch(address + path, {
    method,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
  });
  if (!response.ok)
    throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return JSON.parse(await response.text());
}
