/** What carts want held, kept so that a cart gets it back from an order that did not come about. The cart must be locked. */
import type { Tx } from '@comptoir/service-kit';

export type Wish = Readonly<{
  /** The cart's: it orders what is told, however it arrives. */
  version: number;
  lines: readonly Readonly<{ productId: string; quantity: string }>[];
  ttlSeconds: number;
}>;

export async function readWish(tx: Tx, cartId: string): Promise<Wish | undefined> {
  const rows: Wish[] = await tx.query(
    'select version::float8 as version, lines, ttl_seconds as "ttlSeconds" from cart_wish where cart_id = $1',
    [cartId],
  );
  return rows[0];
}

export async function writeWish(tx: Tx, cartId: string, wish: Wish): Promise<void> {
  await tx.query(
    `insert into cart_wish (cart_id, version, lines, ttl_seconds) values ($1, $2, $3::jsonb, $4)
     on conflict (cart_id) do update set version = excluded.version, lines = excluded.lines,
       ttl_seconds = excluded.ttl_seconds, changed_at = now()`,
    [cartId, wish.version, JSON.stringify(wish.lines), wish.ttlSeconds],
  );
}

export async function deleteWish(tx: Tx, cartId: string): Promise<void> {
  await tx.query('delete from cart_wish where cart_id = $1', [cartId]);
}

/** A cart that has not been changed for longer than anything is held for it. Instances may do this at once. */
export async function forgetOldWishes(tx: Tx): Promise<void> {
  await tx.query(`delete from cart_wish where changed_at < now() - interval '2 days'`);
}
