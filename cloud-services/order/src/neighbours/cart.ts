/** What Order asks of Cart. Cart prices with the till's engine; the priced basket is kept whole in the order. */
import { basket, currency, decimalString, pricedBasket } from '@comptoir/pricing/contract';
import { z } from 'zod';
import { callNeighbour, nothing } from './call.ts';

const texts = z.object({ fr: z.string(), en: z.string() });

/** Source: cart, README, `GET /internal/carts/{sessionId}/frozen`. Fields that we do not use may be added. */
const frozenCart = z.object({
  sessionId: z.string(),
  version: z.int(),
  currency,
  jurisdiction: z.string(),
  rulesVersion: z.string(),
  basket,
  priced: pricedBasket,
  lines: z.array(
    z.object({
      lineId: z.string(),
      productId: z.string(),
      sku: z.string(),
      names: texts,
      quantity: decimalString,
      unitPriceMinor: z.int(),
      amountMinor: z.int(),
    }),
  ),
  destination: z.object({ country: z.string(), region: z.string(), postalCode: z.string() }),
  delivery: z.object({ method: z.enum(['ship', 'collect']), storeId: z.string().optional() }),
  customerId: z.string().nullable(),
});
export type FrozenCart = z.infer<typeof frozenCart>;

export type Carts = ReturnType<typeof createCarts>;

export const createCarts = (url: string) => ({
  /** @throws NeighbourRefused 409 `cart-changed`, `cart-ordered`, `cart-empty`, `line-unavailable` …, or 404. */
  frozen: (sessionId: string, version: number | undefined, correlationId: string): Promise<FrozenCart> => {
    const address = new URL(`/internal/carts/${sessionId}/frozen`, url);
    if (version !== undefined) address.searchParams.set('version', String(version));
    return callNeighbour(frozenCart, address.href, { correlationId });
  },
  /** @throws NeighbourRefused 409 `cart-ordered` when it became another order. */
  close: (sessionId: string, orderId: string): Promise<undefined> =>
    callNeighbour(nothing, new URL(`/internal/carts/${sessionId}/closed`, url).href, {
      method: 'POST',
      body: { orderId },
    }),
});
