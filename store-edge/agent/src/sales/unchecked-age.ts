/** Whether the buyer's age was seen to, for the articles that ask for one. Pure. */
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import type { SaleBody } from '@comptoir/sync-protocol/records/kinds';

/** @returns the age that nobody has seen to, or null. */
export function uncheckedAge(
  { basket, ageCheck }: Pick<SaleBody, 'basket' | 'ageCheck'>,
  product: (id: string) => CatalogueProduct | undefined,
): number | null {
  const asked = basket.lines.map(({ productId }) => product(productId)?.minimumAge ?? 0);
  const most = Math.max(0, ...asked);
  return most > (ageCheck?.minimumAge ?? 0) ? most : null;
}
