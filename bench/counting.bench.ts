/**
 * A full count of 5 000 products by two people with two tablets each, an hour out of reach: how long until every tablet has what all have
 * counted, and how quickly the manager sees the hundred that disagree. Tablets are PouchDB as the back office uses it, all four in this
 * process; the store's server is in its own. `--products N` counts another number.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import PouchDB from 'pouchdb-core';
import type { CompareAnswer } from '../store-edge/agent/src/back-office/api.ts';
import { Tablet } from '../store-edge/agent/test/counting/tablets.ts';
import { replication } from '../store-edge/back-office/src/counting/replication.ts';
import { catalogueOf } from './support/catalogue.ts';
import { percentile, print, spread } from './support/figures.ts';
import { openTillStore } from './support/till-store.ts';

const { values } = parseArgs({ options: { products: { type: 'string', default: '5000' } } });
const PRODUCTS = Number(values.products);
/** Counted by both people in one zone, and not the same. */
const DISAGREEING = 100;
/** A line is written anew with each scan of its product. */
const SCANS = 3;
const LISTINGS = 30;
const POLL_MS = 10;
const SYNC_TIMEOUT_MS = 120_000;
const GOAL = { replicateMs: 5_000, listMs: 200 };

const zones = [1, 2, 3, 4].map((n) => ({ zoneId: `zone-${n}`, name: `Zone ${n}` }));
const products = catalogueOf(PRODUCTS);
const store = await openTillStore(products);
try {
  const camille = () => Tablet.signIn(store.address, 'u-camille', '1234');
  const martin = () => Tablet.signIn(store.address, 'u-martin', '9876');
  const tablets = await Promise.all([camille(), camille(), martin(), martin()]);
  const manager = await martin();
  const countId = randomUUID();
  const opened = await manager.call('POST', '/counts', { countId, name: 'Tout', zones, scope: 'full' });
  if (opened.status !== 201) throw new Error(`no count: ${JSON.stringify(opened.body)}`);
  await Promise.all(tablets.map((tablet) => tablet.pull()));
  await countOutOfReach(tablets, countId);
  await replicate(tablets);
  await listDisagreeing(manager, countId);
} finally {
  await store.close();
}

/** Each tablet its own zone and share; and two of them, of two people, the same shelf. */
async function countOutOfReach(tablets: readonly Tablet[], countId: string): Promise<void> {
  for (const [at, { id }] of products.entries()) {
    const index = at % tablets.length;
    const zoneId = zones[index]?.zoneId ?? '';
    for (let scan = 1; scan <= SCANS; scan += 1)
      await tablets[index]?.count(countId, id, String(scan), { zoneId });
    if (index === 0 && at / tablets.length < DISAGREEING)
      await tablets[2]?.count(countId, id, String(SCANS + 1), { zoneId });
  }
}

/** As the back office does, both ways at once, until nobody lacks anything. */
async function replicate(tablets: readonly Tablet[]): Promise<void> {
  const expected = PRODUCTS + DISAGREEING + 1;
  const beginMs = performance.now();
  const running = tablets.map((tablet) => PouchDB.sync(tablet.local, tablet.edge(), replication));
  const waits = tablets.map(async ({ local }) => {
    while ((await local.info()).doc_count < expected) {
      if (performance.now() - beginMs > SYNC_TIMEOUT_MS) throw new Error('the tablets never agreed');
      await sleep(POLL_MS);
    }
  });
  await Promise.all(waits);
  const tookMs = performance.now() - beginMs;
  for (const sync of running) sync.cancel();
  print({
    name: `an hour's count of ${PRODUCTS} products by ${tablets.length} tablets → all of it on each of them`,
    ours: `${(tookMs / 1_000).toFixed(1)} s`,
    peer: '',
    ratio: tookMs / GOAL.replicateMs,
    goal: `≤ ${GOAL.replicateMs / 1_000} s`,
    met: tookMs <= GOAL.replicateMs,
  });
}

async function listDisagreeing(manager: Tablet, countId: string): Promise<void> {
  const timesMs: number[] = [];
  for (let n = 0; n < LISTINGS; n += 1) {
    const beginMs = performance.now();
    const { status, body } = await manager.call('GET', `/counts/${countId}/compare`);
    timesMs.push(performance.now() - beginMs);
    const { rows } = body as unknown as CompareAnswer;
    const disagree = rows.filter(({ state }) => state === 'disagrees').length;
    if (status !== 200 || disagree !== DISAGREEING) throw new Error(`${disagree} disagree, status ${status}`);
  }
  const p95 = percentile(timesMs, 0.95);
  print({
    name: `${DISAGREEING} that disagree among ${PRODUCTS} counted products, listed: p50 / p95 / p99`,
    ours: spread(timesMs),
    peer: '',
    ratio: p95 / GOAL.listMs,
    goal: `p95 ≤ ${GOAL.listMs} ms`,
    met: p95 <= GOAL.listMs,
  });
}
