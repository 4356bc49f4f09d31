/** Transfers in PostgreSQL. */
import type { Tx } from '@comptoir/service-kit';
import type { TransferState } from '@comptoir/sync-protocol/feeds/stock-rows';
import { deliveryNumber } from '@comptoir/sync-protocol/ids/delivery-number';
import { inTransit } from '../stock.ts';
import type { Transfer } from '../transfers/api.ts';

type Lines = readonly Readonly<{ productId: string; quantity: string }>[];
type Asked = Readonly<{
  transferId: string;
  from: string;
  to: string;
  lines: Lines;
  note?: string | undefined;
}>;

/** One that is there already is left as it is. @returns whether it is new. */
export async function insertTransfer(tx: Tx, { transferId, from, to, lines, note }: Asked): Promise<boolean> {
  const fresh: unknown[] = await tx.query(
    `insert into transfer (id, from_location, to_location, state, note) values ($1, $2, $3, 'requested', $4)
     on conflict (id) do nothing returning id`,
    [transferId, from, to, note ?? null],
  );
  if (fresh.length > 0) await writeLines(tx, transferId, 'quantity', lines);
  return fresh.length > 0;
}

/** What was asked for, left or came; a product that nobody asked for gets a line. */
export async function writeLines(
  tx: Tx,
  transferId: string,
  column: 'quantity' | 'shipped' | 'received',
  lines: Lines,
): Promise<void> {
  const asked = column === 'quantity' ? 'q' : '0';
  await tx.query(
    `insert into transfer_line (transfer_id, product_id, quantity ${column === 'quantity' ? '' : `, ${column}`})
     select $1, p, ${asked} ${column === 'quantity' ? '' : ', q'} from unnest($2::text[], $3::numeric[]) as l (p, q)
     on conflict (transfer_id, product_id) do update set ${column} = excluded.${column}`,
    [transferId, lines.map(({ productId }) => productId), lines.map(({ quantity }) => quantity)],
  );
}

type Row = Omit<Transfer, 'number' | 'requestedAt' | 'changedAt'> & { requestedAt: Date; changedAt: Date };

const columns = `t.id as "transferId", t.from_location as "from", t.to_location as "to", t.state, t.note,
  t.requested_at as "requestedAt", t.changed_at as "changedAt",
  (select json_agg(json_build_object('productId', l.product_id, 'sku', p.sku, 'name', p.name,
      'quantity', trim_scale(l.quantity)::text, 'shipped', trim_scale(l.shipped)::text, 'received', trim_scale(l.received)::text)
      order by p.sku, l.product_id)
   from transfer_line l left join product_name p using (product_id) where l.transfer_id = t.id) as lines`;

const told = ({ requestedAt, changedAt, lines, ...row }: Row): Transfer => ({
  ...row,
  number: deliveryNumber('T', row.transferId),
  lines: lines ?? [],
  requestedAt: requestedAt.toISOString(),
  changedAt: changedAt.toISOString(),
});

const selectOne = `select ${columns} from transfer t where t.id = $1`;

export async function readTransfer(tx: Tx, id: string): Promise<Transfer | undefined> {
  const rows: Row[] = await tx.query(selectOne, [id]);
  return rows.map(told)[0];
}

/** Locks it until the transaction ends. */
export async function lockTransfer(tx: Tx, id: string): Promise<Transfer | undefined> {
  const rows: Row[] = await tx.query(`${selectOne} for update of t`, [id]);
  return rows.map(told)[0];
}

export async function setTransferState(tx: Tx, id: string, state: TransferState, at: Date): Promise<void> {
  await tx.query('update transfer set state = $2, changed_at = $3 where id = $1', [id, state, at]);
}

/** Lines that a request names, of a transfer that began without it. */
export const keepNote = async (tx: Tx, id: string, note: string | undefined): Promise<void> =>
  note === undefined
    ? undefined
    : void (await tx.query('update transfer set note = $2 where id = $1', [id, note]));

export type TransferFilter = Readonly<{
  locationId?: string | undefined;
  /** Where the caller may look; absent: everywhere. */
  locationIds?: readonly string[] | undefined;
  state?: TransferState | 'open' | undefined;
  after?: readonly [string, string] | undefined;
  limit: number;
}>;

export const transferPlace = ({ changedAt, transferId }: Transfer) => [changedAt, transferId];

/** The latest change first. */
export async function listTransfers(tx: Tx, filter: TransferFilter): Promise<Transfer[]> {
  const { locationId, locationIds, state, after, limit } = filter;
  const rows: Row[] = await tx.query(
    `select ${columns} from transfer t
     where ($1::text is null or $1 in (t.from_location, t.to_location))
       and ($2::text[] is null or t.from_location = any($2) or t.to_location = any($2))
       and ($3::text is null or t.state = $3 or ($3 = 'open' and t.state not in ('closed', 'cancelled')))
       and ($4::timestamptz is null or (date_trunc('milliseconds', t.changed_at), t.id) < ($4, $5::uuid))
     order by date_trunc('milliseconds', t.changed_at) desc, t.id desc limit $6`,
    [locationId ?? null, locationIds ?? null, state ?? null, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
  return rows.map(told);
}

/** What the ledger says is between the two ends of a transfer; nothing: it is settled. */
export const remainders = (
  tx: Tx,
  { transferId, lines }: Transfer,
): Promise<{ productId: string; quantity: string }[]> =>
  tx.query(
    `select product_id as "productId", trim_scale(sum(quantity))::text as quantity from movement
     where product_id = any($2::text[]) and location_id = '${inTransit}' and reference = $1
     group by 1 having sum(quantity) <> 0 order by 1`,
    [transferId, lines.map(({ productId }) => productId)],
  );

/** What is on its way to each location: sent, and not yet there. */
export async function inTransitOf(tx: Tx, productId: string): Promise<ReadonlyMap<string, string>> {
  const rows: { to: string; quantity: string }[] = await tx.query(
    `select t.to_location as "to", trim_scale(sum(l.shipped))::text as quantity
     from transfer t join transfer_line l on l.transfer_id = t.id
     where t.state = 'shipped' and l.product_id = $1 group by 1`,
    [productId],
  );
  return new Map(rows.map(({ to, quantity }) => [to, quantity]));
}

/** @returns whether a store's record has not had its effect on a document yet; from now on it has. */
export async function isFirstTold(tx: Tx, recordId: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    'insert into document_record (record_id) values ($1) on conflict do nothing returning record_id',
    [recordId],
  );
  return rows.length > 0;
}
