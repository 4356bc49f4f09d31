/** The audit, newest first, page by page. */
import { decodeCursor, pageOf } from '@comptoir/service-kit/http/list';
import { z } from 'zod';
import type { AuditEntry, AuditKind, FieldChange } from '../api.ts';
import type { Queries } from '../store/product-rows.ts';

export type AuditQuery = Readonly<{
  kind?: AuditKind | undefined;
  /** Who changed it, or said yes. */
  by?: string | undefined;
  /** Part of what the thing is called: a SKU, a name. */
  q?: string | undefined;
  /** Instants; the second not included. */
  from?: string | undefined;
  to?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}>;

type Row = {
  id: string;
  at: Date;
  place: string;
  by: string;
  approved_by: string | null;
  kind: AuditKind;
  subject_id: string;
  subject: string;
  changes: FieldChange[];
};
const place = z.tuple([z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d$/), z.guid()]);

export async function readAudit(queries: Queries, { kind, by, q, from, to, limit, cursor }: AuditQuery) {
  const after = decodeCursor(place, cursor);
  const rows = await queries.query<Row>(
    `select *, at::text as place from audit_entry
     where ($1::text is null or kind = $1) and ($2::text is null or $2 in (by, approved_by))
       and ($3::text is null or position(lower($3) in lower(subject)) > 0)
       and ($4::timestamptz is null or at >= $4) and ($5::timestamptz is null or at < $5)
       and ($6::timestamptz is null or (at, id) < ($6, $7::uuid))
     order by at desc, id desc limit $8`,
    [
      kind ?? null,
      by ?? null,
      q ?? null,
      from ?? null,
      to ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ],
  );
  const { items, nextCursor } = pageOf(rows, limit, ({ place, id }) => [place, id]);
  return { items: items.map(viewOf), nextCursor };
}

const viewOf = (row: Row): AuditEntry => ({
  id: row.id,
  at: row.at.toISOString(),
  by: row.by,
  approvedBy: row.approved_by,
  kind: row.kind,
  subjectId: row.subject_id,
  subject: row.subject,
  changes: row.changes,
});
