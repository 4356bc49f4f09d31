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

export const outboxColumns = 'id, type, version, key, at, correlation_id, traceparent, pos, data';

export const envelopeOf = (row: OutboxRow): EventEnvelope => ({
  id: row.id,
  type: row.type,
  version: row.version,
  key: row.key,
  at: row.at.toISOString(),
  correlationId: row.correlation_id,
  traceparent: row.traceparent,
  pos: Number(row.pos),
  data: row.data,
});
