/** Of so many pieces of one product, fewer are paid. */
import type { Gives } from '../../contract.ts';
import type { Good } from '../goods.ts';
import { cheapestOf, type Deal } from './deal.ts';

export function nForM(
  { take, pay }: Extract<Gives, { kind: 'n-for-m' }>,
  goods: readonly number[],
  all: readonly Good[],
): Pick<Deal, 'slots' | 'discountMinor'>[] {
  const byProduct = new Map<string, number[]>();
  for (const at of goods) {
    const id = all[at]?.product.productId ?? '';
    byProduct.set(id, [...(byProduct.get(id) ?? []), at]);
  }
  return [...byProduct.values()].map((alike) => ({
    slots: [{ goods: alike, pieces: take }],
    discountMinor: (pieces) => cheapestOf(pieces, Math.max(0, take - pay)),
  }));
}
