/**
 * Reservations in PostgreSQL. Locks are taken in one order: the reservation, then balances by location and product, as
 * the ledger does; so nobody waits in a circle.
 */
import type { Tx } from '@comptoir/service-kit';
import type { ReservationState } from '../reservations/api.ts';
import { type ChangedBalance, changedBalance, tellLevels } from './level.ts';

export type Reservation = Readonly<{
  id: string;
  reference: string;
  state: ReservationState;
  expiresAt: Date;
}>;
export type Line = Readonly<{ locationId: string; productId: string; quantity: string }>;

/** Locations that serve the web, preferred first: by kind (`web_source`), then by code. */
export async function webLocations(tx: Tx): Promise<string[]> {
  const rows: { id: string }[] = await tx.query(
    'select l.id from location l join web_source w on w.kind = l.kind order by w.rank, l.code',
  );
  return rows.map(({ id }) => id);
}

/** Locks the balances of these products at these locations until the transaction ends. */
export const lockBalances = (
  tx: Tx,
  locationIds: readonly string[],
  productIds: readonly string[],
): Promise<{ locationId: string; productId: string; onHand: string; reserved: string }[]> =>
  tx.query(
    `select location_id as "locationId", product_id as "productId", trim_scale(on_hand)::text as "onHand",
       trim_scale(reserved)::text as reserved
     from balance where location_id = any($1::text[]) and product_id = any($2::text[])
     order by location_id, product_id for update`,
    [locationIds, productIds],
  );

/** @returns false if the id is taken: held already, or released before it was ever held. */
export async function insertReservation(
  tx: Tx,
  { id, reference, state }: Omit<Reservation, 'expiresAt'>,
  ttlSeconds: number,
): Promise<Date | undefined> {
  const rows: { expires_at: Date }[] = await tx.query(
    `insert into reservation (id, reference, state, expires_at) values ($1, $2, $3, now() + make_interval(secs => $4))
     on conflict (id) do nothing returning expires_at`,
    [id, reference, state, ttlSeconds],
  );
  return rows[0]?.expires_at;
}

export async function insertLines(tx: Tx, id: string, lines: readonly Line[]): Promise<void> {
  await tx.query(
    `insert into reservation_line (reservation_id, location_id, product_id, quantity)
     select $1, * from unnest($2::text[], $3::text[], $4::numeric[])`,
    [id, lines.map((l) => l.locationId), lines.map((l) => l.productId), lines.map((l) => l.quantity)],
  );
}

export async function lockReservation(tx: Tx, id: string): Promise<Reservation | undefined> {
  const rows: Reservation[] = await tx.query(
    'select id, reference, state, expires_at as "expiresAt" from reservation where id = $1 for update',
    [id],
  );
  return rows[0];
}

/** Held reservations past their time; those that another instance works on are left to it. */
export const lockOverdue = (tx: Tx, limit: number): Promise<Reservation[]> =>
  tx.query(
    `select id, reference, state, expires_at as "expiresAt" from reservation
     where state = 'held' and expires_at < now() order by id limit $1 for update skip locked`,
    [limit],
  );

export const linesOf = (tx: Tx, id: string): Promise<Line[]> =>
  tx.query(
    `select location_id as "locationId", product_id as "productId", trim_scale(quantity)::text as quantity
     from reservation_line where reservation_id = $1 order by location_id, product_id`,
    [id],
  );

export async function setState(tx: Tx, id: string, state: ReservationState): Promise<void> {
  await tx.query('update reservation set state = $2 where id = $1', [id, state]);
}

export async function prolongRow(tx: Tx, id: string, ttlSeconds: number, reference?: string): Promise<Date> {
  const rows: { expires_at: Date }[] = await tx.query(
    `with changed as (
       update reservation set expires_at = greatest(expires_at, now() + make_interval(secs => $2)),
         reference = coalesce($3, reference) where id = $1 returning expires_at
     ) select expires_at from changed`,
    [id, ttlSeconds, reference ?? null],
  );
  const row = rows[0];
  if (!row) throw new Error(`reservation ${id} was locked and is gone`);
  return row.expires_at;
}

/** @param sign 1 holds, -1 frees. The balances must be locked. */
export async function moveReserved(tx: Tx, lines: readonly Line[], sign: 1 | -1): Promise<void> {
  const rows: ChangedBalance[] = await tx.query(
    `with changed as (
       update balance set reserved = reserved + $4::int * l.quantity, version = version + 1
       from unnest($1::text[], $2::text[], $3::numeric[]) as l(location_id, product_id, quantity)
       where balance.location_id = l.location_id and balance.product_id = l.product_id returning ${changedBalance}
     ) select * from changed`,
    [lines.map((l) => l.locationId), lines.map((l) => l.productId), lines.map((l) => l.quantity), sign],
  );
  await tellLevels(tx, rows);
}
