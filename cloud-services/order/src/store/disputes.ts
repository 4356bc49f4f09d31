/** Disputes in PostgreSQL, as their providers tell them. What was withdrawn is kept with the payment too: it is not there to be given back. */
import type { Tx } from '@comptoir/service-kit';
import type { Dispute } from '../payment/provider.ts';
import type { Reader } from './reader.ts';

export type KeptDispute = Dispute & Readonly<{ orderId: string; version: number; openedAt: Date }>;

const columns = `id, order_id as "orderId", version, state, reason, amount_minor::float8 as "amountMinor",
  withdrawn_minor::float8 as "withdrawnMinor", fee_minor::float8 as "feeMinor", answer_by as "answerBy", opened_at as "openedAt"`;

export const disputesOf = (from: Reader, orderId: string): Promise<KeptDispute[]> =>
  from.query(`select ${columns} from dispute where order_id = $1 order by opened_at, id`, [orderId]);

/** @returns its version, which grows with each change. Assumes that the caller holds the order's lock. */
export async function writeDispute(tx: Tx, orderId: string, told: Dispute): Promise<number> {
  const rows: { version: number }[] = await tx.query(
    `insert into dispute (id, order_id, state, reason, amount_minor, withdrawn_minor, fee_minor, answer_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (id) do update set version = dispute.version + 1, state = $3, reason = $4, amount_minor = $5, withdrawn_minor = $6,
       fee_minor = $7, answer_by = $8
     returning version`,
    [
      told.id,
      orderId,
      told.state,
      told.reason,
      told.amountMinor,
      told.withdrawnMinor,
      told.feeMinor,
      told.answerBy,
    ],
  );
  await tx.query(
    `update payment set withdrawn_minor = (select coalesce(sum(withdrawn_minor), 0) from dispute where order_id = $1) where order_id = $1`,
    [orderId],
  );
  return rows[0]?.version ?? 1;
}
