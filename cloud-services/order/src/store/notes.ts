/** What staff wrote down and did about an order. */
import type { Tx } from '@comptoir/service-kit';
import { newId } from '../parts.ts';
import type { Dispute } from '../payment/provider.ts';

export type NoteKind =
  | 'note'
  | 'resent'
  | 'retried'
  | 'given-up'
  | 'settled'
  | 'changed'
  | 'accepted'
  | 'refused'
  | 'returned-at-store'
  | 'returned-twice'
  | `dispute-${Dispute['state']}`;

export async function writeNote(
  tx: Tx,
  orderId: string,
  note: Readonly<{ kind: NoteKind; text: string; by: string }>,
): Promise<Date> {
  const rows: { at: Date }[] = await tx.query(
    'insert into order_note (id, order_id, kind, text, by_whom) values ($1, $2, $3, $4, $5) returning at',
    [newId(), orderId, note.kind, note.text, note.by],
  );
  return rows[0]?.at ?? new Date();
}
