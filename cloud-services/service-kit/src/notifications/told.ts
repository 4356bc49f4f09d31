/** That somebody was written to, as those who serve them may see it. */
import { z } from 'zod';

export const toldView = z.object({
  id: z.string(),
  channel: z.enum(['mail', 'sms']),
  /** `order.confirmed`. */
  kind: z.string(),
  state: z.enum(['sent', 'waiting', 'given-up']),
  /** When it was sent or given up, else queued. */
  at: z.iso.datetime(),
});
export type Told = z.infer<typeof toldView>;

/** A transaction, or the database. */
type Asked = Readonly<{ query(sql: string, parameters: unknown[]): Promise<unknown> }>;

/** That somebody was written to, newest first; never the words, which are not kept. */
export async function toldOf(from: Asked, about: string, limit: number): Promise<Told[]> {
  const rows = (await from.query(
    `select id, channel, kind, coalesce(sent_at, given_up_at, queued_at) as at,
       case when sent_at is not null then 'sent' when given_up_at is not null then 'given-up' else 'waiting' end as state
     from notification where about = $1 order by at desc, id limit $2`,
    [about, limit],
  )) as (Omit<Told, 'at'> & { at: Date })[];
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
