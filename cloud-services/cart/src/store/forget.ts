import type { Tx } from '@comptoir/service-kit/db/database';
import { cart } from '../cart.ts';
import { reaching } from './carts.ts';
import { erasedForS, erasedPointer, pointerKey } from './owners.ts';
import { putCart, type Storage } from './put.ts';

const triesMax = 200;

/**
 * The carts of an erased customer lose whose they were and where they were to go: what is left is a guest's, and goes when its time is over.
 * @throws Problem 503 while Redis is away, so that it is tried again.
 */
export async function forgetCustomer(tx: Tx, storage: Storage, customerId: string): Promise<void> {
  // Before all else: whoever still has a token of theirs ties no other cart to them.
  const pointed = await reaching(
    storage.redis.set(pointerKey(customerId), erasedPointer, 'EX', erasedForS, 'GET'),
  );
  await tx.query('delete from cart_reminder where customer_id = $1', [customerId]);
  const written: { id: string }[] = await tx.query(`select id from cart where value ->> 'customerId' = $1`, [
    customerId,
  ]);
  // The last one may not be written behind yet.
  const last = pointed === null || pointed === erasedPointer ? [] : [pointed];
  for (const id of new Set([...written.map((row) => row.id), ...last]))
    await reaching(forgetIn(storage, id, customerId));
  await tx.query(
    `update cart set value = value || '{"customerId": null, "terms": null}' where value ->> 'customerId' = $1`,
    [customerId],
  );
}

async function forgetIn(storage: Storage, id: string, customerId: string): Promise<void> {
  for (let tries = 1; tries <= triesMax; tries += 1) {
    const value = await storage.redis.hget(storage.shelves.of(id).cart(id), 'value');
    if (value === null) return;
    const held = cart.parse(JSON.parse(value));
    if (held.customerId !== customerId) return;
    const next = { ...held, version: held.version + 1, customerId: null, terms: null };
    if (await putCart(storage, held.version, next)) return;
  }
  throw new Error(`cart ${id} changes too often to forget whose it is`);
}
