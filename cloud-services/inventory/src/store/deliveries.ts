/** What has long ended is of no use in a store: it leaves a tombstone. */
import { type Tx, writeFeedRows } from '@comptoir/service-kit';
import { deliveriesFeed } from '../transfers/tell.ts';

const keptDays = 14;

export async function forgetOldDeliveries(tx: Tx): Promise<void> {
  const ended: { scope: string; key: string }[] = await tx.query(
    `select scope, key from feed_row where feed = $1 and value is not null and value->>'state' in ('closed', 'cancelled')
       and changed_at < now() - make_interval(days => $2)`,
    [deliveriesFeed, keptDays],
  );
  await writeFeedRows(
    tx,
    deliveriesFeed,
    ended.map((row) => ({ ...row, value: null })),
  );
}
