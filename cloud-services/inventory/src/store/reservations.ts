/**
 * Reservations in PostgreSQL. Locks are taken in one order: the cart, the reservation, then balances by location and
 * product, as the ledger does; so nobody waits in a circle.
 */
import type { Tx } from '@comptoir/service-kit';
import type { ReservationState } from '../reservations/api.ts';
import { quantityText, thousandths } from '../stock.ts';
import { type ChangedBalance, changedBalance, tellLevels } from './level.ts';

export type Reservation = Readonly<{
  id: string;
  reference: string;
  /** Whose goods are held: the cart's own reservation, or that of the order which it becomes. */
  cartId: string | null;
  state: ReservationState;
  expiresAt: Date;
}>;
export type Line = Readonly<{ locationId: string; productId: string; quantity: string }>;

const columns = 'id, reference, cart_id as "cartId", state, expires_at as "expiresAt"';

/** One at a time for a cart, also before anything of it is known here. */
export async function lockCart(tx: Tx, cartId: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`cart ${cartId}`]);
}

/** Those of these carts that nobody else works on; they are locked. */
export async function lockFreeCarts(tx: Tx, cartIds: readonly string[]): Promise<Set<string>> {
  const rows: { cartId: string }[] = await tx.query(
    `select cart_id as "cartId" from unnest($1::text[]) as c(cart_id)
     where pg_try_advisory_xact_lock(hashtextextended('cart ' || cart_id, 0))`,
    [cartIds],
  );
  return new Set(rows.map(({ cartId }) => cartId));
}

/** Of a cart there is one at most. */
export async function lockHeldOfCart(tx: Tx, cartId: string): Promise<Reservation | undefined> {
  const rows: Reservation[] = await tx.query(
    `select ${columns} from reservation where cart_id = $1 and state = 'held' for update`,
    [cartId],
  );
  return rows[0];
}

export async function cartOf(tx: Tx, id: string): Promise<string | null> {
  const rows: { cartId: string | null }[] = await tx.query(
    'select cart_id as "cartId" from reservation where id = $1',
    [id],
  );
  return rows[0]?.cartId ?? null;
}

/** Locks the balances of these products at these locations until the transaction ends. */
export const lockBalances = (
  tx: Tx,
  locationIds: readonly string[],
  productIds: readonly string[],
): Promise<ChangedBalance[]> =>
  tx.query(
    `select ${changedBalance} from balance where location_id = any($1::text[]) and product_id = any($2::text[])
     order by location_id, product_id for update`,
    [locationIds, productIds],
  );

/** @returns undefined if the id is taken: held already, or released before it was ever held. */
export async function insertReservation(
  tx: Tx,
  { id, reference, cartId, state }: Omit<Reservation, 'expiresAt'>,
  ttlSeconds: number,
): Promise<Date | undefined> {
  const rows: { expires_at: Date }[] = await tx.query(
    `insert into reservation (id, reference, cart_id, state, expires_at)
     values ($1, $2, $3, $4, now() + make_interval(secs => $5))
     on conflict (id) do nothing returning expires_at`,
    [id, reference, cartId, state, ttlSeconds],
  );
  return rows[0]?.expires_at;
}

type HeldOfCart = Readonly<{ id: string; cartId: string; lines: readonly Line[] }>;

/** What is held of these carts, by themselves or by an order; locked in the order of their ids. The carts must be locked. */
export async function heldOfCarts(tx: Tx, cartIds: readonly string[]): Promise<HeldOfCart[]> {
  if (cartIds.length === 0) return [];
  const [held, lines] = await Promise.all([
    tx.query<{ id: string; cartId: string }[]>(
      `select id, cart_id as "cartId" from reservation where cart_id = any($1::uuid[]) and state = 'held' order by id for update`,
      [cartIds],
    ),
    // Done after they were locked, and so sees what their last holders committed.
    tx.query<(Line & { id: string })[]>(
      `select l.reservation_id as id, l.location_id as "locationId", l.product_id as "productId", trim_scale(l.quantity)::text as quantity
       from reservation r join reservation_line l on l.reservation_id = r.id where r.cart_id = any($1::uuid[]) and r.state = 'held'`,
      [cartIds],
    ),
  ]);
  return held.map((one) => ({
    ...one,
    lines: lines.flatMap(({ id, ...line }) => (id === one.id ? line : [])),
  }));
}

export async function knownIds(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows: { id: string }[] = await tx.query('select id from reservation where id = any($1::uuid[])', [
    ids,
  ]);
  return new Set(rows.map(({ id }) => id));
}

export async function release(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await tx.query(`update reservation set state = 'released' where id = any($1::uuid[])`, [ids]);
}

type NewHeld = Readonly<{
  id: string;
  reference: string;
  cartId: string | null;
  ttlSeconds: number;
  lines: readonly Line[];
}>;

/** @returns when each ends; of an id that was taken meanwhile, nothing. */
export async function insertHeld(tx: Tx, all: readonly NewHeld[]): Promise<Map<string, Date>> {
  const rows: { id: string; expires_at: Date }[] = await tx.query(
    `with held as (
       insert into reservation (id, reference, cart_id, state, expires_at)
       select id, reference, cart_id, 'held', now() + make_interval(secs => ttl)
       from unnest($1::uuid[], $2::text[], $3::uuid[], $4::int[]) as h(id, reference, cart_id, ttl) order by id
       on conflict (id) do nothing returning id, expires_at
     ), lines as (
       insert into reservation_line (reservation_id, location_id, product_id, quantity)
       select l.* from unnest($5::uuid[], $6::text[], $7::text[], $8::numeric[]) as l(id, location_id, product_id, quantity)
       join held using (id)
     ) select * from held`,
    [
      ...[all.map((h) => h.id), all.map((h) => h.reference)],
      ...[all.map((h) => h.cartId), all.map((h) => h.ttlSeconds)],
      all.flatMap(({ id, lines }) => lines.map(() => id)),
      all.flatMap(({ lines }) => lines.map((l) => l.locationId)),
      all.flatMap(({ lines }) => lines.map((l) => l.productId)),
      all.flatMap(({ lines }) => lines.map((l) => l.quantity)),
    ],
  );
  return new Map(rows.map((row) => [row.id, row.expires_at]));
}

export async function writeLines(tx: Tx, id: string, lines: readonly Line[]): Promise<void> {
  await Promise.all([
    tx.query('delete from reservation_line where reservation_id = $1', [id]),
    tx.query(
      `insert into reservation_line (reservation_id, location_id, product_id, quantity)
       select $1, * from unnest($2::text[], $3::text[], $4::numeric[])`,
      [id, lines.map((l) => l.locationId), lines.map((l) => l.productId), lines.map((l) => l.quantity)],
    ),
  ]);
}

export async function lockReservation(tx: Tx, id: string): Promise<Reservation | undefined> {
  const rows: Reservation[] = await tx.query(`select ${columns} from reservation where id = $1 for update`, [
    id,
  ]);
  return rows[0];
}

/** Held reservations past their time; those that another instance works on are left to it. */
export const lockOverdue = (tx: Tx, limit: number): Promise<Reservation[]> =>
  tx.query(
    `select ${columns} from reservation
     where state = 'held' and expires_at < now() order by id limit $1 for update skip locked`,
    [limit],
  );

/** What is still held of it: what ended by itself at one place is there no more. */
export const linesOf = (tx: Tx, id: string): Promise<Line[]> =>
  tx.query(
    `select location_id as "locationId", product_id as "productId", trim_scale(quantity)::text as quantity
     from reservation_line where reservation_id = $1 order by location_id, product_id`,
    [id],
  );

type Ended = Extract<ReservationState, 'released' | 'committed'>;

/** What is held at one place is held no more, and this is what became of it. */
export async function endLines(tx: Tx, id: string, locationId: string, state: Ended): Promise<void> {
  await tx.query(
    `with ended as (
       delete from reservation_line where reservation_id = $1 and location_id = $2 returning *
     )
     insert into reservation_ended (reservation_id, location_id, product_id, quantity, state)
     select reservation_id, location_id, product_id, quantity, $3 from ended`,
    [id, locationId, state],
  );
}

/** @returns by place what became of it, of those where nothing is held any more. */
export async function endedPlaces(tx: Tx, id: string): Promise<Map<string, Ended>> {
  const rows: { locationId: string; state: Ended }[] = await tx.query(
    `select distinct location_id as "locationId", state from reservation_ended where reservation_id = $1`,
    [id],
  );
  return new Map(rows.map(({ locationId, state }) => [locationId, state]));
}

export async function setState(tx: Tx, id: string, state: ReservationState): Promise<void> {
  await tx.query('update reservation set state = $2 where id = $1', [id, state]);
}

export async function prolongRow(tx: Tx, id: string, ttlSeconds: number): Promise<Date> {
  const rows: { expires_at: Date }[] = await tx.query(
    `with changed as (
       update reservation set expires_at = greatest(expires_at, now() + make_interval(secs => $2)) where id = $1
       returning expires_at
     ) select expires_at from changed`,
    [id, ttlSeconds],
  );
  const row = rows[0];
  if (!row) throw new Error(`reservation ${id} was locked and is gone`);
  return row.expires_at;
}

/**
 * What is told of them is known from what was locked, and goes out with the change itself.
 * @param locked balances, as they were locked; none of them has changed since.
 * @param changes signed: above zero holds, below frees; each balance once.
 */
export async function moveReserved(
  tx: Tx,
  locked: readonly ChangedBalance[],
  changes: readonly Line[],
): Promise<void> {
  if (changes.length === 0) return;
  const byPlace = new Map(locked.map((balance) => [placeOf(balance), balance]));
  const moved = changes.map((change): ChangedBalance => {
    const balance = byPlace.get(placeOf(change));
    if (!balance) throw new Error(`the balance of ${placeOf(change)} is moved and was not locked`);
    const reserved = quantityText(thousandths(balance.reserved) + thousandths(change.quantity));
    return { ...balance, reserved, version: String(BigInt(balance.version) + 1n) };
  });
  await Promise.all([
    tx.query(
      `update balance set reserved = reserved + l.quantity, version = version + 1
       from unnest($1::text[], $2::text[], $3::numeric[]) as l(location_id, product_id, quantity)
       where balance.location_id = l.location_id and balance.product_id = l.product_id`,
      [changes.map((l) => l.locationId), changes.map((l) => l.productId), changes.map((l) => l.quantity)],
    ),
    tellLevels(tx, moved),
  ]);
}

const placeOf = ({ locationId, productId }: Readonly<{ locationId: string; productId: string }>) =>
  `${locationId}/${productId}`;
