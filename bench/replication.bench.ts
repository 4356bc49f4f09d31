/**
 * The same records by PouchDB's replication to pouchdb-server, a document each: how many a second, and bytes of each, counted between the two
 * sides. Ours: the agent's journal on its disk, Sales with hash chain, signed heads, projections and events, all durable before the answer.
 * PouchDB's: from memory into LevelDB, which does not sync, and nothing is projected.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import http from 'pouchdb-adapter-http';
import memory from 'pouchdb-adapter-memory';
import PouchDB from 'pouchdb-core';
import replication from 'pouchdb-replication';
import { openCountingProxy } from './support/counting-proxy.ts';
import { print } from './support/figures.ts';
import { startPouchdbServer } from './support/pouchdb-server.ts';
import { startSales } from './support/sales-service.ts';
import { openSyncingStore } from './support/syncing-store.ts';

const SALES = 8_000;
const WARM_UP_SALES = 2_000;
const PEER_RECORDS = 4_000;
const LIMIT_MS = 120_000;
const RATE_GOAL = 5;
const BYTES_GOAL = 1 / 6;

type Document = Readonly<{ _id: string; header: unknown; body: unknown }>;
type Rate = Readonly<{ perSecond: number; bytes: number }>;

const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'replication-'));
try {
  const ours = await byJournal();
  const peer = await byPouchdb(ours.documents);
  print({
    name: 'records a second from a store’s disk into the cloud',
    ours: `${Math.round(ours.perSecond)}/s`,
    peer: `${Math.round(peer.perSecond)}/s by PouchDB`,
    ratio: ours.perSecond / peer.perSecond,
    goal: `≥ ${RATE_GOAL} ×`,
    met: ours.perSecond >= RATE_GOAL * peer.perSecond,
  });
  print({
    name: 'bytes of a record, headers and answers with it',
    ours: `${Math.round(ours.bytes)} B`,
    peer: `${Math.round(peer.bytes)} B by PouchDB`,
    ratio: ours.bytes / peer.bytes,
    goal: '≤ 1/6',
    met: ours.bytes <= BYTES_GOAL * peer.bytes,
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function byJournal(): Promise<Rate & Readonly<{ documents: readonly Document[] }>> {
  const sales = await startSales(folder);
  const proxy = await openCountingProxy(sales.address);
  try {
    const store = await openSyncingStore(folder, sales, proxy.address);
    const bodies = store.edge.freeze(WARM_UP_SALES + SALES);
    await store.edge.hurry(() => {
      for (const sale of bodies.slice(0, WARM_UP_SALES)) store.edge.commit(sale);
    });
    const sync = store.start();
    const uploaded = () =>
      new Promise<void>((resolve, reject) => {
        const limit = setTimeout(() => reject(new Error(`not uploaded in ${LIMIT_MS} ms`)), LIMIT_MS);
        const look = () => {
          if (store.cosignedSeq() < store.tailSeq()) return;
          clearTimeout(limit);
          end();
          resolve();
        };
        const end = sync.onChange(look);
        look();
      });
    await uploaded(); // Code compiled, batches grown.
    await store.edge.hurry(() => {
      for (const sale of bodies.slice(WARM_UP_SALES)) store.edge.commit(sale);
    });
    proxy.bytes();
    const records = store.tailSeq() - store.cosignedSeq();
    const startedMs = performance.now();
    await uploaded();
    const tookMs = performance.now() - startedMs;
    const { sent, answered } = proxy.bytes();
    await sync.stop();
    const documents = documentsOf(store, 2 * PEER_RECORDS);
    await store.edge.close();
    return { documents, perSecond: (records * 1_000) / tookMs, bytes: (sent + answered) / records };
  } finally {
    await proxy.close();
    await sales.close();
  }
}

function documentsOf(
  { edge }: Awaited<ReturnType<typeof openSyncingStore>>,
  count: number,
): readonly Document[] {
  return edge.parts.journal.recordsAfter(0, count, 1e9).map(({ lines }) => {
    const header = JSON.parse(lines.header);
    return { _id: header.id, header, body: JSON.parse(lines.body) };
  });
}

async function byPouchdb(documents: readonly Document[]): Promise<Rate> {
  const server = await startPouchdbServer(join(folder, 'pouchdb'));
  const proxy = await openCountingProxy(server.address);
  try {
    for (const plugin of [memory, http, replication]) PouchDB.plugin(plugin);
    const local = new PouchDB(`sales-${randomUUID()}`, { adapter: 'memory' });
    const remote = new PouchDB(`${proxy.address}/sales`, { adapter: 'http' });
    const replicate = () => PouchDB.replicate(local, remote, { batch_size: 500 });
    await local.bulkDocs(documents.slice(0, PEER_RECORDS));
    await replicate(); // Code compiled, the database made.
    proxy.bytes();
    const rest = documents.slice(PEER_RECORDS);
    await local.bulkDocs(rest);
    const startedMs = performance.now();
    await replicate();
    const tookMs = performance.now() - startedMs;
    const { sent, answered } = proxy.bytes();
    await local.destroy();
    return { perSecond: (rest.length * 1_000) / tookMs, bytes: (sent + answered) / rest.length };
  } finally {
    await proxy.close();
    await server.close();
  }
}
