/**
 * From an event to the dashboards of a hundred viewers: sales come at 500 a second on the stream, as Sales publishes them, and each viewer
 * notes when a sale is in the figures that it sees. Half of them watch today, the others a month or one store. `BENCH_KEPT` is as for the
 * dashboard's bench: over what was filled there.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { io } from 'socket.io-client';
import type { Dashboard } from '../cloud-services/reporting/src/api.ts';
import { createLogger } from '../cloud-services/service-kit/src/logger.ts';
import { openRedis } from '../cloud-services/service-kit/src/redis.ts';
import { testIssuer } from '../cloud-services/service-kit/src/testing/issuer.ts';
import { percentile, print, spread } from './support/figures.ts';
import { openGround } from './support/own-ground.ts';
import { saleEvent } from './support/sale-event.ts';

const RATE_PER_S = 500;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 20);
const VIEWERS = 100;
const STORES = 42;
const GOAL_MS = 2_000;
const PAGE = 1_000;
const KEPT = process.env.BENCH_KEPT;
const folder = KEPT ?? (await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'live-')));
const ground = await openGround(folder, false);
const issuer = await testIssuer();
const [epoch, run] = [randomUUID(), randomBytes(4).toString('hex')];
const sent: Readonly<{ event: ReturnType<typeof saleEvent>; ms: number }>[] = [];
/** What the stream lost is asked of Sales: the bench is Sales. */
const sales = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://sales');
  response.setHeader('content-type', 'application/json');
  if (url.pathname !== '/internal/events') {
    void fetch(new URL(url.pathname + url.search, issuer.url)).then(async (told) =>
      response.end(await told.text()),
    );
    return;
  }
  const after = Number(url.searchParams.get('after'));
  const events = sent.slice(after, after + PAGE).map(({ event }) => event);
  response.end(JSON.stringify({ epoch, pos: sent.length, events }));
});
await new Promise<void>((resolve) => sales.listen(0, '127.0.0.1', resolve));
const redis = openRedis(ground.redisUrl, createLogger('bench', 'silent'));

try {
  const { address } = await ground.service('reporting', {
    SALES_URL: `http://127.0.0.1:${(sales.address() as AddressInfo).port}`,
    PUBLIC_GATEWAY_URL: issuer.url,
    PUBLIC_HEADQUARTERS_URL: issuer.url,
    SMS_URL: issuer.url,
    SMTP_URL: 'smtp://127.0.0.1:1',
    PRODUCT_URL: issuer.url,
    HOME_TIME_ZONE: 'UTC',
    LOG_LEVEL: 'fatal',
  });
  const token = await issuer.staffToken();
  const day = (daysBack: number) => new Date(Date.now() - daysBack * 86_400_000).toISOString().slice(0, 10);
  const timesMs: number[] = [];
  const viewers = Array.from({ length: VIEWERS }, (_, n) => {
    const storeId = n % 4 === 3 ? `store-${n % STORES}` : undefined;
    const query = {
      from: day(n % 4 === 1 ? 29 : 0),
      to: day(0),
      ...(storeId ? { storeId } : {}),
    };
    const isOurs = ({ event }: (typeof sent)[number]) => !storeId || event.data.storeId === storeId;
    let before: number | undefined;
    let seen = 0;
    const socket = io(address, { path: '/api/v1/reports/live', auth: { token }, transports: ['websocket'] });
    socket.on('dashboard', ({ figures }: Dashboard) => {
      const nowMs = performance.now();
      before ??= figures.sales;
      const shown = sent.filter(isOurs).slice(seen, figures.sales - before);
      for (const { ms } of shown) timesMs.push(nowMs - ms);
      seen += shown.length;
    });
    socket.on('connect', () => socket.emit('watch', query));
    return {
      socket,
      isThere: () => before !== undefined,
      hasAll: () => seen === sent.filter(isOurs).length,
    };
  });
  const until = async (name: string, holds: () => boolean) => {
    for (const endMs = performance.now() + 60_000; !holds(); await sleep(50))
      if (performance.now() > endMs) throw new Error(`${name}: not within a minute`);
  };
  await until('all viewers see figures', () => viewers.every(({ isThere }) => isThere()));
  const beginMs = performance.now();
  for (let n = 0; n < RATE_PER_S * SECONDS; n += 1) {
    const dueMs = beginMs + (n * 1_000) / RATE_PER_S;
    if (dueMs - performance.now() > 1) await sleep(dueMs - performance.now());
    const event = saleEvent(n + 1, new Date().toISOString(), run);
    sent.push({ event, ms: performance.now() });
    void redis.xadd('events.sales', '*', 'event', JSON.stringify(event));
  }
  const sentSeconds = (performance.now() - beginMs) / 1_000;
  await until('all viewers see all sales', () => viewers.every(({ hasAll }) => hasAll()));
  for (const { socket } of viewers) socket.disconnect();
  const p95 = percentile(timesMs, 0.95);
  print({
    name: `from an event to ${VIEWERS} dashboards at ${Math.round(sent.length / sentSeconds)} sales/s, p50 / p95 / p99`,
    ours: spread(timesMs),
    peer: '',
    ratio: GOAL_MS / p95,
    goal: `p95 <= ${GOAL_MS} ms`,
    met: p95 <= GOAL_MS,
  });
} finally {
  redis.disconnect();
  await issuer.close();
  await ground.close();
  sales.closeAllConnections();
  sales.close();
  if (!KEPT) await rm(folder, { recursive: true, force: true });
}
