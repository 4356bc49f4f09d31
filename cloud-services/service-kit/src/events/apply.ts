/** Applies events once: inbox row and effect are one transaction. A poison event is set aside; the rest goes on. */
import { inTrace, startSpan } from '@comptoir/tracing';
import type { z } from 'zod';
import type { Database, Tx } from '../db/database.ts';
import { isPassing } from '../db/faults.ts';
import { errorFields, type Logger } from '../logger.ts';
import type { EventEnvelope } from './envelope.ts';

/** What a consumer does with one type of event. It must commute: an older version never overwrites a newer one. */
export type Handler = Readonly<{ schema: z.ZodType }> &
  (
    | Readonly<{ apply(tx: Tx, data: never, event: EventEnvelope): Promise<void> }>
    | Readonly<{ applyEach(tx: Tx, data: readonly never[]): Promise<void> }>
  );

/** Ties `apply`'s data to the schema's type. */
export const handler = <S extends z.ZodType>(
  schema: S,
  apply: (tx: Tx, data: z.infer<S>, event: EventEnvelope) => Promise<void>,
): Handler => ({ schema, apply });

/** As `handler`, for what costs by the statement: all of a batch at once, after those that are done one by one. */
export const handlerOfEach = <S extends z.ZodType>(
  schema: S,
  applyEach: (tx: Tx, data: readonly z.infer<S>[]) => Promise<void>,
): Handler => ({ schema, applyEach });

export type Applier = Readonly<{
  /** Consumer group and inbox name: `inventory.stock`. */
  name: string;
  /** The producer's stream, `events.sales`. */
  stream: string;
  /** By event type; others are noted as seen and passed over. */
  on: Readonly<Record<string, Handler>>;
  /** All of a batch at once, of any type, after `on` has had each: for effects that cost by the statement. */
  together?: (tx: Tx, events: readonly EventEnvelope[]) => Promise<void>;
}>;

export const triesMax = 8;

/**
 * All in one transaction; if that fails, one by one, so that only the poison waits.
 * @returns the events that are done with: applied, seen before, or given up after `triesMax` tries.
 * @throws when the database is away: then nothing is known, and the same events come again.
 */
export async function applyEvents(
  database: Database,
  applier: Applier,
  events: readonly EventEnvelope[],
  logger: Logger,
): Promise<EventEnvelope[]> {
  const ordered = [...events].sort((a, b) => a.pos - b.pos);
  const startedAtMs = Date.now();
  try {
    if (isConcerned(applier, ordered))
      await database.transaction((tx) => applyAll(tx, applier, ordered), { plansOnce: true });
    else await noteSeen(database.alone, applier, ordered);
    noteApplied(applier, ordered, startedAtMs);
    return ordered;
  } catch (error) {
    if (isPassing(error)) throw error;
  }
  const done: EventEnvelope[] = [];
  for (const event of ordered) if (await applyOne(database, applier, event, logger)) done.push(event);
  noteApplied(applier, done, startedAtMs);
  return done;
}

/** Whether there is anything to do but to note that they were seen. */
const isConcerned = ({ on, together }: Applier, events: readonly EventEnvelope[]): boolean =>
  together !== undefined || events.some(({ type }) => type in on);

/** @returns those that had not been seen before. */
async function noteSeen(
  tx: Tx,
  { name, stream }: Applier,
  events: readonly EventEnvelope[],
): Promise<EventEnvelope[]> {
  const inserted: { id: string }[] = await tx.query(
    `insert into inbox (consumer, producer, id, pos) select $1, $2, * from unnest($3::uuid[], $4::bigint[])
     on conflict do nothing returning id`,
    [name, stream, events.map(({ id }) => id), events.map(({ pos }) => pos)],
  );
  const ids = new Set(inserted.map(({ id }) => id));
  return events.filter(({ id }) => ids.delete(id));
}

async function applyAll(tx: Tx, applier: Applier, events: readonly EventEnvelope[]): Promise<void> {
  const { on, together } = applier;
  const fresh = await noteSeen(tx, applier, events);
  const later = new Map<Handler, never[]>();
  for (const event of fresh) {
    const known = on[event.type];
    if (!known) continue;
    const data = known.schema.parse(event.data) as never;
    // What it causes, in its turn, belongs to what caused it.
    if ('apply' in known) await inTrace(event.traceparent, () => known.apply(tx, data, event));
    else later.set(known, [...(later.get(known) ?? []), data]);
  }
  for (const [known, data] of later) if ('applyEach' in known) await known.applyEach(tx, data);
  if (fresh.length > 0) await together?.(tx, fresh);
}

/** One span an event, over the time that its batch took: a batch is one transaction, and its events are of many traces. */
function noteApplied(
  { name, stream, on }: Applier,
  events: readonly EventEnvelope[],
  startedAtMs: number,
): void {
  for (const { type, traceparent } of events) {
    if (!traceparent || !(type in on)) continue;
    const attributes = {
      'messaging.system': 'redis',
      'messaging.destination.name': stream,
      'messaging.consumer.group.name': name,
      'messaging.batch.message_count': events.length,
    } as const;
    startSpan(`apply ${type}`, { kind: 'consumer', attributes, traceparent, startedAtMs }).end();
  }
}

async function applyOne(
  database: Database,
  applier: Applier,
  event: EventEnvelope,
  logger: Logger,
): Promise<boolean> {
  try {
    await database.transaction((tx) => applyAll(tx, applier, [event]));
    return true;
  } catch (error) {
    if (isPassing(error)) throw error;
    return setAside(database, applier, event, error, logger);
  }
}

/** @returns whether the event is given up. */
async function setAside(
  database: Database,
  { name, stream }: Applier,
  event: EventEnvelope,
  error: unknown,
  logger: Logger,
): Promise<boolean> {
  const fields = { ...errorFields(error), event: event.id, type: event.type, consumer: name };
  return database.transaction(async (tx) => {
    const rows: { tries: number }[] = await tx.query(
      `insert into dead_event (consumer, id, tries, error, event) values ($1, $2, 1, $3, $4::jsonb)
       on conflict (consumer, id) do update set tries = dead_event.tries + 1, error = excluded.error, failed_at = now()
       returning tries`,
      [name, event.id, fields.error, JSON.stringify(event)],
    );
    if ((rows[0]?.tries ?? 0) < triesMax) {
      logger.warn(fields, 'an event could not be applied; it comes again');
      return false;
    }
    await tx.query('update dead_event set dead_at = now() where consumer = $1 and id = $2', [name, event.id]);
    await tx.query(
      'insert into inbox (consumer, producer, id, pos) values ($1, $2, $3, $4) on conflict do nothing',
      [name, stream, event.id, event.pos],
    );
    logger.error(fields, `an event was given up after ${triesMax} tries; see dead_event`);
    return true;
  });
}
