import type { Tx } from '@comptoir/service-kit/db/database';
import type { Asked } from '../store/customers.ts';

export type PasskeyRow = Readonly<{
  id: string;
  customer_id: string;
  public_key: Buffer;
  counter: string;
  transports: string[];
  name: string;
  created_at: Date;
  last_used_at: Date | null;
}>;

const columns = 'id, customer_id, public_key, counter, transports, name, created_at, last_used_at';

export async function passkeysOf(asked: Asked, customerId: string): Promise<PasskeyRow[]> {
  return (await asked.query(`select ${columns} from passkey where customer_id = $1 order by created_at, id`, [
    customerId,
  ])) as PasskeyRow[];
}

/** Held until the transaction ends: its counter only rises. */
export async function lockedPasskey(tx: Tx, id: string): Promise<PasskeyRow | undefined> {
  const rows: PasskeyRow[] = await tx.query(`select ${columns} from passkey where id = $1 for update`, [id]);
  return rows[0];
}

/** @returns whether nobody had it before. */
export async function insertPasskey(
  tx: Tx,
  key: Readonly<{
    id: string;
    customerId: string;
    publicKey: Uint8Array;
    counter: number;
    transports: readonly string[];
    name: string;
    at: Date;
  }>,
): Promise<boolean> {
  const { id, customerId, publicKey, counter, transports, name, at } = key;
  const rows: unknown[] = await tx.query(
    `insert into passkey (id, customer_id, public_key, counter, transports, name, created_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing returning id`,
    [id, customerId, Buffer.from(publicKey), counter, transports, name, at],
  );
  return rows.length === 1;
}

export async function notePasskeyUsed(tx: Tx, id: string, counter: number, at: Date): Promise<void> {
  await tx.query('update passkey set counter = $2, last_used_at = $3 where id = $1', [id, counter, at]);
}

export async function deletePasskey(tx: Tx, customerId: string, id: string): Promise<boolean> {
  const [, count]: [unknown, number] = await tx.query(
    'delete from passkey where customer_id = $1 and id = $2',
    [customerId, id],
  );
  return count === 1;
}
