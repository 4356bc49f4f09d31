/**
 * The beginning of a checkout: the cart as it is priced now is compared with what the customer agreed to, then order and
 * saga are written together. Nothing has been asked of anybody before that; whoever dies before it has done nothing.
 */
import { createHash, randomBytes } from 'node:crypto';
import { derivedId, problem, unavailable } from '@comptoir/service-kit';
import { NeighbourRefused } from '@comptoir/service-kit/neighbours/neighbour';
import { orderNumber } from '@comptoir/sync-protocol/ids/order-number';
import type { CheckoutRequest, Delivery } from '../api.ts';
import { exchangedFor, type Follows } from '../follow-on/follows.ts';
import { giftCardOf } from '../gift-card.ts';
import { dueMinor, type FrozenCart } from '../neighbours/cart.ts';
import { newId, type OrderParts, providerOf } from '../parts.ts';
import type { PaymentProvider } from '../payment/provider.ts';
import { assess } from '../risk/assess.ts';
import { countTries, factsOf } from '../risk/facts.ts';
import { traitsOf } from '../risk/traits.ts';
import { takeSlot } from '../slots/take.ts';
import { insertOrder, type Order, orderOfCart } from '../store/orders.ts';
import { findSaga, insertSaga, sagaOfKey } from '../store/sagas.ts';
import { abandon } from './abandon.ts';
import type { Begun } from './drive.ts';

export type Asked = Readonly<{
  request: CheckoutRequest;
  /** The customer that the token names. */
  customerId: string | null;
  key: string;
  correlationId: string;
  /** Of whoever asks, as the gateway tells it. */
  address: string;
  /** An order that is paid already: what is asked about it, and what becomes of that, found once for a key. */
  following?: Readonly<{ about: unknown; find(): Promise<Follows> }>;
}>;

/** @returns the order, and whether the same key had begun it before; if not, it is leased to the caller. */
export async function openCheckout(
  parts: OrderParts,
  { request, customerId, key, correlationId, address, following }: Asked,
): Promise<Readonly<{ orderId: string; begun?: Begun }>> {
  const asker = customerId ?? `cart:${request.cartSessionId}`;
  const bodyHash = createHash('sha256')
    .update(JSON.stringify(following ? [request, following.about] : request))
    .digest('base64url');
  const before = await sagaOfKey(parts.database, asker, key);
  if (before) {
    if (before.bodyHash !== bodyHash)
      throw problem(
        422,
        'idempotency-key-reused',
        'This Idempotency-Key was used with another body',
        'Use a new key for a new request.',
      );
    return { orderId: before.orderId };
  }
  const follows = await following?.find();
  checkAsked(parts, request, customerId);
  checkReachable(parts, request);
  const traits = traitsOf(address, request);
  const { email } = contactOf(request);
  // None needs another's answer.
  const [cart, earlier, counted] = await Promise.all([
    readCart(parts, request, correlationId),
    orderOfCart(parts.database, request.cartSessionId),
    countTries(parts.database, email, customerId, traits),
  ]);
  const exchange = follows?.exchange ? exchangedFor(follows.exchange, dueMinor(cart)) : null;
  const besideMinor = exchange?.amountMinor ?? request.giftCard?.amountMinor ?? 0;
  checkAgreed(cart, request, follows?.orderId, besideMinor);
  checkTaken(dueMinor(cart) - besideMinor, request, providerOf(parts, request.payment.provider));
  if (earlier) await endEarlierTry(parts, earlier);
  const facts = factsOf(request, customerId, cart, counted);
  const orderId = newId();
  const { delivery, payment } = request;
  const giftCard = exchange ?? giftCardOf(request.giftCard, orderId);
  const begun = await parts.database.transaction(async (tx) => {
    await takeSlot(tx, parts, delivery, cart.shipping?.arrivesOn);
    const inserting = insertOrder(tx, {
      id: orderId,
      number: orderNumber(randomBytes(8)),
      accessToken: randomBytes(24).toString('base64url'),
      customerId,
      contact: contactOf(request),
      delivery,
      billing: request.billing ?? null,
      deliveryMethod: delivery.method,
      language: request.language,
      cartSessionId: request.cartSessionId,
      frozen: cart,
      giftCard,
      addedTo: follows?.addedTo ?? null,
      risk: { ...assess(parts.riskRules, facts), facts },
      traits,
      currency: 'CAD',
      totalMinor: cart.priced.totalMinor,
      businessDate: cart.basket.taxDate,
      reservationId: derivedId('reservation', orderId, '1'),
    });
    const saga = { orderId, asker, key, bodyHash, payment, correlationId };
    const [order, lease] = await Promise.all([inserting, insertSaga(tx, saga, parts)]);
    if (!order || !lease) throw inProgress();
    return { order, lease };
  });
  parts.step('opened');
  return { orderId, begun };
}

function checkAsked(
  parts: OrderParts,
  { payment, customer }: CheckoutRequest,
  customerId: string | null,
): void {
  if ((customer?.id ?? null) !== customerId)
    throw problem(403, 'forbidden', 'This is not your account', 'Sign in again, or buy as a guest.');
  if (!parts.providers.has(payment.provider))
    throw problem(422, 'unknown-provider', 'This way to pay is not offered', 'See payment-options.');
  if (payment.returnUrl !== undefined && new URL(payment.returnUrl).origin !== new URL(parts.shopUrl).origin)
    throw problem(
      422,
      'foreign-return-url',
      'The return address is not the shop’s',
      'Use an address of the shop.',
    );
}

/** Before anything is begun, whoever cannot be asked now is told; once begun, a checkout waits and goes on by itself. */
function checkReachable(
  { inventory, providers, giftCards }: OrderParts,
  { payment, giftCard }: CheckoutRequest,
): void {
  const needed = [
    { what: 'The stock', restMs: inventory.restMs() },
    ...(giftCard ? [{ what: 'The gift card', restMs: giftCards.restMs() }] : []),
    { what: 'The payment', restMs: providers.get(payment.provider)?.restMs() ?? 0 },
  ];
  for (const { what, restMs } of needed) if (restMs > 0) throw unavailable(what, undefined, restMs);
}

/** Cart's refusals are told on as they are. */
async function readCart(
  parts: OrderParts,
  { cartSessionId, cartVersion }: CheckoutRequest,
  correlationId: string,
): Promise<FrozenCart> {
  try {
    return await parts.carts.frozen(cartSessionId, cartVersion, correlationId);
  } catch (error) {
    if (!(error instanceof NeighbourRefused)) throw error;
    const {
      title,
      detail = '',
      type: _type,
      status: _status,
      correlationId: _id,
      errors: _errors,
      ...members
    } = error.details;
    throw problem(error.status, error.type, title, detail, { members });
  }
}

function checkAgreed(
  cart: FrozenCart,
  { delivery, expectedTotal }: CheckoutRequest,
  withOrderId: string | undefined,
  besideMinor: number,
): void {
  if (!isSameDelivery(cart, delivery) || cart.delivery.withOrderId !== withOrderId)
    throw problem(
      422,
      'delivery-differs',
      'The cart was calculated for another delivery',
      'Calculate the cart for this delivery, show its total, then check out.',
    );
  const totalMinor = dueMinor(cart);
  if (expectedTotal.amountMinor !== totalMinor || expectedTotal.currency !== cart.currency)
    throw problem(
      409,
      'total-changed',
      'The total has changed',
      'Nothing was charged. Show the new total and ask the customer again.',
      { members: { expectedTotal, total: { amountMinor: totalMinor, currency: cart.currency } } },
    );
  const leftMinor = totalMinor - besideMinor;
  if (leftMinor < 0)
    throw problem(
      422,
      'gift-card-beyond-total',
      'The gift card would pay more than the total',
      'Take no more of it than the total.',
      { members: { totalMinor } },
    );
}

/** Whether whoever is to take the rest can. */
function checkTaken(
  leftMinor: number,
  { payment }: CheckoutRequest,
  { amountMinorMin }: PaymentProvider,
): void {
  if (leftMinor > 0 && payment.paymentMethodToken === undefined)
    throw problem(
      422,
      'payment-method-needed',
      'Something is left to be paid',
      'Send a paymentMethodToken for what the gift card leaves.',
      { members: { leftMinor } },
    );
  if (leftMinor > 0 && leftMinor < amountMinorMin)
    throw problem(
      422,
      'less-than-taken',
      'It is less than this way to pay takes',
      'Add something, pay otherwise, or let the gift card pay less.',
      { members: { leftMinor, amountMinorMin } },
    );
}

/** What taxes and the fee depend on. */
function isSameDelivery(cart: FrozenCart, delivery: Delivery): boolean {
  if (cart.delivery.method !== delivery.method) return false;
  if (delivery.method === 'collect') return cart.delivery.storeId === delivery.storeId;
  const { country, region, postalCode } = delivery.address;
  const plain = (code: string) => code.replace(/\s/g, '').toUpperCase();
  const there = cart.destination;
  return (
    there.country === country && there.region === region && plain(there.postalCode) === plain(postalCode)
  );
}

/** A try that waits for its 3-D Secure answer gives way to a new one: the customer came back to pay otherwise. */
async function endEarlierTry(parts: OrderParts, earlier: Pick<Order, 'id' | 'status'>): Promise<void> {
  if (earlier.status !== 'pending')
    throw problem(409, 'cart-ordered', 'This cart has been ordered', 'Begin a new cart.', {
      members: { orderId: earlier.id },
    });
  const saga = await findSaga(parts.database, earlier.id);
  if (saga?.state !== 'awaiting-action' || !(await abandon(parts, earlier.id))) throw inProgress();
}

const inProgress = () =>
  problem(
    409,
    'checkout-in-progress',
    'This cart is being paid',
    'Wait for the outcome of the first payment, then try again.',
    { headers: { 'retry-after': '2' } },
  );

function contactOf({ guest, customer }: CheckoutRequest) {
  const { email, name, phone } = guest ?? customer ?? { email: '', name: '' };
  return { email, name, ...(phone === undefined ? {} : { phone }) };
}
