/**
 * Reads from the producer's outbox what the stream lost: Redis is a courier, so losing it costs delay only.
 * Source: docs, Reliability, Events, 5.
 */
import type { Database } from '../db/database.ts';
import type { Logger } from '../logger.ts';
import type { HouseFetch } from '../tls/house-fetch.ts';
import { type Applier, applyEvents } from './apply.ts';
import { type EventsAnswer, eventsAnswer } from './envelope.ts';

import { advanceWatermark, beginEpoch, readWatermark } from './watermark.ts';

const pageEvents = 1_000;
const timeoutMs = 10_000;

/** Until nothing is missing, or an event must be tried again later. */
export async function catchUp(
  database: Database,
  applier: Applier,
  producerUrl: string,
  logger: Logger,
  fetchOfHouse: HouseFetch = fetch,
): Promise<void> {
  const { name, stream } = applier;
  for (;;) {
    const mark = await readWatermark(database, name, stream);
    const answer = await ask(fetchOfHouse, producerUrl, mark.pos);
    if (answer.epoch !== mark.epoch) {
      if (mark.epoch !== '')
        logger.warn(
          { consumer: name, producer: stream },
          'the producer began a new epoch: its events are read again',
        );
      await beginEpoch(database, name, stream, answer.epoch);
      continue;
    }
    if (answer.events.length === 0) return;
    const done = await applyEvents(database, applier, answer.events, logger);
    await noteRenumbered(database, applier, answer);
    await advanceWatermark(database, name, stream);
    const now = await readWatermark(database, name, stream);
    if (done.length < answer.events.length || now.pos <= mark.pos) return;
  }
}

/** Events applied in an earlier epoch keep their ids; their new positions count now. */
async function noteRenumbered(database: Database, { name }: Applier, answer: EventsAnswer): Promise<void> {
  await database.query(
    `update inbox set pos = told.pos from unnest($2::uuid[], $3::bigint[]) as told (id, pos)
     where inbox.consumer = $1 and inbox.id = told.id and inbox.pos = 0`,
    [name, answer.events.map(({ id }) => id), answer.events.map(({ pos }) => pos)],
  );
}

async function ask(fetchOfHouse: HouseFetch, producerUrl: string, after: number): Promise<EventsAnswer> {
  const url = new URL(`/internal/events?after=${after}&limit=${pageEvents}`, producerUrl);
  const response = await fetchOfHouse(url, { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new Error(`${url.origin} answered ${response.status} for its events`);
  return eventsAnswer.parse(await response.json());
}
