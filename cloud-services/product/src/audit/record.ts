/** Writes down who changed what, in the transaction of the change. Never altered afterwards. */
import type { Tx } from '@comptoir/service-kit/db/database';
import type { AuditKind, FieldChange } from '../api.ts';
import { newId } from '../ids.ts';

/** Who acts, and with whose yes where a second person has to say it. */
export type Actor = Readonly<{ by: string; approvedBy?: string; correlationId: string }>;

export type Changed = Readonly<{
  kind: AuditKind;
  id: string;
  /** As people call it. */
  name: string;
  changes: readonly FieldChange[];
}>;

/** What did not change is not told. */
export async function record(tx: Tx, actor: Actor, subjects: readonly Changed[]): Promise<void> {
  const changed = subjects.filter(({ changes }) => changes.length > 0);
  if (changed.length === 0) return;
  const column = <T>(of: (one: Changed) => T) => changed.map(of);
  await tx.query(
    `insert into audit_entry (id, by, approved_by, correlation_id, kind, subject_id, subject, changes)
     select id, $1, $2, $3, kind, subject_id, subject, changes
     from unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::jsonb[]) as t (id, kind, subject_id, subject, changes)`,
    [
      actor.by,
      actor.approvedBy ?? null,
      actor.correlationId,
      column(newId),
      column(({ kind }) => kind),
      column(({ id }) => id),
      column(({ name }) => name),
      column(({ changes }) => JSON.stringify(changes)),
    ],
  );
}
