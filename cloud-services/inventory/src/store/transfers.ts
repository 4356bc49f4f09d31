/** Transfers in PostgreSQL. */
import type { Tx } from '@comptoir/service-kit';
import type { Transfer, TransferState } from '../transfers/api.ts';

type Asked = Readonly<{
  transferId: string;
  from: string;
  to: string;
  lines: readonly { productId: string; quantity: string }[];
}>;

/** One that is there already is left as it is. */
export async function insertTransfer(tx: Tx, { transferId, from, to, lines }: Asked): Promise<void> {
  const fresh: unknown[] = await tx.query(
    `insert into transfer (id, from_location, to_location, state) values ($1, $2, $3, 'requested')
     on conflict (id) do nothing returning id`,
    [transferId, from, to],
  );
  if (fresh.length === 0) return;
  await tx.query(
    `insert into transfer_line (transfer_id, product_id, quantity)
     select $1, * from unnest($2::text[], $3::numeric[])`,
    [transferId, lines.map(({ productId }) => productId), lines.map(({ quantity }) => quantity)],
  );
}

type Row = Omit<Transfer, 'requestedAt' | 'changedAt'> & { requestedAt: Date; changedAt: Date };

/** Locks it until the transaction ends. */
export async function lockTransfer(tx: Tx, id: string): Promise<Transfer | undefined> {
  const rows: Row[] = await tx.query(
    `select id as "transferId", from_location as "from", to_location as "to", state,
       requested_at as "requestedAt", changed_at as "changedAt",
       (select json_agg(json_build_object('productId', product_id, 'quantity', trim_scale(quantity)::text,
          'received', trim_scale(received)::text) order by product_id)
        from transfer_line l where l.transfer_id = transfer.id) as lines
     from transfer where id = $1 for update`,
    [id],
  );
  const [row] = rows;
  return (
    row && { ...row, requestedAt: row.requestedAt.toISOString(), changedAt: row.changedAt.toISOString() }
  );
}

export async function setTransferState(tx: Tx, id: string, state: TransferState, at: Date): Promise<void> {
  await tx.query('update transfer set state = $2, changed_at = $3 where id = $1', [id, state, at]);
}

export async function setReceived(tx: Tx, { transferId, lines }: Transfer): Promise<void> {
  await tx.query(
    `update transfer_line set received = l.received from unnest($2::text[], $3::numeric[]) as l (product_id, received)
     where transfer_id = $1 and transfer_line.product_id = l.product_id`,
    [transferId, lines.map(({ productId }) => productId), lines.map(({ received }) => received ?? '0')],
  );
}

/** What is on its way to each location. */
export async function inTransitOf(tx: Tx, productId: string): Promise<ReadonlyMap<string, string>> {
  const rows: { to: string; quantity: string }[] = await tx.query(
    `select t.to_location as "to", trim_scale(sum(l.quantity))::text as quantity
     from transfer t join transfer_line l on l.transfer_id = t.id
     where t.state = 'shipped' and l.product_id = $1 group by 1`,
    [productId],
  );
  return new Map(rows.map(({ to, quantity }) => [to, quantity]));
}
