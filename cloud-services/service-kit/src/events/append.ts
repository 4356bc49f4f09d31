/** An event is a row of the outbox, written in the transaction of the change it tells of. */
import { hash } from 'node:crypto';
import { traceparentNow } from '@comptoir/tracing';
import type { Tx } from '../db/database.ts';

export type NewEvent = Readonly<{
  /** Derives from what it tells of (see `derivedId`), so that a replay makes the same event. */
  id: string;
  type: string;
  version?: number;
  key: string;
  data: unknown;
  correlationId?: string;
  /** Where it belongs in a trace; the present place unless told, null: nowhere. */
  traceparent?: string | null;
}>;

export const appendEvent = (tx: Tx, event: NewEvent): Promise<void> => appendEvents(tx, [event]);

/** An event whose id is in the outbox already is left as it is. */
export async function appendEvents(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const here = traceparentNow();
  // As one value: in an array of them each quote of each would be written out twice, which is most of what a busy Sales does.
  await tx.query(
    `insert into outbox (id, type, version, key, data, correlation_id, traceparent)
     select id, type, version, key, data, correlation_id, traceparent from jsonb_to_recordset($1::jsonb)
       as event (id uuid, type text, version int, key text, data jsonb, correlation_id text, traceparent text)
     on conflict (id) do nothing`,
    [
      JSON.stringify(
        events.map(({ id, type, version = 1, key, data, correlationId, traceparent = here }) => ({
          ...{ id, type, version, key, data, correlation_id: correlationId, traceparent },
        })),
      ),
    ],
  );
  await tx.announce('events');
}

/** A UUID (version 8) from what an event tells of: `derivedId('sale.recorded', recordId)`. Source: RFC 9562, 5.8. */
export function derivedId(...parts: readonly string[]): string {
  const hex = hash('sha256', parts.join('\n'), 'hex');
  // Of RFC 9562 the version is the thirteenth digit, the variant the upper half of the seventeenth.
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) & 0x3);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
