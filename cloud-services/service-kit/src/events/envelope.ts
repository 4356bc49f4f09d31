/** What travels on a stream. Source: docs, Who owns what, Events on Redis Streams. */
import { z } from 'zod';

export const eventEnvelope = z.object({
  id: z.uuid(),
  /** `sale.recorded` */
  type: z.string(),
  version: z.int().positive(),
  /** What the event is about: events of one key are in order. */
  key: z.string(),
  at: z.iso.datetime(),
  correlationId: z.string().nullable(),
  traceparent: z.string().nullable(),
  /** Dense over the producer's outbox: a consumer can see a gap. */
  pos: z.int().positive(),
  /** Checked by who reads it, against what its type says: to look through all of it here as well costs several times the rest. */
  data: z.unknown(),
});
export type EventEnvelope = z.infer<typeof eventEnvelope>;

/** `GET /internal/events`. */
export const eventsAnswer = z.object({
  /** Changes when the producer's database was made anew: positions begin again. */
  epoch: z.string(),
  /** The last position given. */
  pos: z.int().nonnegative(),
  events: z.array(eventEnvelope),
});
export type EventsAnswer = z.infer<typeof eventsAnswer>;

export type OutboxRow = {
  id: string;
  type: string;
  version: number;
  key: string;
  at: Date;
  correlation_id: string | null;
  traceparent: string | null;
  pos: string;
  data: unknown;
};

const headColumns = 'id, type, version, key, at, correlation_id, traceparent, pos';
export const outboxColumns = `${headColumns}, data`;
/** For `envelopeText`: what is only passed on need not be read. */
export const outboxTextColumns = `${headColumns}, data::text as data`;

export const envelopeOf = (row: OutboxRow): EventEnvelope => ({ ...headOf(row), data: row.data });

/** The same, of a row whose data are JSON text. */
export const envelopeText = (row: OutboxRow & { data: string }): string =>
  `${JSON.stringify(headOf(row)).slice(0, -1)},"data":${row.data}}`;

const headOf = (row: OutboxRow) => ({
  id: row.id,
  type: row.type,
  version: row.version,
  key: row.key,
  at: row.at.toISOString(),
  correlationId: row.correlation_id,
  traceparent: row.traceparent,
  pos: Number(row.pos),
});
