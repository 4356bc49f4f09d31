/** How journals began that follow another, and what they took over: what their own first records say. */
import type { Database } from '@comptoir/service-kit';
import { journalOpenedBody } from '@comptoir/sync-protocol/records/kinds';
import type { z } from 'zod';

export type Opening = Readonly<{
  journal: string;
  edgeId: string;
  at: Date;
  opened: z.infer<typeof journalOpenedBody>;
  /** Records of the journal before that came with this one, and those of them that are not what was written. */
  recovered: number;
  altered: number;
  /** How far the cloud holds the journal before. */
  heldSeq: number;
}>;
type Row = Omit<Opening, 'opened'> & Readonly<{ body: Buffer }>;

export async function openings(database: Database): Promise<Opening[]> {
  const rows = await database.query<Row>(
    `select j.id as journal, j.edge_id as "edgeId", r.received_at as at, r.body,
       (select count(*) from record c where c.journal = j.id and c.kind = 'recovered')::int as recovered,
       (select count(*) from quarantine q where q.journal = j.id and q.rule = 'recovered')::int as altered,
       coalesce((select p.seq from journal p
         where p.id::text = convert_from(r.body, 'UTF8')::json->'predecessor'->>'journal'), 0)::int as "heldSeq"
     from journal j join record r on r.journal = j.id and r.seq = 1 and r.kind = 'journal.opened'
     where convert_from(r.body, 'UTF8')::json->>'reason' <> 'new'
     order by r.received_at desc`,
  );
  return rows.flatMap(({ body, ...row }) => {
    const opened = journalOpenedBody.safeParse(JSON.parse(body.toString()));
    return opened.success ? { ...row, opened: opened.data } : [];
  });
}
