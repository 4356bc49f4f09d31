/** What Order asks of Cart. Cart prices with the till's engine; the priced basket is kept whole in the order. */
import { basket, currency, decimalString, pricedBasket } from '@comptoir/pricing/contract';
import { type Neighbour, nothing } from '@comptoir/service-kit/neighbours/neighbour';
import { z } from 'zod';

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
  /** The part of the total that points pay. Absent in orders from before there were any. */
  points: z.object({ points: z.int(), amountMinor: z.int() }).nullish(),
  /** Promotions of which a use is held at Product. Absent in orders from before there were any. */
  countedPromotions: z.array(z.string()).optional(),
  /** Of those whose codes are for a single use: by promotion, the code. */
  countedCodes: z.record(z.string(), z.string()).optional(),
  lines: z.array(
    z.object({
      lineId: z.string(),
      productId: z.string(),
      sku: z.string(),
      names: texts,
      soldBy: z.enum(['piece', 'weight']),
      /** Absent in orders from before it was kept. */
      taxCategory: z.string().optional(),
      quantity: decimalString,
      unitPriceMinor: z.int(),
      amountMinor: z.int(),
    }),
  ),
  destination: z.object({ country: z.string(), region: z.string(), postalCode: z.string() }),
  delivery: z.object({
    method: z.enum(['ship', 'collect']),
    storeId: z.string().optional(),
    /** Priced without a fee, since it goes with that order or in the place of what comes back of it. */
    withOrderId: z.string().optional(),
  }),
  /** When a parcel is there, by a day of the shop's calendar. Absent of what is collected, and in orders from before it was told. */
  shipping: z.object({ weightGrams: z.int(), arrivesOn: z.iso.date() }).optional(),
  customerId: z.string().nullable(),
  /** The letter that called its customer back. Absent in orders from before there were any. */
  reminder: z.object({ id: z.string(), sentAt: z.iso.datetime(), isByLink: z.boolean() }).nullish(),
});
export type FrozenCart = z.infer<typeof frozenCart>;

/** What is left to be paid with money. */
export const dueMinor = ({ priced, points }: Pick<FrozenCart, 'priced' | 'points'>): number =>
  priced.totalMinor - (points?.amountMinor ?? 0);

export type Carts = ReturnType<typeof createCarts>;

export const createCarts = (cart: Neighbour) => ({
  /** @throws NeighbourRefused 409 `cart-changed`, `cart-ordered`, `cart-empty`, `line-unavailable` …, or 404. */
  frozen: (sessionId: string, version: number | undefined, correlationId: string): Promise<FrozenCart> =>
    cart.call(
      frozenCart,
      `/internal/carts/${sessionId}/frozen${version === undefined ? '' : `?version=${version}`}`,
      { correlationId },
    ),
  /** @throws NeighbourRefused 409 `cart-ordered` when it became another order. */
  close: (sessionId: string, orderId: string): Promise<undefined> =>
    cart.call(nothing, `/internal/carts/${sessionId}/closed`, {
      method: 'POST',
      body: { orderId },
      isIdempotent: true,
    }),
});
