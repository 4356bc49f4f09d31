/** What a product costs the house: for head office alone, so no till and no feed is told. */
import type { Money } from '@comptoir/pricing/contract';
import type { Tx } from '@comptoir/service-kit/db/database';
import { problem } from '@comptoir/service-kit/http/problem';
import { record } from '../audit/record.ts';
import { reasonOf } from '../import/faults.ts';
import { auditName } from '../product.ts';
import { type Change, lockProduct } from './prices.ts';

/** @returns the product's version, as it was: nothing that others know has changed. */
export async function changeCost(tx: Tx, id: string, cost: Money | null, change: Change): Promise<void> {
  const product = await lockProduct(tx, id, change.ifMatch);
  if (cost && cost.currency !== 'CAD')
    throw problem(422, 'bad-currency', 'This cost is refused', reasonOf('bad-currency', '', 'en'));
  if (cost && cost.amountMinor < 0)
    throw problem(422, 'negative-price', 'This cost is refused', reasonOf('negative-price', '', 'en'));
  const was = product.costMinor;
  await tx.query('update product set cost_minor = $2 where id = $1', [id, cost?.amountMinor ?? null]);
  const before = was === null ? null : { amountMinor: was, currency: 'CAD' };
  if (before?.amountMinor === cost?.amountMinor) return;
  const changes = [{ field: 'cost', before, after: cost }];
  await record(tx, change, [{ kind: 'price', id, name: auditName(product), changes }]);
}
