/**
 * What Reporting takes: its facts made anew from a log of sales (two lines each). The log is served by the bench itself, so that
 * nothing but Reporting is measured.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { testIssuer } from '../cloud-services/service-kit/src/testing/issuer.ts';
import { waitUntil } from '../scripts/system/wait-until.ts';
import { print } from './support/figures.ts';
import { openGround } from './support/own-ground.ts';
import { saleEvent } from './support/sale-event.ts';

const EVENTS = Number(process.env.BENCH_EVENTS ?? 200_000);
const GOAL_PER_S = 20_000;
/** As Reporting asks for them. */
const PAGE = 1_000;
const at = new Date().toISOString();

const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'facts-'));
const ground = await openGround(folder, false);
const issuer = await testIssuer();
const epoch = randomUUID();
// Until the rebuild begins the log is empty.
let isOpen = false;
// Written beforehand: telling the log must not take from who reads it.
const pages = Array.from({ length: EVENTS / PAGE }, (_, index) => pageAfter(index * PAGE));
const log = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://log');
  response.setHeader('content-type', 'application/json');
  if (url.pathname !== '/internal/events') {
    void fetch(issuer.url).then(async (keys) => response.end(await keys.text()));
    return;
  }
  if (!isOpen) response.end(JSON.stringify({ epoch, pos: 0, events: [] }));
  else response.end(pages[Number(url.searchParams.get('after')) / PAGE] ?? pageAfter(EVENTS));
});
await new Promise<void>((resolve) => log.listen(0, '127.0.0.1', resolve));
const producer = `http://127.0.0.1:${(log.address() as AddressInfo).port}`;

try {
  const { address } = await ground.service('reporting', {
    SALES_URL: producer,
    PUBLIC_GATEWAY_URL: issuer.url,
    PUBLIC_HEADQUARTERS_URL: issuer.url,
    SMS_URL: issuer.url,
    SMTP_URL: 'smtp://127.0.0.1:1',
    PRODUCT_URL: issuer.url,
    LOG_LEVEL: 'fatal',
  });
  await followTheEnd();
  isOpen = true;
  const startedMs = performance.now();
  const answer = await fetch(`${address}/internal/rebuild`, { method: 'POST' });
  const told = (await answer.text()).trim().split('\n').at(-1) ?? '';
  const seconds = (performance.now() - startedMs) / 1_000;
  if (!told.includes('"done":true')) throw new Error(`the rebuild ended with ${told}`);
  const perSecond = Math.round(EVENTS / seconds);
  print({
    name: `facts rebuilt from ${EVENTS} sales of two lines`,
    ours: `${perSecond}/s`,
    peer: '',
    ratio: perSecond / GOAL_PER_S,
    goal: `>= ${GOAL_PER_S}/s`,
    met: perSecond >= GOAL_PER_S,
  });
} finally {
  await issuer.close();
  await ground.close();
  log.closeAllConnections();
  log.close();
  await rm(folder, { recursive: true, force: true });
}

/** The facts in use have all of it already, as where something is rebuilt: reading it for them would be measured as well. */
async function followTheEnd(): Promise<void> {
  const client = new pg.Client({ connectionString: ground.databaseUrl });
  await client.connect();
  await waitUntil('the log is followed', 60_000, async () => {
    const moved = await client.query('update inbox_watermark set pos = $1 where epoch = $2', [EVENTS, epoch]);
    return (moved.rowCount ?? 0) > 0;
  });
  await client.end();
}

function pageAfter(after: number): string {
  const count = Math.min(PAGE, EVENTS - after);
  const events = Array.from({ length: count }, (_, index) => saleEvent(after + index + 1, at));
  return JSON.stringify({ epoch, pos: EVENTS, events });
}
