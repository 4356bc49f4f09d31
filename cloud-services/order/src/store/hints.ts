/** What providers hinted at, each event once. */
import type { Tx } from '@comptoir/service-kit';
import { z } from 'zod';
import type { Hint } from '../payment/provider.ts';

/** `isAwaited`: a checkout waits for just that, and is due now. `orderIds`: those that it is about. */
type Taken = Readonly<{ isNew: boolean; isAwaited: boolean; orderIds: readonly string[] }>;

/**
 * One statement, since most hints tell what we have just done ourselves. Whoever carries a checkout on hears from the provider directly,
 * and a decided one asks it nothing more: these are not woken.
 * @returns nothing new for an event that was told before.
 */
export async function takeHint(
  tx: Tx,
  provider: string,
  { eventId, type, reference, attemptId }: Hint,
): Promise<Taken> {
  const [taken] = await tx.query<Taken[]>(
    `with told as (
       insert into webhook_event (provider, id, type, reference) values ($1, $2, $3, $4) on conflict do nothing returning id
     ), about as (
       select order_id from payment where provider = $1 and (reference = $4 or id = $5) and exists (select from told)
     ), woken as (
       update saga set due_at = now(), asked = asked + 1 from about where saga.order_id = about.order_id
         and (state = 'awaiting-action' or state = 'authorising' and lease_until < now()) returning saga.order_id
     )
     select exists (select from told) as "isNew", exists (select from woken) as "isAwaited",
       array(select order_id::text from about) as "orderIds"`,
    // An attempt is a payment's own id; whatever else stands there is another program's.
    [provider, eventId, type, reference, z.uuid().safeParse(attemptId).data ?? null],
  );
  if (!taken) throw new Error('a hint has no answer');
  return taken;
}
