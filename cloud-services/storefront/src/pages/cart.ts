import type { CartView } from '@comptoir/cart/api';
import { readPostalCode } from '@comptoir/service-kit/postal-codes/canada';
import type { Outcome } from '../../app/src/shared/outcome.ts';
import { readQuantity } from '../../app/src/shared/quantity.ts';
import type { AddAnswer, CartData, CartProblem } from '../../app/src/shared/shapes/cart.ts';
import { readShared } from '../../app/src/shared/shared-cart.ts';
import { addToCart, askCart, callCart, cartPath, cartSession, cartShown } from '../cart/cart.ts';
import { calculate, pointsOf } from '../cart/delivery-choice.ts';
import { keep, keptShown } from '../cart/kept-products.ts';
import { sharedShown } from '../cart/shared.ts';
import { boughtWith } from '../catalogue/together.ts';
import { recordEvent } from '../events/shop-events.ts';
import { newKey, type Refusal } from '../gateway/gateway.ts';
import { readProfile } from '../session/profile.ts';
import { failed, goTo, isAway, missing, type Page, show, tell, type Visit } from '../visit.ts';

export const cart: Page = {
  async load(visit) {
    const [reply, shared, kept] = await Promise.all([askCart(visit), sharedShown(visit), keptShown(visit)]);
    if (reply && !reply.ok) return failed(reply.refusal, visit);
    if (!reply || reply.body.lines.length === 0)
      return show({ cart: null, shared, kept, together: [] } satisfies CartData);
    const [profile, together] = await Promise.all([
      readProfile(visit),
      boughtWith(
        visit,
        reply.body.lines.map(({ productId }) => productId),
      ),
    ]);
    const cart = await cartShown(visit, reply.body, profile?.ok ? profile.body : undefined);
    return show({ cart, shared, kept, together } satisfies CartData);
  },

  async act(visit) {
    switch (visit.form.get('do')) {
      case 'add':
        return add(visit);
      case 'quantity':
        return changeQuantity(visit);
      case 'remove':
        return remove(visit);
      case 'share':
        return addShared(visit);
      case 'keep':
        return keepProduct(visit, visit.form.get('kept') !== 'no');
      case 'later':
        return keepLine(visit);
      case 'destination':
        return tellDestination(visit);
      case 'points':
        return calculateAnew(visit, () => ({ loyaltyPoints: pointsOf(visit.form) }));
      case 'coupon':
        return giveCoupon(visit);
      case 'coupon-drop':
        return calculateAnew(visit, ({ coupons }) => ({
          coupons: coupons.filter((code) => code !== visit.form.get('coupon')),
        }));
      default:
        return missing(visit);
    }
  },
};

async function add(visit: Visit): Promise<Outcome> {
  const sku = visit.form.get('code') ?? '';
  const quantity = readQuantity(visit.form.get('quantity') ?? '1');
  if (quantity === undefined || quantity === '0')
    return show({ problem: 'quantity' } satisfies AddAnswer, 422);
  const reply = await addToCart(visit, sku, quantity);
  if (!reply.ok) return show({ problem: problemOf(reply.refusal) } satisfies AddAnswer, reply.refusal.status);
  recordEvent(visit, 'add', reply.body.lines.find((line) => line.sku === sku)?.productId);
  if (!visit.isScripted) return goTo(visit.to('cart'));
  return show({ added: Number(quantity) } satisfies AddAnswer);
}

/** One after the other: the first may begin the cart. What cannot be had is said, and left out. */
async function addShared(visit: Visit): Promise<Outcome> {
  let missed = 0;
  for (const { code, quantity } of readShared(visit.form)) {
    const reply = await addToCart(visit, code, quantity);
    if (!reply.ok && isAway(reply.refusal))
      return show({ problem: 'unavailable' } satisfies CartProblem, 503);
    if (!reply.ok) missed += 1;
  }
  tell(visit, missed > 0 ? 'shared-partly' : 'shared-added');
  return goTo(visit.to('cart'));
}

function problemOf(refusal: Refusal): NonNullable<AddAnswer['problem']> {
  if (isAway(refusal)) return 'unavailable';
  if (refusal.type === 'short') return 'short';
  if (refusal.type === 'cart-full') return 'full';
  return /quantity/.test(refusal.type) ? 'quantity' : 'not-sold';
}

async function changeQuantity(visit: Visit): Promise<Outcome> {
  const quantity = readQuantity(visit.form.get('quantityStep') ?? visit.form.get('quantity') ?? '');
  if (quantity === undefined) return show({ problem: 'quantity' } satisfies CartProblem, 422);
  if (quantity === '0') return remove(visit);
  return settled(
    visit,
    await callCart<CartView>(visit, {
      method: 'PATCH',
      path: linePath(visit),
      body: { quantity },
      idempotencyKey: newKey(),
    }),
  );
}

const remove = async (visit: Visit): Promise<Outcome> =>
  settled(
    visit,
    await callCart<CartView>(visit, { method: 'DELETE', path: linePath(visit), idempotencyKey: newKey() }),
  );

/** From the page of a product, and from the list itself. */
async function keepProduct(visit: Visit, isKept: boolean): Promise<Outcome> {
  const refusal = await keep(visit, visit.form.get('product') ?? '', isKept);
  if (refusal) return notKept(refusal);
  const code = visit.form.get('code');
  if (visit.isScripted) return show({});
  return goTo(code === null ? visit.to('cart') : visit.to('product', { code }));
}

/** First it is in the list, then out of the cart: what fails between the two is in both. */
async function keepLine(visit: Visit): Promise<Outcome> {
  const cart = await askCart(visit);
  if (!cart) return goTo(visit.to('cart'));
  if (!cart.ok) return settled(visit, cart);
  const line = cart.body.lines.find(({ lineId }) => lineId === visit.form.get('line'));
  const refusal = line && (await keep(visit, line.productId, true));
  return refusal ? notKept(refusal) : remove(visit);
}

const notKept = (refusal: Refusal): Outcome =>
  refusal.type === 'list-full'
    ? show({ problem: 'list-full' } satisfies CartProblem, 409)
    : show({ problem: 'unavailable' } satisfies CartProblem, 503);

const linePath = (visit: Visit) =>
  cartPath(cartSession(visit) ?? '', `/items/${encodeURIComponent(visit.form.get('line') ?? '')}`);

async function tellDestination(visit: Visit): Promise<Outcome> {
  const place = readPostalCode(visit.form.get('postalCode') ?? '');
  if (!place) return show({ problem: 'postal-code' } satisfies CartProblem, 422);
  return settled(visit, await calculate(visit, { method: 'ship', ...place }, pointsOf(visit.form)));
}

async function giveCoupon(visit: Visit): Promise<Outcome> {
  const code = (visit.form.get('coupon') ?? '').trim().toUpperCase();
  if (code === '') return show({ problem: 'coupon-unknown' } satisfies CartProblem, 422);
  return calculateAnew(visit, ({ coupons }) => ({
    coupons: [...coupons.filter((one) => one.toUpperCase() !== code), code],
  }));
}

/** For the delivery that the cart has been calculated for, and all else as it was. */
async function calculateAnew(
  visit: Visit,
  changed: (cart: CartView) => Readonly<{ coupons?: readonly string[]; loyaltyPoints?: number }>,
): Promise<Outcome> {
  const cart = await askCart(visit);
  if (!cart) return goTo(visit.to('cart'));
  if (!cart.ok) return settled(visit, cart);
  const { sessionId, destination, delivery, coupons, loyaltyPoints } = cart.body;
  const reply = await callCart<CartView>(visit, {
    method: 'PUT',
    path: cartPath(sessionId, '/calculate'),
    body: { destination, delivery, coupons, loyaltyPoints, ...changed(cart.body) },
    idempotencyKey: newKey(),
  });
  return settled(visit, reply);
}

/** A line that is gone already is no fault: the page shows what is. */
function settled(visit: Visit, reply: Awaited<ReturnType<typeof callCart<CartView>>>): Outcome {
  if (reply.ok || reply.refusal.status === 404) return visit.isScripted ? show({}) : goTo(visit.to('cart'));
  if (isAway(reply.refusal)) return show({ problem: 'unavailable' } satisfies CartProblem, 503);
  if (reply.refusal.type === 'not-delivered-there')
    return show({ problem: 'not-delivered-there' } satisfies CartProblem, 422);
  if (/^points-/.test(reply.refusal.type)) return show({ problem: 'points' } satisfies CartProblem, 422);
  if (reply.refusal.type === 'coupon-unknown')
    return show({ problem: 'coupon-unknown' } satisfies CartProblem, 422);
  if (reply.refusal.type === 'short') return show({ problem: 'short' } satisfies CartProblem, 409);
  return show({ problem: 'quantity' } satisfies CartProblem, 422);
}
