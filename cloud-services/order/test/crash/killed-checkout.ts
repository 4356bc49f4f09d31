/** One checkout by gift card and bank card whose process is killed at a step: what every one of them has to come to. */
import type { StepName } from '../../src/steps.ts';
import type { GiftDesk } from '../support/gift-desk.ts';
import { giftMinor, type Mortal, payingWith } from './mortal.ts';

/** Between the first and the last thing that a checkout writes down. */
export const checkoutSteps = [
  'opened',
  'reserve: called',
  'reserve: recorded',
  'authorise: intended',
  'authorise: called',
  'hold: called',
  'confirmed',
  'close-cart: begun',
  'close-cart: called',
  'spend-gift-card: called',
  'capture: begun',
  'capture: called',
] as const satisfies readonly StepName[];

export const confirmed = {
  orders: ['confirmed'],
  quiet: true,
  payments: ['succeeded'],
  reservations: ['held'],
  cart: 'ordered',
  mails: 1,
};

/** @returns how it ended, what was taken of the bank card beyond what was due of it (0 is right), and what became of the gift card. */
export async function killedCheckout(order: Mortal, desk: GiftDesk, step: StepName) {
  const { town } = order;
  const [cart, card] = [await town.cart(await town.stocked(5)), await desk.sell(5_000)];
  const request = payingWith(order, cart, card);
  await order.killedAt(step, () => town.checkout(request));
  const end = await order.settle(cart, confirmed);
  const overMinor = (await order.takenOf(cart)) - (cart.totalMinor - giftMinor);
  return { request, end, overMinor, gift: await desk.entries(card) };
}

/** Of the gift card, when all went well. */
export const spentOnce = [['spent', 'done', -giftMinor]];
