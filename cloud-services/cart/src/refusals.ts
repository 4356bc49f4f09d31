/** What more than one place of Cart refuses. */
import { problem } from '@comptoir/service-kit/http/problem';

export const noCart = () =>
  problem(404, 'not-found', 'No such cart', 'Begin a new cart: add an item without a sessionId.');

export const accountErased = () =>
  problem(401, 'account-erased', 'This account was erased', 'Go on as a guest, or open another account.');

export const alreadyOrdered = (orderId: string | null) =>
  problem(409, 'cart-ordered', 'This cart has been ordered', 'Begin a new cart.', { members: { orderId } });

export const tooBusy = () =>
  problem(503, 'busy', 'This cart is being changed by too many', 'Try again in a moment.', {
    headers: { 'retry-after': '1' },
  });
