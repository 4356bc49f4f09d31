/**
 * The facts made anew from zero, from the producers' event logs, beside those that are read; then both change places in one transaction.
 * Until then nothing is lost when it fails. While it runs, new events are applied to the facts in use as ever; it reads up to the end of
 * the logs once more while nobody writes, so that what was applied meanwhile is in the new facts too.
 */
import { type Copying, openCopying } from '@comptoir/service-kit/db/copy-rows';
import type { Database, Tx } from '@comptoir/service-kit/db/database';
import type { HouseFetch } from '@comptoir/service-kit/tls/house-fetch';
import type { Addresses } from '../events.ts';
import { noteRemade } from '../store/changed-days.ts';
import { factTables } from '../store/fact-tables.ts';
import { type Keys, takeKeys } from '../store/keyless.ts';
import { holdFacts, liveFacts, recordFacts } from '../store/record.ts';
import { fillAll, repeatedColumns, repeatedTable, rollups } from '../store/rollups.ts';
import { type Log, openLog, pageEvents } from './log.ts';
import { openReading, type Reading } from './reading.ts';

const nextFacts = 'facts_next';
/** Two rebuilds at once would fill one schema. */
const rebuildLock = 727_281;
/** So many statements, or pages, at once: the service goes on answering meanwhile. */
const lanes = 3;

export type Rebuilt = Readonly<{ events: number; documents: number }>;
type Progress = (done: Rebuilt) => void;
/** What a page of so many events came to is written. */
type Count = (page: Readonly<{ count: number; documents: number }>) => void;
type Fill = (database: Database, logs: readonly Log[], count: Count) => Promise<void>;

/** @throws Error, with nothing changed: a log does not begin at its first event, an event cannot be read, a producer is away. */
export async function rebuildFacts(
  database: Database,
  addresses: Pick<Addresses, 'sales' | 'order'>,
  onProgress: Progress = () => undefined,
  fetchOfHouse: HouseFetch = fetch,
): Promise<Rebuilt> {
  const lock = database.dataSource.createQueryRunner();
  await lock.connect();
  try {
    const [held]: { held: boolean }[] = await lock.query('select pg_try_advisory_lock($1) as held', [
      rebuildLock,
    ]);
    if (!held?.held) throw new Error('another rebuild is at work');
    const made = async (fill: Fill) => {
      await database.query(
        `drop schema if exists ${nextFacts} cascade; create schema ${nextFacts}; ${factTables(nextFacts)}`,
      );
      return fillAndSwap(database, logsOf(addresses, fetchOfHouse), fill, onProgress);
    };
    return await made(fillAtOnce).catch((error: unknown) => {
      if (!isToldTwice(error)) throw error;
      return made(fillByPage);
    });
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [rebuildLock]).catch(() => undefined);
    await lock.release();
  }
}

async function fillAndSwap(
  database: Database,
  logs: readonly Log[],
  fill: Fill,
  onProgress: Progress,
): Promise<Rebuilt> {
  const done = { events: 0, documents: 0 };
  const count: Count = (page) => {
    done.events += page.count;
    done.documents += page.documents;
    onProgress({ ...done });
  };
  await fill(database, logs, count);
  await unhurried(database, async (tx) => {
    await holdFacts(tx);
    for (const log of logs) await keepByPage(log, (work) => work(tx), count);
    await swap(tx);
  });
  await database.query(analyzed(liveFacts, ['by_product', 'by_product_all', 'by_day']));
  return done;
}

/** All that the logs hold now: facts, then rollups once over all of them, then keys. Fails where a log tells a document twice. */
const fillAtOnce: Fill = async (database, logs, count) => {
  const keys = await database.transaction(async (tx) => {
    const taken = await takeKeys((sql, parameters) => tx.query(sql, parameters), nextFacts);
    const columns = Object.entries(repeatedColumns).map(([name, type]) => `${name} ${type} not null`);
    await tx.query(`create table ${repeatedTable(nextFacts)} (${columns.join(', ')})`);
    return taken;
  });
  const copying = openCopying(database.url, lanes);
  const reading = openReading(nextFacts);
  try {
    for (const log of logs) await copyAll(log, reading, copying, count);
  } finally {
    await Promise.all([reading.close(), copying.close()]);
  }
  // Without it PostgreSQL plans for tables of which it knows nothing, and joins them at twice the time.
  const joined = ['line', 'document', 'tax', 'tender', 'discount'];
  await runAll(
    database,
    joined.map((table) => [analyzed(nextFacts, [table])]),
  );
  // Facts need nothing more: their keys are made while the last rollups are.
  const ofRollups = new Set(Object.values(rollups).map(({ table }) => `${nextFacts}.${table}`));
  const isOfRollup = ({ relation }: Keys) => ofRollups.has(relation);
  const ofFacts = keys.filter((one) => !isOfRollup(one));
  await runAll(database, [...fillAll(nextFacts, true), ...ofFacts.map(({ statements }) => statements)]);
  await database.query(`drop table ${repeatedTable(nextFacts)}`);
  await runAll(
    database,
    keys.filter(isOfRollup).map(({ statements }) => statements),
  );
};

/** In pages whose places are known beforehand: one is fetched while others are read, and others written. */
async function copyAll(log: Log, reading: Reading, copying: Copying, count: Count): Promise<void> {
  const end = await log.length();
  const starts = Array.from({ length: Math.ceil(end / pageEvents) }, (_, page) => page * pageEvents);
  await inLanes(starts, async (after) => {
    const events = Math.min(pageEvents, end - after);
    const page = await reading.read(log.name, after, await log.bytes(after, events));
    log.know(page.epoch);
    if (page.count < events)
      throw new Error(`${log.name} told ${page.count} events after ${after} instead of ${events}`);
    await copying.copy(page.tables);
    count(page);
  });
  log.goOnAfter(end);
}

const analyzed = (schema: string, tables: readonly string[]) =>
  tables.map((table) => `analyze ${schema}.${table}`).join(';');

/** Several times as slow, and each document once. */
const fillByPage: Fill = async (database, logs, count) => {
  for (const log of logs) await keepByPage(log, (work) => database.transaction(work), count);
  await database.query(analyzed(nextFacts, ['document', 'line']));
};

/** To the end of the log. @param within the transaction of a page. */
async function keepByPage(
  log: Log,
  within: (work: (tx: Tx) => Promise<void>) => Promise<void>,
  count: Count,
): Promise<void> {
  for (let page = await log.next(); page.count > 0; page = await log.next()) {
    const { count: events, facts } = page;
    await within((tx) => recordFacts(tx, facts, nextFacts));
    count({ count: events, documents: facts.documents.length });
  }
}

const isToldTwice = (error: unknown) => error instanceof Error && 'code' in error && error.code === '23505';

/** Each list in a transaction of its own. */
const runAll = (database: Database, lists: readonly (readonly string[])[]): Promise<void> =>
  inLanes(lists, (statements) =>
    unhurried(database, async (tx) => {
      for (const statement of statements) await tx.query(statement);
    }),
  );

/** A few at once, in their order. When one fails, nothing is at work any more once this throws. */
async function inLanes<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = all.values();
  const faults: unknown[] = [];
  const lane = async () => {
    for (const one of waiting) {
      await work(one).catch((fault: unknown) => faults.push(fault));
      if (faults.length > 0) return;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (faults.length > 0) throw faults[0];
}

/** However long it takes, and with room to sort and to add up in: a rebuild is one of a kind. */
const unhurried = <T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> =>
  database.transaction(async (tx) => {
    await tx.query(
      `select set_config('statement_timeout', '0', true), set_config('work_mem', '128MB', true),
         set_config('maintenance_work_mem', '256MB', true)`,
    );
    return work(tx);
  });

async function swap(tx: Tx): Promise<void> {
  await tx.query(`drop schema ${liveFacts} cascade`);
  await tx.query(`alter schema ${nextFacts} rename to ${liveFacts}`);
  await noteRemade(tx);
}

function logsOf({ sales, order }: Pick<Addresses, 'sales' | 'order'>, fetchOfHouse: HouseFetch): Log[] {
  const logs = [openLog('sales', sales, fetchOfHouse)];
  if (order) logs.push(openLog('order', order, fetchOfHouse));
  return logs;
}
