/**
 * Durable sales a second at the edge, against bare SQLite commits of the same bytes with the same pragmas, in the same run on the
 * same disk. Rounds alternate, because a disk wanders by a factor of two: the ratio is the median of the rounds' ratios.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openBareEdge } from '../store-edge/agent/bench/bare-edge.ts';

/** Short rounds: ours and the peer's then meet the same moods of the disk. */
const ROUNDS = 60;
const WARM_UP_ROUNDS = 10;
const SALES_A_ROUND = 30;
const GOAL = 0.7;

function bareCommits(path: string): (bytes: readonly (readonly string[])[]) => void {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('wal_autocheckpoint = 8000');
  db.exec('create table bytes (id integer primary key, header text, body text, personal text)');
  const add = db.prepare('insert into bytes (header, body, personal) values (?, ?, ?)');
  const addAll = db.transaction((records: readonly (readonly string[])[]) => {
    for (const lines of records) add.run(...lines);
  });
  return (records) => addAll.immediate(records);
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'edge-sales-'));
const edge = await openBareEdge(join(folder, 'edge'));
const commitBare = bareCommits(join(folder, 'bare.db'));
const [ours, peer]: [number[], number[]] = [[], []];
for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
  const sales = edge.freeze(SALES_A_ROUND);
  const seq = edge.tailSeq();
  const oursMs = await timed(async () => {
    for (const sale of sales) {
      edge.commit(sale);
      await null; // Each sale is a turn of its own, as a request is.
    }
  });
  const bytes = edge.recordsOfSales(seq);
  const peerMs = await timed(async () => {
    for (const records of bytes) commitBare(records);
  });
  if (round < WARM_UP_ROUNDS) continue; // Code compiled, files grown.
  ours.push((SALES_A_ROUND / oursMs) * 1000);
  peer.push((SALES_A_ROUND / peerMs) * 1000);
}
await edge.close();
rmSync(folder, { recursive: true });

const ratio = median(ours.map((rate, at) => rate / (peer[at] ?? rate)));
const figure = (value: number) => Math.round(value).toString();
process.stdout.write(
  `${JSON.stringify({ name: 'durable sales per second at the edge', ours: figure(median(ours)), peer: figure(median(peer)), ratio: Number(ratio.toFixed(2)), goal: GOAL, met: ratio >= GOAL })}\n`,
);

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
