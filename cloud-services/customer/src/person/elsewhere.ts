/** What other services keep of a person: asked of them when somebody wants to know, never copied here. */
import type { Neighbour, NeighbourAt } from '@comptoir/service-kit/neighbours/neighbour';
import { z } from 'zod';
import { keptElsewhere } from '../api.ts';

type KeptElsewhere = z.infer<typeof keptElsewhere>;
/** @throws NeighbourSilent: rather nothing than a part that looks like all. */
export type AskElsewhere = (customerId: string) => Promise<KeptElsewhere>;

const page = 50;
/** Source: order, README, `GET /internal/orders/of-customer/{id}`. */
const ordersTold = z.object({
  items: keptElsewhere.shape.orders.unwrap(),
  nextCursor: z.string().nullable(),
});
/** Source: cart, README, `GET /internal/carts/of-customer/{id}`. */
const cartTold = z.object({ cart: keptElsewhere.shape.cart.unwrap() });

type Urls = Readonly<{ order?: string | undefined; cart?: readonly string[] | undefined }>;

export function askElsewhere(neighbour: NeighbourAt, { order, cart }: Urls): AskElsewhere {
  const orders = order === undefined ? undefined : neighbour('order', [order]);
  const carts = cart === undefined ? undefined : neighbour('cart', cart);
  return async (customerId) => ({
    ...(orders && { orders: await allOrders(orders, customerId) }),
    ...(carts && (await carts.call(cartTold, `/internal/carts/of-customer/${customerId}`))),
  });
}

async function allOrders(order: Neighbour, customerId: string): Promise<KeptElsewhere['orders']> {
  const found: z.infer<typeof ordersTold>['items'] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query = new URLSearchParams({ limit: String(page), ...(cursor ? { cursor } : {}) });
    const told: z.infer<typeof ordersTold> = await order.call(
      ordersTold,
      `/internal/orders/of-customer/${customerId}?${query}`,
    );
    found.push(...told.items);
    cursor = told.nextCursor;
  }
  return found;
}
