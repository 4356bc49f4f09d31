/** So many of each part together, for one price. */
import type { Gives } from '../../contract.ts';
import { selects } from '../catalogue-index.ts';
import type { Good } from '../goods.ts';
import { type Deal, priceOf } from './deal.ts';

export function bundle(
  { parts, priceMinor }: Extract<Gives, { kind: 'bundle' }>,
  goods: readonly number[],
  all: readonly Good[],
): Pick<Deal, 'slots' | 'discountMinor'>[] {
  const partOf = new Map(
    goods.map((at) => {
      const product = all[at]?.product;
      return [at, parts.findIndex(({ on }) => product !== undefined && selects(on, product))];
    }),
  );
  const slots = parts.map(({ pieces }, part) => ({
    goods: goods.filter((at) => partOf.get(at) === part),
    pieces,
  }));
  return [{ slots, discountMinor: (pieces) => Math.max(0, priceOf(pieces) - priceMinor) }];
}
