/** Needs PostgreSQL: three instances of Cart whose carts lie in three Redis servers of a cluster; one of these is killed and comes back empty, one hangs. */
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { end, startBound } from '../../../scripts/system/bound-process.ts';
import { freePort } from '../../../scripts/system/ports.ts';
import { redisCommand, redisUrl } from '../../../scripts/system/redis.ts';
import { type ClusterServer, clusterArguments, joinCluster } from '../../../scripts/system/redis-cluster.ts';
import { accepts, waitUntil } from '../../../scripts/system/wait-until.ts';
import type { CartView } from '../src/api.ts';
import { type House, openHouse } from './house.ts';

const startTimeoutMs = 10_000;
/** So many that each server holds some: with twelve, one of three had none once in 130 runs. */
const cartsOfTest = 40;
/** Longer than any writing takes on a busy machine: what is written sooner has waited for nobody. */
const commandTimeoutMs = 30_000;
type Server = ClusterServer & { directory: string; process: ReturnType<typeof startBound> };
const servers: Server[] = [];
let home: string;
let house: House;
let product: string;

async function start({ port, clusterPort, directory }: Omit<Server, 'process'>) {
  const command = await redisCommand(directory, port, console.error);
  const started = startBound({ ...command, args: [...command.args, ...clusterArguments(clusterPort)] });
  await waitUntil('Redis accepts connections', startTimeoutMs, () => accepts(port));
  return started;
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'comptoir-redis-cluster-'));
  for (const name of ['1', '2', '3']) {
    const [port, clusterPort, directory] = [await freePort(), await freePort(), join(home, name)];
    await mkdir(directory);
    const server = { url: redisUrl(port), port, clusterPort, directory };
    servers.push({ ...server, process: await start(server) });
  }
  await joinCluster(servers);
  house = await openHouse({
    CARTS_REDIS_URLS: servers.map(({ url }) => url).join(','),
    CARTS_REDIS_TIMEOUT_MS: String(commandTimeoutMs),
  });
  product = house.products.find(({ pricing }) => pricing.soldBy === 'piece')?.id ?? '';
});
afterAll(async () => {
  await house?.close();
  await Promise.all(servers.map((server) => end(server.process, 'SIGKILL')));
  await rm(home, { recursive: true, force: true });
});

const add = (sessionId: string, key: string) => house.addTo(sessionId, product, '1', key);
const read = (sessionId: string) => house.call('GET', `/api/v1/cart/${sessionId}`);
const quantity = async (sessionId: string) => (await house.view(read(sessionId))).lines[0]?.quantity;

/** A shelf whose server is late is asked again once that has timed out. */
const areWritten = (carts: readonly CartView[]) =>
  expect
    .poll(async () => (await Promise.all(carts.map(house.isWritten))).every(Boolean), {
      timeout: 2 * commandTimeoutMs,
    })
    .toBe(true);

const awayRatio = async () => {
  const told = await (await fetch(`${house.carts[0]?.address}/metrics`)).text();
  return Number(/^redis_cluster_away_ratio\S* (\S+)/m.exec(told)?.[1]);
};

/** Ids of carts that one server holds. */
async function heldBy({ url }: ClusterServer): Promise<readonly string[]> {
  const redis = new Redis(url);
  try {
    return (await redis.keys('cart:*')).map((key) => key.split(':').at(-1) ?? '');
  } finally {
    redis.disconnect();
  }
}

test('B1: carts are spread over a cluster; a server of it that is killed takes nobody’s cart but its own, and those come back', async () => {
  // On a busy machine a server is not spoken to at once: nobody's cart is wherever it would be.
  const unknown = () => Promise.all(Array.from({ length: cartsOfTest * 2 }, () => read(randomUUID())));
  await expect.poll(async () => (await unknown()).every(({ status }) => status === 404)).toBe(true);
  const carts: CartView[] = await Promise.all(
    Array.from({ length: cartsOfTest }, () => house.view(house.addTo(undefined, product, '1'))),
  );
  await areWritten(carts);
  const held = await Promise.all(servers.map(heldBy));
  expect(held.flat().sort()).toEqual(carts.map(({ sessionId }) => sessionId).sort());
  for (const ids of held) expect(ids.length).toBeGreaterThan(0);

  const [killed] = servers;
  const [lost = [], ...kept] = held;
  const keys = new Map(lost.map((sessionId) => [sessionId, randomUUID()]));
  if (!killed) throw new Error('no server was started');
  await end(killed.process, 'SIGKILL');
  await areWritten(await Promise.all(kept.flat().map((id) => house.view(add(id, randomUUID())))));
  const refused = await Promise.all([...keys].map(([sessionId, key]) => add(sessionId, key)));
  for (const answer of refused) {
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect(await house.areReady()).toBe(true);
  // What rings (CartStoreAway).
  await expect.poll(awayRatio).toBeCloseTo(1 / 3, 2);
  // One that starts just now serves the others' carts too.
  const late = await house.start();
  expect((await fetch(`${late.address}/api/v1/cart/${kept.flat()[0]}`)).status).toBe(200);
  await late.close();

  killed.process = await start(killed);
  // As a shop does that is told to try again: the very same, until it is done; and once more, which changes nothing.
  const again = [...keys].map(async ([sessionId, key]) => {
    await expect.poll(async () => (await add(sessionId, key)).status).toBe(201);
    expect((await add(sessionId, key)).headers.get('idempotency-replayed')).not.toBeNull();
  });
  await Promise.all(again);
  expect(new Set(await Promise.all(carts.map(({ sessionId }) => quantity(sessionId))))).toEqual(
    new Set(['2']),
  );
});

test('B1: a server of the cluster that hangs holds up the writing of nobody’s cart but its own', async () => {
  const carts: CartView[] = await Promise.all(
    Array.from({ length: cartsOfTest }, () => house.view(house.addTo(undefined, product, '1'))),
  );
  await areWritten(carts);
  const [hanging] = servers;
  const away = new Set(hanging && (await heldBy(hanging)));
  const [kept, others] = [true, false].map((is) =>
    carts.filter(({ sessionId }) => away.has(sessionId) !== is),
  );
  expect(others?.length).toBeGreaterThan(0);
  hanging?.process.kill('SIGSTOP');
  // After as long as any command may take.
  const givenUp = Promise.all((others ?? []).map(({ sessionId }) => read(sessionId)));
  const changed = Promise.all((kept ?? []).map(({ sessionId }) => house.view(add(sessionId, randomUUID()))));
  const written = changed.then(areWritten).then(() => 'written');
  const first = Promise.race([written, givenUp.then(() => 'given up')]);
  expect(await first.finally(() => hanging?.process.kill('SIGCONT'))).toBe('written');
  await givenUp;
});
