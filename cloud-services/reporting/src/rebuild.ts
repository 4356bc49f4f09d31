/**
 * The facts made anew from zero, from the producers' event logs, beside those that are read; then both change places in one transaction.
 * Until then nothing is lost when it fails. While it runs, new events are applied to the facts in use as ever; it reads up to the end of
 * the logs once more while nobody writes, so that what was applied meanwhile is in the new facts too.
 */
import type { Database, Tx } from '@comptoir/service-kit/db/database';
import { eventsAnswer } from '@comptoir/service-kit/events/producer-route';
import type { HouseFetch } from '@comptoir/service-kit/tls/house-fetch';
import { type Addresses, type FactSources, factSources, factsOf } from './events.ts';
import { factTables } from './store/fact-tables.ts';
import { addFacts, type Facts, holdFacts, liveFacts, recordFacts } from './store/record.ts';
import { addTo, rollups } from './store/rollups.ts';

const nextFacts = 'facts_next';
const pageEvents = 1_000;
const timeoutMs = 30_000;
/** Two rebuilds at once would fill one schema. */
const rebuildLock = 727_281;

export type Rebuilt = Readonly<{ events: number; documents: number }>;
type Progress = (done: Rebuilt) => void;

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
    await database.query(
      `drop schema if exists ${nextFacts} cascade; create schema ${nextFacts}; ${factTables(nextFacts)}`,
    );
    return await fillAndSwap(database, logsOf(addresses, fetchOfHouse), onProgress);
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [rebuildLock]).catch(() => undefined);
    await lock.release();
  }
}

async function fillAndSwap(database: Database, logs: readonly Log[], onProgress: Progress): Promise<Rebuilt> {
  let [events, documents] = [0, 0];
  const read = async (log: Log, keep: (found: Facts) => Promise<unknown>) => {
    let coming = log.next();
    for (;;) {
      const page = await coming;
      if (page.count === 0) return;
      // The producer reads the next page while we write this one.
      coming = log.next();
      coming.catch(() => undefined);
      await keep(page.facts);
      events += page.count;
      documents += page.facts.documents.length;
      onProgress({ events, documents });
    }
  };
  for (const log of logs)
    await read(log, (found) => database.transaction((tx) => addFacts(tx, found, nextFacts)));
  // Once over all of them: adding each page to rows that the page before has changed takes many times as long.
  await database.transaction(async (tx) => {
    for (const rollup of Object.values(rollups)) await tx.query(addTo(nextFacts, rollup));
  });
  await database.transaction(async (tx) => {
    await holdFacts(tx);
    for (const log of logs) await read(log, (found) => recordFacts(tx, found, nextFacts));
    await swap(tx);
  });
  await database.query(
    ['document', 'line', 'by_product', 'by_day'].map((table) => `analyze ${liveFacts}.${table}`).join(';'),
  );
  return { events, documents };
}

async function swap(tx: Tx): Promise<void> {
  await tx.query(`drop schema ${liveFacts} cascade`);
  await tx.query(`alter schema ${nextFacts} rename to ${liveFacts}`);
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
