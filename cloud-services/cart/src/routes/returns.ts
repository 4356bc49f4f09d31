/** Back to what was left: the link of a reminder. */
import { type Route, route } from '@comptoir/service-kit/http/route';
import { cartView, returnRequest } from '../api.ts';
import type { CartParts } from '../parts.ts';
import { noCart } from '../refusals.ts';
import { comeBack } from '../reminders/copies.ts';
import { cartNow } from './cart-now.ts';

export const returning = (parts: CartParts): Route =>
  route({
    method: 'post',
    path: '/api/v1/cart/returns',
    summary: 'Follow the link of a reminder: a cart with what was left in another',
    guard: parts.customers.optionalCustomer(),
    body: returnRequest,
    answers: { 200: cartView },
    async handle({ body, request, caller }) {
      const reminder = await parts.reminders.follow(body.token);
      if (!reminder) throw noCart();
      const visitor = { customerId: caller?.id, sessionId: body.sessionId };
      const cart = await parts.carts.read(await comeBack(parts, reminder, visitor));
      if (!cart) throw noCart();
      return cartNow(parts, cart, request);
    },
  });
