/** What customers announced to send back. */
import type { Tx } from '@comptoir/service-kit';
import type { ReturnReason } from '@comptoir/sync-protocol/records/return-reason';
import type { Quantity } from '../aftercare/removed.ts';
import type { Reader } from './reader.ts';

export type Return = Readonly<{
  id: string;
  orderId: string;
  /** `brought`: all that was announced came to a store instead. */
  state: 'asked' | 'received' | 'refused' | 'brought';
  lines: readonly Quantity[];
  code: ReturnReason;
  /** In the customer's words; may be empty. */
  reason: string;
  at: Date;
  /** Whose till took it back; null: it comes by post. */
  store: Readonly<{ id: string; name: string }> | null;
  /** What came to that till beyond what was left of the order. */
  excess: readonly Quantity[];
}>;

const columns = 'id, order_id as "orderId", state, lines, code, reason, at, store, excess';

export const returnsOf = (from: Reader, orderId: string): Promise<Return[]> =>
  from.query(`select ${columns} from return_request where order_id = $1 order by at, id`, [orderId]);

type Announced = Pick<Return, 'id' | 'orderId' | 'lines' | 'code' | 'reason'>;

export async function insertReturn(tx: Tx, told: Announced | Return): Promise<Return> {
  const { state, at, store, excess } = 'state' in told ? told : announcedNow();
  const rows: Return[] = await tx.query(
    `insert into return_request (id, order_id, lines, code, reason, state, at, store, excess)
     values ($1, $2, $3::jsonb, $4, $5, $6, $7, $8::jsonb, $9::jsonb) returning ${columns}`,
    [
      ...[told.id, told.orderId, JSON.stringify(told.lines), told.code, told.reason],
      ...[state, at, store && JSON.stringify(store), JSON.stringify(excess)],
    ],
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

const announcedNow = () => ({ state: 'asked', at: new Date(), store: null, excess: [] }) as const;

/** Part of it came another way. @param lines what is still awaited. */
export async function lessAnnounced(tx: Tx, { id }: Return, lines: readonly Quantity[]): Promise<void> {
  await tx.query(
    `update return_request set lines = case when $2::jsonb = '[]' then lines else $2::jsonb end,
       state = case when $2::jsonb = '[]' then 'brought' else state end where id = $1`,
    [id, JSON.stringify(lines)],
  );
}

function written([row]: readonly Return[]): Return {
  if (!row) throw new Error('a return was not written');
  return row;
}
