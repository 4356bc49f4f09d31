/**
 * Takes a batch of an edge's journal: all or none, in one transaction with its projections, its events and the head.
 * The answer is given only after the commit. Source: docs, Sync protocol, Up.
 */
import { type Database, problem, type Tx } from '@comptoir/service-kit';
import { acceptBatch, type Batch, type BatchVerdict, overlap } from '@comptoir/sync-protocol/ingest';
import type { Head } from '@comptoir/sync-protocol/wire/calls';
import { startSpan } from '@comptoir/tracing';
import type { TrailEntry } from '../api.ts';
import type { OrderTold } from '../orders/events.ts';
import type { RecordedStock } from '../stock/index.ts';
import {
  type Projection,
  project,
  type Quarantined,
  type RecordedReturn,
  type RecordedSale,
  type RecordedValue,
} from './project.ts';
import { addQuarantined } from './quarantine/rows.ts';
import { badFrame, type IncomingBatch } from './read-batch.ts';
import { sha256 } from './sha256.ts';
import {
  addRecords,
  hashesBetween,
  type JournalRow,
  keepSignedHead,
  lockJournal,
  moveHead,
} from './store/rows.ts';

/** What projected records become; Sales' other folders know. */
export type Projectors = Readonly<{
  /** Stores sales and their events. @returns those that must be quarantined instead. */
  recordSales: (tx: Tx, sales: readonly RecordedSale[], receivedAt: Date) => Promise<Quarantined[]>;
  /** Stores returns and their events. @returns those that must be quarantined instead. */
  recordReturns: (tx: Tx, returns: readonly RecordedReturn[], receivedAt: Date) => Promise<Quarantined[]>;
  /** Tells what people did to the stock. */
  tellStock: (tx: Tx, stock: readonly RecordedStock[]) => Promise<void>;
  /** Tells what stores did with orders of the shop. */
  tellOrders: (tx: Tx, orders: readonly OrderTold[]) => Promise<void>;
  /** Keeps what people did and what was closed. */
  addToTrail: (tx: Tx, entries: readonly TrailEntry[]) => Promise<void>;
  /** Stores gift cards and credits that were issued. */
  recordValues: (tx: Tx, values: readonly RecordedValue[]) => Promise<void>;
}>;

export type IngestParts = Projectors &
  Readonly<{
    database: Database;
    now: () => Date;
    /** Throws unless the caller's session is the newest; holds it until the transaction ends. */
    holdSession: (tx: Tx) => Promise<{ storeId: string; publicKey: Uint8Array }>;
  }>;

export type Ingested = Readonly<{
  head: Head;
  /** All of it was here before. */
  isRepeated: boolean;
  sales: readonly RecordedSale[];
  quarantined: readonly Quarantined[];
  receivedAt: Date;
}>;

/** @throws Problem with one of the protocol's types: gap, fork, bad-chain, bad-signature, bad-frame, wrong-store. */
export async function ingest(
  parts: IngestParts,
  caller: Readonly<{ edge: string; store: string }>,
  batch: IncomingBatch,
): Promise<Ingested> {
  const startedAtMs = Date.now();
  const ingested = await takeIn(parts, caller, batch);
  if (!ingested.isRepeated) noteTaken(batch, caller.store, startedAtMs);
  return ingested;
}

/** Each traced record sees how long its batch took here. */
function noteTaken({ traces, records }: IncomingBatch, storeId: string, startedAtMs: number): void {
  const attributes = { 'comptoir.store': storeId, 'comptoir.records': records.length };
  for (const traceparent of new Set(traces.values()))
    startSpan('take in batch', { kind: 'consumer', attributes, traceparent, startedAtMs }).end();
}

function takeIn(
  parts: IngestParts,
  caller: Readonly<{ edge: string; store: string }>,
  batch: IncomingBatch,
): Promise<Ingested> {
  return parts.database.transaction(async (tx) => {
    const { storeId, publicKey } = await parts.holdSession(tx);
    const journal = await lockJournal(tx, batch.journal, caller.edge, storeId);
    checkOwner(journal, caller.edge, storeId);
    const verdict = await judge(tx, journal, batch, publicKey);
    const receivedAt = parts.now();
    if (verdict.type === 'already-have')
      return { head: verdict.head, isRepeated: true, sales: [], quarantined: [], receivedAt };
    if (verdict.type !== 'accepted') throw refusal(verdict);
    const { append, head } = verdict;
    const projected = project(batch.journal, storeId, append);
    const { stock, trail, values, orders, quarantined } = projected;
    const placed = <T extends { seq: number }>(told: T) => ({
      ...told,
      traceparent: batch.traces.get(told.seq),
    });
    const sales = projected.sales.map(placed);
    const returns = projected.returns.map(placed);
    const [doubtful] = await Promise.all([
      recordAll(parts, tx, { sales, returns, values }, receivedAt),
      addRecords(tx, batch.journal, append, receivedAt),
      parts.tellStock(tx, stock),
      parts.tellOrders(tx, orders),
      parts.addToTrail(tx, trail),
      moveHead(tx, batch.journal, head, receivedAt, batch.tailSeq),
      keepSignedHead(tx, batch.head, { afterSeq: journal.head.seq, publicKey }, receivedAt),
    ]);
    const setAside = [...quarantined, ...doubtful];
    await addQuarantined(tx, batch.journal, storeId, setAside, receivedAt);
    const doubtfulSeqs = new Set(doubtful.map(({ seq }) => seq));
    return {
      head,
      isRepeated: false,
      sales: sales.filter(({ seq }) => !doubtfulSeqs.has(seq)),
      quarantined: setAside,
      receivedAt,
    };
  });
}

/** Cards before the sales that spend them; sales before returns: one may be of a sale that came with it. */
async function recordAll(
  parts: Projectors,
  tx: Tx,
  { sales, returns, values }: Pick<Projection, 'sales' | 'returns' | 'values'>,
  receivedAt: Date,
): Promise<Quarantined[]> {
  await parts.recordValues(tx, values);
  const doubtful = await parts.recordSales(tx, sales, receivedAt);
  return [...doubtful, ...(await parts.recordReturns(tx, returns, receivedAt))];
}

function checkOwner(journal: JournalRow, edgeId: string, storeId: string): void {
  if (journal.storeId === storeId && journal.edgeId === edgeId) return;
  throw problem(403, 'wrong-store', 'This journal is another edge’s', 'Open a journal of your own.');
}

async function judge(
  tx: Tx,
  { head }: JournalRow,
  batch: Batch,
  publicKey: Uint8Array,
): Promise<BatchVerdict> {
  const range = overlap(head, batch);
  const hashes = range
    ? await hashesBetween(tx, batch.journal, range.fromSeq, range.toSeq)
    : new Map<number, string>();
  return acceptBatch(head, batch, (seq) => hashes.get(seq), publicKey, sha256);
}

type Refusal = Exclude<BatchVerdict, { type: 'accepted' | 'already-have' }>;

function refusal(verdict: Refusal) {
  switch (verdict.type) {
    case 'gap':
      return problem(409, 'gap', 'Records are missing before this batch', `Send from after ${verdict.seq}.`, {
        members: { seq: verdict.seq, hash: verdict.hash },
      });
    case 'fork':
      return problem(
        409,
        'fork',
        'This journal has two histories',
        `They differ at ${verdict.seq}: open a new journal.`,
        {
          members: { seq: verdict.seq },
        },
      );
    case 'bad-chain':
      return problem(
        400,
        'bad-chain',
        'The chain of hashes is broken',
        `Record ${verdict.seq}: ${verdict.why}. Verify the journal's tail.`,
        {
          members: { seq: verdict.seq },
        },
      );
    case 'bad-signature':
      return problem(
        400,
        'bad-signature',
        'The head is not signed by this device',
        'Verify the journal’s tail and sign it with the device key.',
      );
    case 'bad-frame':
      return badFrame(verdict.detail);
  }
}
