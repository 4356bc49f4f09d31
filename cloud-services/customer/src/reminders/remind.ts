/**
 * Whether somebody is written to about a cart that they left. A commercial message: only to who agreed, not often, with a link that
 * takes the consent back. Source: Canada's Anti-Spam Legislation, s. 6 and 11; Law 25 (Québec), s. 14.
 */
import type { Tx } from '@comptoir/service-kit/db/database';
import { appendEvent, derivedId } from '@comptoir/service-kit/events/append';
import type { CartReminded } from '@comptoir/service-kit/events/customer';
import { notFound } from '@comptoir/service-kit/http/problem';
import { queueNotification } from '@comptoir/service-kit/notifications/notifications';
import type { z } from 'zod';
import type { LeftCart, leftCartAnswer } from '../api.ts';
import type { CustomerParts } from '../parts.ts';
import { consentHistory, consentsNow, noteConsents } from '../store/consents.ts';
import { lockedCustomer } from '../store/customers.ts';
import { giveToken, ownerOfToken } from '../store/mail-tokens.ts';
import { leftCartLetter } from './letter.ts';

type Outcome = z.infer<typeof leftCartAnswer>['outcome'];

const pages = {
  back: { fr: '/panier/retour', en: '/en/cart/return' },
  stop: { fr: '/courriel/desabonner', en: '/en/email/unsubscribe' },
} as const;

/**
 * Asked twice with one id, it is one letter.
 * @throws Problem 404 for whoever is unknown or erased.
 */
export async function remindOfCart(
  tx: Tx,
  { vault, shopUrl, now, cartLettersEveryDays, senderPostalAddress }: CustomerParts,
  customerId: string,
  cart: LeftCart,
): Promise<Outcome> {
  // Held, so that two carts of one customer are not told of at once.
  const customer = await lockedCustomer(tx, vault, customerId);
  if (!customer) throw notFound('customer');
  const at = now();
  const letters: { id: string; recent: boolean }[] = await tx.query(
    `select id, at > $2::timestamptz - $3 * interval '1 day' as recent from cart_letter where customer_id = $1`,
    [customerId, at, cartLettersEveryDays],
  );
  if (letters.some(({ id }) => id === cart.id)) return 'queued';
  if (!consentsNow(await consentHistory(tx, customerId)).marketingEmail) return 'no-consent';
  if (letters.some(({ recent }) => recent)) return 'too-soon';

  await tx.query('insert into cart_letter (id, customer_id, at) values ($1, $2, $3)', [
    cart.id,
    customerId,
    at,
  ]);
  const { language, person } = customer;
  const link = (page: keyof typeof pages, token: string) => {
    const url = new URL(pages[page][language], shopUrl);
    url.searchParams.set('token', token);
    return url.href;
  };
  await queueNotification(tx, {
    id: derivedId('customer.cart-reminded', cart.id),
    about: customerId,
    kind: 'customer.cart-reminded',
    to: { mail: person.email },
    language,
    letter: leftCartLetter(language, {
      firstName: person.firstName,
      cart,
      senderPostalAddress,
      returnUrl: link('back', cart.token),
      unsubscribeUrl: link('stop', await giveToken(tx, customerId, 'unsubscribe', at)),
    }),
  });
  const { id: reminderId, subtotalMinor } = cart;
  const data: CartReminded = { reminderId, at: at.toISOString(), subtotalMinor };
  await appendEvent(tx, {
    id: derivedId('customer.cart-reminded', reminderId),
    type: 'customer.cart-reminded',
    key: reminderId,
    data,
  });
  return 'queued';
}

/**
 * By the link in a letter, without signing in; said again, it stays said.
 * @throws Problem 404 for a link that is unknown or too old.
 */
export async function unsubscribe(tx: Tx, { now }: CustomerParts, token: string): Promise<void> {
  const customerId = await ownerOfToken(tx, token, 'unsubscribe', now());
  if (customerId === undefined) throw notFound('link');
  const consents = consentsNow(await consentHistory(tx, customerId));
  await noteConsents(tx, customerId, { ...consents, marketingEmail: false }, 'letter', now());
}
