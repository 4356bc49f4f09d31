/**
 * The facts made anew from zero, from the producers' event logs, beside those that are read; then both change places in one transaction.
 * Until then nothing is lost when it fails. While it runs, new events are applied to the facts in use as ever; it reads up to the end of
 * the logs once more while nobody writes, so that what was applied meanwhile is in the new facts too.
 */
import type { Database, Tx } from '@comptoir/service-kit/db/database';
import { eventsAnswer } from '@comptoir/service-kit/events/producer-route';
import type { HouseFetch } from '@comptoir/service-kit/tls/house-fetch';
import { type Addresses, type FactSources, factSources, factsOf } from './events.ts';
import { noteRemade } from './store/changed-days.ts';
import { factTables } from './store/fact-tables.ts';
import { type Keys, takeKeys } from './store/keyless.ts';
import { addUnseenFacts, type Facts, holdFacts, liveFacts, recordFacts } from './store/record.ts';
import { fillAll, repeatedColumns, repeatedTable, rollups } from './store/rollups.ts';

const nextFacts = 'facts_next';
const pageEvents = 1_000;
const timeoutMs = 30_000;
/** Two rebuilds at once would fill one schema. */
const rebuildLock = 727_281;
/** So many statements at once: the service goes on answering meanwhile. */
const lanes = 3;

export type Rebuilt = Readonly<{ events: number; documents: number }>;
type Progress = (done: Rebuilt) => void;
/** @param atOnce pages that are being kept while the next one is read; one after the other unless told. */
type ReadLog = (log: Log, keep: (found: Facts) => Promise<unknown>, atOnce?: number) => Promise<void>;
type Fill = (database: Database, logs: readonly Log[], read: ReadLog) => Promise<void>;

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
  let [events, documents] = [0, 0];
  const read: ReadLog = async (log, keep, atOnce = 1) => {
    const writing = new Set<Promise<unknown>>();
    try {
      let coming = log.next();
      for (let page = await coming; page.count > 0; page = await coming) {
        // The producer reads the next page while we write this one.
        coming = log.next();
        coming.catch(() => undefined);
        const { count, facts } = page;
        const written: Promise<unknown> = keep(facts).then(() => {
          writing.delete(written);
          events += count;
          documents += facts.documents.length;
          onProgress({ events, documents });
        });
        writing.add(written);
        if (writing.size >= atOnce) await Promise.race(writing);
      }
      await Promise.all(writing);
    } finally {
      // Nothing is written to a schema that is being thrown away.
      await Promise.allSettled(writing);
    }
  };
  await fill(database, logs, read);
  await unhurried(database, async (tx) => {
    await holdFacts(tx);
    for (const log of logs) await read(log, (found) => recordFacts(tx, found, nextFacts));
    await swap(tx);
  });
  await database.query(analyzed(liveFacts, ['by_product', 'by_product_all', 'by_day']));
  return { events, documents };
}

/** All that the logs hold now: facts, then rollups once over all of them, then keys. Fails where a log tells a document twice. */
const fillAtOnce: Fill = async (database, logs, read) => {
  const keys = await database.transaction(async (tx) => {
    const taken = await takeKeys((sql, parameters) => tx.query(sql, parameters), nextFacts);
    const columns = Object.entries(repeatedColumns).map(([name, type]) => `${name} ${type} not null`);
    await tx.query(`create table ${repeatedTable(nextFacts)} (${columns.join(', ')})`);
    return taken;
  });
  for (const log of logs)
    await read(log, (found) => database.transaction((tx) => addUnseenFacts(tx, found, nextFacts)), lanes);
  // Without it PostgreSQL plans for tables of which it knows nothing, and joins them at twice the time.
  const joined = ['line', 'document', 'tax', 'tender', 'discount'];
  await inLanes(
    database,
    joined.map((table) => [analyzed(nextFacts, [table])]),
  );
  // Facts need nothing more: their keys are made while the last rollups are.
  const ofRollups = new Set(Object.values(rollups).map(({ table }) => `${nextFacts}.${table}`));
  const isOfRollup = ({ relation }: Keys) => ofRollups.has(relation);
  const ofFacts = keys.filter((one) => !isOfRollup(one));
  await inLanes(database, [...fillAll(nextFacts, true), ...ofFacts.map(({ statements }) => statements)]);
  await database.query(`drop table ${repeatedTable(nextFacts)}`);
  await inLanes(
    database,
    keys.filter(isOfRollup).map(({ statements }) => statements),
  );
};

const analyzed = (schema: string, tables: readonly string[]) =>
  tables.map((table) => `analyze ${schema}.${table}`).join(';');

/** Several times as slow, and each document once. */
const fillByPage: Fill = async (database, logs, read) => {
  for (const log of logs)
    await read(log, (found) => database.transaction((tx) => recordFacts(tx, found, nextFacts)));
  await database.query(analyzed(nextFacts, ['document', 'line']));
};

const isToldTwice = (error: unknown) => error instanceof Error && 'code' in error && error.code === '23505';

/** Each list in a transaction of its own, a few of them at once. When one fails, nothing is at work any more. */
async function inLanes(database: Database, lists: readonly (readonly string[])[]): Promise<void> {
  const waiting = [...lists];
  const faults: unknown[] = [];
  const lane = async () => {
    for (let list = waiting.shift(); list && faults.length === 0; list = waiting.shift()) {
      const statements = list;
      await unhurried(database, async (tx) => {
        for (const statement of statements) await tx.query(statement);
      }).catch((fault: unknown) => faults.push(fault));
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

type Log = Readonly<{ next(): Promise<{ count: number; facts: Facts }> }>;

function logsOf({ sales, order }: Pick<Addresses, 'sales' | 'order'>, fetchOfHouse: HouseFetch): Log[] {
  const logs = [openLog(sales, factSources.sales, fetchOfHouse)];
  if (order) logs.push(openLog(order, factSources.order, fetchOfHouse));
  return logs;
}

/** A producer's whole log, page by page. */
function openLog(producerUrl: string, sources: FactSources, fetchOfHouse: HouseFetch): Log {
  let after = 0;
  let epoch: string | undefined;
  return {
    async next() {
      const url = new URL(`/internal/events?after=${after}&limit=${pageEvents}`, producerUrl);
      const response = await fetchOfHouse(url, { signal: AbortSignal.timeout(timeoutMs) });
      if (!response.ok) throw new Error(`${url.origin} answered ${response.status} for its events`);
      const answer = eventsAnswer.parse(await response.json());
      epoch ??= answer.epoch;
      if (answer.epoch !== epoch)
        throw new Error(`${url.origin} began a new log while it was read: begin again`);
      for (const event of answer.events) {
        if (event.pos !== after + 1)
          throw new Error(
            `the log of ${url.origin} lacks its event ${after + 1}: the facts cannot be made from it`,
          );
        after = event.pos;
      }
      return { count: answer.events.length, facts: factsOf(sources, answer.events) };
    },
  };
}
