/**
 * An import, batch by batch: memory stays flat however long the file is, what is good commits, what is bad is reported.
 * A dry run goes the same way and writes nothing but its report.
 */
import type { Database, Tx } from '@comptoir/service-kit/db/database';
import { fieldChanges } from '@comptoir/service-kit/field-changes';
import { problem } from '@comptoir/service-kit/http/problem';
import type { PriceOf } from '../admin/prices.ts';
import { type Changed, record } from '../audit/record.ts';
import { tellProducts } from '../events.ts';
import { proposeFirstPrices } from '../four-eyes/proposals.ts';
import { auditName, type Product } from '../product.ts';
import { type LearnWords, learningOf } from '../spelling/vocabulary.ts';
import { type ImportRow, importEntity } from '../store/entities.ts';
import { lookUpFacts } from './facts.ts';
import type { Fault } from './faults.ts';
import type { ReadRow } from './ndjson.ts';
import { nothingSeen, planRow, type Seen } from './plan.ts';
import { type ImportedRow, parseRow, type RawRow } from './row.ts';
import { writeProducts } from './write.ts';

const batchRows = 2_000;
/** What the file has said of its own codes is kept in memory: some 100 bytes a row, outside the heap. */
export const rowsMax = 1_000_000;
/** A file of fewer rows hardly changes how searches are best planned. */
const firstStatisticsRows = 4_000;
/** Statistics are refreshed each time the catalogue may have grown to so many times what they were taken of. */
const statisticsGrowth = 4;

/** What still waits for its place in an index: every search would read it row by row. */
const settleIndexes = (database: Database) =>
  database.query(
    `select gin_clean_pending_list('product_search'), gin_clean_pending_list('product_attribute_terms')`,
  );

/** So many there were when PostgreSQL last took its statistics; it says -1 if it never did. */
async function countedProducts(database: Database): Promise<number> {
  const [row] = await database.query<{ counted: number }>(
    `select reltuples as counted from pg_class where oid = 'product'::regclass`,
  );
  return Math.max(0, row?.counted ?? 0);
}

/** Without it PostgreSQL plans searches for the table as it was before, and reads every price for every product. */
const refreshStatistics = (database: Database) => database.query('analyze product, price, barcode, category');

export type ImportJob = Readonly<{
  /** Its report is found by it, from the first batch on. */
  id: string;
  dryRun: boolean;
  format: 'ndjson' | 'csv';
  by: string;
  correlationId: string;
}>;
type Faulty = Readonly<{ row: number; fault: Fault }>;
/** Each row as it was read, where it could be: what the file to fix is made of. */
type RawRows = ReadonlyMap<number, RawRow>;
/** What is kept of the rows that were read. */
type SoFar = Readonly<{ seen: Seen; learn: LearnWords }>;
type Sound = Readonly<{ row: number; parsed: ImportedRow }>;
type Batch = Readonly<{ faulty: Faulty[]; sound: readonly Sound[]; raw: RawRows; rows: number }>;

/** Its report is in the database by then, and grows there while it runs. */
export async function runImport(
  database: Database,
  rows: AsyncIterable<ReadRow>,
  job: ImportJob,
): Promise<void> {
  const { id } = job;
  await begin(database, job);
  const seen = nothingSeen();
  const words = learningOf();
  let read = 0;
  const before = await countedProducts(database);
  let nextStatistics = Math.max(firstStatisticsRows, before * (statisticsGrowth - 1));
  let statistics: Promise<unknown> = Promise.resolve();
  for await (const batch of ahead(batches(rows))) {
    read += batch.rows;
    if (read > rowsMax)
      throw problem(
        413,
        'too-many-rows',
        'The file is too long',
        `Cut it into files of at most ${rowsMax} rows. Report: ${id}.`,
      );
    await importBatch(database, batch, { seen, learn: words.learn }, job);
    if (read >= nextStatistics && !job.dryRun) {
      // Beside the next batches. What fails is tried again by the next, and by PostgreSQL itself.
      statistics = refreshStatistics(database).catch(() => undefined);
      nextStatistics = (before + read) * statisticsGrowth - before;
    }
  }
  if (!job.dryRun) {
    await Promise.all([statistics, database.transaction(words.flush)]);
    await settleIndexes(database);
    await refreshStatistics(database);
  }
  await database.dataSource.getRepository(importEntity).update({ id }, { finishedAt: new Date() });
  if (!job.dryRun) await recordImport(database, id, job);
}

async function begin(database: Database, { id, dryRun, format, by }: ImportJob): Promise<void> {
  const begun = await database.query<{ id: string }>(
    `insert into import (id, dry_run, format, started_by) values ($1, $2, $3, $4) on conflict do nothing returning id`,
    [id, dryRun, format, by],
  );
  if (begun.length === 0)
    throw problem(409, 'import-exists', 'There is an import with this id', 'Take a new id for each file.');
}

/** One line for all that it created. */
const recordImport = (database: Database, id: string, job: ImportJob): Promise<void> =>
  database.transaction(async (tx) => {
    const [counts] = await tx.query<{ created: number; updated: number; bad: number }[]>(
      'select created, updated, bad from import where id = $1',
      [id],
    );
    const changes = fieldChanges({}, { format: job.format, ...counts });
    await record(tx, job, [{ kind: 'import', id, name: id, changes }]);
  });

/**
 * Reads the next batch while one is written: two at most are in memory.
 */
async function* ahead<T>(batches: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = batches.next();
  // Its error is thrown where it is awaited, not as an unhandled rejection while a batch is being written.
  next.catch(() => undefined);
  try {
    for (let batch = await next; !batch.done; batch = await next) {
      next = batches.next();
      next.catch(() => undefined);
      yield batch.value;
    }
  } finally {
    await next.catch(() => undefined);
    await batches.return(undefined);
  }
}

async function* batches(rows: AsyncIterable<ReadRow>): AsyncGenerator<Batch> {
  let batch: ReadRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < batchRows) continue;
    yield parsed(batch);
    batch = [];
  }
  if (batch.length > 0) yield parsed(batch);
}

/** Here, so that it is done while the batch before is written. */
function parsed(batch: readonly ReadRow[]): Batch {
  const faulty: Faulty[] = [];
  const sound: Sound[] = [];
  for (const read of batch) {
    if ('fault' in read) {
      faulty.push(read);
      continue;
    }
    const { row, faults } = parseRow(read.raw);
    if (faults.length === 0) sound.push({ row: read.row, parsed: row });
    faulty.push(...faults.map((fault) => ({ row: read.row, fault })));
  }
  const raw = new Map(batch.flatMap((read) => ('raw' in read ? [[read.row, read.raw]] : [])));
  return { faulty, sound, raw, rows: batch.length };
}

async function importBatch(database: Database, batch: Batch, file: SoFar, job: ImportJob): Promise<void> {
  const { faulty, sound, raw, rows } = batch;
  await database.transaction(async (tx) => {
    const counts = await writeBatch(tx, sound, faulty, file, job);
    await report(tx, job.id, faulty, raw, {
      ...counts,
      rows,
      bad: new Set(faulty.map(({ row }) => row)).size,
    });
  });
}

async function writeBatch(
  tx: Tx,
  sound: readonly Sound[],
  faulty: Faulty[],
  { seen, learn }: SoFar,
  job: ImportJob,
) {
  const facts = await lookUpFacts(
    tx,
    sound.map(({ parsed }) => parsed),
  );
  const counts = { created: 0, updated: 0, unchanged: 0 };
  const changes = [];
  const updates: Changed[] = [];
  const firstPrices: PriceOf[] = [];
  for (const { row, parsed } of sound) {
    const plan = planRow(row, parsed, facts, seen);
    if (plan.do === 'refuse') faulty.push(...plan.faults.map((fault) => ({ row, fault })));
    else if (plan.do === 'leave') counts.unchanged += 1;
    else {
      counts[plan.do === 'create' ? 'created' : 'updated'] += 1;
      changes.push({ product: plan.product, isNew: plan.do === 'create' });
      if (plan.do === 'update') updates.push(updateOf(plan.before, plan.product));
      else if (plan.firstPrice) firstPrices.push({ productId: plan.product.id, price: plan.firstPrice });
    }
  }
  if (!job.dryRun && changes.length > 0) {
    // Approval is asked by what the audit says of this transaction: before anything else is in it.
    if (firstPrices.length > 0) {
      await writeProducts(tx, changes, job.by, learn);
      await proposeFirstPrices(tx, firstPrices, job);
    }
    // They go out together: while the database writes what is first, what follows is made ready. First of all what telling must know.
    await Promise.all([
      tellProducts(
        tx,
        changes.map(({ product }) => product),
        job.correlationId,
      ),
      ...(firstPrices.length > 0 ? [] : [writeProducts(tx, changes, job.by, learn)]),
      record(tx, job, updates),
    ]);
  }
  return counts;
}

/** What is new is told by the import's own report; what was there before, thing by thing. */
function updateOf(before: Product, after: Product): Changed {
  const told = ({ version: _, updatedAt: __, compareAtPrice: ___, costMinor, ...facts }: Product) => ({
    ...facts,
    cost: costMinor === null ? null : { amountMinor: costMinor, currency: 'CAD' },
  });
  const changes = fieldChanges(told(before), told(after));
  return { kind: 'product', id: after.id, name: auditName(after), changes };
}

type Counts = Pick<ImportRow, 'rows' | 'created' | 'updated' | 'unchanged' | 'bad'>;

async function report(
  tx: Tx,
  id: string,
  faulty: readonly Faulty[],
  raw: RawRows,
  counts: Counts,
): Promise<void> {
  await tx.query(
    `update import set rows = rows + $2, created = created + $3, updated = updated + $4, unchanged = unchanged + $5, bad = bad + $6
     where id = $1`,
    [id, counts.rows, counts.created, counts.updated, counts.unchanged, counts.bad],
  );
  if (faulty.length === 0) return;
  const column = <T>(of: (one: Faulty) => T) => faulty.map(of);
  await tx.query(
    `insert into import_bad_row (import_id, row, field, value, code, detail)
     select $1, * from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[])
     on conflict do nothing`,
    [
      id,
      column(({ row }) => row),
      column(({ fault }) => fault.field),
      column(({ fault }) => fault.value.replaceAll('\u0000', '')),
      column(({ fault }) => fault.code),
      column(({ fault }) => fault.detail.replaceAll('\u0000', '')),
    ],
  );
  const lines = [...new Set(faulty.map(({ row }) => row))].filter((row) => raw.has(row));
  await tx.query(
    `insert into import_bad_line (import_id, row, raw) select $1, * from unnest($2::int[], $3::text[])`,
    [id, lines, lines.map((row) => JSON.stringify(raw.get(row)))],
  );
}
