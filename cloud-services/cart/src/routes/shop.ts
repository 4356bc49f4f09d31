/**
 * What a shopper does with a cart. Who knows a guest's session id may use it: it is made here and cannot be guessed. A
 * customer's cart is theirs alone; to others it is not there.
 */
import { createHash } from 'node:crypto';
import type { CustomerCaller } from '@comptoir/service-kit/auth/customer-tokens';
import { derivedId } from '@comptoir/service-kit/events/append';
import { checkKey } from '@comptoir/service-kit/http/idempotency';
import { problem } from '@comptoir/service-kit/http/problem';
import { type Route, route } from '@comptoir/service-kit/http/route';
import type { Request } from 'express';
import { z } from 'zod';
import { addRequest, calculateRequest, cartView, quantityRequest } from '../api.ts';
import { addLine, type Cart, type CartLine, emptyCart, withLine, withoutLine } from '../cart.ts';
import { checkTerms } from '../check-terms.ts';
import { claim, ownCart } from '../claim.ts';
import { findProduct } from '../find-product.ts';
import { holding } from '../hold.ts';
import { type CartParts, newId, priceNow, withRate } from '../parts.ts';
import { toldAnew } from '../price-cart.ts';
import { checkQuantity, quantityOf } from '../quantity.ts';
import { alreadyOrdered, noCart } from '../refusals.ts';
import type { Key, Step } from '../store/carts.ts';
import { bodyNow, cartNow, unkept } from './cart-now.ts';

const bySession = z.strictObject({ session_id: z.uuid() });
const byLine = z.strictObject({ session_id: z.uuid(), line_id: z.string() });
export const shopRoutes = (parts: CartParts): Route[] =>
  [adding, mine, claiming, reading, calculating, changing, removing, deleting].map((make) => make(parts));

const adding = (parts: CartParts): Route =>
  keyed({
    method: 'post',
    path: '/api/v1/cart/items',
    summary: 'Add to a cart; without a sessionId one is made',
    guard: parts.customers.optionalCustomer(),
    body: addRequest,
    answers: { 201: cartView },
    async handle({ body, request, caller }) {
      const at = new Date();
      const key = keyOf(request);
      const product = await findProduct(parts.catalogue, body);
      const sessionId = body.sessionId ?? (caller ? await ownCart(parts, caller.id) : sessionOf(key));
      const step = (cart: Cart) =>
        addLine(opened(cart, caller), product, body.quantity, { lineId: newId(), at: at.toISOString() });
      const fresh =
        body.sessionId === undefined && !caller ? emptyCart(sessionId, at.toISOString()) : undefined;
      return changed(parts, request, sessionId, 201, step, fresh);
    },
  });

const mine = (parts: CartParts): Route =>
  route({
    method: 'post',
    path: '/api/v1/cart/mine',
    summary: 'The customer’s open cart, on whatever device',
    guard: parts.customers.requireCustomer(),
    body: z.strictObject({}).optional(),
    answers: { 200: cartView },
    async handle({ request, caller }) {
      const id = await parts.owners.cartOf(caller.id);
      const cart = id === undefined ? undefined : await parts.carts.read(id);
      if (cart?.status !== 'open') throw noCart();
      return cartNow(parts, cart, request);
    },
  });

const claiming = (parts: CartParts): Route =>
  route({
    method: 'post',
    path: '/api/v1/cart/:session_id/claim',
    summary:
      'A guest’s cart becomes the customer’s, added to what they had; go on with the cart that is answered',
    guard: parts.customers.requireCustomer(),
    params: bySession,
    body: z.strictObject({}).optional(),
    answers: { 200: cartView },
    async handle({ params, request, caller }) {
      const cart = await parts.carts.read(await claim(parts, params.session_id, caller.id));
      if (!cart) throw noCart();
      return cartNow(parts, cart, request);
    },
  });

const reading = (parts: CartParts): Route =>
  route({
    method: 'get',
    path: '/api/v1/cart/:session_id',
    summary: 'The cart, priced now',
    guard: parts.customers.optionalCustomer(),
    params: bySession,
    answers: { 200: cartView },
    async handle({ params, request, caller }) {
      const cart = await parts.carts.read(params.session_id);
      if (!cart) throw noCart();
      requireOwn(cart, caller);
      return cartNow(parts, cart, request);
    },
  });

const calculating = (parts: CartParts): Route =>
  keyed({
    method: 'put',
    path: '/api/v1/cart/:session_id/calculate',
    summary: 'Totals for a destination and a delivery; prices are told anew',
    guard: parts.customers.optionalCustomer(),
    params: bySession,
    body: calculateRequest,
    answers: { 200: cartView },
    async handle({ params, body, request, caller }) {
      const at = new Date();
      const terms = await checkTerms(parts, body, caller);
      const step = async (cart: Cart) => {
        const meant = await withRate(parts, { ...opened(cart, caller), terms });
        // What somebody pays with is theirs, and so is the cart then.
        if (terms.points && meant.customerId === null) throw unclaimed();
        return toldAnew(meant, await priceNow(parts, meant, at), at);
      };
      return changed(parts, request, params.session_id, 200, step);
    },
  });

const changing = (parts: CartParts): Route =>
  keyed({
    method: 'patch',
    path: '/api/v1/cart/:session_id/items/:line_id',
    summary: 'Another quantity of a line',
    guard: parts.customers.optionalCustomer(),
    params: byLine,
    body: quantityRequest,
    answers: { 200: cartView },
    async handle({ params, body, request, caller }) {
      const step = async (cart: Cart) => {
        const line = lineOf(opened(cart, caller), params.line_id);
        const product = (await parts.catalogue.products([line.productId])).get(line.productId);
        if (!product)
          throw problem(422, 'line-unavailable', 'This is no longer sold', 'Remove the line from the cart.');
        const quantity = quantityOf(checkQuantity(body.quantity, product.pricing.soldBy));
        return withLine(cart, { ...line, quantity });
      };
      return changed(parts, request, params.session_id, 200, step);
    },
  });

const removing = (parts: CartParts): Route =>
  keyed({
    method: 'delete',
    path: '/api/v1/cart/:session_id/items/:line_id',
    summary: 'Remove a line',
    guard: parts.customers.optionalCustomer(),
    params: byLine,
    answers: { 200: cartView },
    async handle({ params, request, caller }) {
      const step = (cart: Cart) => withoutLine(cart, lineOf(opened(cart, caller), params.line_id).id);
      return changed(parts, request, params.session_id, 200, step);
    },
  });

const deleting = (parts: CartParts): Route =>
  keyed({
    method: 'delete',
    path: '/api/v1/cart/:session_id',
    summary: 'Delete the cart',
    guard: parts.customers.optionalCustomer(),
    params: bySession,
    answers: { 204: null },
    async handle({ params, request, caller }) {
      const step = (cart: Cart): Cart => ({ ...opened(cart, caller), status: 'deleted', lines: [] });
      const told = () => ({ status: 204, body: null });
      const { replayed } = await parts.carts.change(
        params.session_id,
        keyOf(request),
        holding(parts.hold, step),
        told,
      );
      return { status: 204, headers: replayedHeader(replayed), body: null };
    },
  });

const unclaimed = () =>
  problem(422, 'points-refused', 'This is a guest’s cart', 'Claim it first, then pay with points.');

/** A change whose key is kept with the cart itself, not in PostgreSQL. */
const keyed = ((declared: Parameters<typeof route>[0]) => ({
  ...route(declared),
  idempotency: 'accepted',
})) as typeof route;

function keyOf(request: Request): Key | undefined {
  const key = checkKey(request.get('idempotency-key'), false);
  if (key === undefined) return undefined;
  const asked = JSON.stringify([request.method, request.path, request.body ?? null]);
  return { key, request: createHash('sha256').update(asked).digest('base64url') };
}

const keyLengthMin = 20;

/** The same key makes the same cart, so that a repeated first call leaves one; as secret as the key, hence its length. */
function sessionOf(key: Key | undefined): string {
  if (key === undefined) return newId();
  if (key.key.length < keyLengthMin)
    throw problem(
      400,
      'invalid-request',
      'The Idempotency-Key of a first call is too short',
      'Use a new UUID, so that nobody else has the same.',
    );
  return derivedId('cart', key.key);
}

/** @throws Problem 404 for another customer's: whether it exists is not told. */
function requireOwn(cart: Cart, caller: CustomerCaller | undefined): void {
  if (cart.customerId !== null && cart.customerId !== caller?.id) throw noCart();
}

function opened(cart: Cart, caller: CustomerCaller | undefined): Cart {
  requireOwn(cart, caller);
  if (cart.status === 'ordered') throw alreadyOrdered(cart.orderId);
  return cart;
}

function lineOf(cart: Cart, id: string): CartLine {
  const line = cart.lines.find((one) => one.id === id);
  if (!line) throw problem(404, 'not-found', 'No such line', 'Read the cart anew: this line is not in it.');
  return line;
}

/** A shopper's change, once for its key: the cart as it then is, holding what is in it. */
async function changed<S extends 200 | 201>(
  parts: CartParts,
  request: Request,
  sessionId: string,
  status: S,
  step: Step,
  fresh?: Cart,
) {
  const told = async (cart: Cart) => ({ status, body: await bodyNow(parts, cart, request) });
  const { answer, replayed } = await parts.carts.change(
    sessionId,
    keyOf(request),
    holding(parts.hold, step),
    told,
    fresh,
  );
  return {
    status,
    headers: { ...unkept, ...replayedHeader(replayed) },
    body: answer.body as z.infer<typeof cartView>,
  };
}

const replayedHeader = (replayed: boolean): Record<string, string> =>
  replayed ? { 'idempotency-replayed': 'true' } : {};
