/** What customers announced to send back. */
import type { Tx } from '@comptoir/service-kit';
import type { ReturnReason } from '@comptoir/sync-protocol/records/return-reason';
import type { Reader } from './reader.ts';

export type Return = Readonly<{
  id: string;
  orderId: string;
  state: 'asked' | 'received' | 'refused';
  lines: readonly Readonly<{ lineId: string; quantity: string }>[];
  code: ReturnReason;
  /** In the customer's words; may be empty. */
  reason: string;
  at: Date;
}>;

const columns = 'id, order_id as "orderId", state, lines, code, reason, at';

export const returnsOf = (from: Reader, orderId: string): Promise<Return[]> =>
  from.query(`select ${columns} from return_request where order_id = $1 order by at, id`, [orderId]);

export async function insertReturn(tx: Tx, asked: Omit<Return, 'state' | 'at'>): Promise<Return> {
  const rows: Return[] = await tx.query(
    `insert into return_request (id, order_id, lines, code, reason) values ($1, $2, $3::jsonb, $4, $5) returning ${columns}`,
    [asked.id, asked.orderId, JSON.stringify(asked.lines), asked.code, asked.reason],
  );
  return written(rows);
}

export async function decideReturn(tx: Tx, decided: Return, by: string): Promise<Return> {
  const [rows]: [Return[]] = await tx.query(
    `update return_request set state = $2, lines = $3::jsonb, decided_at = now(), by_whom = $4 where id = $1 returning ${columns}`,
    [decided.id, decided.state, JSON.stringify(decided.lines), by],
  );
  return written(rows);
}

function written([row]: readonly Return[]): Return {
  if (!row) throw new Error('a return was not written');
  return row;
}
