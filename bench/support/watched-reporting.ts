/**
 * Reporting with viewers: sales come on the stream, as Sales publishes them, and each viewer notes when a sale is in the figures that it
 * sees. Half of them watch today, the others a month or one store. `BENCH_KEPT` is as for the dashboard's bench: over what was filled there.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { io } from 'socket.io-client';
import type { Dashboard } from '../../cloud-services/reporting/src/api.ts';
import { createLogger } from '../../cloud-services/service-kit/src/logger.ts';
import { openRedis } from '../../cloud-services/service-kit/src/redis.ts';
import { testIssuer } from '../../cloud-services/service-kit/src/testing/issuer.ts';
import { openGround } from './own-ground.ts';
import { saleEvent } from './sale-event.ts';

const STORES = 42;
const PAGE = 1_000;
const dayMs = 86_400_000;

export async function openWatchedReporting() {
  const kept = process.env.BENCH_KEPT;
  const folder = kept ?? (await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'live-')));
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
  /** From the event to a viewer, of each sale and each viewer. */
  const timesMs: number[] = [];
  let isClosed = false;

  function watch(n: number) {
    const storeId = n % 4 === 3 ? `store-${n % STORES}` : undefined;
    const day = (daysBack: number) => new Date(Date.now() - daysBack * dayMs).toISOString().slice(0, 10);
    const query = { from: day(n % 4 === 1 ? 29 : 0), to: day(0), ...(storeId ? { storeId } : {}) };
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
    socket.on('connect_error', ({ message }) => console.error(`a viewer is not connected: ${message}`));
    return {
      isThere: () => before !== undefined,
      hasAll: () => seen === sent.filter(isOurs).length,
      leave: () => void socket.disconnect(),
    };
  }

  return {
    address,
    databaseUrl: ground.databaseUrl,
    token,
    sent,
    timesMs,
    /** @returns viewers that all see figures. `seeAll` resolves once they see all that was sold. */
    async watchers(count: number) {
      const viewers = Array.from({ length: count }, (_, n) => watch(n));
      await until('all viewers see figures', () => viewers.every(({ isThere }) => isThere()));
      return {
        seeAll: () => until('all viewers see all sales', () => viewers.every(({ hasAll }) => hasAll())),
        leave() {
          for (const viewer of viewers) viewer.leave();
        },
      };
    },
    /** Each sale is due at its own moment, whatever became of those before. @param goesOn asked before each. */
    async sell(ratePerS: number, goesOn: () => boolean): Promise<void> {
      const beginMs = performance.now();
      for (let n = 0; goesOn() && !isClosed; n += 1) {
        const dueMs = beginMs + (n * 1_000) / ratePerS;
        if (dueMs - performance.now() > 1) await sleep(dueMs - performance.now());
        if (isClosed) break;
        const event = saleEvent(sent.length + 1, new Date().toISOString(), run);
        sent.push({ event, ms: performance.now() });
        // One that Redis does not take in time is asked of Sales, as any that the stream loses.
        redis.xadd('events.sales', '*', 'event', JSON.stringify(event)).catch(() => undefined);
      }
    },
    async close() {
      isClosed = true;
      redis.disconnect();
      await ground.close();
      sales.closeAllConnections();
      sales.close();
      await issuer.close();
      if (!kept) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function until(name: string, holds: () => boolean): Promise<void> {
  for (const endMs = performance.now() + 60_000; !holds(); await sleep(50))
    if (performance.now() > endMs) throw new Error(`${name}: not within a minute`);
}
