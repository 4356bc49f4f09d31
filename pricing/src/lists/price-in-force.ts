/** Which price of a product counts at a place and a moment: the most specific list that holds, else the product's own. */
import type { Channel, Instant } from '../contract.ts';
import type { ListedPrice, ListReach } from './listed-price.ts';

export type PricePlace = Readonly<{ channel: Channel; storeId?: string | undefined; at: Instant }>;

/** Some stores before all, one channel before both. */
const rankOf = ({ storeIds, channel }: ListReach): number => (storeIds ? 2 : 0) + (channel ? 1 : 0);

/**
 * @param listed in any order. Of two of one rank, which no owner of prices lets meet (`listsMeet`), the later one counts, then the
 * lower one, so that all places still say the same.
 */
export function priceInForce(
  {
    unitPriceMinor,
    listed,
  }: Readonly<{ unitPriceMinor: number; listed?: readonly ListedPrice[] | undefined }>,
  place: PricePlace,
): number {
  if (listed === undefined) return unitPriceMinor;
  const moment = Date.parse(place.at);
  const held = listed.filter((one) => holds(one, place, moment));
  return held.sort(mostSpecificFirst)[0]?.unitPriceMinor ?? unitPriceMinor;
}

const mostSpecificFirst = (a: ListedPrice, b: ListedPrice): number =>
  rankOf(b) - rankOf(a) || Date.parse(b.from) - Date.parse(a.from) || a.unitPriceMinor - b.unitPriceMinor;

function holds({ from, to, channel, storeIds }: ListReach, place: PricePlace, moment: number): boolean {
  return (
    Date.parse(from) <= moment &&
    (to === undefined || moment < Date.parse(to)) &&
    (channel === undefined || channel === place.channel) &&
    (storeIds === undefined || (place.storeId !== undefined && storeIds.includes(place.storeId)))
  );
}

/** Whether neither goes before the other at some place and moment: then one product may not be in both. */
export function listsMeet(a: ListReach, b: ListReach): boolean {
  return (
    rankOf(a) === rankOf(b) &&
    a.channel === b.channel &&
    (a.storeIds?.some((id) => b.storeIds?.includes(id)) ?? true) &&
    Date.parse(a.from) < endOf(b) &&
    Date.parse(b.from) < endOf(a)
  );
}

const endOf = ({ to }: ListReach): number => (to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to));

/** Whether a price begins or ends after one moment and not after another. */
export const changesBetween = (listed: readonly ListedPrice[], afterMs: number, untilMs: number): boolean =>
  listed.some(({ from, to }) =>
    [from, to].some(
      (edge) => edge !== undefined && Date.parse(edge) > afterMs && Date.parse(edge) <= untilMs,
    ),
  );
