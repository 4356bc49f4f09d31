/** What may be promised, while nobody else can promise it. */
import type { Tx } from '@comptoir/service-kit';
import { availableToPromise, quantityText, thousandths } from '../stock.ts';
import { type Line, lockBalances } from '../store/reservations.ts';
import { webSources } from '../store/sourcing.ts';
import type { Free, Held, Wanted } from './allocate.ts';
import { nearestFirst } from './nearest.ts';

export type Stock = Readonly<{
  /** Locations that serve the web, preferred first. */
  web: readonly string[];
  free: Free;
}>;

/**
 * The balances of all that is named stay locked until the transaction ends.
 * @param before what is held already, and counts as free, since it is about to be held otherwise.
 * @param shipTo a postal code: the nearest location is preferred, whatever its kind.
 */
export async function lockStock(
  tx: Tx,
  before: readonly Held[],
  asked: readonly Wanted[],
  shipTo?: string,
): Promise<Stock> {
  const sources = await webSources(tx);
  const web = (shipTo === undefined ? sources : nearestFirst(sources, shipTo)).map((at) => at.locationId);
  const all = [...before, ...asked];
  const named = all.flatMap(({ locationId }) => locationId ?? []);
  const balances = await lockBalances(tx, [...web, ...named], [...new Set(all.map((l) => l.productId))]);
  const own = new Map<string, bigint>();
  for (const { quantity, ...at } of before) own.set(keyOf(at), (own.get(keyOf(at)) ?? 0n) + quantity);
  const free = new Map(
    balances.map(({ onHand, reserved, safety, ...at }) => {
      const others = quantityText(thousandths(reserved) - (own.get(keyOf(at)) ?? 0n));
      return [keyOf(at), thousandths(availableToPromise(onHand, others, safety))];
    }),
  );
  return { web, free: (locationId, productId) => free.get(keyOf({ locationId, productId })) ?? 0n };
}

const keyOf = ({ locationId, productId }: Pick<Held, 'locationId' | 'productId'>) =>
  `${locationId}\n${productId}`;

export const inThousandths = <L extends Readonly<{ quantity: string }>>(line: L) => ({
  ...line,
  quantity: thousandths(line.quantity),
});
export const inText = (held: Held): Line => ({ ...held, quantity: quantityText(held.quantity) });
