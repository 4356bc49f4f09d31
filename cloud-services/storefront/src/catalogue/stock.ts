/** Stock of a product, by an application's key: what can be promised, and what stands in each store. */
import type { StockAnswer } from '@comptoir/inventory/api';
import type { ProductData, Store, StoreStock } from '../../app/src/shared/shapes/catalogue.ts';
import { keptFor } from '../kept.ts';
import type { Visit } from '../visit.ts';
import { nearness } from './near.ts';

const keptMs = 3_000;

const ask = keptFor<StockAnswer, Visit>(keptMs, async (productId, { gateway, config }) => {
  const reply = await gateway.call<StockAnswer>({
    path: `/api/v1/inventory/stock/${encodeURIComponent(productId)}`,
    headers: { apikey: config.gatewayApiKey },
  });
  return reply.ok ? reply.body : undefined;
});

export const stockOf = (visit: Visit, productId: string) => ask(productId, visit);

/** What the product page says; null: not known just now. */
export function stockShown(
  stock: StockAnswer | undefined,
  known: readonly Store[],
  area: string | null,
): ProductData['stock'] {
  if (!stock) return null;
  const places = new Map(known.map(({ id, coordinates }) => [id, coordinates]));
  const near = new Map(known.map(({ id, address }) => [id, nearness(area, address)]));
  const nearest = Math.max(1, ...near.values());
  const stores: StoreStock[] = stock.locations
    .filter(({ locationKind }) => locationKind === 'store')
    .toSorted((one, other) => (near.get(other.locationId) ?? 0) - (near.get(one.locationId) ?? 0))
    .map(({ locationId, locationName, availableToPromise, asOf }) => ({
      isNearest: near.get(locationId) === nearest,
      name: locationName,
      coordinates: places.get(locationId) ?? null,
      available: Math.max(0, Number(availableToPromise)),
      asOf,
    }));
  return { online: Math.max(0, Number(stock.totals.availableToPromise)), stores };
}
