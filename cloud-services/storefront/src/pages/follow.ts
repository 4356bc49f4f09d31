/** What is in the cart, as more of an order that is paid already, or in exchange for some of it: paid on one short page. */

import type { CartView } from '@comptoir/cart/api';
import type { OrderView } from '@comptoir/order/api';
import { besideCardMinor } from '@comptoir/service-kit/beside-card';
import type { Outcome } from '../../app/src/shared/outcome.ts';
import type { CheckoutAnswer } from '../../app/src/shared/shapes/checkout.ts';
import type { FormProblem } from '../../app/src/shared/shapes/form.ts';
import type { FollowData } from '../../app/src/shared/shapes/order.ts';
import { askCart, cartSession, cartShown } from '../cart/cart.ts';
import { type Choice, calculate } from '../cart/delivery-choice.ts';
import { stores } from '../catalogue/stores.ts';
import { formAgain } from '../forms.ts';
import { newKey, type Refusal, type Reply } from '../gateway/gateway.ts';
import { failed, goTo, isAway, type Page, show, tell, type Visit } from '../visit.ts';
import { cardFields, type Placed, placed } from './checkout.ts';
import { flashOf, quantitiesIn, readOrder, refusedBecause, returnCodeIn, tokenHeader } from './order.ts';

export const follow: Page = {
  async load(visit) {
    const order = await readOrder(visit);
    if (!order.ok) return failed(order.refusal, visit);
    const [priced, card, worth] = await Promise.all([
      pricedWith(visit, order.body),
      cardFields(visit),
      worthOf(visit),
    ]);
    if (priced && !priced.ok && isAway(priced.refusal)) return failed(priced.refusal, visit);
    const cart = priced?.ok ? priced.body : null;
    const dueMinor = cart?.totals.dueMinor ?? 0;
    const worthMinor = cart ? besideCardMinor(worth.minor, dueMinor) : 0;
    const problem = worth.problem ?? (priced && !priced.ok ? refusedBecause(priced.refusal) : null);
    const shown: FollowData = {
      ...{ orderId: order.body.id, number: order.body.number, kind: kindOf(visit) },
      cart: cart && (await cartShown(visit, cart, undefined)),
      cartVersion: cart?.version ?? 0,
      worthMinor,
      givenBackMinor: cart ? worth.minor - worthMinor : 0,
      attempt: newKey(),
      name: order.body.contact?.name ?? '',
      card,
      problem,
    };
    return show(shown);
  },

  async act(visit) {
    const sessionId = cartSession(visit);
    if (sessionId === undefined) return goTo(visit.to('cart'));
    const token = visit.form.get('paymentMethod') ?? '';
    const dueMinor = Number(visit.form.get('expectedDueMinor'));
    const reply = await ask<Placed>(visit, kindOf(visit) === 'addition' ? 'additions' : 'exchanges', {
      cartSessionId: sessionId,
      cartVersion: Number(visit.form.get('cartVersion')),
      payment: {
        provider: 'local',
        ...(token === '' ? {} : { paymentMethodToken: token }),
        returnUrl: `${visit.config.publicUrl}${visit.to('payment', { orderId: 'ID' }).replace('ID', '{orderId}')}`,
      },
      expectedTotal: { amountMinor: dueMinor, currency: 'CAD' },
      ...wanted(visit),
    });
    if (!reply.ok) return refused(reply.refusal);
    tell(visit, kindOf(visit) === 'addition' ? 'added-to-order' : 'exchange-asked');
    return placed(visit, reply.body);
  },
};

/** The form of a return comes here with what comes back; without it, pieces are added. */
const kindOf = ({ url }: Visit): FollowData['kind'] =>
  quantitiesIn(url.searchParams).length > 0 ? 'exchange' : 'addition';

function wanted(visit: Visit) {
  if (kindOf(visit) === 'addition') return {};
  const { searchParams } = visit.url;
  const code = returnCodeIn(searchParams);
  const reason = (searchParams.get('reason') ?? '').trim().slice(0, 300);
  const said = reason === '' && code === 'other' ? '—' : reason;
  return { lines: quantitiesIn(searchParams), code, ...(said === '' ? {} : { reason: said }) };
}

async function ask<T>(visit: Visit, path: string, body: unknown): Promise<Reply<T>> {
  const id = visit.params.orderId ?? '';
  return visit.gateway.call<T>({
    method: 'POST',
    path: `/api/v1/orders/${encodeURIComponent(id)}/${path}`,
    body,
    token: await visit.customer.token(),
    headers: tokenHeader(visit, id),
    idempotencyKey: visit.form.get('attempt') ?? newKey(),
  });
}

async function worthOf(visit: Visit): Promise<Readonly<{ minor: number; problem: FormProblem | null }>> {
  if (kindOf(visit) === 'addition') return { minor: 0, problem: null };
  const lines = quantitiesIn(visit.url.searchParams);
  const reply = await ask<{ worthMinor: number }>(visit, 'exchanges/worth', { lines });
  if (reply.ok) return { minor: reply.body.worthMinor, problem: null };
  return { minor: 0, problem: refusedBecause(reply.refusal) };
}

/** Undefined: there is nothing in the cart. */
async function pricedWith(visit: Visit, order: OrderView): Promise<Reply<CartView> | undefined> {
  const cart = await askCart(visit);
  if (!cart?.ok || cart.body.lines.length === 0) return undefined;
  const choice = await choiceOf(visit, order);
  return choice && calculate(visit, choice, 0, order.id);
}

async function choiceOf(visit: Visit, { delivery }: OrderView): Promise<Choice | undefined> {
  if (delivery?.method === 'ship') {
    const { region, postalCode } = delivery.address;
    return { method: 'ship', region, postalCode };
  }
  const store = (await stores(visit))?.find(({ id }) => id === delivery?.storeId);
  return store && { method: 'collect', store };
}

function refused(refusal: Refusal): Outcome {
  const { body, type } = refusal;
  const again = { faults: {}, values: {}, attempt: newKey() };
  if (type === 'payment-declined')
    return show({ ...again, declined: flashOf(body.declineCode) } satisfies CheckoutAnswer, 402);
  // The page prices the cart anew by itself.
  if (type === 'total-changed' || type === 'cart-changed')
    return show({ ...again, newDueMinor: 0 } satisfies CheckoutAnswer, 409);
  // Nobody answered: the same attempt may be sent again, and pays once.
  return isAway(refusal)
    ? formAgain({}, {}, 'unavailable')
    : show({ ...again, problem: refusedBecause(refusal) } satisfies CheckoutAnswer, 422);
}
