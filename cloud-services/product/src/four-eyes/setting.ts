/** Whether a second person has to say yes to a change of prices. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { type Actor, record } from '../audit/record.ts';
import type { Queries } from '../store/product-rows.ts';

export async function needsTwo(queries: Queries): Promise<boolean> {
  const [row] = await queries.query<{ prices: boolean }>('select prices from four_eyes');
  return row?.prices ?? false;
}

export async function setFourEyes(tx: Tx, prices: boolean, actor: Actor): Promise<void> {
  const before = await needsTwo(tx);
  if (before === prices) return;
  await tx.query(
    `insert into four_eyes (prices, changed_by) values ($1, $2)
     on conflict (one) do update set prices = excluded.prices, changed_at = now(), changed_by = excluded.changed_by`,
    [prices, actor.by],
  );
  const changes = [{ field: 'prices', before, after: prices }];
  await record(tx, actor, [{ kind: 'four-eyes', id: 'prices', name: 'prices', changes }]);
}
