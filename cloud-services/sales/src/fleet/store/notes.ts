/** What befell an edge: counted, with when it was first and last. Never in a batch's own transaction: a refusal rolls that back. */
import type { Database, Tx } from '@comptoir/service-kit';
import type { EdgeNote } from '../../api.ts';

export type Note = Readonly<{ edgeId: string; kind: EdgeNote['kind']; journal: string; seq: number }>;

export async function addNote(
  tx: Tx | Database,
  { edgeId, kind, journal, seq }: Note,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into edge_note (edge_id, kind, journal, seq, first_at, last_at) values ($1, $2, $3, $4, $5, $5)
     on conflict (edge_id, kind, journal) do update set times = edge_note.times + 1, seq = excluded.seq, last_at = excluded.last_at`,
    [edgeId, kind, journal, seq, now],
  );
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
