/** What running promotions make of products, as Cart prices them; without it a page shows prices as the catalogue has them. */
import type { Offer, offers } from '@comptoir/cart/api';
import type { z } from 'zod';
import type { GatewayCalls } from '../gateway/gateway.ts';
import { keptFor } from '../kept.ts';

export type Asker = Readonly<{ language: 'fr' | 'en'; gateway: GatewayCalls }>;
export type Offers = ReadonlyMap<string, Offer>;

const keptMs = 10_000;
/** More than a page shows. */
const productsMax = 60;
const none: Offers = new Map();

const ask = keptFor<Offers, Asker & { productIds: readonly string[] }>(
  keptMs,
  async (_key, { gateway, productIds }) => {
    const reply = await gateway.call<z.infer<typeof offers>>({
      method: 'POST',
      path: '/api/v1/cart/offers',
      body: { productIds },
    });
    return reply.ok ? new Map(reply.body.items.map((offer) => [offer.productId, offer])) : undefined;
  },
);

export async function offersOf(asker: Asker, wanted: readonly string[]): Promise<Offers> {
  const productIds = wanted.slice(0, productsMax);
  if (productIds.length === 0) return none;
  const key = [asker.language, ...productIds].join(' ');
  return (await ask(key, { ...asker, productIds })) ?? none;
}

/** A price that is lowered for now stands beside the one that it was lowered from. */
export function pricesWith(
  offer: Offer | undefined,
  own: Readonly<{ priceMinor: number | null; beforeMinor: number | null }>,
) {
  if (!offer || own.priceMinor === null || offer.priceMinor >= own.priceMinor) return own;
  return { priceMinor: offer.priceMinor, beforeMinor: own.beforeMinor ?? own.priceMinor };
}
