/** Checkout on one page: who, where to, card, pay. */
import type { CartView } from '@comptoir/cart/api';
import { email, phone, postalCode, required } from '../../app/src/shared/checks.ts';
import { homeOf } from '../../app/src/shared/home-of.ts';
import type { Outcome } from '../../app/src/shared/outcome.ts';
import type { Address } from '../../app/src/shared/shapes/address.ts';
import type { Store } from '../../app/src/shared/shapes/catalogue.ts';
import type { CardFields, CheckoutAnswer, CheckoutData } from '../../app/src/shared/shapes/checkout.ts';
import type { FormProblem } from '../../app/src/shared/shapes/form.ts';
import { askCart, callCart, cartPath, cartSession, cartShown, forgetCart, isHeld } from '../cart/cart.ts';
import { type Choice, calculate, choiceOf, pointsOf } from '../cart/delivery-choice.ts';
import { findGiftCard, giftCardIn } from '../cart/gift-cards.ts';
import { slotOf, slotsAt, slotsIn } from '../cart/slots.ts';
import { stockOf } from '../catalogue/stock.ts';
import { stores } from '../catalogue/stores.ts';
import { recordEvent } from '../events/shop-events.ts';
import { formAgain, problemOf, readForm } from '../forms.ts';
import { newKey, type Refusal, type Reply } from '../gateway/gateway.ts';
import { keepOrderToken } from '../session/order-tokens.ts';
import { fullName, type Profile, readProfile } from '../session/profile.ts';
import { failed, goTo, isAway, type Page, show, tell, type Visit } from '../visit.ts';
import { flashOf, readOrder } from './order.ts';

export const checkout: Page = {
  async load(visit) {
    const reply = await askCart(visit);
    if (reply && !reply.ok) return failed(reply.refusal, visit);
    if (!reply || reply.body.lines.length === 0) return goTo(visit.to('cart'));
    const [profile, places, card, typedBefore] = await Promise.all([
      readProfile(visit),
      stores(visit),
      cardFields(visit),
      triedWith(visit),
    ]);
    const home = homeOf(profile?.ok ? profile.body.addresses : []);
    const cart = await pricedAnew(visit, reply.body, places ?? [], home);
    recordEvent(visit, 'begin-checkout');
    const shown: CheckoutData = {
      cart: await cartShown(visit, cart, profile?.ok ? profile.body : undefined),
      cartVersion: cart.version,
      attempt: newKey(),
      customer: profile?.ok ? buyer(profile.body) : null,
      typed: typedBefore,
      stores: await withMissing(visit, cart, places ?? []),
      delivery: {
        method: cart.delivery?.method ?? 'ship',
        storeId: cart.delivery?.storeId ?? null,
        region: cart.destination?.region ?? '',
        postalCode: cart.delivery?.method === 'ship' ? (cart.destination?.postalCode ?? '') : '',
      },
      slots: await slotsAt(visit, {
        method: cart.delivery?.method ?? 'ship',
        storeId: cart.delivery?.storeId ?? null,
        notBefore: cart.shipping?.arrivesOn ?? null,
      }),
      card,
    };
    return show(shown);
  },

  async act(visit) {
    if (visit.form.get('do') === 'gift-card') return lookUp(visit);
    const choice = choiceOf(visit.form, (await stores(visit)) ?? []);
    return visit.form.get('do') === 'pay' ? pay(visit, choice) : priceAnew(visit, choice);
  },
};

/** Whoever comes back from a bank that said no finds what they had typed: their order of that try has it. */
async function triedWith(visit: Visit): Promise<CheckoutData['typed']> {
  const id = visit.url.searchParams.get('essai') ?? visit.url.searchParams.get('try');
  const reply = id === null ? undefined : await readOrder(visit, id);
  if (!reply?.ok || !reply.body.contact) return {};
  const { contact, delivery, lines } = reply.body;
  const person = { email: contact.email, name: contact.name, phone: contact.phone ?? '' };
  if (delivery?.method === 'ship')
    return { ...person, address: delivery.address.lines.join(', '), city: delivery.address.city };
  const wishes = lines.map(({ lineId, productId }) => [
    `wish-${lineId}`,
    delivery?.substitutes?.[productId] ?? 'none',
  ]);
  return { ...person, ...Object.fromEntries(wishes) };
}

/**
 * What was priced to go with another order, and does not any more, is priced anew; so is what the carrier has not said the price of.
 * @param home whoever has not said where to is told what it costs there.
 */
async function pricedAnew(
  visit: Visit,
  cart: CartView,
  places: readonly Store[],
  home: Address | undefined,
): Promise<CartView> {
  const choice = choiceAnew(cart, places, home);
  if (!choice) return cart;
  const reply = await calculate(visit, choice, cart.loyaltyPoints);
  return reply.ok ? reply.body : cart;
}

/** @returns undefined where what the cart says still holds, or nothing is known. */
function choiceAnew(
  { delivery, destination, shipping }: CartView,
  places: readonly Store[],
  home: Address | undefined,
): Choice | undefined {
  if (!delivery || !destination) return home?.country === 'CA' ? { method: 'ship', ...home } : undefined;
  if (delivery.withOrderId === undefined && shipping?.by !== 'table') return undefined;
  const store = places.find(({ id }) => id === delivery.storeId);
  return store ? { method: 'collect', store } : { method: 'ship', ...destination };
}

const buyer = (profile: Profile): CheckoutData['customer'] => ({
  email: profile.email,
  name: fullName(profile),
  phone: profile.preferences.smsOrderUpdates ? profile.phone : null,
  addresses: profile.addresses,
});

type PaymentOptions = Readonly<{
  providers: readonly Readonly<{ kind: string; cardFieldsUrl?: string; publishableKey?: string }>[];
}>;

export async function cardFields(visit: Visit): Promise<CardFields | null> {
  const reply = await visit.gateway.call<PaymentOptions>({ path: '/api/v1/orders/payment-options' });
  if (!reply.ok) return null;
  const found = reply.body.providers.find(({ kind }) => kind === 'card-fields');
  return found?.cardFieldsUrl ? { url: found.cardFieldsUrl, key: found.publishableKey ?? '' } : null;
}

/** How many lines each store cannot hand over; null: not known. */
async function withMissing(visit: Visit, cart: CartView, places: readonly Store[]) {
  const stocks = await Promise.all(cart.lines.map(({ productId }) => stockOf(visit, productId)));
  return places.map((store) => {
    if (stocks.some((stock) => stock === undefined)) return { ...store, missing: null };
    const missing = cart.lines.filter((line, at) => {
      const here = stocks[at]?.locations.find(({ locationId }) => locationId === store.id);
      // What is reserved there may be this cart's own; Inventory knows when it is paid.
      const own = isHeld(cart) ? Number(here?.reserved ?? 0) : 0;
      return Number(here?.availableToPromise ?? 0) + own < Number(line.quantity);
    });
    return { ...store, missing: missing.length };
  });
}

/** What a gift card holds, before anything is paid with it. */
async function lookUp(visit: Visit): Promise<Outcome> {
  const found = await findGiftCard(visit);
  if ('card' in found) return show({ ...again(visit), giftCard: found.card });
  return 'fault' in found
    ? formAgain(typed(visit), { giftCode: found.fault })
    : formAgain(typed(visit), {}, problemOf(found.refusal));
}

/** A change of delivery or postal code: the total is told before anything is asked of a card. */
async function priceAnew(visit: Visit, choice: Choice | undefined): Promise<Outcome> {
  if (!choice) return formAgain(typed(visit), faultOfPlace(visit));
  const reply = await calculate(visit, choice, pointsOf(visit.form));
  if (!reply.ok) return formAgain(typed(visit), {}, calculateProblem(reply.refusal));
  return visit.isScripted ? show(again(visit)) : goTo(visit.to('checkout'));
}

const shipFields = { email, name: required, address: required, city: required, postalCode, phone };
const collectFields = { email, name: required, phone };

async function pay(visit: Visit, choice: Choice | undefined): Promise<Outcome> {
  const isShipped = visit.form.get('method') !== 'collect';
  const { faults, isGood } = readForm<string>(visit.form, isShipped ? shipFields : collectFields);
  if (!isGood || !choice) return formAgain(typed(visit), { ...faultOfPlace(visit, choice), ...faults });
  const paymentMethodToken = visit.form.get('paymentMethod') ?? '';
  const expectedMinor = Number(visit.form.get('expectedDueMinor'));
  const giftMinor = giftCardIn(visit.form)?.amountMinor ?? 0;
  if (paymentMethodToken === '' && giftMinor < expectedMinor)
    return formAgain(typed(visit), {}, 'payment-not-ready');

  const sessionId = cartSession(visit);
  if (sessionId === undefined) return goTo(visit.to('cart'));
  const priced = await pricedFor(visit, sessionId, choice);
  if (!priced.ok) return formAgain(typed(visit), {}, calculateProblem(priced.refusal));
  const cart = priced.body;
  // An answer that was lost on its way: the very same call again brings it.
  const isOrdered = cart.status === 'ordered';
  // What the key said is what is paid: another total is told, and asked for again.
  if (!isOrdered && cart.totals.dueMinor !== expectedMinor)
    return show({ ...again(visit), newDueMinor: cart.totals.dueMinor }, 409);

  const wishes = wishesIn(visit.form, cart);
  const isAsking = !isShipped && wishes.some(([, wish]) => wish === 'ask');
  if (isAsking && (visit.form.get('phone') ?? '').trim() === '')
    return formAgain(typed(visit), { phone: 'required' });
  const version = isOrdered ? Number(visit.form.get('cartVersion')) : cart.version;
  const reply = await visit.gateway.call<Placed>({
    method: 'POST',
    path: '/api/v1/orders/checkout',
    body: await requestOf(visit, { sessionId, version, expectedMinor }, choice, paymentMethodToken, wishes),
    token: await visit.customer.token(),
    idempotencyKey: visit.form.get('attempt') ?? newKey(),
  });
  return reply.ok ? placed(visit, reply.body) : refused(visit, cart, choice, reply.refusal);
}

/** By product: what may stand in for it where it is missing. */
type Wish = readonly [productId: string, wish: 'any' | 'ask' | 'none'];
function wishesIn(form: URLSearchParams, { lines }: CartView): Wish[] {
  return lines.map(({ lineId, productId }) => {
    const told = form.get(`wish-${lineId}`);
    return [productId, told === 'any' || told === 'ask' ? told : 'none'];
  });
}

/** The cart priced for this choice; asked for anew only when it was priced for another, so that a repeated call stays the same. */
async function pricedFor(visit: Visit, sessionId: string, choice: Choice): Promise<Reply<CartView>> {
  const reply = await callCart<CartView>(visit, { path: cartPath(sessionId) });
  if (!reply.ok || reply.body.status === 'ordered') return reply;
  const { delivery, destination } = reply.body;
  const points = pointsOf(visit.form);
  const isSamePlace =
    delivery?.withOrderId === undefined &&
    (choice.method === 'ship'
      ? delivery?.method === 'ship' && destination?.postalCode === choice.postalCode
      : delivery?.method === 'collect' && delivery.storeId === choice.store.id);
  return isSamePlace && reply.body.loyaltyPoints === points ? reply : calculate(visit, choice, points);
}

export type Placed = Readonly<{
  orderId: string;
  status: 'confirmed' | 'requires_action' | 'processing';
  accessToken: string;
  action?: Readonly<{ url: string }>;
}>;

async function requestOf(
  visit: Visit,
  cart: Readonly<{ sessionId: string; version: number; expectedMinor: number }>,
  choice: Choice,
  paymentMethodToken: string,
  wishes: readonly Wish[],
) {
  const { form, language, config } = visit;
  const text = (name: string) => (form.get(name) ?? '').trim();
  const number = text('phone');
  const person = {
    email: text('email'),
    name: text('name'),
    ...(number === '' ? {} : { phone: number }),
  };
  const customerId = await visit.customer.id();
  const giftCard = giftCardIn(form);
  const slot = slotOf(form);
  const when = slot ? { slot } : {};
  return {
    cartSessionId: cart.sessionId,
    cartVersion: cart.version,
    ...(customerId === null ? { guest: person } : { customer: { id: customerId, ...person } }),
    delivery:
      choice.method === 'collect'
        ? {
            ...{ method: 'collect', storeId: choice.store.id },
            substitution: 'refused',
            substitutes: Object.fromEntries(wishes),
            ...when,
          }
        : {
            method: 'ship',
            address: {
              recipient: person.name,
              lines: [text('address')],
              city: text('city'),
              region: choice.region,
              postalCode: choice.postalCode,
              country: 'CA',
            },
            ...when,
          },
    payment: {
      provider: 'local',
      ...(paymentMethodToken === '' ? {} : { paymentMethodToken }),
      returnUrl: `${config.publicUrl}${visit.to('payment', { orderId: 'ID' }).replace('ID', '{orderId}')}`,
    },
    ...(giftCard ? { giftCard } : {}),
    expectedTotal: { amountMinor: cart.expectedMinor, currency: 'CAD' },
    language,
  };
}

export function placed(visit: Visit, { orderId, status, accessToken, action }: Placed): Outcome {
  keepOrderToken(visit, orderId, accessToken);
  if (status === 'requires_action' && action) return goTo(action.url);
  if (status === 'confirmed') forgetCart(visit);
  return goTo(visit.to('order', { orderId }, visit.language === 'fr' ? { merci: '1' } : { thanks: '1' }));
}

async function refused(visit: Visit, cart: CartView, choice: Choice, refusal: Refusal): Promise<Outcome> {
  const { body } = refusal;
  switch (refusal.type) {
    case 'payment-declined':
      return show({ ...again(visit), attempt: newKey(), declined: flashOf(body.declineCode) }, 402);
    case 'total-changed':
      return show({ ...again(visit), attempt: newKey(), newDueMinor: amountOf(body.total) }, 409);
    case 'cart-changed':
      return show({ ...again(visit), attempt: newKey(), newDueMinor: cart.totals.dueMinor }, 409);
    case 'coupon-used-up':
      // Somebody else had the last use.
      tell(visit, 'coupon-used-up');
      return goTo(visit.to('cart'));
    case 'points-short': {
      // Spent elsewhere meanwhile: the total without them is asked for.
      const anew = await calculate(visit, choice, 0);
      const newDueMinor = anew.ok ? anew.body.totals.dueMinor : cart.totals.totalMinor;
      return show({ ...again(visit), attempt: newKey(), newDueMinor }, 409);
    }
    case 'gift-card-short': {
      // Spent elsewhere meanwhile: what is left of it is offered.
      const code = visit.form.get('giftCode') ?? '';
      const balanceMinor = Number(body.balanceMinor ?? 0);
      const left = { code, last4: code.trim().slice(-4).toUpperCase(), balanceMinor };
      return show(
        balanceMinor > 0
          ? { ...again(visit), attempt: newKey(), giftCard: left }
          : { ...again(visit), attempt: newKey(), giftCard: null, faults: { giftCode: 'gift-empty' } },
        409,
      );
    }
    case 'gift-card-refused':
    case 'malformed-gift-card':
      return show(
        { ...again(visit), attempt: newKey(), giftCard: null, faults: { giftCode: 'gift-refused' } },
        409,
      );
    case 'slot-taken':
      return show(
        { ...again(visit), attempt: newKey(), slots: slotsIn(body.free), faults: { slot: 'slot-taken' } },
        409,
      );
    case 'short':
      await adjust(visit, cart, body.short);
      tell(visit, 'cart-adjusted');
      return goTo(visit.to('cart'));
    case 'cart-ordered':
      return goTo(visit.to('order', { orderId: String(body.orderId) }));
    case 'checkout-in-progress':
      return formAgain(typed(visit), {}, 'order-in-progress');
    case 'less-than-taken':
      return show({ ...again(visit), attempt: newKey(), problem: 'less-than-taken' }, 422);
    case 'order-refused':
      return show({ ...again(visit), attempt: newKey(), problem: 'order-refused' }, 402);
    case 'cart-empty':
    case 'line-unavailable':
      return goTo(visit.to('cart'));
    default:
      // Nobody answered: the same attempt may be sent again, and pays once.
      return isAway(refusal)
        ? formAgain(typed(visit), {}, 'unavailable')
        : show({ ...again(visit), attempt: newKey(), problem: problemOf(refusal) }, 422);
  }
}

const amountOf = (money: unknown): number =>
  typeof money === 'object' && money !== null && 'amountMinor' in money ? Number(money.amountMinor) : 0;

/** Less is left than the cart wants: the cart takes what there is, so that the customer may go on. */
async function adjust(visit: Visit, cart: CartView, short: unknown): Promise<void> {
  const told = Array.isArray(short) ? (short as { productId: string; available: string | number }[]) : [];
  for (const { productId, available } of told) {
    const line = cart.lines.find((one) => one.productId === productId);
    if (!line) continue;
    const path = cartPath(cart.sessionId, `/items/${encodeURIComponent(line.lineId)}`);
    const quantity = String(Math.max(0, Number(available)));
    const idempotencyKey = newKey();
    const change: Promise<Reply<CartView>> =
      quantity === '0'
        ? callCart(visit, { method: 'DELETE', path, idempotencyKey })
        : callCart(visit, { method: 'PATCH', path, body: { quantity }, idempotencyKey });
    await change;
  }
}

const typed = ({ form }: Visit): Record<string, string> =>
  Object.fromEntries(
    ['method', 'storeId', 'email', 'name', 'phone', 'address', 'city', 'postalCode'].map((name) => [
      name,
      (form.get(name) ?? '').slice(0, 200),
    ]),
  );
const again = (visit: Visit): CheckoutAnswer => ({ faults: {}, values: typed(visit) });

function faultOfPlace({ form }: Visit, choice?: Choice): Record<string, 'required' | 'postal-code'> {
  if (choice) return {};
  if (form.get('method') === 'collect') return { storeId: 'required' };
  return { postalCode: (form.get('postalCode') ?? '') === '' ? 'required' : 'postal-code' };
}

function calculateProblem(refusal: Refusal): FormProblem {
  return refusal.type === 'not-delivered-there' ? 'not-delivered-there' : problemOf(refusal);
}
