/** What befell an edge: counted, with when it was first and last. Never in a batch's own transaction: a refusal rolls that back. */
import type { Database, Tx } from '@comptoir/service-kit';
import type { EdgeNote } from '../../api.ts';

export type Note = Readonly<{ edgeId: string; kind: EdgeNote['kind']; journal: string; seq: number }>;

/** Of the last so many times it is kept when they were. */
export const recentMax = 3;
const recentMinutes = 10;

/** @returns how often it befell this edge within ten minutes, up to `recentMax`. */
export async function addNote(
  tx: Tx | Database,
  { edgeId, kind, journal, seq }: Note,
  now: Date,
): Promise<number> {
  await tx.query(
    `insert into edge_note (edge_id, kind, journal, seq, first_at, last_at, recent)
     values ($1, $2, $3, $4, $5::timestamptz, $5, array[$5::timestamptz])
     on conflict (edge_id, kind, journal) do update set times = edge_note.times + 1, seq = excluded.seq, last_at = excluded.last_at,
       recent = array(select at from unnest(edge_note.recent) as at
         where at > $5::timestamptz - interval '${recentMinutes} min' order by at desc limit ${recentMax - 1}) || $5::timestamptz`,
    [edgeId, kind, journal, seq, now],
  );
  const rows = (await tx.query(
    'select cardinality(recent) as recent from edge_note where edge_id = $1 and kind = $2 and journal = $3',
    [edgeId, kind, journal],
  )) as { recent: number }[];
  return rows[0]?.recent ?? 0;
}

type NoteRow = {
  edge_id: string;
  kind: EdgeNote['kind'];
  journal: string;
  seq: string;
  times: number;
  first_at: Date;
  last_at: Date;
};

export async function notesByEdge(database: Database): Promise<Map<string, EdgeNote[]>> {
  const rows = await database.query<NoteRow>('select * from edge_note order by last_at desc');
  const byEdge = new Map<string, EdgeNote[]>();
  for (const row of rows)
    byEdge.set(row.edge_id, [
      ...(byEdge.get(row.edge_id) ?? []),
      {
        kind: row.kind,
        journal: row.journal,
        seq: Number(row.seq),
        times: row.times,
        firstAt: row.first_at.toISOString(),
        lastAt: row.last_at.toISOString(),
      },
    ]);
  return byEdge;
}
