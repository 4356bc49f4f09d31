/** The ledger of gift cards and store credit in Postgres. */
import { type Database, type Tx, writeFeedRows } from '@comptoir/service-kit';
import type { ValueCard } from '@comptoir/sync-protocol/feeds/rows';
import type { ValueIssuedBody, ValueKind } from '@comptoir/sync-protocol/records/value-body';

export type CardRow = Readonly<{
  value_id: string;
  kind: ValueKind;
  code_hash: string;
  last4: string;
  currency: 'CAD';
  store_id: string;
  issued_at: Date;
  is_blocked: boolean;
  balance_minor: string;
}>;
export type EntryRow = Readonly<{
  entry_id: string;
  kind: 'issued' | 'loaded' | 'spent' | 'given-back';
  amount_minor: string;
  state: 'done' | 'held' | 'released';
  authorised_by: 'head-office' | 'allowance' | null;
  store_id: string;
  receipt_number: string | null;
  at: Date;
}>;
export type Entry = Readonly<{
  entryId: string;
  valueId: string;
  kind: EntryRow['kind'];
  amountMinor: number;
  state: EntryRow['state'];
  authorisedBy: EntryRow['authorised_by'];
  storeId: string;
  saleId: string | null;
  receiptNumber: string | null;
  at: Date | string;
}>;

const balance = `(select coalesce(sum(amount_minor), 0) from value_entry
  where value_entry.value_id = value_card.value_id and state <> 'released') as balance_minor`;

/** Locked until the transaction ends: two tills that spend one card wait for each other. */
export async function lockCard(tx: Tx, codeHash: string): Promise<CardRow | undefined> {
  const locked: { value_id: string }[] = await tx.query(
    'select value_id from value_card where code_hash = $1 for update',
    [codeHash],
  );
  // Read anew: the balance is of after the wait.
  return locked[0] && cardById(tx, locked[0].value_id);
}

export async function cardById(tx: Tx, valueId: string): Promise<CardRow | undefined> {
  const rows: CardRow[] = await tx.query(`select *, ${balance} from value_card where value_id = $1`, [
    valueId,
  ]);
  return rows[0];
}

export async function cardByHash(database: Database, codeHash: string): Promise<CardRow | undefined> {
  const rows = await database.query<CardRow>(`select *, ${balance} from value_card where code_hash = $1`, [
    codeHash,
  ]);
  return rows[0];
}

/** Newest first. */
export const listCards = (
  database: Database,
  {
    last4,
    before,
    limit,
  }: Readonly<{ last4?: string | undefined; before?: string | undefined; limit: number }>,
): Promise<CardRow[]> =>
  database.query(
    `select *, ${balance} from value_card
     where ($1::text is null or last4 = $1) and ($2::uuid is null or (issued_at, value_id) <
       (select issued_at, value_id from value_card where value_id = $2))
     order by issued_at desc, value_id desc limit $3`,
    [last4 ?? null, before ?? null, limit],
  );

export const entriesOf = (database: Database, valueId: string): Promise<EntryRow[]> =>
  database.query('select * from value_entry where value_id = $1 order by at desc, entry_id limit 500', [
    valueId,
  ]);

export async function entryById(tx: Tx, entryId: string): Promise<EntryRow | undefined> {
  const rows: EntryRow[] = await tx.query('select * from value_entry where entry_id = $1', [entryId]);
  return rows[0];
}

export const insertCard = (tx: Tx, body: ValueIssuedBody, at: Date): Promise<unknown> =>
  tx.query(
    `insert into value_card (value_id, kind, code_hash, last4, currency, store_id, issued_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [body.valueId, body.kind, body.codeHash, body.last4, body.currency, body.storeId, at],
  );

/** What a journal tells is so, whatever was held or released before: the goods are gone. */
export const putEntry = (tx: Tx, entry: Entry): Promise<unknown> =>
  tx.query(
    `insert into value_entry (entry_id, value_id, kind, amount_minor, state, authorised_by, store_id, sale_id, receipt_number, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (entry_id) do update set state = excluded.state, amount_minor = excluded.amount_minor,
       sale_id = coalesce(excluded.sale_id, value_entry.sale_id),
       receipt_number = coalesce(excluded.receipt_number, value_entry.receipt_number)
       where value_entry.state <> 'done'`,
    [
      ...[entry.entryId, entry.valueId, entry.kind, entry.amountMinor, entry.state, entry.authorisedBy],
      ...[entry.storeId, entry.saleId, entry.receiptNumber, entry.at],
    ],
  );

export async function setBlocked(tx: Tx, valueId: string, isBlocked: boolean): Promise<CardRow | undefined> {
  await tx.query('update value_card set is_blocked = $2 where value_id = $1', [valueId, isBlocked]);
  return cardById(tx, valueId);
}

/** Every store hears what a card holds now, for the day it is cut off. */
export async function tellCards(tx: Tx, valueIds: readonly string[]): Promise<void> {
  if (valueIds.length === 0) return;
  const rows: CardRow[] = await tx.query(
    `select *, ${balance} from value_card where value_id = any($1::uuid[])`,
    [[...new Set(valueIds)]],
  );
  const told = rows.map((row) => ({ scope: '*', key: `card/${row.code_hash}`, value: cardTold(row) }));
  await writeFeedRows(tx, 'allowances-value', told);
}

export const cardTold = (row: CardRow): ValueCard => ({
  valueId: row.value_id,
  kind: row.kind,
  last4: row.last4,
  currency: row.currency,
  balanceMinor: Number(row.balance_minor),
  isBlocked: row.is_blocked,
});
