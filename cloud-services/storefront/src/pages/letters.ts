/** Where links in letters lead that nobody has to sign in for. */
import type { CartView } from '@comptoir/cart/api';
import type { TokenData } from '../../app/src/shared/shapes/account.ts';
import { callCart, cartSession, keepCart } from '../cart/cart.ts';
import { formAgain, problemOf } from '../forms.ts';
import { failed, goTo, isAway, type Page, show, tell } from '../visit.ts';
import { tokenOf } from './sign-in.ts';

/** What was left is in the visitor's cart at once; a scanner of mail that opens the link has made a copy that nobody looks at. */
export const cartReturn: Page = {
  async load(visit) {
    const sessionId = cartSession(visit);
    const reply = await callCart<CartView>(visit, {
      method: 'POST',
      path: '/api/v1/cart/returns',
      body: { token: tokenOf(visit) ?? '', ...(sessionId === undefined ? {} : { sessionId }) },
    });
    if (!reply.ok && isAway(reply.refusal)) return failed(reply.refusal, visit);
    if (reply.ok) keepCart(visit, reply.body.sessionId);
    tell(visit, reply.ok ? 'cart-back' : 'cart-gone');
    return goTo(visit.to('cart'));
  },
};

/** Opened by scanners too, so that it is a button that unsubscribes; the key of a mailbox comes another way. */
export const unsubscribe: Page = {
  async load(visit) {
    return show({ token: tokenOf(visit) } satisfies TokenData);
  },
  async act(visit) {
    const reply = await visit.gateway.call({
      method: 'POST',
      path: '/api/v1/customers/unsubscribe',
      body: { token: tokenOf(visit) ?? '' },
    });
    if (reply.ok) return show({ isDone: true });
    return formAgain({}, {}, reply.refusal.status >= 429 ? problemOf(reply.refusal) : 'link-expired');
  },
};
