/** Tells every store whose signature a receipt bears: each key that an edge ever showed us, since what it signed stays true. */
import { type Tx, writeFeedRow } from '@comptoir/service-kit';
import { base64 } from '@comptoir/sync-protocol/bytes';
import type { EdgeKey } from '@comptoir/sync-protocol/feeds/rows';
import type { StoreOf } from './enrol.ts';
import { edgeById } from './store/rows.ts';

/** At each session; the same again tells nobody. */
export async function tellKey(tx: Tx, edgeId: string, storeOf: StoreOf): Promise<void> {
  const edge = await edgeById(tx, edgeId);
  const store = edge && (await storeOf(tx, edge.store_id));
  if (!edge || !store) return;
  const key = `edge/${edgeId}`;
  const told: { value: EdgeKey | null }[] = await tx.query(
    `select value from feed_row where feed = 'configuration' and scope = '*' and key = $1`,
    [key],
  );
  const publicKeys = [...new Set([...(told[0]?.value?.publicKeys ?? []), base64(edge.public_key)])];
  const value: EdgeKey = { edgeId, storeNumber: store.storeNumber, publicKeys };
  await writeFeedRow(tx, { feed: 'configuration', scope: '*', key, value });
}
