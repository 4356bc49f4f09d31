/**
 * What has to be done outside, written in the transaction that owes it: compensations of a checkout that failed, and what
 * follows one that did not. Each is done at least once, with a key of its own, and retried until it is done.
 */
import type { Database, Tx } from '@comptoir/service-kit';
import type { Leasing } from './executors.ts';
import type { Order } from './orders.ts';
import type { Reader } from './reader.ts';
import { makeDue, type Saga } from './sagas.ts';

export type OwedKind =
  | 'cancel-payment'
  | 'release-reservation'
  | 'release-points'
  | 'release-coupon'
  | 'release-gift-card'
  | 'spend-gift-card'
  | 'close-cart'
  | 'capture'
  | 'change-reservation'
  | 'prolong-reservation'
  | 'commit-reservation'
  | 'refund'
  | 'book-parcel'
  | 'cancel-parcel'
  | 'follow-parcel'
  | 'follow-dispute'
  | 'tell-double'
  | 'forget'
  | 'text';

export type Owed = Readonly<{
  id: string;
  orderId: string;
  kind: OwedKind;
  key: string;
  tries: number;
  begunAt: Date | null;
}>;

/** @param key tells one refund, one SMS, or one place's part from another; the same debt again is one debt. */
export async function owe(tx: Tx, orderId: string, kind: OwedKind, key = '', inSeconds = 0): Promise<void> {
  await writeOwed(tx, orderId, [{ kind, key, inSeconds }]);
  if (inSeconds === 0) await makeDue(tx, orderId);
}

/** What an order owes that nothing stands between: the calls go out at once. */
export type Begun = Readonly<{ order: Order; debts: readonly Owed[] }>;

const columns = 'id::text, order_id as "orderId", kind, key, tries, begun_at as "begunAt"';

type Debt = Readonly<{
  kind: OwedKind;
  key?: string;
  inSeconds?: number;
  /** Its call follows this commit at once: from here on it may have happened. */
  isBegun?: boolean;
}>;

/**
 * For whoever holds the lease, and so looks by themselves.
 * @returns those that are begun.
 */
export async function writeOwed(tx: Tx, orderId: string, debts: readonly Debt[]): Promise<Owed[]> {
  const rows: Owed[] = await tx.query(
    `insert into owed (order_id, kind, key, due_at, begun_at, tries)
     select $1, kind, key, now() + make_interval(secs => seconds), case when is_begun then now() end, is_begun::int
     from unnest($2::text[], $3::text[], $4::float8[], $5::boolean[]) as debt (kind, key, seconds, is_begun)
     on conflict do nothing returning ${columns}`,
    [
      orderId,
      debts.map(({ kind }) => kind),
      debts.map(({ key = '' }) => key),
      debts.map(({ inSeconds = 0 }) => inSeconds),
      debts.map(({ isBegun = false }) => isBegun),
    ],
  );
  return rows
    .filter(({ begunAt }) => begunAt !== null)
    .map((begun) => ({ ...begun, tries: 0, begunAt: null }));
}

/** What is no longer wanted is not done: a capture of an order that was cancelled. */
export async function forgive(tx: Tx, orderId: string, ...kinds: OwedKind[]): Promise<void> {
  await tx.query(
    `update owed set done_at = now(), error = 'no longer wanted' where order_id = $1 and kind = any($2::text[])
     and done_at is null and begun_at is null`,
    [orderId, kinds],
  );
}

/**
 * Begins the first that is due, and holds the lease on. Committed before the call: from here on it may have happened.
 * @returns it as it was before; undefined when nothing is due, or the lease is lost.
 */
export async function beginOwed(
  { database, leaseMs, executors }: Leasing & Readonly<{ database: Database }>,
  saga: Saga,
): Promise<Owed | undefined> {
  const rows = await database.query<Owed>(
    `with first as (
       select ${columns} from owed where order_id = $1 and done_at is null and failed_at is null and due_at <= now()
       order by owed.id limit 1
     ), mine as (
       update saga set lease_until = now() + make_interval(secs => $3), holder = $4 from first where saga.order_id = $1 and version = $2
       returning saga.order_id
     ), begun as (
       update owed set begun_at = coalesce(begun_at, now()), tries = owed.tries + 1 from first, mine where owed.id = first.id::bigint
     ) select first.* from first, mine`,
    [saga.orderId, saga.version, leaseMs / 1000, executors.number()],
  );
  return rows[0];
}

export async function endOwed(tx: Tx | Database, debts: readonly Owed[]): Promise<void> {
  await tx.query('update owed set done_at = now(), error = null where id = any($1::bigint[])', [
    debts.map(({ id }) => id),
  ]);
}

export async function postponeOwed(
  tx: Tx | Database,
  { id }: Owed,
  inMs: number,
  error: string | null,
): Promise<void> {
  await tx.query('update owed set due_at = now() + make_interval(secs => $2), error = $3 where id = $1', [
    id,
    inMs / 1000,
    error,
  ]);
}

/** @returns the keys of all SMS of an order, told or not. */
export async function textsOwed(from: Reader, orderId: string): Promise<string[]> {
  const rows = await from.query<{ key: string }>(
    `select key from owed where order_id = $1 and kind = 'text'`,
    [orderId],
  );
  return rows.map(({ key }) => key);
}

/** Whether something else has to be done first. */
export async function isOwed(from: Reader, orderId: string, kind: OwedKind): Promise<boolean> {
  const rows = await from.query<unknown>(
    'select 1 from owed where order_id = $1 and kind = $2 and done_at is null and failed_at is null',
    [orderId, kind],
  );
  return rows.length > 0;
}

/** Once more at once, also what was given up. @returns false for what is done, or is no debt of this order. */
export async function retryOwed(tx: Tx, orderId: string, id: string): Promise<boolean> {
  const [rows]: [unknown[]] = await tx.query(
    `update owed set failed_at = null, due_at = now() where order_id = $1 and id = $2 and done_at is null returning id`,
    [orderId, id],
  );
  return rows.length > 0;
}

/** Done by hand, or no longer wanted; kept with the reason. @returns its kind; undefined as `retryOwed` returns false. */
export async function settleOwed(
  tx: Tx,
  orderId: string,
  id: string,
  reason: string,
): Promise<string | undefined> {
  const [rows]: [{ kind: string }[]] = await tx.query(
    `update owed set done_at = now(), failed_at = null, error = $3 where order_id = $1 and id = $2 and done_at is null returning kind`,
    [orderId, id, reason],
  );
  return rows[0]?.kind;
}

/** A person has to look: no retry will help. */
export async function failOwed(tx: Tx | Database, { id }: Owed, error: string): Promise<void> {
  await tx.query('update owed set failed_at = now(), error = $2 where id = $1', [id, error]);
}
