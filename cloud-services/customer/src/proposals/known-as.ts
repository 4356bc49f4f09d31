/** Whom an id that a till gave turned out to be: itself, for everybody who is known by no other. */
import type { Tx } from '@comptoir/service-kit/db/database';

export async function knownAs(tx: Tx, customerId: string): Promise<string> {
  const rows: { customer_id: string }[] = await tx.query(
    'select customer_id from proposal where id::text = $1',
    [customerId],
  );
  return rows[0]?.customer_id ?? customerId;
}
