/** For Order and Customer: loopback only, not routed by the gateway. */
import { problem } from '@comptoir/service-kit/http/problem';
import { type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { closedRequest, frozenCart, keptCart } from '../api.ts';
import type { Cart } from '../cart.ts';
import { type CartParts, priceNow } from '../parts.ts';
import { alreadyOrdered, noCart } from '../refusals.ts';
import { copiedFrom, takeBought } from '../reminders/copies.ts';
import { frozenOf } from '../views.ts';

/** Two carts of one customer may both have been told of a first order: the moment before it is paid counts. */
async function askedAnew({ standings }: CartParts, cart: Cart): Promise<Cart> {
  const { terms, customerId } = cart;
  if (terms === null || customerId === null || terms.standing === null) return cart;
  const standing = await standings(customerId, terms.standing);
  return { ...cart, terms: { ...terms, standing } };
}

const bySession = z.strictObject({ sessionId: z.uuid() });

export const internalRoutes = (parts: CartParts): Route[] => [
  route({
    method: 'get',
    path: '/internal/carts/:sessionId/frozen',
    summary: 'The cart of one version, priced, to be paid as it is',
    params: bySession,
    query: z.strictObject({ version: z.coerce.number().int().optional() }),
    answers: { 200: frozenCart },
    async handle({ params, query }) {
      const cart = await parts.carts.read(params.sessionId);
      if (!cart) throw noCart();
      if (cart.status === 'ordered') throw alreadyOrdered(cart.orderId);
      if (query.version !== undefined && query.version !== cart.version)
        throw problem(409, 'cart-changed', 'The cart has changed', 'Show it anew before it is paid.', {
          members: { version: cart.version },
        });
      const asked = await askedAnew(parts, cart);
      // Only who has an account is reminded; whoever follows the link has a copy.
      const reminded = copiedFrom(cart) ?? (cart.customerId === null ? undefined : cart.sessionId);
      const [priced, reminder] = await Promise.all([
        priceNow(parts, asked, new Date()),
        reminded === undefined ? null : parts.reminders.lastOf(reminded),
      ]);
      return { status: 200, body: frozenOf(asked, priced, reminder) };
    },
  }),
  route({
    method: 'get',
    path: '/internal/carts/of-customer/:id',
    summary: 'The cart that a customer had last, as it is kept',
    params: z.strictObject({ id: z.uuid() }),
    answers: { 200: keptCart },
    async handle({ params }) {
      const sessionId = await parts.owners.cartOf(params.id);
      const found = sessionId === undefined ? undefined : await parts.carts.read(sessionId);
      if (!found) return { status: 200, body: { cart: null } };
      const { done: _requests, ...cart } = found;
      return { status: 200, body: { cart } };
    },
  }),
  route({
    method: 'post',
    path: '/internal/carts/:sessionId/closed',
    summary: 'The cart has become an order; told twice, it is closed once',
    params: bySession,
    body: closedRequest,
    answers: { 204: null },
    async handle({ params, body }) {
      await parts.carts.change(
        params.sessionId,
        undefined,
        (cart) => {
          if (cart.orderId !== null && cart.orderId !== body.orderId) throw alreadyOrdered(cart.orderId);
          return parts.hold({ ...cart, status: 'ordered', orderId: body.orderId });
        },
        () => ({ status: 204, body: null }),
      );
      await parts.carts.writeNow(params.sessionId);
      await takeBought(parts, params.sessionId, body.orderId);
      return { status: 204, body: null };
    },
  }),
];
