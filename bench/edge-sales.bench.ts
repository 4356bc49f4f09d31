/**
 * Durable sales a second at the edge, against bare SQLite commits of the same bytes with the same pragmas, in the same run on the
 * same disk: once as SQLite comes, once in a log of full size, as the agent's is. Rounds alternate, because a disk wanders by a factor of two: the ratio is the median of the rounds' ratios.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openBareEdge } from '../store-edge/agent/bench/bare-edge.ts';
import { growLog } from '../store-edge/agent/src/database/grown-log.ts';
import { median, print } from './support/figures.ts';

/** Short rounds: ours and the peer's then meet the same moods of the disk. */
const ROUNDS = 60;
const WARM_UP_ROUNDS = 10;
const SALES_A_ROUND = 30;
const GOAL = 0.7;

function bareCommits(path: string, inFullLog: boolean): (bytes: readonly (readonly string[])[]) => void {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('wal_autocheckpoint = 8000');
  db.exec('create table bytes (id integer primary key, header text, body text, personal text)');
  if (inFullLog) growLog(path);
  const add = db.prepare('insert into bytes (header, body, personal) values (?, ?, ?)');
  const addAll = db.transaction((records: readonly (readonly string[])[]) => {
    for (const lines of records) add.run(...lines);
  });
  return (records) => addAll.immediate(records);
}

const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'edge-sales-'));
const edge = await openBareEdge(join(folder, 'edge'));
const peers = [false, true].map((inFullLog) => bareCommits(join(folder, `bare-${inFullLog}.db`), inFullLog));
const ours: number[] = [];
const peer: [number[], number[]] = [[], []];
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
  const peersMs: number[] = [];
  for (const commitBare of peers)
    peersMs.push(
      await timed(async () => {
        for (const records of bytes) commitBare(records);
      }),
    );
  if (round < WARM_UP_ROUNDS) continue; // Code compiled, files grown.
  ours.push((SALES_A_ROUND / oursMs) * 1000);
  for (const [at, ms] of peersMs.entries()) peer[at]?.push((SALES_A_ROUND / ms) * 1000);
}
await edge.close();
rmSync(folder, { recursive: true });

const figure = (value: number) => `${Math.round(value)}/s`;
for (const [at, rates] of peer.entries()) {
  const ratio = median(ours.map((rate, round) => rate / (rates[round] ?? rate)));
  print({
    name: at === 0 ? 'durable sales at the edge' : 'the same, beside bare commits in a log of full size too',
    ours: figure(median(ours)),
    peer: `${figure(median(rates))} (bare commits)`,
    ratio,
    goal: at === 0 ? `ratio ≥ ${GOAL}` : 'none',
    met: at > 0 || ratio >= GOAL,
  });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
